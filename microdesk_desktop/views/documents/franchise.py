"""A document under the VAT franchise, of a day after which the turnover of the vault has ended it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from microdesk_desktop.books.thresholds.gauges import FranchiseEnd
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.prepare import Prepared
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.books.thresholds import load_end_of_franchise

RULE = "MD-FRANCHISE"
_REPEATS_REGIME = frozenset({DocumentType.CREDIT_NOTE, DocumentType.CORRECTIVE})


def is_concerned(document: Document) -> bool:
    """Whether the document has lines under the franchise, by a regime of its own and not by that of an earlier one."""
    return (
        document.vat_regime is VatRegime.FRANCHISE
        and document.type not in _REPEATS_REGIME
        and any(line.vat.case == "franchise" for line in document.lines)
    )


def franchise_remarks(document: Document, end: FranchiseEnd | None) -> Sequence[Problem]:
    """The remark on a document whose day is past the end of the franchise; its `value` is that day.

    It does not block the issue. The vault may hold other turnover than the law counts: of years in another tool, of a
    profession with its own ceilings. The user, who answers for the regime, sets it; from then on a document without VAT
    is refused (`documents/regime.py`).
    """
    if end is None or not is_concerned(document):
        return ()
    return (Problem(rule=RULE, term="vat_regime", value=end.on.isoformat()),)


def with_franchise_remarks(reader: Reader, prepared: Prepared, today: date) -> Prepared:
    """A prepared draft with its remarks on the franchise, from the turnover of its year and the one before."""
    return FranchiseCheck().with_remarks(reader, prepared, today)


class FranchiseCheck:
    """Adds the remarks to one state of a draft after another; the turnover is read once for each day.

    A key stroke takes less time than reading the turnover of a large vault. Used by one thread at a time.
    """

    def __init__(self) -> None:
        self._ends: dict[date, FranchiseEnd | None] = {}

    def with_remarks(self, reader: Reader, prepared: Prepared, today: date) -> Prepared:
        """The prepared draft with its remarks on the franchise."""
        document = prepared.document
        if not is_concerned(document):
            return prepared
        day = document.issued_on
        if day not in self._ends:
            self._ends[day] = load_end_of_franchise(reader, day, today)
        found = franchise_remarks(document, self._ends[day])
        return replace(prepared, remarks=[*prepared.remarks, *found]) if found else prepared
