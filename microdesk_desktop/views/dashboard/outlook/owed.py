"""What is to be put aside: what is owed to URSSAF and to the taxes for the money of periods that are not paid yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.domain.books.declarations import ContributionKind, Declaration
from microdesk_desktop.domain.books.duties import Duty, DutyKind, DutyState
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.books.declarations.duties import DutyRow, load_duty_rows
from microdesk_desktop.views.books.declarations.turnover import load_turnover_of
from microdesk_desktop.views.books.declarations.unknown import unknown_texts
from microdesk_desktop.views.books.declarations.vat import load_return

_CENTS = 100


class OwedKind(StrEnum):
    """To whom it is owed, and for what."""

    CONTRIBUTIONS = "contributions"
    INCOME_TAX = "income_tax"
    VAT = "vat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is owed of one kind for one duty, in cents; `key` is that of the duty, `unknown` what is not in it."""

    kind: OwedKind
    key: str
    duty: Duty
    cents: int
    unknown: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """All that is owed now, by kind: the kinds that the company owes at all, the earliest duty first."""

    owed: Sequence[Owed]

    @property
    def cents(self) -> int:
        """The sum of what is known."""
        return sum(each.cents for each in self.owed)

    @property
    def kinds(self) -> Sequence[OwedKind]:
        """The kinds that are owed, in the order in which they are shown."""
        return [kind for kind in OwedKind if any(each.kind is kind for each in self.owed)]

    @property
    def unknown(self) -> Sequence[str]:
        """A sentence for each figure that is not known, none twice."""
        return list(dict.fromkeys(text for each in self.owed for text in each.unknown))

    def of(self, kind: OwedKind) -> Sequence[Owed]:
        """What is owed of one kind."""
        return [each for each in self.owed if each.kind is kind]


def load_aside(reader: Reader, today: date) -> Aside:
    """What is owed for the money that came in up to today, of all that is not declared, or declared and not due yet."""
    rows = [row for row in load_duty_rows(reader, today) if _is_open(row, today)]
    found = (owed for row in rows for owed in _owed(reader, row, today))
    return Aside(owed=[each for each in found if each.cents or each.unknown or today in each.duty.span])


def _is_open(row: DutyRow, today: date) -> bool:
    """Whether it is still to be paid: what was due before this vault began is not asked for."""
    if row.duty.kind not in (DutyKind.TURNOVER, DutyKind.VAT) or row.state is DutyState.EARLIER:
        return False
    return row.state is not DutyState.DONE or (row.duty.due_on is not None and row.duty.due_on >= today)


def _owed(reader: Reader, row: DutyRow, today: date) -> Iterator[Owed]:
    if row.duty.kind is DutyKind.VAT:
        euros = sum(load_return(reader, period, today).net for period in row.duty.periods)
        yield Owed(kind=OwedKind.VAT, key=row.key, duty=row.duty, cents=euros * _CENTS)
        return
    declarations = [load_turnover_of(reader, period, today).declaration for period in row.duty.periods]
    for kind in (OwedKind.CONTRIBUTIONS, OwedKind.INCOME_TAX):
        is_tax = kind is OwedKind.INCOME_TAX
        cents = [cents for each in declarations for cents in payable(each, is_tax=is_tax)]
        unknown = [
            each
            for found in declarations
            for each in found.unknown
            if (each.kind is ContributionKind.INCOME_TAX) == is_tax
        ]
        if cents or unknown or not is_tax:
            yield Owed(kind=kind, key=row.key, duty=row.duty, cents=sum(cents), unknown=unknown_texts(unknown))


def payable(declaration: Declaration, *, is_tax: bool) -> Iterator[int]:
    """What is to be paid of a declaration, in cents: the income tax, or all that is not."""
    for activity in declaration.activities:
        for each in activity.contributions:
            if (each.kind is ContributionKind.INCOME_TAX) == is_tax:
                yield each.payable_cents
