"""Suppliers, with what the bank writes for them."""

from typing import NamedTuple


class Supplier(NamedTuple):
    """The name on the bill, what the bank shows, the category, and the usual price in cents, least and most."""

    name: str
    shown: str
    category: str
    least: int
    most: int


SOFTWARE = (
    Supplier("Adobe Systems Software Ireland", "ADOBE *CREATIVE CLOUD", "Logiciels", 2639, 7297),
    Supplier("Notion Labs", "NOTION LABS INC", "Logiciels", 950, 2400),
    Supplier("OVH SAS", "OVH SAS", "Hébergement", 719, 4318),
    Supplier("Typekite", "TYPEKITE.COM", "Polices", 1490, 4990),
    Supplier("Banqu'Image", "BANQU IMAGE", "Photos", 2999, 9900),
    Supplier("Gandelin Noms de domaine", "GANDELIN NDD", "Hébergement", 1199, 2880),
    Supplier("Slackline Meetings", "SLACKLINE MEET", "Logiciels", 1320, 3168),
    Supplier("Comptalib", "COMPTALIB SAS", "Comptabilité", 2280, 4680),
)
DOLLARS = (
    Supplier("Figma Inc", "FIGMA", "Logiciels", 1500, 4500),
    Supplier("Webframe Inc", "WEBFRAME INC", "Logiciels", 1800, 3900),
    Supplier("Vercelio Hosting", "VERCELIO", "Hébergement", 2000, 4000),
)
DEBITED = (
    Supplier("La Ruchette Coworking", "LA RUCHETTE COWORKING", "Locaux", 18000, 28800),
    Supplier("Orange", "ORANGE SA", "Télécom", 2199, 5899),
    Supplier("Coriolane Télécom", "CORIOLANE TELECOM", "Télécom", 1599, 3999),
    Supplier("Hiscovia Assurance Pro", "HISCOVIA", "Assurance", 2890, 6140),
    Supplier("Électra Volts", "ELECTRA VOLTS", "Énergie", 4100, 13900),
    Supplier("Stockbox Garde-meubles", "STOCKBOX", "Locaux", 5900, 9900),
)
SHOPS = (
    Supplier("Fnac Pro", "FNAC", "Matériel", 3490, 24900),
    Supplier("Grafiprint", "GRAFIPRINT", "Impression", 4200, 68000),
    Supplier("Le Géant du Papier", "GEANT DU PAPIER", "Fournitures", 890, 7600),
    Supplier("Digit-Photo Lab", "DIGIT PHOTO LAB", "Photo", 1990, 31000),
    Supplier("Bureau Vallon", "BUREAU VALLON", "Fournitures", 650, 8900),
    Supplier("Amazon EU", "AMZN MKTP FR", "Fournitures", 1199, 15900),
    Supplier("Rougier et Plumet", "ROUGIER PLUMET", "Fournitures", 1490, 9900),
    Supplier("Cadre et Passe-Partout", "CADRE PASSE PARTOUT", "Fournitures", 2200, 12400),
)
TABLES = (
    Supplier("Bistrot du Cadran", "BISTROT DU CADRAN", "Repas", 1450, 6800),
    Supplier("Le Petit Sésame", "LE PETIT SESAME", "Repas", 1290, 3200),
    Supplier("Chez Olympe", "CHEZ OLYMPE", "Repas", 1650, 7400),
    Supplier("Crêperie Ty Gwenn", "CREPERIE TY GWENN", "Repas", 1190, 4100),
)
TRAVEL = (
    Supplier("SNCF Connect", "SNCF CONNECT", "Transport", 1900, 14800),
    Supplier("Taxis Réunis", "TAXIS REUNIS", "Transport", 1130, 5400),
    Supplier("Autoroutes du Ponant", "AUTOROUTES DU PONANT", "Péages", 420, 3890),
    Supplier("Parc Auto Ville", "PARC AUTO VILLE", "Stationnement", 240, 2600),
    Supplier("Hôtel des Remparts", "HOTEL DES REMPARTS", "Hébergement", 6900, 18900),
    Supplier("Relais Carburants", "RELAIS CARBURANTS", "Carburant", 3100, 9400),
)
HARDWARE = (
    Supplier("Boulangeon Informatique", "BOULANGEON INFO", "Matériel", 89900, 259900),
    Supplier("Objectif Optique Pro", "OBJECTIF OPTIQUE PRO", "Matériel", 64900, 189900),
)
GROCERS = (
    "CARREFOUR CITY",
    "MONOPRIX",
    "BIOCOOP LES HALLES",
    "PICARD",
    "BOULANGERIE LE FOURNIL",
    "LIDL",
    "PHARMACIE DU PONT",
)
PRIVATE_SHOPS = (
    "DECATHLON",
    "IKEA",
    "UGC CINE CITE",
    "ZARA",
    "CULTURA",
    "DEEZER",
    "NETFLIX.COM",
    "KIABI",
    "JARDILAND",
    "SEPHORA",
)
