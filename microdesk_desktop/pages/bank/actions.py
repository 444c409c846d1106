"""The user's decisions on the selected transaction: done at once, undone with Ctrl+Z, the next one selected."""

from collections.abc import Callable
from functools import partial

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.bank.chooser import Chooser
from microdesk_desktop.pages.bank.list import TransactionList
from microdesk_desktop.pages.bank.record_sheet import RecordSheet
from microdesk_desktop.pages.bank.rule_offer import RuleOffer
from microdesk_desktop.views.bank.hints import TransactionAction
from microdesk_desktop.views.bank.rows import TransactionRow

Act = Callable[[Session, int], ChangeResult]


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
                done = tr("Opération attribuée.")
                Chooser(self._list, self._workspace, row, lambda act: self._decide(row, act, done, is_precedent=True))
            case TransactionAction.RECORD:
                self._record(row)
            case TransactionAction.IGNORE:
                self._decide(row, decisions.ignore, tr("Opération ignorée."), is_precedent=True)
            case TransactionAction.UNIGNORE:
                self._decide(row, decisions.unignore, tr("Opération remise à traiter."), moves_on=False)
            case TransactionAction.DETACH if row.attributions:
                self._decide(row, decisions.detach, tr("Attribution retirée."), moves_on=False)

    def accept(self, row: TransactionRow, rank: int = 0) -> None:
        """Take a proposal and go to the next transaction that waits."""
        if row.suggestions:
            self._decide(row, partial(decisions.accept, rank=rank), tr("Opération attribuée."))

    def _record(self, row: TransactionRow) -> None:
        done = tr("Dépense créée et attribuée.") if row.amount_cents < 0 else tr("Recette créée et attribuée.")
        RecordSheet(self._list, self._workspace, row, lambda act: self._decide(row, act, done, is_precedent=True))

    def _decide(
        self, row: TransactionRow, act: Act, message: str, *, moves_on: bool = True, is_precedent: bool = False
    ) -> None:
        following = self._list.next_waiting(row.id) if moves_on else None
        if following is not None:
            self._list.table.select(following)
        self._list.table.setFocus()
        offer = self._workspace.controller(RuleOffer)
        self._workspace.perform(
            lambda session: act(session, row.id),
            owner=self._list,
            message=message,
            on_success=lambda _: offer.consider(row.id) if is_precedent else None,
            on_error=lambda error: self._show_refused(row, error),
        )

    def _show_refused(self, row: TransactionRow, error: KnownError) -> None:
        self._workspace.report(error)
        self._list.table.select(row.id)
