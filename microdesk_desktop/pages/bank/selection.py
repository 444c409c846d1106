"""What can be done with all the transactions that the user has checked: each is one change, undone as a whole."""

from collections.abc import Sequence

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.decide_several import create_expenses, ignore_several
from microdesk_desktop.pages.bank.list import TransactionList
from microdesk_desktop.pages.rules.apply import keep_and_apply
from microdesk_desktop.pages.rules.form import RuleForm
from microdesk_desktop.views.bank.rules import load_client_names, load_rule_draft
from microdesk_desktop.views.bank.several import Several, load_several
from microdesk_desktop.views.bank.words.decisions import expenses_created_text, several_ignored_text


class Selection:
    """Shows the floating bar while transactions are checked, and carries out what its buttons stand for."""

    def __init__(self, workspace: Workspace, transactions: TransactionList) -> None:
        self._workspace = workspace
        self._list = transactions
        self._checks = transactions.table.checks
        self._checks.changed.connect(self._show)
        transactions.bar.close_wanted.connect(self._checks.clear)

    @property
    def ids(self) -> Sequence[int]:
        """The transactions that are checked."""
        return [each for each in self._checks.ids if isinstance(each, int)]

    def create_expenses(self) -> None:
        """Make an expense of each money out that waits without a proposal."""
        ids = self.ids
        self._workspace.load(
            lambda reader: load_several(reader, ids), owner=self._list, on_success=self._create_expenses
        )

    def ignore(self) -> None:
        """Ignore those that wait."""
        ids = self.ids
        self._workspace.load(lambda reader: load_several(reader, ids), owner=self._list, on_success=self._ignore)

    def make_rule(self) -> None:
        """Open the form of a rule that covers what the labels checked have in common."""
        ids = self.ids
        self._workspace.load(
            lambda reader: (load_rule_draft(reader, ids), load_client_names(reader)),
            owner=self._list,
            on_success=lambda found: self._open_rule(*found),
        )

    def _show(self) -> None:
        number = len(self._checks)
        words = ntr("{count} cochée", "{count} cochées", number).format(count=count(number))
        actions = (
            (tr("Créer les dépenses"), self.create_expenses),
            (tr("Ignorer"), self.ignore),
            (tr("Créer une règle…"), self.make_rule),
        )
        self._list.bar.show_selection(words if number else "", actions)

    def _create_expenses(self, several: Several) -> None:
        if not several.expenses:
            self._explain(tr("Aucune des opérations cochées n'est une sortie à traiter : rien n'a été créé."))
            return
        self._done()
        self._workspace.work(
            lambda session, job: create_expenses(session, several.expenses, job),
            lane=Lane.WRITE,
            progress=tr("Création des dépenses…"),
            message=lambda: expenses_created_text(several),
            place=self._place(),
        )

    def _ignore(self, several: Several) -> None:
        if not several.waiting:
            self._explain(tr("Aucune des opérations cochées n'est à traiter : rien n'a changé."))
            return
        self._done()
        self._workspace.work(
            lambda session, job: ignore_several(session, several.waiting, job),
            lane=Lane.WRITE,
            progress=tr("Mise à jour des opérations…"),
            message=lambda: several_ignored_text(several),
            place=self._place(),
        )

    def _open_rule(self, draft: Rule | None, clients: Sequence[tuple[int, str]]) -> None:
        if not can_open_sheet(self._list):
            return
        form = RuleForm(self._workspace, clients)
        if draft is not None:
            form.fill(draft)

        def save() -> None:
            rule = form.rule()
            sheet.close_sheet()
            self._done()
            keep_and_apply(self._workspace, rule)

        sheet = Sheet(self._list, tr("Créer une règle"), form, tr("Enregistrer et appliquer"), save)

    def _done(self) -> None:
        """The transactions are dealt with: nothing is checked any more, and the keys go on in the list."""
        self._checks.clear()
        self._list.table.setFocus()

    def _place(self) -> Place:
        current = self._list.table.current_id()
        return Place(page="bank", wanted=current if isinstance(current, int) else None)

    def _explain(self, text: str) -> None:
        self._workspace.notices.toast(lambda: Toast(text=text, tone=Tone.NEUTRAL))
