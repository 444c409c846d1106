"""What a document states of VAT against the company's regime on its day (CGI art. 283-3 and 293 B)."""

from collections.abc import Sequence

from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.documents.types import Document

RULE = "MD-REGIME"
_OTHER_REGIME = {"franchise": VatRegime.REAL, "standard": VatRegime.FRANCHISE}
"""By the case of VAT of a line, the regime under which it is wrong."""


def regime_problems(document: Document) -> Sequence[Problem]:
    """The lines that were written under another regime; `term` is the case of VAT that they state."""
    return [
        Problem(rule=RULE, term=line.vat.case, line=position)
        for position, line in enumerate(document.lines, 1)
        if document.vat_regime is not None and _OTHER_REGIME.get(line.vat.case) is document.vat_regime
    ]
