"""The steps of connecting a bank, each a widget with one verb."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.types import AccountChoice, Institution
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.text_fields import passphrase_field
from microdesk_desktop.gui.page import Context
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import scrolled
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.views.bank.providers import known_providers
from microdesk_desktop.views.messages.errors import error_text


class Step(QWidget):
    """One step; `verb` is the word of its button, empty where there is nothing to press."""

    verb = ""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, SMALL, 0, 0)
        self.column.setSpacing(MIDDLE)

    def submit(self) -> None:
        """The button, or Enter."""


class WaitingStep(Step):
    """Something is under way, or has failed: then the button tries again."""

    def __init__(
        self,
        text: str,
        explanation: str = "",
        link: tuple[str, Callable[[], object]] | None = None,
        *,
        again: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.verb = tr("Réessayer") if again else ""
        self._again = again
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(text)
        bar.setVisible(again is None)
        self.column.addWidget(labels.heading(text))
        self.column.addWidget(bar)
        self.column.addWidget(labels.muted(explanation))
        if link:
            self.column.addWidget(buttons.link(*link), alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch()

    def submit(self) -> None:
        if self._again:
            self._again()


class KeysStep(Step):
    """The user's own keys at the provider, asked for once."""

    def __init__(self, context: Context, name: str, saved: Callable[[], object]) -> None:
        super().__init__()
        self.verb = tr("Continuer")
        self._context = context
        self._provider = provider = next(each for each in known_providers() if each.name == name)
        self._saved = saved
        self.fields = {name: passphrase_field(name.replace("_", " ").capitalize()) for name in provider.secrets}
        self._form = Form()
        for field in self.fields.values():
            self._form.add(field)
        self.column.addWidget(labels.heading(tr("Vos clés {provider}").format(provider=provider.title)))
        self.column.addWidget(
            labels.muted(
                tr("MicroDesk n'a pas de serveur : il parle à votre banque avec vos propres clés. Créez-les sur "
                   "l'espace de votre fournisseur ; elles restent dans le trousseau de cet ordinateur.")
            )
        )  # fmt: skip
        self.column.addWidget(scrolled(self._form), 1)
        self.setFocusProxy(self._form)

    def submit(self) -> None:
        typed = {name: field.value().strip() for name, field in self.fields.items()}
        for name, value in typed.items():
            if not value:
                self.fields[name].show_error(tr("À remplir."))
        if all(typed.values()):
            provider = self._provider
            self._context.perform(
                lambda session: set_provider(session, provider.name, provider.default_url, typed),
                owner=None,
                on_success=self._kept,
                on_error=self._refused,
            )

    def _kept(self, done: ChangeResult) -> None:
        self._saved()

    def _refused(self, error: KnownError) -> None:
        next(reversed(self.fields.values())).show_error(error_text(error))


class BankStep(Step):
    """The banks that the provider reaches, searchable."""

    def __init__(self, found: Sequence[Institution], chosen: Callable[[str], object]) -> None:
        super().__init__()
        self.verb = tr("Continuer")
        self._found = found
        self._chosen = chosen
        self.table: Table[Institution] = Table(
            tr("Banques"),
            (Column(header=tr("Banque"), text=lambda bank: bank.name, detail=lambda bank: bank.bic or ""),),
            EmptyState("landmark", tr("Aucune banque de ce nom"), tr("Essayez un mot plus court.")),
        )
        self.table.activated.connect(lambda _: self.submit())
        card = ListCard(self.table, in_sheet=True)
        self.search = card.search
        self.search.textChanged.connect(lambda _: self._filter())
        self.search.entered.connect(self.submit)
        self.column.addWidget(labels.heading(tr("Quelle est votre banque ?")))
        self.column.addWidget(card, 1)
        self.setFocusProxy(self.search)
        self._filter()

    def submit(self) -> None:
        bank = self.table.current_row()
        if bank is not None:
            self._chosen(bank.id)

    def _filter(self) -> None:
        words = fold(self.search.text()).split()
        kept = [bank for bank in self._found if all(word in fold(f"{bank.name} {bank.bic}") for word in words)]
        self.table.set_rows(kept, key=lambda bank: bank.id)
        self.table.view.select_row(0 if kept else -1)


class AccountStep(Step):
    """The accounts that the bank opened, of which exactly one is followed."""

    def __init__(self, accounts: Sequence[AccountChoice], chosen: Callable[[AccountChoice], object]) -> None:
        super().__init__()
        self.verb = tr("Suivre ce compte")
        self._chosen = chosen
        self.table: Table[AccountChoice] = Table(
            tr("Comptes"),
            (Column(header=tr("Compte"), text=_account_name, detail=lambda account: account.owner or ""),),
            EmptyState("landmark", tr("Aucun compte")),
        )
        self.table.activated.connect(lambda _: self.submit())
        self.table.set_rows(accounts, key=lambda account: account.id)
        self.table.view.select_row(0)
        self.column.addWidget(labels.heading(tr("Quel compte suivre ?")))
        self.column.addWidget(labels.muted(tr("Un seul est lu et conservé ; des autres, rien n'est gardé.")))
        card = ListCard(self.table)
        card.search.hide()
        self.column.addWidget(card, 1)
        self.setFocusProxy(self.table)

    def submit(self) -> None:
        account = self.table.current_row()
        if account is not None:
            self._chosen(account)


def _account_name(account: AccountChoice) -> str:
    known = money.iban(account.iban) if account.iban else ""
    return " · ".join(filter(None, (account.name or "", known))) or account.id
