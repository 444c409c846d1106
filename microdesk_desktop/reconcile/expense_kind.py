"""The nature of an expense by its words, to match the debits of taxes, contributions, fees and loans."""

import re

from microdesk_desktop.domain.settle.targets import Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.domain.text import fold

_WORDS = (
    (Nature.SOCIAL, r"\bURSSAF|\bCOTISATIONS? SOCIALES?|\bSOCIAL|\bCIPAV\b|\bCPAM\b|\bRETRAITE\b|\bSSI\b"),
    (Nature.TAX, r"\bDGFIP|\bIMPOT|\bTAX|\bCFE\b|\bTVA\b|\bFISCAL|\bFINANCES PUBLIQUES"),
    (Nature.FEE, r"\bFRAIS (?:BANCAIRES?|DE BANQUE|DE TENUE)|\bBANQUE|\bBANCAIRE|\bBANK|\bCOMMISSION|\bAGIOS"),
    (Nature.LOAN, r"\bPRETS?\b|\bEMPRUNT|\bLOAN"),
)
_WORD = re.compile("|".join(f"(?P<{nature.name}>{pattern})" for nature, pattern in _WORDS))


def nature_of_expense(target: Target) -> Nature | None:
    """The nature of an expense by its category, label or supplier; None for the ordinary ones."""
    if target.kind is not TargetKind.EXPENSE:
        return None
    found = (_nature(text) for text in (target.category, target.label, target.party_name))
    return next((nature for nature in found if nature), None)


def _nature(text: str) -> Nature | None:
    found = _WORD.search(fold(text))
    return Nature[found.lastgroup] if found and found.lastgroup else None
