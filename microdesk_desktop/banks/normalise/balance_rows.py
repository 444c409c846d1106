"""Rows of a statement that show a balance instead of a transaction: « SOLDE DU JOUR », « Opening balance »."""

import re

from microdesk_desktop.domain.text import fold

_LONGEST = 80
"""Characters of the longest label that is compared; a balance row has little more than its name and a day."""
_DAY = r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2} [A-Z]{3,9} \d{4})"
_NAMES = (
    r"(?:ANCIEN|NOUVEAU) SOLDE(?: (?:CREDITEUR|DEBITEUR))?",
    r"SOLDE (?:INITIAL|FINAL|ANTERIEUR|PRECEDENT|REPORTE|ACTUEL|COMPTABLE|INTERMEDIAIRE|THEORIQUE|DISPONIBLE)",
    r"SOLDE (?:(?:CREDITEUR|DEBITEUR|COMPTABLE|ACTUEL|FINAL|INITIAL) )?(?:DU JOUR|EN DATE|AU|A LA DATE|EN VALEUR)",
    r"SOLDE (?:CREDITEUR|DEBITEUR)",
    r"SOLDE (?:D'OUVERTURE|DE CLOTURE|DE DEPART|DE REPORT|D'ARRIVEE|EN (?:DEBUT|FIN) DE (?:PERIODE|MOIS))",
    r"REPORT(?: A NOUVEAU| DU SOLDE| DE SOLDE)?|A REPORTER",
    r"(?:OPENING|CLOSING|STARTING|ENDING|PREVIOUS|LEDGER|DAILY|CURRENT) BALANCE",
    r"BALANCE AT (?:THE )?(?:START|BEGINNING|END) OF (?:THE )?PERIOD",
    r"BALANCE (?:BROUGHT|CARRIED) FORWARD",
    r"(?:ANFANGS|END|EROFFNUNGS|SCHLUSS|ABSCHLUSS)SALDO",
    r"(?:ALTER|NEUER) KONTOSTAND",
    r"S A L D O|SALDO TOTAL DISPONIVEL DIA",
    r"SALDO (?:INICIAL|INIZIALE|FINAL|FINALE|ANTERIOR|PRECEDENTE|DO DIA|DEL DIA|DEL GIORNO|ATUAL|CONTABILE)",
    r"(?:BEGIN|EIND|OPENINGS)SALDO",
)
_BALANCE = re.compile(rf"\*{{0,3}} ?(?:{'|'.join(_NAMES)})(?: (?:AU |DU |LE |ON |AM )?{_DAY})? ?:? ?\*{{0,3}}")
_WORDS = frozenset(("SOLDE", "SALDO", "BALANCE", "KONTOSTAND"))


def is_balance_label(label: str) -> bool:
    """Whether the whole label is the name of a balance, perhaps with its day.

    « SOLDE FACTURE 12 » and « SOLDE DE TOUT COMPTE » are payments, and so may be « SOLDE » alone.
    """
    return len(label) <= _LONGEST and _BALANCE.fullmatch(fold(label)) is not None


def is_balance_word(label: str) -> bool:
    """Whether the label is only « SOLDE » or « SALDO »: a balance where the row has no identifier and others have."""
    return fold(label[:_LONGEST]) in _WORDS
