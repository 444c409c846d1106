"""What the sample company took in, spent and drove before its account begins; days are counted back from today."""

from typing import NamedTuple


class EarlierReceipt(NamedTuple):
    """Money received: days before today, client, what for, cents, and how it was paid."""

    days_ago: int
    client: str
    label: str
    cents: int
    method: str = "transfer"


class EarlierExpense(NamedTuple):
    """Money spent: days before today, supplier, what for, cents, category, and how it was paid."""

    days_ago: int
    supplier: str
    label: str
    cents: int
    category: str
    method: str = "card"


class Drive(NamedTuple):
    """A trip from the office and back: days before today, where to, what for, whose, tenths of a kilometre one way."""

    days_ago: int
    destination: str
    purpose: str
    client: str
    tenths: int


CAR, POWER = "Clio", 5

RECEIPTS = (
    *(
        EarlierReceipt(days, "Studio Mirabelle", "Suivi du site, un mois", 36_000)
        for days in (98, 128, 158, 188, 218, 248, 278, 308, 398, 428, 458, 488, 518, 548, 578, 608)
    ),
    EarlierReceipt(112, "Cabinet Éléonore Vasseur", "Plaquette du cabinet", 145_000),
    EarlierReceipt(143, "Théâtre de l'Horloge", "Programme de la saison", 240_000),
    EarlierReceipt(171, "Les Vergers d'Aquitaine", "Étiquettes, première série", 118_000),
    EarlierReceipt(205, "Société Garonne Conseil SAS", "Identité visuelle, solde", 186_000),
    EarlierReceipt(236, "Mme Arnaud", "Faire-part", 12_000, "cheque"),
    EarlierReceipt(241, "Atelier Brun SARL", "Catalogue de printemps", 132_000),
    EarlierReceipt(286, "Société Garonne Conseil SAS", "Identité visuelle, acompte", 124_000),
    EarlierReceipt(322, "Librairie du Port", "Vitrine et signets", 86_000),
    EarlierReceipt(384, "Salon des créateurs", "Vente de tirages", 31_500, "card"),
    EarlierReceipt(417, "Théâtre de l'Horloge", "Affiches de la saison", 168_000),
    EarlierReceipt(472, "Atelier Brun SARL", "Catalogue d'automne", 126_000),
    EarlierReceipt(533, "Cabinet Éléonore Vasseur", "Papeterie", 58_000),
    EarlierReceipt(590, "Les Vergers d'Aquitaine", "Logo et charte", 142_000),
)

EXPENSES = (
    *(
        EarlierExpense(days, "Adobe Systems", "Creative Cloud", 6_701, "Logiciels")
        for days in (91, 121, 151, 181, 211, 241, 271, 301)
    ),
    EarlierExpense(174, "URSSAF", "Cotisations sociales", 127_400, "Cotisations sociales", "direct_debit"),
    EarlierExpense(265, "URSSAF", "Cotisations sociales", 98_300, "Cotisations sociales", "direct_debit"),
    EarlierExpense(355, "URSSAF", "Cotisations sociales", 71_900, "Cotisations sociales", "direct_debit"),
    EarlierExpense(446, "URSSAF", "Cotisations sociales", 64_200, "Cotisations sociales", "direct_debit"),
    EarlierExpense(402, "Fnac Pro", "Écran", 42_900, "Matériel"),
)

DRIVES = (
    Drive(12, "Pau", "Bon à tirer de l'affiche", "Théâtre de l'Horloge", 2_180),
    Drive(47, "La Rochelle", "Pose de la vitrine", "Librairie du Port", 1_870),
    Drive(59, "La Brède", "Photos des vergers", "Les Vergers d'Aquitaine", 224),
    Drive(417, "Pau", "Présentation des affiches", "Théâtre de l'Horloge", 2_180),
    Drive(533, "La Brède", "Premier rendez-vous", "Les Vergers d'Aquitaine", 224),
)
