"""Firms: clients with their legal forms, public bodies, suppliers, shops and towns."""

from dataclasses import dataclass
from random import Random

HEADS = (
    "Octavine Brindille Solarium Cadrans Versoie Altimède Cormeraie Palissandre Hexatone Orfeuil Lumivar Tamarix "
    "Belvesse Sarriette Canopia Drakkeo Fluvial Garenne Hirondel Iroise Jasmine Kaolin Ligérien Mirabel Nivéole "
    "Opaline Pervenche Quartzia Ramille Silvage Tourmal Uzégeois Valombre Wattéo Xylème Ylang Zéphiria Ancolie "
    "Boréal Cistude Damier Estampe Fougerole Galéjade Houblon Indigo Jonquière Kermesse Laurier Mandore Narval "
    "Oxalis Pimprenelle Romarin Salicorne Tilloy Umbellis Verveine Azurine Bastide Calanque Dolmen Ébène Falaise"
).split()
TAILS = (
    "Conseil|Ingénierie|Formation|Immobilier|Santé|Logistique|Éditions|Productions|Architectes|Assurances|Avocats|"
    "Traduction|Bâtiment|Énergies|Voyages|Digital|Studio|Fromages|Menuiserie|Paysages|Optique|Mécanique|Textiles|"
    "Restauration|Événements|Hôtellerie|Audit|Semences|Transports|Patrimoine"
).split("|")
FORMS = ("SAS", "SARL", "SASU", "EURL", "SA", "SCOP", "SCI", "SELARL")
TOWNS = (
    "Rodez|Quimper|Vesoul|Thonon|Pontivy|Albi|Sens|Gap|Foix|Lunel|Redon|Vichy|Autun|Dole|Royan|Cahors|Épinal|Laon|"
    "Saint-Lô|Millau|Aubagne|Cholet|Fougères|Vannes|Oyonnax|Sélestat|Cluses|Tulle|Orthez|Céret|Apt|Die|Issoire"
).split("|")
SUPPLIERS: dict[str, list[str]] = {
    "card": (
        "Bureau Vallée|Cultura|LDLC|Leroy Merlin|SNCF Connect|Hôtel Kyriad|Papeterie du Parc|Photo Service|Boulanger|"
        "Rougier et Plé|Retif|Mondial Tissus|Adobe Systems|Canva|Notion Labs|OpenAI|Vistaprint|La Poste|Chronopost|"
        "Total Energies Relais|Brasserie du Marché|Librairie Mollat|Thomann|Castorama"
    ).split("|"),
    "debit": (
        "EDF Entreprises|Bouygues Telecom|Free Pro|OVH|MAIF|Macif Pro|AXA France|Engie Pro|Sosh|Pennylane|Indy|"
        "Doctolib|Wojo Coworking|Veolia Eau|Harmonie Prévoyance|GMF|Gandi|Swile|Alan|Rentila"
    ).split("|"),
}
SHOPS = (
    "Super U|Carrefour City|Lidl|Intermarché|Monoprix|Biocoop|Picard|Boulangerie Aux Deux Épis|Pharmacie de la Halle|"
    "Decathlon|Zara|Kiabi|Netflix.com|Spotify|Deezer|Uber Eats|Deliveroo|Pathé|Cinéma Le Rex|Coiffure Arthem|Fleuriste|"
    "Tabac de la Gare|Shell|Q-Park|Basic Fit|Steam Games|Jardiland|Maisons du Monde|Sephora|Bar des Sports|McDonalds|"
    "Action 4412|Normal 0117|Leclerc|Auchan Drive|Airbnb|Blablacar|Vinted|Zalando|Courir|Pressing 5 à Sec"
).split("|")


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm by its legal name and form; `brand` is the name on its shop, which is another."""

    name: str
    form: str
    brand: str

    def shown(self, rng: Random) -> str:
        forms = (self.name, f"{self.name} {self.form}", f"{self.form} {self.name}")
        return rng.choice(forms)


@dataclass(slots=True)
class Register:
    """Draws firms whose first words differ."""

    rng: Random
    left: list[str]

    @classmethod
    def open(cls, rng: Random) -> "Register":
        left = list(HEADS)
        rng.shuffle(left)
        return cls(rng, left)

    def firm(self) -> Firm:
        head = self.left.pop() if self.left else f"{self.rng.choice(HEADS)}-{self.rng.choice(HEADS)}"
        name = f"{head} {self.rng.choice(TAILS)}"
        if self.rng.random() < 0.15:
            name = f"{name} & {self.rng.choice(('Fils', 'Associés', 'Cie'))}"
        sign = self.rng.choice(("Le Comptoir", "La Maison", "Chez", "Les Ateliers", "Au Bon"))
        brand = f"{sign} {self.rng.choice(TOWNS)}"
        return Firm(name, self.rng.choice(FORMS), brand)

    def town(self) -> str:
        return self.rng.choice(TOWNS)
