"""What each trade sells, and from whom it buys."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade: its jobs, its appointments of one price (empty where it has none), and its suppliers."""

    name: str
    jobs: tuple[str, ...]
    lesson: str
    prices: tuple[int, ...]
    suppliers: tuple[str, ...]


WOOD = ("Scierie Malvaux", "Quincaillerie Lanvier", "Bois et Panneaux Rochebrune", "Comptoir Vasseline")
WATER = ("Sanitherm Distribution", "Comptoir Vasseline", "Chauffage Négoce Ardillon", "Robinetterie Pradeau")
PAINT = ("Couleurs Delmotte", "Nuancier Pro", "Quincaillerie Lanvier", "Comptoir Vasseline")
GREEN = ("Pépinières Ozanne", "Motoculture Ferrier", "Jardinerie Vertval", "Comptoir Vasseline")
CARE = ("Medistock Santé", "Papeterie Ricard", "Linge Pro Services", "Librairie Cazal")
MUSIC = ("Pianos Haussler", "Librairie Cazal", "Partitions Arpège", "Papeterie Ricard")
BREAD = ("Minoterie Gallouédec", "Fournil Équipement", "Papeterie Ricard", "Emballages Sorbier")
COATS = ("Toilettage Pro Diffusion", "Animalerie Croquant", "Linge Pro Services", "Papeterie Ricard")

TRADES = (
    Trade(
        "plombier",
        ("chauffe-eau", "salle de bain", "fuite cuisine", "chaudière"),
        "Entretien chaudière",
        (120, 135),
        WATER,
    ),
    Trade("menuisier", ("placard", "escalier", "terrasse bois", "fenêtres"), "Visite d'entretien", (90, 110), WOOD),
    Trade("peintre", ("ravalement", "chambres", "cage d'escalier", "boiseries"), "Demi-journée", (150, 180), PAINT),
    Trade(
        "jardinier", ("taille de haies", "élagage", "massif", "clôture"), "Entretien du jardin", (80, 95, 120), GREEN
    ),
    Trade(
        "professeure de piano", ("accord", "récital", "arrangement", "stage"), "Cours de piano", (45, 120, 160), MUSIC
    ),
    Trade(
        "professeure de yoga",
        ("stage", "atelier", "retraite", "atelier entreprise"),
        "Cours de yoga",
        (18, 60, 75),
        CARE,
    ),
    Trade("ostéopathe", ("bilan postural", "atelier", "vacation", "formation"), "Séance", (60, 65), CARE),
    Trade("toiletteuse", ("pension", "démêlage", "éducation", "concours"), "Toilettage", (42, 55), COATS),
    Trade(
        "conseil en boulangerie", ("formation", "audit", "carte d'été", "recettes"), "Demi-journée", (240, 320), BREAD
    ),
    Trade("électricienne", ("tableau", "interphone", "mise aux normes", "éclairage"), "Dépannage", (85, 98), WATER),
)

FUEL = ("Station Relais Carbo", "Hyper Valmarché Carburant", "Energeo Station", "Carbo Express")
TOLLS = ("Autoroutes du Levant", "Teleroute Badge", "Viaducs Associés")
TOOLS = ("Outillage Brossard", "Bricomax", "Métal et Bois Perrachon", "Loc Engins 24")
MONTHLY = (
    "Telnova Mobile", "Fibrelia", "Garage Box Location", "Logiciel Devisio", "Comptalys", "Agenda Minute", "Webosphere",
    "Alarme Sentinelle", "Location Utilitaires Marly", "Presse Métiers Abonnements",
    "Banque de Plans", "Nuage Stockage",
)  # fmt: skip
DINERS = ("Brasserie du Pont", "Le Bistrot d'Hélène", "Relais des Routiers", "Sandwicherie Louma")
PRIVATE = (
    "Valmarché Hyper", "Primeur Soleil", "Boucherie Tillac", "Pharmacie du Parc", "Cinéma Le Rex", "Mode Elodia",
    "Coiffure Nadège", "Fleurs Aurore", "Piscine Municipale", "Jouets Pinpin", "Caviste Grandclos", "Presse du Centre",
    "Pizza Corso", "Sport Altitude", "Meubles Octave", "Parking Centre", "Fromagerie Lauzet", "Camping Les Dunes",
)  # fmt: skip
