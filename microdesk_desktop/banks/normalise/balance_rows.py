"""Rows of a statement that show a balance or a total instead of a transaction: « SOLDE DU JOUR », « Total débits »."""

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
    r"(?:OPENING|CLOSING|BEGINNING|STARTING|ENDING|FINAL|PREVIOUS|LEDGER|DAILY|CURRENT) BALANCE(?: AS OF)?",
    r"BALANCE AT (?:THE )?(?:START|BEGINNING|END) OF (?:THE )?PERIOD",
    r"BALANCE (?:BROUGHT|CARRIED) FORWARD",
    r"(?:ANFANGS|END|EROFFNUNGS|SCHLUSS|ABSCHLUSS)SALDO",
    r"(?:ALTER|NEUER) KONTOSTAND",
    r"S A L D O|SALDO TOTAL DISPONIVEL DIA",
    r"SALDO (?:INICIAL|INIZIALE|FINAL|FINALE|ANTERIOR|PRECEDENTE|DO DIA|DEL DIA|DEL GIORNO|ATUAL|CONTABILE)",
    r"(?:BEGIN|EIND|OPENINGS)SALDO",
)
_OF_WHAT = (
    r"(?:(?:DES |DU |DE LA |DE L'|OF |THE |DER )*(?:OPERATIONS?|MOUVEMENTS?|DEBITS?|CREDITS?|DEBITEURS?|CREDITEURS?|"
    r"PERIODE|MOIS|RELEVE|JOUR|PAGE|ENTREES|SORTIES|TRANSACTIONS?|DEPOSITS|WITHDRAWALS|PAID IN|PAID OUT|PERIOD|MONTH|"
    r"BUCHUNGEN|UMSATZE|SOLL|HABEN|AUSGABEN|EINNAHMEN))"
)
_TOTALS = (
    rf"(?:SOUS[- ]?)?(?:TOTAL|TOTAUX|SOMME) {_OF_WHAT}(?: (?:ET|AND|UND|/) {_OF_WHAT})?",
    r"TOTAL (?:GENERAL|GLOBAL|CUMULE)|TOTAUX(?: GENERAUX)?|SOUS[- ]?TOTA(?:L|UX)",
    r"(?:GRAND |SUB[- ]?)TOTALS?|TOTALS",
    rf"(?:GESAMT|ZWISCHEN|END)?SUMME(?: {_OF_WHAT})?|GESAMT(?:BETRAG|UMSATZ)?|TOTALE(?: GENERALE)?",
)
_AROUND = r"\*{{0,3}} ?(?:{names})(?: (?:AU |DU |LE |ON |AM )?{day})? ?:? ?\*{{0,3}}"
_BALANCE = re.compile(_AROUND.format(names="|".join(_NAMES), day=_DAY))
_TOTAL = re.compile(_AROUND.format(names="|".join(_TOTALS), day=_DAY))
_BALANCE_WORD = re.compile(rf"(?:SOLDE|SALDO|BALANCE|KONTOSTAND)(?: {_DAY})? ?:?")
_TOTAL_WORD = re.compile(r"(?:TOTAL|SOMME) ?:?")

_OPENING = re.compile(
    "INITIAL|ANCIEN|PRECEDENT|ANTERIEUR|DEBUT|OUVERTURE|DEPART|REPORT|OPENING|START|BEGIN|PREVIOUS|BROUGHT|ANFANG|"
    "ALTER|LETZTER"
)
_CLOSING = re.compile(
    "FINAL|NOUVEAU|FIN DE|CLOTURE|A REPORTER|CLOSING|ENDING|END OF|CARRIED|ACTUEL|CURRENT|SCHLUSS|NEUER"
)


def is_balance_label(label: str) -> bool:
    """Whether the whole label is the name of a balance, perhaps with its day.

    « SOLDE FACTURE 12 » and « SOLDE DE TOUT COMPTE » are payments, and so may be « SOLDE » alone.
    """
    return len(label) <= _LONGEST and _BALANCE.fullmatch(fold(label)) is not None


def is_total_label(label: str) -> bool:
    """Whether the whole label is the name of a total: « Total des opérations », « Grand total »."""
    return len(label) <= _LONGEST and _TOTAL.fullmatch(fold(label)) is not None


def is_balance_word(label: str) -> bool:
    """Whether the label is only « SOLDE », « SALDO », perhaps with a day: a balance, or a payment of what was left."""
    return len(label) <= _LONGEST and _BALANCE_WORD.fullmatch(fold(label)) is not None


def is_total_word(label: str) -> bool:
    """Whether the label is only « TOTAL »: a sum of rows, or a payment at a petrol station."""
    return len(label) <= _LONGEST and _TOTAL_WORD.fullmatch(fold(label)) is not None


def is_opening_name(text: str) -> bool:
    """Whether a name of a balance is that of the balance before the first row."""
    folded = fold(text)
    return _OPENING.search(folded) is not None and not _CLOSING.search(folded)


def is_closing_name(text: str) -> bool:
    """Whether a name of a balance is that of the balance after the last row."""
    return _CLOSING.search(fold(text)) is not None
