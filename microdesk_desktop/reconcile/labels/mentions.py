"""What a label is about, as flags, found once when it is read: a payment sent back, money that pays no document."""

import re

from microdesk_desktop.reconcile.labels.vocabulary import OTHER_INCOME

RETURN = 1
"""A payment sent back, in whatever words the bank has for it."""
NO_SALE = 2
"""Benefits, refunds, loans, wages."""

_RETURN_FIRST = re.compile(
    r"(?:RETOUR|EXTOURNE|CONTRE ?PASSATION|RAPPEL|RECALL(?:ED)?|REVERSAL|REVERSED|REVERTED|RETURN(?:ED)?"
    r"|BOUNCED|CHARGEBACK|ANNULATION|REVERSEMENT)\b"
)
_RETURN = re.compile(
    r"\b(?:REJETEE?|IMPAYEE?|RETOURNEE?|ANNULEE?|EXTOURNE|CONTREPASSATION|RAPPEL DE FONDS|RETOUR DE FONDS|REFUSEE?)\b"
)


def read_mentions(text: str) -> int:
    """What a folded label is about."""
    mentions = RETURN if _RETURN_FIRST.match(text) or _RETURN.search(text) else 0
    return mentions | NO_SALE if OTHER_INCOME.search(text) else mentions
