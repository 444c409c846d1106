"""The page of one file from a supplier: the expense to confirm, beside what the file states."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.received import ReceivedState, Twin, TwinReason
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.records.vouchers import MediaType, VoucherFacts
from microdesk_desktop.gui.layout.cards import card, stacked
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.pictures import decode_picture
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.facts import Fact, Facts
from microdesk_desktop.gui.widgets.strip import Answer, Strip, empty_layout
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.shortcuts import bind
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.received.confirm import confirm, join, reject
from microdesk_desktop.operations.documents.received.picture import page_of_voucher
from microdesk_desktop.operations.documents.received.twins import find_twins_of
from microdesk_desktop.operations.records.edit import remove_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.received.form import ReceivedForm
from microdesk_desktop.pages.records.voucher_files import save_copy
from microdesk_desktop.pages.records.voucher_list import VoucherList
from microdesk_desktop.pages.records.voucher_sheet import VoucherSheet
from microdesk_desktop.pages.todo.walk import Walk
from microdesk_desktop.views.documents.received.facts import Stated, amounts, identity, lines
from microdesk_desktop.views.documents.received.words import (
    confirmed_text,
    joined_text,
    kind_name,
    proposal_text,
    rejected_text,
    remark_text,
    twin_text,
)
from microdesk_desktop.views.records.expenses.received import ReceivedView, load_next_to_confirm, load_received_view
from microdesk_desktop.views.records.words import removed_text

PICTURE_WIDTH, PICTURE_HEIGHT = 460, 660
"""Of a page of A4 that is read without being enlarged, in a window of 1,366 points."""
LEAST_CARD = 300
"""The width of the form, or of what the file states, beside the other one."""
EXPENSES = "expenses"
Loaded = tuple[ReceivedView | None, Sequence[Twin]]


class ReceivedPage(Page):
    """One expense that came as a file; `activate` is given its id."""

    key = "received"
    icon = "inbox"
    behind = EXPENSES
    shows_one = True
    flags = Changes.LEDGER | Changes.MATCHES | Changes.COMPANY

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._id: int | None = None
        self._view: ReceivedView | None = None
        self._form: ReceivedForm | None = None
        self._loading: Task[Loaded] | None = None
        self._shown: object = None
        self._reject = self.add_action(buttons.plain(tr("Écarter"), self.reject))
        self._reject.setObjectName("reject")
        self._confirm = self.add_action(buttons.primary(tr("Confirmer"), self.confirm))
        self._confirm.setObjectName("confirm")
        self._confirm.setToolTip(tr("Ctrl+Entrée"))
        self.vouchers = VoucherList(workspace, can_remove=False)
        self.vouchers.view_wanted.connect(lambda voucher: VoucherSheet(self, self.workspace, voucher))
        self.vouchers.copy_wanted.connect(partial(save_copy, self, workspace))
        self._identity, self._amounts, self._lines = Facts(), Facts(), Facts()
        self.page_picture = labels.picture(tr("Première page du fichier reçu"))
        self.page_picture.setMinimumWidth(1)
        self.page_picture.hide()
        self._picturing: Task[QImage | None] | None = None
        self._missing = labels.muted("")
        self._strips = QVBoxLayout()
        self._strips.setSpacing(SMALL)
        self._content = self._lay_out()
        self.body.addLayout(self._strips)
        self.body.addWidget(self._missing)
        self.body.addWidget(Scroll(self._content), 1)
        self.setFocusProxy(self._confirm)
        bind(self, {"Ctrl+Return": self.confirm, "Ctrl+Enter": self.confirm})
        self._show((None, ()))

    @staticmethod
    def title() -> str:
        return tr("Facture reçue")

    def activate(self, wanted: object = None) -> None:
        if isinstance(wanted, int) and wanted != self._id:
            self._id = wanted
            self._shown = None
            self._show((None, ()))
            self.reload()

    def place(self) -> object:
        return self._id

    def commands(self) -> Sequence[Command]:
        if self._view is None or self._view.state is ReceivedState.CONFIRMED:
            return ()
        return [
            Command(text=tr("Confirmer la facture reçue"), act=self.confirm, icon="circle-check"),
            Command(text=tr("Écarter la facture reçue"), act=self.reject, icon="trash-2"),
        ]

    def reload(self) -> None:
        id_ = self._id
        if id_ is None:
            return
        self._loading = self.workspace.load(
            lambda reader: _load(reader, id_), owner=self, on_success=self._show_found, instead_of=self._loading
        )

    def confirm(self) -> None:
        """Confirm the expense as the form states it, and go on to the next one."""
        view, form = self._view, self._form
        if view is None or form is None or not self._confirm.isEnabled() or not form.check():
            return
        expense = form.expense()
        self.workspace.perform(
            lambda session: confirm(session, view.id, expense),
            message=lambda: confirmed_text(expense),
            place=Place(page=self.key, wanted=view.id),
            on_success=lambda _: self._go_on(view.id),
        )

    def reject(self) -> None:
        """Remove the expense and its file; undo brings both back."""
        view = self._view
        if view is None:
            return
        self.workspace.perform(
            lambda session: reject(session, view.id),
            message=lambda: rejected_text(view.expense),
            place=Place(page=self.key, wanted=view.id),
            on_success=lambda _: self._go_on(None),
        )

    def _join(self, view: ReceivedView, twin: Twin) -> None:
        self.workspace.perform(
            lambda session: join(session, view.id, twin.expense_id),
            message=lambda: joined_text(view.expense, twin.reference),
            place=Place(page=EXPENSES, wanted=twin.expense_id),
            on_success=lambda _: self._go_on(twin.expense_id),
        )

    def _remove_former(self, twin: Twin) -> None:
        """Remove the expense that this one replaces, unless a transaction settles it."""
        former = Expense(on=self.workspace.clock.today(), supplier=twin.reference, label="", amount_cents=0)
        self.workspace.perform(
            lambda session: remove_record(session, twin.expense_id),
            message=lambda: removed_text(former),
            place=Place(page=self.key, wanted=self._id),
        )

    def _go_on(self, expense_id: int | None) -> None:
        """Bring the next file to check into sight, else the expenses; on a walk through the queue, that leads on."""
        if not self.isVisible() or self.workspace.controller(Walk).current is not None:
            return
        self.workspace.load(
            load_next_to_confirm,
            owner=self,
            on_success=lambda id_: (
                self.workspace.navigate(self.key, id_)
                if id_ is not None
                else self.workspace.navigate(EXPENSES, expense_id)
            ),
        )

    def _show_found(self, loaded: Loaded) -> None:
        self._show(loaded)
        if loaded[0] is None:
            self._missing.setText(tr("Cette facture n'est plus là : elle a été écartée, ou jointe à une dépense."))

    def _show(self, loaded: Loaded) -> None:
        view, twins = loaded
        self._view = view
        self._content.setVisible(view is not None)
        self._missing.setVisible(view is None)
        self._missing.setText("")
        waits = view is not None and view.state is ReceivedState.TO_CONFIRM
        self._confirm.setVisible(waits)
        self._reject.setVisible(waits)
        empty_layout(self._strips)
        if view is None:
            self.set_title(self.title())
            self.set_subtitle("")
            return
        self._show_head(view)
        for strip in self._made_strips(view, twins):
            self._strips.addWidget(strip)
        if self._shown != (view.id, view.expense, view.state):
            self._shown = (view.id, view.expense, view.state)
            self._show_form(view)
            self._show_stated(view)
            self.vouchers.show_record(view.id)
            self._picture_first(view.vouchers)

    def _picture_first(self, vouchers: Sequence[VoucherFacts]) -> None:
        """Show the first page of the PDF that was received, once it is pictured."""
        if self._picturing is not None:
            self._picturing.forget()
        self.page_picture.hide()
        pdf = next((each for each in vouchers if each.media_type is MediaType.PDF), None)
        if pdf is None:
            return
        ratio = self.devicePixelRatioF()
        bounds = QSize(round(scaled(PICTURE_WIDTH) * ratio), round(scaled(PICTURE_HEIGHT) * ratio))
        self._picturing = self.workspace.examine(
            partial(_pictured, pdf.id, bounds), owner=self, on_success=self._show_picture
        )

    def _show_picture(self, image: QImage | None) -> None:
        self.page_picture.setVisible(image is not None)
        if image is not None:
            labels.show_picture(self.page_picture, image, self.devicePixelRatioF())

    def _show_head(self, view: ReceivedView) -> None:
        invoice = view.content.invoice
        self.set_title(f"{kind_name(invoice)} {invoice.number}" if invoice else self.title())
        state = tr("À vérifier") if view.state is ReceivedState.TO_CONFIRM else tr("Vérifiée")
        amount = money.amount(view.expense.amount_cents, view.expense.currency) if view.expense.amount_cents else ""
        due = tr("à payer le {day}").format(day=dates.long_day(invoice.due_on)) if invoice and invoice.due_on else ""
        self.set_subtitle(" · ".join(filter(None, (state, view.expense.supplier, amount, due))))

    def _made_strips(self, view: ReceivedView, twins: Sequence[Twin]) -> Sequence[Strip]:
        if view.state is ReceivedState.CONFIRMED:
            seen: Answer = (tr("Voir la dépense"), partial(self.workspace.navigate, EXPENSES, view.id))
            return [Strip(tr("Cette facture est vérifiée."), Tone.POSITIVE, [seen])]
        asked = [self._twin_strip(view, twin) for twin in twins]
        invoice = view.content.invoice
        if invoice is None:
            proposed = proposal_text(view.content.proposal)
            taking: Answer = (tr("Reprendre ces valeurs"), self._take_proposal)
            return [*asked, Strip(_plain_text(), Tone.NEUTRAL, [taking] if proposed else [], detail=proposed)]
        return [*asked, *(Strip(remark_text(each, invoice), Tone.ATTENTION) for each in view.remarks)]

    def _take_proposal(self) -> None:
        if self._view is not None and self._form is not None:
            self._form.propose(self._view.content.proposal)
            self._form.setFocus()

    def _twin_strip(self, view: ReceivedView, twin: Twin) -> Strip:
        answers: list[Answer] = [(tr("La voir"), partial(self.workspace.navigate, EXPENSES, twin.expense_id))]
        if twin.reason.is_duplicate:
            answers.append((tr("C'est la même : y joindre ce fichier"), partial(self._join, view, twin)))
        elif twin.reason is TwinReason.REPLACED:
            answers.append((tr("Retirer l'ancienne"), partial(self._remove_former, twin)))
        return Strip(twin_text(twin), Tone.ATTENTION, answers)

    def _show_form(self, view: ReceivedView) -> None:
        invoice = view.content.invoice
        may_be_zero = invoice is not None and invoice.expense_cents == 0
        form = ReceivedForm(view.expense, self.workspace.clock.today(), view.choices, may_be_zero=may_be_zero)
        form.setEnabled(view.state is ReceivedState.TO_CONFIRM)
        empty_layout(self._form_place)
        self._form_place.addWidget(form)
        self._form = form
        if self.isVisible() and view.state is ReceivedState.TO_CONFIRM:
            form.setFocus()

    def _show_stated(self, view: ReceivedView) -> None:
        invoice = view.content.invoice
        self._stated_card.setVisible(invoice is not None)
        self._lines_card.setVisible(invoice is not None and bool(invoice.lines))
        if invoice is not None:
            self._identity.set_facts(_facts(identity(invoice)))
            self._amounts.set_facts(_facts(amounts(invoice)))
            self._lines.set_facts(_facts(lines(invoice)))

    def _lay_out(self) -> QWidget:
        form_card, form = card()
        form.addWidget(labels.heading(tr("La dépense")))
        self._form_place = QVBoxLayout()
        form.addLayout(self._form_place)
        file_card, file = card()
        file.addWidget(labels.heading(tr("Le fichier reçu")))
        file.addWidget(self.vouchers)
        file.addWidget(self.page_picture)
        self._stated_card, stated = card()
        stated.addWidget(labels.heading(tr("Ce que la facture indique")))
        stated.addWidget(self._identity)
        stated.addWidget(self._amounts)
        self._lines_card, lines_column = card()
        lines_column.addWidget(labels.heading(tr("Lignes")))
        lines_column.addWidget(self._lines)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        left, right = stacked(form_card, self._lines_card), stacked(self._stated_card, file_card)
        layout.addWidget(Tiles(left, right, least=LEAST_CARD, at_top=True))
        layout.addStretch()
        return content


def _plain_text() -> str:
    return tr("Ce fichier ne contient pas de facture électronique : indiquez le fournisseur, la date et le montant.")


def _facts(stated: Sequence[Stated]) -> Sequence[Fact]:
    return [Fact(name=each.name, value=each.value, is_amount=each.is_amount) for each in stated]


def _pictured(voucher_id: int, bounds: QSize, session: Session, job: Job) -> QImage | None:
    picture = page_of_voucher(session, voucher_id, job)
    return decode_picture(picture, MediaType.PNG, bounds) if picture else None


def _load(reader: Any, expense_id: int) -> Loaded:
    view = load_received_view(reader, expense_id)
    twins = find_twins_of(reader, view.id, view.content, view.expense) if view else ()
    return view, twins
