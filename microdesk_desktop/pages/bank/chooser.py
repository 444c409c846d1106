"""Choose by hand what a transaction settles: one document, or several with the part of each.

search ─▶ candidates, the likeliest first, with why ─▶ chosen ones, each with its amount ─▶ what remains
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.table.list_card import ListCard
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.table.view import Table
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.bank.attribute_net import attribute_net_of_fee
from microdesk_desktop.operations.bank.decide import TransactionChange, attribute
from microdesk_desktop.pages.bank.split import Split
from microdesk_desktop.views.bank.candidates import Candidate, Choice, load_choice
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.words.transactions import full_title
from microdesk_desktop.views.messages.reasons import reason_text

WIDTH = 640
Chosen = Callable[[TransactionChange, Sequence[str]], object]


class Chooser(SideSheet):
    """A searchable list of candidates; Enter adds the selected one, Enter again settles.

    Nothing is selected before the user does, unless the label or an exact amount supports it, or nothing else has
    the words typed.
    `chosen` gets the change to make and the references of the chosen documents.
    """

    def __init__(self, host: QWidget, workspace: Workspace, row: TransactionRow, chosen: Chosen) -> None:
        body = QWidget()
        super().__init__(host, tr("Que règle cette opération ?"), body, width=WIDTH)
        self._chosen = chosen
        self._row = row
        self._choice: Choice | None = None
        self.table: Table[Candidate] = Table(tr("Documents possibles"), _columns(), _reading())
        self.table.activated.connect(lambda _: self._add_selected())
        card = ListCard(self.table, in_sheet=True)
        self.search = card.search
        self.search.textChanged.connect(lambda _: self._filter())
        self.search.entered.connect(self._add_selected)
        self.split = Split(row)
        self.split.changed.connect(self._on_split)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        column.addWidget(labels.muted(f"{row.label} · {money.amount(row.amount_cents, row.currency, signed=True)}"))
        column.addWidget(card, 1)
        column.addWidget(self.split)
        body.setFocusProxy(self.search)
        self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))
        self.attribute = self.add_button(buttons.primary(tr("Confirmer"), self.submit))
        self.attribute.setEnabled(False)
        self.search.setFocus()
        workspace.load(lambda reader: load_choice(reader, row.id), owner=self, on_success=self._show)

    def submit(self) -> None:
        """Settle the chosen parts, if they fit the transaction and the documents."""
        allocations, parts = self.split.allocations(), self.split.named_parts()
        if not allocations:
            return
        self.close_sheet()
        if not self.split.fee_cents:
            self._chosen(lambda session, id_: attribute(session, id_, allocations), self.split.references())
            return
        fee_cents = self.split.fee_cents
        self._chosen(lambda session, id_: attribute_net_of_fee(session, id_, parts, fee_cents), self.split.references())

    def _show(self, choice: Choice) -> None:
        self._choice = choice
        self._filter()

    def _filter(self) -> None:
        if self._choice is None:
            return
        typed = self.search.text()
        found = self._choice.find(typed)
        if not found:
            self.table.set_empty(_settled(typed) if self._choice.is_settled(typed) else _nothing(bool(typed)))
        self.table.set_rows(found, key=lambda candidate: candidate.key)
        is_clear = bool(found) and (found[0].is_grounded or (bool(typed) and len(found) == 1))
        self.table.view.select_only(0 if is_clear else -1)

    def _add_selected(self) -> None:
        candidate = self.table.current_row()
        if candidate is None:
            return
        self.split.toggle(candidate.target)
        if self.split.is_complete:
            self.attribute.setFocus()

    def _on_split(self) -> None:
        self.attribute.setEnabled(self.split.is_possible)


def _columns() -> Sequence[Column[Candidate]]:
    return (
        Column(header=tr("Document"), text=lambda row: full_title(row.target), detail=_detail, share=3),
        Column(
            header=tr("Date"),
            text=lambda row: dates.typed_day(row.target.on),
            kind=CellKind.MUTED,
            sample="28/08/2028",
        ),
        Column(
            header=tr("Reste"),
            text=lambda row: money.amount(row.target.remaining_cents, row.target.currency, signed=True),
            kind=CellKind.AMOUNT,
            tone=lambda row: Tone.POSITIVE if row.target.remaining_cents > 0 else Tone.PLAIN,
        ),
    )


def _detail(candidate: Candidate) -> str:
    if candidate.is_returned:
        return tr("Déjà payé : redevient dû de ce montant")
    if candidate.reasons:
        return " · ".join(reason_text(reason) for reason in candidate.reasons)
    return candidate.target.label or candidate.target.category


def _reading() -> EmptyState:
    return EmptyState("search", tr("Recherche de ce qui correspond…"))


def _settled(typed: str) -> EmptyState:
    return EmptyState(
        "circle-check",
        tr("« {typed} » est déjà réglé").format(typed=typed.strip()),
        tr("Retirez d'abord le règlement de l'opération qui le règle, ou choisissez un autre document."),
    )


def _nothing(is_search: bool) -> EmptyState:
    if is_search:
        return EmptyState("search", tr("Rien ne correspond"), tr("Cherchez un numéro, un nom ou un objet."))
    return EmptyState(
        "file-text",
        tr("Rien n'attend de règlement dans ce sens"),
        tr("Fermez ce volet pour créer la recette ou la dépense, ou importez vos factures."),
    )
