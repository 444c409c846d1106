"""Turnover added up by day."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from microdesk_desktop.domain.activity import Activity


class Origin(NamedTuple):
    """Of which day and kind a sum of turnover is.

    `activity` is None where it is not known. `counts_for_franchise` is false for operations that the law exempts from
    VAT in themselves, which the ceilings of the franchise leave out (CGI art. 293 D). `has_document` is false for
    receipts that pay no document of the vault.
    """

    on: date
    currency: str
    activity: Activity | None
    counts_for_franchise: bool = True
    has_document: bool = True


class CashedYear(NamedTuple):
    """What came in during a year, day by day, without VAT, in cents of euros; negative where more was paid back.

    Every field has one item for each of `days`, which are in ISO form, the earliest first. `services` is the part of
    `total` that services brought. The two of the franchise leave out what the law exempts from VAT in itself.
    """

    days: Sequence[str]
    total: Sequence[int]
    services: Sequence[int]
    franchise_total: Sequence[int]
    franchise_services: Sequence[int]


class Turned(NamedTuple):
    """What a day of the receipts book brought of one activity, in cents of euros; negative where more was paid back.

    VAT and disbursements are no turnover. `activity` is None where it is not known.
    """

    on: date
    activity: Activity | None
    cents: int
