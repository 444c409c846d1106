"""The first steps of connecting a bank: which bank, which way of following it, and how to get a statement file."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.layout.cards import stacked
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.model import Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.widgets.strip import Strip, empty_layout
from microdesk_desktop.pages.connect.steps import ConnectStep, numbered, short_card
from microdesk_desktop.views.bank.connections.ways import (
    BankView,
    WayView,
    bank_detail,
    bank_title,
    file_steps,
    find_banks,
)


class WhichBankStep(ConnectStep):
    """The bank by its name, whichever service may read it; `chosen` gets it with what was typed to find it."""

    def __init__(self, typed: str, chosen: Callable[[BankView, str], object]) -> None:
        super().__init__()
        self.button_text = tr("Continuer")
        self._chosen = chosen
        self.table: Table[BankView] = Table(
            tr("Banques"),
            (Column(header=tr("Banque"), text=bank_title, detail=bank_detail),),
            EmptyState("landmark", tr("Aucune banque")),
        )
        self.table.activated.connect(lambda _: self.submit())
        card = ListCard(self.table, in_sheet=True)
        self.search = card.search
        self.search.textChanged.connect(lambda _: self._filter())
        self.search.entered.connect(self.submit)
        self.column.addWidget(labels.heading(tr("Quelle est votre banque ?")))
        self.column.addWidget(labels.muted(tr("Les façons de la suivre, et leurs conditions, viennent ensuite.")))
        self.column.addWidget(card, 1)
        self.setFocusProxy(self.search)
        self.search.setText(typed)
        self._filter()

    def submit(self) -> None:
        bank = self.table.current_row()
        if bank is not None:
            self._chosen(bank, self.search.text())

    def _filter(self) -> None:
        self.table.set_rows(find_banks(self.search.text()), key=lambda bank: bank.known.id if bank.known else "")
        self.table.view.select_row(0)


class WayStep(ConnectStep):
    """The ways of following a bank; what the one in sight asks, costs, keeps and allows stands below the list.

    The service that has the user's keys is in sight first: the user has chosen it before.
    """

    def __init__(self, bank: BankView, found: Sequence[WayView], chosen: Callable[[WayView], object]) -> None:
        super().__init__()
        self.button_text = tr("Continuer")
        self._chosen = chosen
        self.table: Table[WayView] = Table(
            tr("Façons de suivre votre banque"),
            (Column(header=tr("Façon"), text=lambda each: each.title, detail=lambda each: each.summary),),
            EmptyState("landmark", tr("Aucune façon")),
        )
        self.table.activated.connect(lambda _: self.submit())
        title = tr("Comment suivre {bank} ?").format(bank=bank.name) if bank.name else tr("Comment suivre la banque ?")
        self.column.addWidget(labels.lead(title))
        self.table.set_rows(found, key=lambda each: each.key)
        self.table.view.select_row(next((at for at, each in enumerate(found) if _has_keys(each)), 0))
        # Every way is in sight; where the sheet is low, the whole of it scrolls.
        card = short_card(self.table)
        card.setMinimumHeight(card.maximumHeight())
        self.column.addWidget(card)
        self._facts = QVBoxLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setSpacing(SMALL)
        holder = QWidget()
        holder.setLayout(self._facts)
        self.column.addWidget(holder)
        self.column.addStretch()
        self.setFocusProxy(self.table)
        self.table.selected.connect(lambda _: self._show_facts())
        self._show_facts()

    def submit(self) -> None:
        way = self.table.current_row()
        if way is not None:
            self._chosen(way)

    def _show_facts(self) -> None:
        empty_layout(self._facts)
        way = self.table.current_row()
        if way is None:
            return
        if way.warning:
            self._facts.addWidget(Strip(way.warning, Tone.ATTENTION))
        for name, sentence in way.facts:
            self._facts.addWidget(stacked(labels.caption(name), labels.body(sentence), spacing=TIGHT))


class FileStep(ConnectStep):
    """How to download a statement; the button leads to the page that imports it."""

    def __init__(self, bank: BankView, import_file: Callable[[], object]) -> None:
        super().__init__()
        self.button_text = tr("Choisir le relevé…")
        self._import_file = import_file
        self.column.addWidget(labels.lead(tr("Un relevé que vous téléchargez")))
        self.column.setSpacing(MIDDLE)
        self.column.addWidget(numbered(file_steps(bank)), alignment=Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(
            labels.muted(
                tr(
                    "Pour rester à jour, recommencez quand vous voulez : ce qui a déjà été importé est reconnu, rien "
                    "n'est doublé."
                )
            )
        )
        self.column.addStretch()

    def submit(self) -> None:
        self._import_file()


def _has_keys(way: WayView) -> bool:
    return way.provider is not None and way.provider.is_chosen
