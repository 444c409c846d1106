"""Those whom the company pays: as its files name them, and as the card terminals and creditors write themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier: the name in the files, the one on a statement, and what is bought there."""

    name: str
    shown: str
    label: str


SUBSCRIPTIONS = (
    Supplier("Pixelhaven", "PIXELHAVEN SUBSCRIPTION LONDON", "Abonnement graphique"),
    Supplier("Nuagis", "NUAGIS HEBERGEMENT", "Hébergement du site"),
    Supplier("Typoteca", "TYPOTECA.COM AMSTERDAM", "Polices de caractères"),
    Supplier("Mailpigeon", "MAILPIGEON* MONTHLY DUBLIN", "Lettre d'information"),
    Supplier("Octoforge", "OCTOFORGE, INC. OCTOFORGE.COM", "Dépôts de code"),
    Supplier("Traduko Pro", "TRADUKO PRO BUDAPEST", "Mémoire de traduction"),
    Supplier("Kanbanova", "KANBANOVA.IO TALLINN", "Gestion de projet"),
    Supplier("Boutikit", "BOUTIKIT* 84511", "Boutique en ligne"),
    Supplier("Scribomatic", "SCRIBOMATIC AI WILMINGTON", "Correcteur"),
    Supplier("Visiolink", "VISIOLINK.EU BERLIN", "Visioconférence"),
)
DEBITED = (
    Supplier("Télécable", "TELECABLE SA", "Internet et téléphone"),
    Supplier("Mobilune", "MOBILUNE TELECOM", "Forfait mobile"),
    Supplier("Wattelune", "WATTELUNE ENERGIES", "Électricité du local"),
    Supplier("Bureau Partagé du Port", "BUREAU PARTAGE DU PORT SCIC", "Poste de travail"),
    Supplier("Prévoyance des Indépendants", "PREVOYANCE DES INDEPENDANTS", "Assurance professionnelle"),
    Supplier("Expertalia", "EXPERTALIA COMPTABILITE", "Comptable"),
)
SHOPS = (
    Supplier("Papeterie Quillon", "PAPETERIE QUILLON", "Papeterie"),
    Supplier("Cartonnages Belrive", "CARTONNAGES BELRIVE", "Emballages"),
    Supplier("Electrobazar", "ELECTROBAZAR.FR", "Matériel"),
    Supplier("Imprimerie Rotapresse", "ROTAPRESSE", "Tirages"),
    Supplier("Encres et Couleurs", "ENCRES ET COULEURS", "Encres"),
    Supplier("Trainville", "TRAINVILLE CONNECT", "Train"),
    Supplier("Hôtel du Beffroi", "HOTEL DU BEFFROI", "Nuit d'hôtel"),
    Supplier("Librairie des Signes", "LIBR DES SIGNES", "Documentation"),
    Supplier("Objectif Optique", "OBJECTIF OPTIQUE PRO", "Objectif"),
    Supplier("Menuisoft", "MENUISOFT", "Étagères du local"),
    Supplier("Dico Éditions", "DICO EDITIONS", "Dictionnaires"),
    Supplier("Tapisserie Numérique", "TAPIS NUMERIQUE", "Fournitures d'exposition"),
)
CARRIERS = (
    Supplier("Colis Rapide", "COLIS RAPIDE SAS", "Envoi"),
    Supplier("Relais Colis Horizon", "RELAIS COLIS HORIZON", "Étiquette d'envoi"),
    Supplier("Postamundi", "POSTAMUNDI", "Envoi international"),
)
ADVERTISERS = (
    Supplier("Lumière Ads Ireland", "LUMIERE *ADS4810022765 DUBLIN", "Campagne"),
    Supplier("Réseau Visages", "RESVIS *K7XQ2MPTR2", "Publicité"),
    Supplier("Cherchetout Régie", "CHERCHETOUT* REGIE PUB", "Mots-clés"),
)
ABROAD_USD = (
    Supplier("Vectorplane", "VECTORPLANE INC SAN FRANCISCO", "Licence"),
    Supplier("Cloudspindle", "CLOUDSPINDLE SEATTLE", "Serveurs"),
    Supplier("Fontsmithy", "FONTSMITHY PORTLAND", "Licence de police"),
)
RESTAURANTS = ("BISTROT DU CANAL", "LA TABLE D ANSELME", "CANTINE FLORE", "IZAKAYA HARU")
GROCERS = (
    "SUPER FRAIS TOURVELLE",
    "MARCHE U BELLEVIGNE",
    "BOULANGERIE LE LEVAIN",
    "PHARMACIE DU PONT",
    "PRIMEUR HASSAN",
    "CINE ETOILE",
    "CAVE DES TROIS TOURS",
    "JARDINERIE VERTANGE",
    "COIFFURE ELEGANCE",
    "STATION ORNAIS",
    "PISCINE MUNICIPALE",
    "CHAUSSEA CENTRE",
)
