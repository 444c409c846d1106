"""The steps of connecting a bank, each a widget with one button."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.types import AccountChoice, Institution
from microdesk_desktop.domain.text import fold
from microdesk_desktop.gui.forms.text_fields import entry_of, on_enter, text_field
from microdesk_desktop.gui.layout import cards
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.pages.connect.keys_form import KeysForm
from microdesk_desktop.views.bank.connections.account_switch import left_out_text
from microdesk_desktop.views.bank.connections.pasted import pasted_flaw, return_steps
from microdesk_desktop.views.bank.connections.ways import BankView, WayView

LEAST_LIST = 120
LONGEST_ADDRESS = 8_192  # what browsers and servers take; a code in it may be long
BORDER = 1  # that of a card, from the stylesheet


class ConnectStep(QWidget):
    """One step; `button_text` is the text of its button, empty for none."""

    button_text = ""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, SMALL, 0, 0)
        self.column.setSpacing(MIDDLE)

    def submit(self) -> None:
        """The button, or Enter."""


class WaitingStep(ConnectStep):
    """Work is running; links can help it on. A screen reader reads the text when the step is shown."""

    def __init__(self, text: str, explanation: str = "", *links: tuple[str, Callable[[], object]]) -> None:
        super().__init__()
        self.spoken = f"{text}. {explanation}"
        self.column.addWidget(labels.heading(text))
        self.column.addWidget(labels.muted(explanation))
        for link in links:
            button = buttons.link(*link)
            self.column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
            if self.focusProxy() is None:
                self.setFocusProxy(button)
        self.column.addStretch()


class FailedStep(WaitingStep):
    """Work has failed: the button does what helps most."""

    def __init__(
        self,
        why: str,
        button_text: str,
        act: Callable[[], object],
        *,
        link: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__(tr("La connexion n'a pas abouti"), why)
        if link:
            place = self.column.count() - 1  # above the stretch; the focus stays on what helps most
            self.column.insertWidget(place, buttons.link(*link), alignment=Qt.AlignmentFlag.AlignLeft)
        self.button_text = button_text
        self._act = act

    def submit(self) -> None:
        self._act()


class ReturnStep(ConnectStep):
    """The user agrees in the browser, then pastes the address to which the bank sent it: nothing listens there.

    `taken` is called once an address was taken.
    """

    def __init__(self, page: ConsentPage, reopen: Callable[[], object], taken: Callable[[], object]) -> None:
        super().__init__()
        self.button_text = tr("Continuer")
        self._page = page
        self._taken = taken
        self.address = text_field(tr("Adresse de retour"), required=True)
        entry_of(self.address).setMaxLength(LONGEST_ADDRESS)
        paste = buttons.plain(tr("Coller"), self._paste)
        self.column.addWidget(labels.heading(tr("Donnez votre accord dans le navigateur")))
        self.column.addWidget(numbered(return_steps(page.return_address)))
        self.column.addWidget(self.address)
        self.column.addWidget(paste, alignment=Qt.AlignmentFlag.AlignLeft)
        for text, act in (
            (tr("Rouvrir la page de la banque"), reopen),
            (tr("Copier l'adresse de cette page"), self._copy_page),
        ):
            self.column.addWidget(buttons.link(text, act), alignment=Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch()
        self.setFocusProxy(self.address)
        on_enter(self.address, self.submit)

    def submit(self) -> None:
        if not self.address.check():
            return
        text = self.address.value()
        if self._page.offer(text):
            self._taken()
            return
        page, back = self._page.url, self._page.return_address
        self.address.show_error(pasted_flaw(text, page=page, return_address=back))
        self.address.setFocus()

    def _copy_page(self) -> None:
        QGuiApplication.clipboard().setText(self._page.url)

    def _paste(self) -> None:
        self.address.set_value(QGuiApplication.clipboard().text().strip())
        self.submit()


class KeysStep(ConnectStep):
    """What to do at the provider, with links to its pages, and the user's own keys there, entered once."""

    def __init__(
        self, workspace: Workspace, way: WayView, saved: Callable[[], None], open_page: Callable[[str], object]
    ) -> None:
        super().__init__()
        assert way.provider is not None, "a way with keys is a provider's"
        self.button_text = tr("Continuer")
        self.form = KeysForm(workspace, way.provider, saved, pages=way.pages, open_page=open_page)
        self.column.addWidget(labels.heading(tr("Vos clés {provider}").format(provider=way.title)))
        if way.warning and way.warning != way.provider.warning:
            self.column.addWidget(Strip(way.warning, Tone.ATTENTION))
        self.column.addWidget(
            labels.muted(
                tr(
                    "MicroDesk n'a pas de serveur : il interroge votre banque avec vos propres clés, qui restent dans "
                    "le trousseau du système."
                )
            )
        )
        self.column.addWidget(self.form)
        self.column.addStretch()
        self.setFocusProxy(self.form)

    def submit(self) -> None:
        self.form.save()


