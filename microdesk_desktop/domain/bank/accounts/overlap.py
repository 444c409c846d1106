"""Compare the rows of a statement with those of an account on the days that both cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.bank.facts import StoredRow
from microdesk_desktop.domain.bank.labels.parser import LabelKind, parse_label
from microdesk_desktop.domain.bank.merging.merge import MergePlan
from microdesk_desktop.domain.bank.types import State

_ENOUGH = 2
"""Equal rows from which on the rows alone prove the account, where its name does not: one may be a coincidence."""
_ALIKE = (LabelKind.FEE, LabelKind.INTEREST)
"""What all banks book alike, often for the same amount on the same day."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How the rows of a statement agree with those of an account.

    `common` counts the rows that both hold, `distinctive` those of them that are neither fees nor interest; `apart`
    counts the rows that one of them lacks although it covers their day; `is_all`: the account holds every row.
    """

    common: int = 0
    distinctive: int = 0
    apart: int = 0
    is_all: bool = False

    @property
    def agrees(self) -> bool:
        return self.is_all or self.distinctive > self.apart

    @property
    def proves(self) -> bool:
        """Whether the rows alone prove that the statement is about this account."""
        return self.is_all or self.outweighs_names

    @property
    def outweighs_names(self) -> bool:
        """Whether the rows prove the account even where the name of its bank is another one."""
        return self.agrees and self.distinctive >= _ENOUGH

    @property
    def contradicts(self) -> bool:
        return not self.agrees and self.common + self.apart > 0


def overlap(plan: MergePlan, stored: Sequence[StoredRow]) -> Overlap:
    """The overlap of the rows of this plan with the stored rows of the account, booked ones only.

    The last day of either may have been exported before it ended, so its missing rows prove nothing; neither do those
    of the day on which one ends and the other begins.
    """
    if plan.rows and len(plan.matches) == len(plan.rows):  # the usual case: the same file again
        return Overlap(common=len(plan.rows), distinctive=_distinctive(plan.matches, _ENOUGH), is_all=True)
    booked = [row for row in stored if row.state == State.BOOKED]
    rows = [row for row in plan.rows if row.state == State.BOOKED]
    if not booked or not rows:
        return Overlap()
    known = {position: match for position, match in plan.matches.items() if plan.rows[position].state == State.BOOKED}
    if len(known) == len(rows):
        return Overlap(common=len(known), distinctive=_distinctive(known, _ENOUGH), is_all=True)
    file_days, stored_days = _days([row.on for row in rows]), _days([row.on for row in booked])
    matched = {match.id for match in known.values()}
    missing_in_file = sum(_covers(file_days, stored_days, row.on) for row in booked if row.id not in matched)
    missing_in_account = sum(
        _covers(stored_days, file_days, plan.rows[position].on)
        for position in plan.added
        if plan.rows[position].state == State.BOOKED
    )
    apart = missing_in_file + missing_in_account
    return Overlap(common=len(known), distinctive=_distinctive(known, apart + _ENOUGH), apart=apart)


def _days(days: Sequence[str]) -> tuple[str, str]:
    return min(days), max(days)


def _covers(days: tuple[str, str], other: tuple[str, str], on: str) -> bool:
    """Whether a statement from `days[0]` to `days[1]` must hold a row of this day that another one holds."""
    first, last = days
    return first <= on < last and not (on == first == other[1])


def _distinctive(known: Mapping[int, StoredRow], enough: int) -> int:
    """How many of these rows are neither fees nor interest; counted up to `enough`."""
    found = 0
    for row in known.values():
        found += parse_label(row.label).kind not in _ALIKE
        if found >= enough:
            break
    return found
