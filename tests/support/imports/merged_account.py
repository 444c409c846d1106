"""An account in memory that merges fetches and files as the vault does."""

from datetime import date

from microdesk_desktop.domain.bank.facts import StoredRow
from microdesk_desktop.domain.bank.merging.merge import MergePlan, plan_merge
from microdesk_desktop.domain.bank.types import BankRow, State

DAY = date(2026, 11, 20)


def row(cents: int, label: str = "CB OVH", *, on: date = DAY, id_: str | None = None, pending: bool = False) -> BankRow:
    return BankRow(id_, on, cents, "EUR", label, State.PENDING if pending else State.BOOKED)


class Account:
    """What the store would hold after each merge."""

    def __init__(self) -> None:
        self.rows: dict[int, StoredRow] = {}
        self.others: list[StoredRow] = []
        self.doubles: list[tuple[str, int]] = []
        self._next = 1

    def merge(self, *rows: BankRow, source: str = "bank", drops_pending: bool = True) -> MergePlan:
        plan = plan_merge(
            rows, list(self.rows.values()), source=source, drops_pending=drops_pending, others=self.others
        )
        for update in plan.updated:
            self.rows[update.id] = StoredRow(*update.facts, update.id, source, update.before.is_decided)
        for id_ in plan.removed:
            del self.rows[id_]
        self.others += [StoredRow(*each.facts, each.transaction_id, each.source) for each in plan.other_facts]
        self.others = [each for each in self.others if each.id in self.rows]
        self.doubles += [(plan.rows[position].label, older) for position, older in plan.doubles]
        for facts in plan.added_rows:
            self.rows[self._next] = StoredRow(*facts, self._next, source)
            self._next += 1
        return plan

    def decide(self, id_: int) -> None:
        """Let the user decide what the row settles."""
        self.rows[id_] = self.rows[id_]._replace(is_decided=1)

    @property
    def states(self) -> list[str]:
        return [each.state for each in self.rows.values()]

    @property
    def labels(self) -> list[str]:
        return [each.label for each in self.rows.values()]
