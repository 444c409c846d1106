"""Names of companies at home and abroad, of towns, and what stands in a name without telling companies apart."""

from dataclasses import dataclass
from random import Random

TRADES = (
    "Atelier Maison Studio Cabinet Éditions Librairie Brasserie Conserverie Pépinières Menuiserie Agence"
    " Laboratoire Groupe Domaine Ferme Théâtre Galerie Savonnerie Verrerie Papeterie Imprimerie Boutique Compagnie"
    " Fonderie Rucher Torréfaction Distillerie École Clinique Garage"
).split()
PROPER = (
    "Aigremoine Alcyonne Amandiège Arbelune Argonelle Astrabel Aubrelys Balsamore Bellastre Boréalis Brindavoine"
    " Calendry Cambrelune Canopélia Capsirène Carmentelle Chantefable Chèvrelune Cinabrelle Clairvance Coquelande"
    " Corvelane Coudrelles Dauphinelle Ébenelle Églantide Embrumel Émerillon Épinoche Escarbelle Estragelle"
    " Fanfaronne Feuillantis Fontelys Friselune Galibourde Garancelle Gentianne Girouelle Grenadelle Harfanbel"
    " Hélianthe Hirondale Isatelle Jonquelle Lavandrine Libellune Lichenelle Lorandille Lumigane Maraudelle"
    " Marjolane Mélilotte Merisane Mirandour Mistragel Nacrelune Noroîtel Oberlune Ombrelys Orphelys Ourdissage"
    " Palombelle Papyrelle Passerose Pétrichor Pimprenel Quenouille Ramerelle Ribambelle Roitelune Romarelle"
    " Rosepierre Sarcellune Sauvagelle Scarabelle Sitellune Solanelle Sorbelune Tamarisque Tassigny Tilleray"
    " Tourmalys Troglodys Tussilage Valérianne Vaucresol Verveline Vignelaure Volubile Zéphyrelle Zinnabelle"
).split()
FORMS = ("SARL", "SAS", "SASU", "EURL", "SCOP", "SA", "")
ABROAD = (
    "Aldermoor Ashgrove Bjornstad Blauwvoet Brackenfell Brightferry Castellani Copperfold Dahlgren Driftmark"
    " Eikenhof Feldkirchner Fjordlicht Glasswater Grauwolf Harborlight Haverkamp Hollowbrook Inverglen Kestrelway"
    " Kirschbaumer Kokubunji Larkhaven Lindqvist Lombardesi Mapleridge Meerhoven Montescuro Nightjar Norrland"
    " Oakenshaw Pinecrest Quintavalle Ravensholt Rosenfelder Saltmarsh Silberbach Sommergard Steinhauer Stormfjell"
    " Tamburello Thistledown Umberfield Valdecasas Vinterhavn Waldstetten Westerveld Windermoor Yamashiro"
    " Zonneveld"
).split()
ABROAD_TRADES = ("Media", "Games", "Publishing", "Robotics", "Software", "Design", "Translations", "Foods", "Labs")
ABROAD_FORMS = ("GmbH", "Ltd", "LLC", "Inc", "B.V.", "S.r.l.", "AB", "Oy", "S.L.", "K.K.", "Pty Ltd", "AG", "ApS")
TOWNS = (
    "Aubrecourt Bellevigne Brissandre Cantelouve Carbonnoix Châtelgris Coursanne Doussigny Entrevaux-le-Vieux Florimont"
    " Gaverlac Jonquerolles Lissandre Marsillargue Montrevel Orsanville Peyrouse Quincerot Ramberval Saint-Aubrac"
    " Saint-Maclou Sauvebrune Tourvelle Valbrune Vernonzac Villemorte Ygrandes"
).split()
GENERIC = frozenset(
    "SARL SAS SASU EURL SCOP GMBH LTD LLC INC SRL PTY APS MEDIA GAMES PUBLISHING ROBOTICS SOFTWARE DESIGN"
    " TRANSLATIONS FOODS LABS MME MLLE LES DES AUX SUR PAR POUR VIR SEPA INST MAIRIE COMMUNE THE AND SAINT BANK"
    " PAYMENTS GROUP HOLDING ATELIER MAISON STUDIO CABINET EDITIONS LIBRAIRIE BRASSERIE CONSERVERIE PEPINIERES"
    " MENUISERIE AGENCE LABORATOIRE GROUPE DOMAINE FERME THEATRE GALERIE SAVONNERIE VERRERIE PAPETERIE IMPRIMERIE"
    " BOUTIQUE COMPAGNIE FONDERIE RUCHER TORREFACTION DISTILLERIE ECOLE CLINIQUE GARAGE FRANCE EUROPE LIMITED"
    " IRELAND DUBLIN PARIS LYON SERVICES".split()
)
"""Words of names that tell nobody apart."""


@dataclass(frozen=True, slots=True)
class Company:
    """A company: its name in the files, and the word by which a human recognises it."""

    name: str
    proper: str

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.replace("-", " ").split() if word[0].isupper())


def french_company(rng: Random, proper: str) -> Company:
    """A company of the country, with or without trade and legal form."""
    parts = (rng.choice(TRADES) if rng.random() < 0.75 else "", proper, rng.choice(FORMS))
    return Company(" ".join(filter(None, parts)), proper)


def foreign_company(rng: Random, proper: str) -> Company:
    """A company abroad."""
    trade = f" {rng.choice(ABROAD_TRADES)}" if rng.random() < 0.7 else ""
    return Company(f"{proper}{trade} {rng.choice(ABROAD_FORMS)}", proper)


def long_company(rng: Random, proper: str) -> Company:
    """An association or company whose name is longer than a bank's field."""
    beginning = rng.choice(
        ("Association pour le rayonnement de", "Société coopérative d'intérêt collectif", "Union des producteurs de")
    )
    return Company(f"{proper} {beginning} {rng.choice(TOWNS)}", proper)
