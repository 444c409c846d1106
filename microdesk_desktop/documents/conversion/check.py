"""What stands against issuing a document of a chain: another one overtook it since its draft was made."""

from collections.abc import Iterator, Sequence

from microdesk_desktop.documents.conversion.chain import INVOICES, Chain
from microdesk_desktop.documents.conversion.convert import claimable
from microdesk_desktop.documents.conversion.credit import exceeds, groups_left
from microdesk_desktop.documents.conversion.lines import key_of
from microdesk_desktop.documents.conversion.remaining import Remaining, exceeded_lines, remaining_of
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.totals import Totals
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.settle.targets import DocumentType


def beyond_offer(chain: Chain, document: Document, totals: Totals) -> Iterator[Problem]:
    """MD-QUOTE-LEFT: an invoice or a deposit that takes more than remains of the quote or order `chain` starts from.

    The chain holds issued documents alone.
    """
    remaining = remaining_of(chain)
    takes_amount = document.takes_amount or chain.source.is_summary
    if document.type is DocumentType.DEPOSIT or (takes_amount and document.type in INVOICES):
        is_final = document.type is DocumentType.FINAL
        if totals.excl_tax > (remaining.totals().excl_tax if is_final else claimable(chain, remaining)):
            yield Problem(rule="MD-QUOTE-LEFT", term="BT-109")
    elif document.type in INVOICES:
        for position in exceeded_lines(remaining, document):
            yield Problem(rule="MD-QUOTE-LEFT", term="BT-129", line=position)
        if remaining.reductions and _of_source(remaining, document, totals) > remaining.totals().excl_tax:
            yield Problem(rule="MD-QUOTE-LEFT", term="BT-109")


def _of_source(remaining: Remaining, document: Document, totals: Totals) -> int:
    """What a document takes of the source, in cents without tax: all but the lines that the user added."""
    known = {key_of(line) for line in remaining.document.lines}
    pairs = zip(document.lines, totals.lines, strict=True)
    return totals.excl_tax - sum(total.net for line, total in pairs if total.net > 0 and key_of(line) not in known)


def beyond_credited(chain: Chain, totals: Totals) -> Iterator[Problem]:
    """MD-CREDIT-LEFT: a credit note that gives back more than is left of the chain's source."""
    notes = chain.credits_of(chain.source.number)
    if exceeds(totals, groups_left(chain.source.totals, notes)):
        yield Problem(rule="MD-CREDIT-LEFT", term="BT-109")


def deducted_twice(document: Document, chains: Sequence[Chain]) -> Iterator[Problem]:
    """MD-DEPOSIT-TWICE: a deposit that another document, which this one does not correct, deducts already."""
    corrected = {each.number for each in document.refers_to} if document.type is DocumentType.CORRECTIVE else set()
    for chain in chains:
        users = [
            piece
            for piece in chain.others
            if any(each.reference.number == chain.source.number for each in piece.document.deposits)
        ]
        if any(piece.number not in corrected for piece in users):
            yield Problem(rule="MD-DEPOSIT-TWICE", term="BT-113")
