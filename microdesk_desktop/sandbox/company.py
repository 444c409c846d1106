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
    """One line of the sample account: days before today (negative for a pending one), cents, label."""

    days_ago: int
    cents: int
    label: str
    is_pending: bool = False


CLIENTS = (
    ("Atelier Brun SARL", "company", "4 quai des Chartrons", "33000", "Bordeaux", "contact@atelier-brun.example"),
    ("Nova SARL", "company", "18 rue Sainte-Catherine", "33000", "Bordeaux", "compta@nova.example"),
    ("Cabinet Éléonore Vasseur", "company", "2 place du Parlement", "33000", "Bordeaux", "cabinet@vasseur.example"),
    ("Librairie du Port", "company", "7 rue du Cerf-Volant", "17000", "La Rochelle", "bonjour@librairie-port.example"),
    (
        "Société Garonne Conseil SAS",
        "company",
        "31 cours de l'Intendance",
        "33000",
        "Bordeaux",
        "compta@garonne.example",
    ),
    ("Camille Leroy", "individual", "9 rue des Faures", "33000", "Bordeaux", "camille.leroy@courriel.example"),
    ("Les Vergers d'Aquitaine", "company", "Route de Cadaujac", "33650", "La Brède", "contact@vergers.example"),
    ("Théâtre de l'Horloge", "company", "1 place de l'Horloge", "64000", "Pau", "production@theatre-horloge.example"),
    ("Studio Mirabelle", "company", "12 rue Notre-Dame", "33000", "Bordeaux", "studio@mirabelle.example"),
    ("Thomas Delmas", "individual", "3 impasse des Tilleuls", "33600", "Pessac", "thomas.delmas@courriel.example"),
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


# days ago, cents, label; {day} is the day before, {number[7]} the seventh invoice, also written spaced or glued
_BOOKED = (
    (85, -1439, "CB OVH SAS {day} ROUBAIX"),
    (82, -58700, "PRLV SEPA URSSAF AQUITAINE ECH COTISATIONS"),
    (78, 42000, "VIR SEPA RECU /DE LIBRAIRIE DU PORT /MOTIF {spaced[29]}"),
    (76, -1999, "PRLV SEPA FREE MOBILE"),
    (72, -150000, "VIR VERS COMPTE PERSONNEL"),
    (70, -8900, "CB SNCF CONNECT {day} PARIS"),
    (65, 156000, "VIR RECU 9525858309 DE: SOCIETE GARONNE CONSEIL MOTIF: FACT {number[30]}"),
    (63, 24000, "VIR INST SALON DES CREATEURS"),
    (61, -6701, "CB ADOBE SYSTEMS {day} DUBLIN"),
    (57, 72000, "VIR SEPA RECU /DE CABINET E. VASSEUR /MOTIF {number[31]} HONORAIRES"),
    (55, -1439, "CB OVH SAS {day} ROUBAIX"),
    (51, 36000, "VIR STUDIO MIRABELLE {number[32]}"),
    (50, -890, "COTISATION MENSUELLE COMPTE PRO"),
    (46, 64000, "VIR SEPA RECU /DE ATELIER BRUN /MOTIF {number[33]}"),
    (46, -1999, "PRLV SEPA FREE MOBILE"),
    (44, -7380, "CB BUREAU VALLEE {same_day} MERIGNAC"),
    (41, -150000, "VIR VERS COMPTE PERSONNEL"),
    (38, 210000, "VIREMENT EN VOTRE FAVEUR THEATRE DE L HORLOGE {glued[34]}"),
    (36, -6000, "VIR SEPA EMIS /MOTIF AVOIR {number[39]} /BEN LIBRAIRIE DU PORT"),
    (31, -6701, "CB ADOBE SYSTEMS {day} DUBLIN"),
    (29, 88500, "VIR SEPA RECU /DE VERGERS AQUITAINE /MOTIF FACTURE {number[35]}"),
    (27, 9500, "VIR MME ARNAUD CARTES DE VISITE"),
    (24, -1439, "CB OVH SAS {day} ROUBAIX"),
    (22, 36000, "VIR STUDIO MIRABELLE {number[36]}"),
    (20, -61200, "PRLV SEPA URSSAF AQUITAINE ECH COTISATIONS"),
    (19, -890, "COTISATION MENSUELLE COMPTE PRO"),
    (17, 81500, "VIR RECU 9525858377 DE: GARONNE CONSEIL SAS MOTIF: {number[37]} ET {number[38]}"),
    (14, -32, "COMMISSION VIREMENT INSTANTANE EMIS"),
    (12, -3120, "PRLV SEPA MAIF PRO ECH CONTRAT"),
    (11, 63000, "VIREMENT EN VOTRE FAVEUR THEATRE DE L HORLOGE ACOMPTE {number[44]}"),
    (10, -150000, "VIR VERS COMPTE PERSONNEL"),
    (8, -24900, "CB FNAC PRO {day} BORDEAUX"),
    (6, -4890, "CB LE BOUCHON DU MARCHE {day} BORDEAUX"),
    (5, 125000, "VIR SEPA RECU /DE ATELIER BRUN /MOTIF {number[42]}"),
    (4, 48000, "VIR INST NOVA SARL ACPTE 30%"),
    (3, 32000, "VIR SEPA RECU /DE MME LEROY CAMILLE"),
    (3, -3290, "CB LIBRAIRIE MOLLAT {day} BORDEAUX"),
    (2, 19900, "VIR INST M PIERRE GARNIER"),
    (1, -6701, "CB ADOBE SYSTEMS {day} DUBLIN"),
)
_PENDING = ((-1, -1999, "PRLV SEPA FREE MOBILE"),)


class _Numbers:
    """Invoice numbers by position, spelled with one separator."""

    def __init__(self, today: date, separator: str) -> None:
        self._today, self._separator = today, separator

    def __getitem__(self, position: int) -> str:
        return invoice_number(position, self._today).replace("-", self._separator)


def account(today: date) -> Sequence[SampleTransaction]:
    """The sample account over its 90 days, what is booked first."""
    booked = [SampleTransaction(days, cents, _label(text, days, today)) for days, cents, text in _BOOKED]
    return (*booked, *(SampleTransaction(days, cents, text, is_pending=True) for days, cents, text in _PENDING))


def _label(text: str, days_ago: int, today: date) -> str:
    return text.format(
        day=f"{today - timedelta(days=days_ago + 1):%d/%m}",
        same_day=f"{today - timedelta(days=days_ago):%d/%m}",
        number=_Numbers(today, "-"),
        spaced=_Numbers(today, " "),
        glued=_Numbers(today, ""),
    )


def write_records(folder: Path, today: date) -> dict[str, Path]:
    """Write the sample records as the CSV files that `import` reads; returns their paths by kind."""
    return {
        "clients": _write(folder / "clients.csv", "name,kind,address,postal_code,city,email", CLIENTS),
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
        invoice_number(position, today),
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


def invoice_number(position: int, today: date) -> str:
    """The number of the sample invoice of this position in the year."""
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