class BankStep(ConnectStep):
    """The banks that the provider lists, searchable: first those that are the user's, then all on demand."""

    def __init__(
        self,
        found: Sequence[Institution],
        named: Sequence[Institution],
        bank: BankView,
        chosen: Callable[[str], object],
    ) -> None:
        super().__init__()
        self.button_text = tr("Continuer")
        self._all = found
        self._found = named or found
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
        self.column.addWidget(labels.heading(_institutions_title(bank, named)))
        self.column.addWidget(labels.muted(_institutions_hint(bank, named)))
        self.column.addWidget(card, 1)
        self._more = buttons.link(tr("Voir toutes les banques de ce service"), self.show_all)
        self._more.setVisible(len(self._found) < len(found))
        self.column.addWidget(self._more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.search)
        self._filter()

    def submit(self) -> None:
        bank = self.table.current_row()
        if bank is not None:
            self._chosen(bank.id)

    def show_all(self) -> None:
        """List every bank of the service."""
        self._found = self._all
        self.search.setFocus()
        self._more.hide()
        self._filter()

    def _filter(self) -> None:
        words = fold(self.search.text()).split()
        kept = [bank for bank in self._found if all(word in fold(f"{bank.name} {bank.bic}") for word in words)]
        self.table.set_rows(kept, key=lambda bank: bank.id)
        self.table.view.select_row(0 if kept else -1)


class AccountStep(ConnectStep):
    """The accounts that the bank opened, of which exactly one is followed.

    `left_out` is the IBAN of the account followed so far if it is not among them: then even one alone is asked about.
    """

    def __init__(
        self, accounts: Sequence[AccountChoice], chosen: Callable[[AccountChoice], object], *, left_out: str = ""
    ) -> None:
        super().__init__()
        self.button_text = tr("Suivre cet autre compte") if left_out else tr("Suivre ce compte")
        self._chosen = chosen
        self.table: Table[AccountChoice] = Table(
            tr("Comptes"),
            (Column(header=tr("Compte"), text=_account_name, detail=lambda account: account.owner or ""),),
            EmptyState("landmark", tr("Aucun compte")),
        )
        self.table.activated.connect(lambda _: self.submit())
        self.table.set_rows(accounts, key=lambda account: account.id)
        self.table.view.select_row(0)
        self.column.addWidget(
            labels.heading(tr("Suivre un autre compte ?") if left_out else tr("Quel compte suivre ?"))
        )
        if left_out:
            self.column.addWidget(Strip(left_out_text(left_out), Tone.ATTENTION))
        self.column.addWidget(labels.muted(tr("Un seul est lu et conservé ; des autres, rien n'est gardé.")))
        self.column.addWidget(short_card(self.table), 1)
        self.column.addStretch()
        self.setFocusProxy(self.table)

    def submit(self) -> None:
        account = self.table.current_row()
        if account is not None:
            self._chosen(account)


def numbered(steps: Sequence[str]) -> QWidget:
    """Instructions, one below another, with their numbers."""
    return cards.stacked(*(labels.body(f"{number}. {step}") for number, step in enumerate(steps, 1)), spacing=SMALL)


def short_card(table: Table[Any]) -> QWidget:
    """A card as high as the few rows of the table; it scrolls where the sheet has less room."""
    card, column = cards.card(padding=1)
    column.addWidget(table)
    view = table.view
    height = view.header.minimumHeight() + table.model.rowCount() * view.verticalHeader().defaultSectionSize()
    card.setMaximumHeight(height + 2 * (column.contentsMargins().top() + BORDER))
    card.setMinimumHeight(min(card.maximumHeight(), scaled(LEAST_LIST)))
    return card


def _account_name(account: AccountChoice) -> str:
    known = money.iban(account.iban) if account.iban else ""
    return " · ".join(filter(None, (account.name or "", known))) or account.id


def _institutions_title(bank: BankView, named: Sequence[Institution]) -> str:
    if named:
        return tr("Quel accès à {bank} ?").format(bank=bank.name)
    return tr("Quelle est votre banque dans la liste de ce service ?")


def _institutions_hint(bank: BankView, named: Sequence[Institution]) -> str:
    if named:
        return tr("Prenez celui par lequel vous ouvrez ce compte : espace personnel ou professionnel, votre région.")
    if bank.name:
        return tr("« {bank} » n'y figure pas sous ce nom. Cherchez-la, ou revenez importer un relevé.").format(
            bank=bank.name
        )
    return tr("Si elle n'y est pas, revenez importer un relevé.")
