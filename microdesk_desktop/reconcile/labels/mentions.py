"""What a label is about, as flags, found once when it is read: a payment sent back, money that pays no document."""

import re

from microdesk_desktop.reconcile.labels.vocabulary import OTHER_INCOME

RETURN = 1
"""A payment sent back, in whatever words the bank has for it."""
NO_SALE = 2
"""Benefits, refunds, loans, wages."""
REVERSAL = 4
"""A word of what comes back, anywhere, in any of the languages of banks: proves nothing without what it takes back."""

_RETURN_FIRST = re.compile(
    r"(?:RETOUR|EXTOURNE|CONTRE ?PASSATION|RAPPEL|RECALL(?:ED)?|REVERSAL|REVERSED|REVERTED|RETURN(?:ED)?"
    r"|BOUNCED|CHARGEBACK|ANNULATION|REVERSEMENT)\b"
)
_RETURN = re.compile(
    r"\b(?:REJETEE?|IMPAYEE?|RETOURNEE?|ANNULEE?|EXTOURNE|CONTREPASSATION|RAPPEL DE FONDS|RETOUR DE FONDS|REFUSEE?)\b"
)
# French, English, German, Spanish, Italian, Portuguese and Dutch.
_REVERSAL = re.compile(
    r"\b(?:REJETE?E?|RETOURS?|RETOURNEE?|EXTOURNEE?|CONTRE ?-?PASSATION|RETROCESSION|RAPPEL DE FONDS"
    r"|REVERSAL|REVERSED|REVERTED|RETURN(?:ED)?|BOUNCED|CHARGEBACK|RECALL(?:ED)?|UNPAID|DISHONOU?RED|REJECTED"
    r"|STORNO|STORNIERT|STORNIERUNG|STORNATO|RUE?CK(?:BUCHUNG|LASTSCHRIFT|GABE|UE?BERWEISUNG)"
    r"|DEVOLUCION|DEVUELT[AO]|DEVOLUCAO|DEVOLVID[AO]|INSOLUTO|RESTITUITO|TERUGBOEKING|STORNERING)\b"
)


def read_mentions(text: str) -> int:
    """What a folded label is about."""
    mentions = RETURN if _RETURN_FIRST.match(text) or _RETURN.search(text) else 0
    if not mentions and _REVERSAL.search(text):
        mentions = REVERSAL
    return mentions | NO_SALE if OTHER_INCOME.search(text) else mentions
