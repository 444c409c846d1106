"""The sample company of the demonstration: its records as CSV files and its bank account, dated around today.

Every name is invented. Days are counted back from today, so that the account always fits the 90 days of a consent.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

NAME = "Jeanne Martin EI"
SIRET = "81234567600017"


class SampleTransaction(NamedTuple):
    """One line of the sample account: days before today (negative: announced), cents, label."""

    days_ago: int
    cents: int
    label: str
    is_pending: bool = False


_CLIENTS = (
    ("Atelier Brun SARL", "company", "4 quai des Chartrons", "33000", "Bordeaux"),
    ("Nova SARL", "company", "18 rue Sainte-Catherine", "33000", "Bordeaux"),
    ("Cabinet Éléonore Vasseur", "company", "2 place du Parlement", "33000", "Bordeaux"),
    ("Librairie du Port", "company", "7 rue du Cerf-Volant", "17000", "La Rochelle"),
    ("Société Garonne Conseil SAS", "company", "31 cours de l'Intendance", "33000", "Bordeaux"),
    ("Camille Leroy", "individual", "9 rue des Faures", "33000", "Bordeaux"),
    ("Les Vergers d'Aquitaine", "company", "Route de Cadaujac", "33650", "La Brède"),
    ("Théâtre de l'Horloge", "company", "1 place de l'Horloge", "64000", "Pau"),
    ("Studio Mirabelle", "company", "12 rue Notre-Dame", "33000", "Bordeaux"),
    ("Thomas Delmas", "individual", "3 impasse des Tilleuls", "33600", "Pessac"),
)

# number within the year, type, days since issue, days until due, client, cents, cents paid before
_DOCUMENTS = (
    (28, "invoice", 118, 30, "Atelier Brun SARL", 98000, 98000),
    (29, "invoice", 104, 30, "Librairie du Port", 42000, 0),
    (30, "invoice", 92, 30, "Société Garonne Conseil SAS", 156000, 0),
    (31, "invoice", 84, 30, "Cabinet Éléonore Vasseur", 72000, 0),
    (32, "invoice", 80, 30, "Studio Mirabelle", 36000, 0),
    (33, "invoice", 74, 30, "Atelier Brun SARL", 64000, 0),
    (34, "invoice", 66, 30, "Théâtre de l'Horloge", 210000, 0),
    (35, "invoice", 58, 30, "Les Vergers d'Aquitaine", 88500, 0),
    (36, "invoice", 52, 30, "Studio Mirabelle", 36000, 0),
    (37, "invoice", 47, 30, "Société Garonne Conseil SAS", 54000, 0),
    (38, "invoice", 46, 30, "Société Garonne Conseil SAS", 27500, 0),
    (39, "credit_note", 40, 0, "Librairie du Port", 6000, 0),
    (40, "invoice", 37, 30, "Nova SARL", 160000, 0),
    (41, "invoice", 33, 30, "Camille Leroy", 32000, 0),
    (42, "invoice", 30, 30, "Atelier Brun SARL", 125000, 0),
    (43, "invoice", 24, 30, "Studio Mirabelle", 36000, 0),
    (44, "deposit", 21, 15, "Théâtre de l'Horloge", 63000, 0),
    (45, "invoice", 16, 30, "Thomas Delmas", 18000, 0),
    (46, "invoice", 9, 30, "Cabinet Éléonore Vasseur", 72000, 0),
    (47, "invoice", 4, 30, "Les Vergers d'Aquitaine", 44250, 0),
)

# days ago, supplier, label, cents, category
_EXPENSES = (
    (85, "OVH SAS", "Hébergement du site", 1439, "Hébergement"),
    (82, "URSSAF", "Cotisations sociales", 58700, "Cotisations sociales"),
    (76, "Free Mobile", "Forfait téléphone", 1999, "Télécommunications"),
    (70, "SNCF Connect", "Aller-retour Paris", 8900, "Déplacements"),
    (61, "Adobe Systems", "Creative Cloud", 6701, "Logiciels"),
    (55, "OVH SAS", "Hébergement du site", 1439, "Hébergement"),
    (46, "Free Mobile", "Forfait téléphone", 1999, "Télécommunications"),
    (44, "Bureau Vallée", "Papier et encres", 7380, "Fournitures"),
    (31, "Adobe Systems", "Creative Cloud", 6701, "Logiciels"),
    (24, "OVH SAS", "Hébergement du site", 1439, "Hébergement"),
    (20, "URSSAF", "Cotisations sociales", 61200, "Cotisations sociales"),
    (12, "MAIF Pro", "Assurance responsabilité civile", 3120, "Assurance"),
    (8, "Fnac Pro", "Disque de sauvegarde", 24900, "Matériel"),
    (2, "Adobe Systems", "Creative Cloud", 6701, "Logiciels"),
)

# days ago, client, label, cents, method
_RECEIPTS = (
    (63, "Salon des créateurs", "Vente de tirages", 24000, "transfer"),
    (27, "Mme Arnaud", "Carte de visite, 500 exemplaires", 9500, "transfer"),
)


def account(today: date) -> Sequence[SampleTransaction]:
    """The sample account over its 90 days, oldest first."""

    def number(position: int) -> str:
        return _number(position, today)

    def day(days_ago: int) -> str:
        return (today - timedelta(days=days_ago)).strftime("%d/%m")

    return (
        SampleTransaction(85, -1439, f"CB OVH SAS {day(86)} ROUBAIX"),
        SampleTransaction(82, -58700, "PRLV SEPA URSSAF AQUITAINE ECH COTISATIONS"),
        SampleTransaction(78, 42000, f"VIR SEPA RECU /DE LIBRAIRIE DU PORT /MOTIF {number(29).replace('-', ' ')}"),
        SampleTransaction(76, -1999, "PRLV SEPA FREE MOBILE"),
        SampleTransaction(72, -150000, "VIR VERS COMPTE PERSONNEL"),
        SampleTransaction(70, -8900, f"CB SNCF CONNECT {day(71)} PARIS"),
        SampleTransaction(65, 156000, f"VIR RECU 9525858309 DE: SOCIETE GARONNE CONSEIL MOTIF: FACT {number(30)}"),
        SampleTransaction(63, 24000, "VIR INST SALON DES CREATEURS"),
        SampleTransaction(61, -6701, f"CB ADOBE SYSTEMS {day(62)} DUBLIN"),
        SampleTransaction(57, 72000, f"VIR SEPA RECU /DE CABINET E. VASSEUR /MOTIF {number(31)} HONORAIRES"),
        SampleTransaction(55, -1439, f"CB OVH SAS {day(56)} ROUBAIX"),
        SampleTransaction(51, 36000, f"VIR STUDIO MIRABELLE {number(32)}"),
        SampleTransaction(50, -890, "COTISATION MENSUELLE COMPTE PRO"),
        SampleTransaction(46, 64000, f"VIR SEPA RECU /DE ATELIER BRUN /MOTIF {number(33)}"),
        SampleTransaction(46, -1999, "PRLV SEPA FREE MOBILE"),
        SampleTransaction(44, -7380, f"CB BUREAU VALLEE {day(44)} MERIGNAC"),
        SampleTransaction(41, -150000, "VIR VERS COMPTE PERSONNEL"),
        SampleTransaction(38, 210000, f"VIREMENT EN VOTRE FAVEUR THEATRE DE L HORLOGE {number(34).replace('-', '')}"),
        SampleTransaction(36, -6000, f"VIR SEPA EMIS /MOTIF AVOIR {number(39)} /BEN LIBRAIRIE DU PORT"),
        SampleTransaction(31, -6701, f"CB ADOBE SYSTEMS {day(32)} DUBLIN"),
        SampleTransaction(29, 88500, f"VIR SEPA RECU /DE VERGERS AQUITAINE /MOTIF FACTURE {number(35)}"),
        SampleTransaction(27, 9500, "VIR MME ARNAUD CARTES DE VISITE"),
        SampleTransaction(24, -1439, f"CB OVH SAS {day(25)} ROUBAIX"),
        SampleTransaction(22, 36000, f"VIR STUDIO MIRABELLE {number(36)}"),
        SampleTransaction(20, -61200, "PRLV SEPA URSSAF AQUITAINE ECH COTISATIONS"),
        SampleTransaction(19, -890, "COTISATION MENSUELLE COMPTE PRO"),
        SampleTransaction(
            17, 81500, f"VIR RECU 9525858377 DE: GARONNE CONSEIL SAS MOTIF: {number(37)} ET {number(38)}"
        ),
        SampleTransaction(14, -32, "COMMISSION VIREMENT INSTANTANE EMIS"),
        SampleTransaction(12, -3120, "PRLV SEPA MAIF PRO ECH CONTRAT"),
        SampleTransaction(11, 63000, f"VIREMENT EN VOTRE FAVEUR THEATRE DE L HORLOGE ACOMPTE {number(44)}"),
        SampleTransaction(10, -150000, "VIR VERS COMPTE PERSONNEL"),
        SampleTransaction(8, -24900, f"CB FNAC PRO {day(9)} BORDEAUX"),
        SampleTransaction(6, -4890, f"CB LE BOUCHON DU MARCHE {day(7)} BORDEAUX"),
        SampleTransaction(5, 125000, f"VIR SEPA RECU /DE ATELIER BRUN /MOTIF {number(42)}"),
        SampleTransaction(4, 48000, "VIR INST NOVA SARL ACPTE 30%"),
        SampleTransaction(3, 32000, "VIR SEPA RECU /DE MME LEROY CAMILLE"),
        SampleTransaction(3, -3290, f"CB LIBRAIRIE MOLLAT {day(4)} BORDEAUX"),
        SampleTransaction(2, 19900, "VIR INST M PIERRE GARNIER"),
        SampleTransaction(1, -6701, f"CB ADOBE SYSTEMS {day(2)} DUBLIN"),
        SampleTransaction(-1, -1999, "PRLV SEPA FREE MOBILE", is_pending=True),
    )


def write_records(folder: Path, today: date) -> dict[str, Path]:
    """Write the sample records as the CSV files that `import` reads; returns their paths by kind."""
    return {
        "clients": _write(folder / "clients.csv", "name,kind,address,postal_code,city", _CLIENTS),
        "documents": _write(
            folder / "documents.csv",
            "number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency",
            (_document(row, today) for row in _DOCUMENTS),
        ),
        "receipts": _write(
            folder / "receipts.csv",
            "date,client,label,amount,method,activity,reference",
            (
                (_iso(today, days), client, label, _euros(cents), method, "bnc", f"R-{order:03}")
                for order, (days, client, label, cents, method) in enumerate(_RECEIPTS, 1)
            ),
        ),
        "expenses": _write(
            folder / "expenses.csv",
            "date,supplier,label,amount,category,reference",
            (
                (_iso(today, days), supplier, label, _euros(cents), category, f"A-{order:03}")
                for order, (days, supplier, label, cents, category) in enumerate(_EXPENSES, 1)
            ),
        ),
    }


def _document(row: tuple[int, str, int, int, str, int, int], today: date) -> tuple[str, ...]:
    position, type_, issued, due, client, cents, paid = row
    return (
        _number(position, today),
        type_,
        _iso(today, issued),
        _iso(today, issued - due),
        client,
        _euros(cents),
        "0.00",
        _euros(cents),
        _euros(paid),
        "EUR",
    )


def _number(position: int, today: date) -> str:
    return f"F-{today.year}-{position:04}"


def _iso(today: date, days_ago: int) -> str:
    return (today - timedelta(days=days_ago)).isoformat()


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _write(path: Path, header: str, rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header.split(","))
        writer.writerows(rows)
    return path
