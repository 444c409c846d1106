"""The user's decisions on the selected transaction: done at once, undone with Ctrl+Z, the next one selected."""

from collections.abc import Callable, Sequence
from functools import partial

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.bank.decide import TransactionChange
from microdesk_desktop.operations.bank.doubles import keep_both, merge_double
from microdesk_desktop.pages.bank.chooser import Chooser
from microdesk_desktop.pages.bank.list import TransactionList
from microdesk_desktop.pages.bank.record_sheet import RecordSheet
from microdesk_desktop.pages.bank.rule_offer import RuleOffer
from microdesk_desktop.views.bank.doubles import kept_both_text, merged_text
from microdesk_desktop.views.bank.hints import TransactionAction
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.words.decisions import (
    attributed_text,
    detached_text,
    ignored_text,
    recorded_text,
    unignored_text,
)
from microdesk_desktop.views.bank.words.transactions import proposals_of


class Actions:
    """Acts on the transaction that the list has selected; the focus goes back to the list."""

    def __init__(self, workspace: Workspace, transactions: TransactionList) -> None:
        self._workspace = workspace
        self._list = transactions

    def do(self, action: TransactionAction) -> None:
        """Carry out one action on the selected transaction; nothing without one."""
        row = self._list.table.current_row()
        if row is None:
            return
        match action:
            case TransactionAction.ACCEPT:
                self.accept(row)
            case TransactionAction.CHOOSE:
                Chooser(self._list, self._workspace, row, partial(self._attribute, row))
            case TransactionAction.RECORD:
                RecordSheet(self._list, self._workspace, row, partial(self._record, row))
            case TransactionAction.IGNORE:
                self._decide(row, decisions.ignore, lambda: ignored_text(row), is_precedent=True)
            case TransactionAction.UNIGNORE:
                self._decide(row, decisions.unignore, lambda: unignored_text(row), moves_on=False)
            case TransactionAction.MERGE | TransactionAction.KEEP_BOTH if row.double_of is not None:
                self._decide_double(row, row.double_of, merges=action is TransactionAction.MERGE)
            case TransactionAction.DETACH if row.attributions:
                self._decide(row, decisions.detach, lambda: detached_text(row), moves_on=False)

    def accept(self, row: TransactionRow, rank: int = 0) -> None:
        """Accept a proposal and go to the next transaction that waits."""
        if row.suggestions:
            references = [link.reference for link in proposals_of(row)[rank]]
            self._decide(row, partial(decisions.accept, rank=rank), lambda: attributed_text(row, references))

    def _decide_double(self, row: TransactionRow, other: int, *, merges: bool) -> None:
        self._list.table.setFocus()
        self._workspace.perform(
            lambda session: (merge_double if merges else keep_both)(session, row.id, other),
            owner=self._list,
            message=lambda: merged_text(row) if merges else kept_both_text(row),
            place=_place_of(row),
        )

    def _attribute(self, row: TransactionRow, change: TransactionChange, references: Sequence[str]) -> None:
        self._decide(row, change, lambda: attributed_text(row, references), is_precedent=True)

    def _record(self, row: TransactionRow, change: TransactionChange) -> None:
        self._decide(row, change, lambda: recorded_text(row), is_precedent=True)

    def _decide(
        self,
        row: TransactionRow,
        change: TransactionChange,
        message: Callable[[], str],
        *,
        moves_on: bool = True,
        is_precedent: bool = False,
    ) -> None:
        if moves_on:
            self._list.go_on(row.id)
        self._list.table.setFocus()
        offer = self._workspace.controller(RuleOffer)
        self._workspace.perform(
            lambda session: change(session, row.id),
            owner=self._list,
            message=message,
            place=_place_of(row),
            on_success=lambda _: offer.consider(row.id) if is_precedent else None,
            on_error=lambda error: self._show_refused(row, error),
        )

    def _show_refused(self, row: TransactionRow, error: KnownError) -> None:
        self._workspace.report(error)
        self._list.go_to(row.id)


def _place_of(row: TransactionRow) -> Place:
    return Place(page="bank", wanted=row.id)
