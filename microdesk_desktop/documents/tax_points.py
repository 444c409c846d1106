"""What an issued document is taxed on: by activity and rate, less the deposits that were taxed before."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.documents.totals import VatTotal, shared_out
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.types import VatCategory

_UNCOUNTED = frozenset({"franchise", "disbursement"})
"""The legal cases that are no operation of a business which owes VAT."""


class TaxedPart(NamedTuple):
    """A part of a document in cents, negative for a credit note; `delivered_on` is its day of issue where none is."""

    issued_on: date
    delivered_on: date
    activity: Activity | None
    category: VatCategory
    rate_bp: int
    base_cents: int
    tax_cents: int


def taxed_parts(issued: IssuedDocument, sign: int = 1) -> Sequence[TaxedPart]:
    """The parts of a document; `sign` is -1 for one that another document replaces."""
    document = issued.document
    sign *= document.type.sign
    return [
        TaxedPart(
            document.issued_on,
            document.delivered_on or document.issued_on,
            activity,
            group.vat.category,
            group.vat.rate_bp,
            sign * base,
            sign * tax,
        )
        for group in issued.totals.groups
        if group.vat.case not in _UNCOUNTED
        for activity, base, tax in _by_activity(issued, group)
    ]


def _by_activity(issued: IssuedDocument, group: VatTotal) -> Sequence[tuple[Activity | None, int, int]]:
    """The base and the tax of a rate by activity, in proportion to the lines, without what deposits were asked for."""
    nets = Counter[Activity | None]()
    for line, total in zip(issued.document.lines, issued.totals.lines, strict=True):
        if line.vat == group.vat:
            nets[line.activity] += total.net
    rate = group.vat.category, group.vat.rate_bp
    before = [
        part
        for deposit in issued.document.deposits
        for part in deposit.parts
        if (part.vat.category, part.vat.rate_bp) == rate
    ]
    base, tax = group.base - sum(part.base for part in before), group.tax - sum(part.tax for part in before)
    bases, taxes = _divided(base, nets), _divided(tax, nets)
    return [(activity, bases.get(activity, 0), taxes.get(activity, 0)) for activity in nets]


def _divided(cents: int, nets: Counter[Activity | None]) -> dict[Activity | None, int]:
    """Cents by activity, of their sign; all to the first activity where no line is positive."""
    sign = -1 if cents < 0 else 1
    shares = shared_out(abs(cents), nets) or dict.fromkeys(list(nets)[:1], abs(cents))
    return {activity: sign * share for activity, share in shares.items()}
