"""Which part of each payment of a document is turnover, and of which activity: VAT and disbursements are none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.documents.totals import shared_out
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.documents.vat_shares import shares_of_payments
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.types import Paid, Vat


@dataclass(frozen=True, slots=True)
class Sold:
    """What a part of turnover was for; `counts_for_franchise` as in `VatCase`."""

    activity: Activity | None
    counts_for_franchise: bool = True


Parts = Mapping[Sold | None, int]
"""Cents by what was sold; those of None are VAT and disbursements."""


def parts_of_payments(issued: IssuedDocument, payments: Sequence[int]) -> Sequence[Parts]:
    """The parts of each payment, in their order.

    Payments are in cents, positive for every type of document. What deposits settled comes before them; what was paid
    on the day of issue is the first of them.
    """
    before = 0 if issued.document.paid is Paid.ALL else issued.totals.paid
    return shares_of_payments(_parts(issued), [before, *payments])[1:]


def parts_without_lines(excl_tax: int, tax: int, payments: Sequence[int]) -> Sequence[Parts]:
    """The parts of each payment of a document of another tool, of which the totals alone are known."""
    return shares_of_payments({Sold(None): excl_tax, None: tax}, payments)


def _parts(issued: IssuedDocument) -> Parts:
    """The parts of the whole document."""
    parts: dict[Sold | None, int] = {None: issued.totals.tax}
    for group in issued.totals.groups:
        nets = _nets(issued, group.vat)
        reducible = {sold: cents for sold, cents in nets.items() if sold is not None}
        discounts = shared_out(group.discount, reducible)
        for sold, cents in nets.items():
            parts[sold] = parts.get(sold, 0) + cents - (discounts.get(sold, 0) if sold else 0)
    return parts


def _nets(issued: IssuedDocument, vat: Vat) -> Parts:
    """The nets of the lines of one Vat, by what was sold."""
    document = issued.document
    nets: dict[Sold | None, int] = {}
    for line, total in zip(document.lines, issued.totals.lines, strict=True):
        if line.vat != vat:
            continue
        counts = vat_case(line.vat.case, document.issued_on).counts_for_franchise
        sold = None if line.is_disbursement else Sold(line.activity, counts)
        nets[sold] = nets.get(sold, 0) + total.net
    return nets
