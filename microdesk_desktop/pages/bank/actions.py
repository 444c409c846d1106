"""The user's word on the selected transaction: done at once, undone with Ctrl+Z, the next one selected."""

from collections.abc import Callable

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.page import Context
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.bank.chooser import Chooser
from microdesk_desktop.pages.bank.list import TransactionList
from microdesk_desktop.pages.bank.record_sheet import RecordSheet
from microdesk_desktop.pages.bank.rule_offer import RuleOffer
from microdesk_desktop.pages.bank.verbs import TransactionAction
from microdesk_desktop.views.bank.rows import TransactionRow

Act = Callable[[Session, int], ChangeResult]


class Actions:
    """Acts on the transaction that the list has selected; the focus goes back to the list."""

    def __init__(self, context: Context, transactions: TransactionList) -> None:
        self._context = context
        self._list = transactions
        self._offer = RuleOffer(context, transactions)

    def do(self, verb: TransactionAction) -> None:
        """Carry out one verb on the selected transaction; nothing without one."""
        row = self._list.table.current_row()
        if row is not None:
            self._acts[verb](self, row)

    def accept(self, row: TransactionRow, rank: int = 0) -> None:
        """Take a proposal and go to the next transaction that waits."""
        if row.suggestions:
            self._decide(row, lambda session, id_: decisions.accept(session, id_, rank), tr("Opération attribuée."))

    def _ignore(self, row: TransactionRow) -> None:
        self._decide(row, decisions.ignore, tr("Opération ignorée."), is_precedent=True)

    def _unignore(self, row: TransactionRow) -> None:
        self._decide(row, decisions.unignore, tr("Opération remise à traiter."), moves_on=False)

    def _detach(self, row: TransactionRow) -> None:
        if row.attributions:
            self._decide(row, decisions.detach, tr("Attribution retirée."), moves_on=False)

    def _choose(self, row: TransactionRow) -> None:
        def chosen(act: Act) -> None:
            self._decide(row, act, tr("Opération attribuée."), is_precedent=True)

        Chooser(self._list, self._context, row, chosen)

    def _record(self, row: TransactionRow) -> None:
        said = tr("Dépense créée et attribuée.") if row.amount_cents < 0 else tr("Recette créée et attribuée.")

        def filled(act: Act) -> None:
            self._decide(row, act, said, is_precedent=True)

        RecordSheet(self._list, self._context, row, filled)

    def _decide(
        self, row: TransactionRow, act: Act, said: str, *, moves_on: bool = True, is_precedent: bool = False
    ) -> None:
        following = self._list.next_waiting(row.id) if moves_on else None
        if following is not None:
            self._list.table.select(following)
        self._list.table.setFocus()

        def refused(error: KnownError) -> None:
            self._context.report(error)
            self._list.table.select(row.id)

        self._context.perform(
            lambda session: act(session, row.id),
            owner=None,
            message=said,
            on_success=lambda _: self._offer.consider(row.id) if is_precedent else None,
            on_error=refused,
        )

    _acts = {
        TransactionAction.ACCEPT: accept,
        TransactionAction.CHOOSE: _choose,
        TransactionAction.RECORD: _record,
        TransactionAction.IGNORE: _ignore,
        TransactionAction.UNIGNORE: _unignore,
        TransactionAction.DETACH: _detach,
    }
