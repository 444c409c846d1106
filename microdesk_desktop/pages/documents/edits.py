"""The user's changes to a document: correct it, mark it as paid, remove it; each can be undone."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.marks import SMALL_REST_CENTS, Sending
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet, confirm
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.follow_up.pay import pay
from microdesk_desktop.operations.documents.follow_up.send import mark_sent
from microdesk_desktop.operations.documents.follow_up.write_off import write_off
from microdesk_desktop.operations.records.document import correct_document, remove_document
from microdesk_desktop.pages.documents.form import DocumentForm
from microdesk_desktop.pages.documents.forms.payment import PaymentForm
from microdesk_desktop.pages.documents.forms.returned import ReturnedForm
from microdesk_desktop.pages.documents.forms.sent import SentForm
from microdesk_desktop.pages.documents.mailing import DocumentMailing
from microdesk_desktop.views.documents.payments import load_returnable
from microdesk_desktop.views.records.document_actions import (
    DocumentAction,
    corrected_text,
    loss_question,
    marked_sent_text,
    paid_text,
    removed_document_text,
    taken_back_text,
    written_off_text,
)
from microdesk_desktop.views.records.documents import EditableDocument, load_editable
from microdesk_desktop.views.records.rows import InvoiceRow


def list_of(row: InvoiceRow) -> str:
    """The key of the page that lists the document."""
    return "invoices" if row.is_settled_by_money else "quotes"


class DocumentActions:
    """Acts on the document that `current` returns; sheets open over `owner`, which gets the focus back.

    `page` is the key of the page to which undoing a change leads, that of the list unless it is given; `removed` is
    called once the document is gone.
    """

    def __init__(
        self,
        workspace: Workspace,
        owner: QWidget,
        current: Callable[[], InvoiceRow | None],
        *,
        page: str = "",
        removed: Callable[[InvoiceRow], None] = lambda _: None,
    ) -> None:
        self._workspace = workspace
        self._owner = owner
        self._current = current
        self._page = page
        self._removed = removed
        self._mailing = DocumentMailing(workspace, owner, page=page)

    def do(self, action: DocumentAction) -> None:
        """Carry out one action on the document in sight; nothing without one."""
        row = self._current()
        if row is None:
            return
        match action:
            case DocumentAction.MARK_PAID:
                self._ask_payment(row)
            case DocumentAction.TAKE_BACK:
                self._workspace.load(
                    lambda reader: load_returnable(reader, row.id),
                    owner=self._owner,
                    on_success=lambda cents: self._ask_returned(row, cents),
                )
            case DocumentAction.SEND:
                self._mailing.send(row)
            case DocumentAction.THANK:
                self._mailing.thank(row)
            case DocumentAction.REMIND:
                self._workspace.navigate("reminder", row.id)
            case DocumentAction.MARK_SENT:
                self._ask_sent(row)
            case DocumentAction.WRITE_OFF:
                self._write_off(row)
            case DocumentAction.CORRECT:
                self._workspace.load(
                    lambda reader: load_editable(reader, row.id),
                    owner=self._owner,
                    on_success=lambda found: self._open(found, row),
                )
            case DocumentAction.REMOVE:
                self._workspace.perform(
                    lambda session: remove_document(session, row.id),
                    owner=self._owner,
                    message=lambda: removed_document_text(row),
                    place=Place(page=list_of(row), wanted=row.id),
                    on_success=lambda _: self._removed(row),
                )

    def _ask_payment(self, row: InvoiceRow) -> None:
        if not can_open_sheet(self._owner):
            return
        form = PaymentForm(row, self._workspace.clock.today())

        def save() -> None:
            payment = form.payment()
            sheet.close_sheet()
            self._workspace.perform(
                lambda session: pay(session, row.id, payment),
                message=lambda: paid_text(row, payment.cents or 0, payment.on),
                place=self._place(row),
            )

        title = tr("Paiement de {number}").format(number=row.number)
        sheet = Sheet(self._owner, title, form, tr("Enregistrer"), save)

    def _ask_returned(self, row: InvoiceRow, paid_cents: int) -> None:
        if not can_open_sheet(self._owner):
            return
        form = ReturnedForm(row, paid_cents, self._workspace.clock.today())

        def save() -> None:
            payment = form.payment()
            sheet.close_sheet()
            self._workspace.perform(
                lambda session: pay(session, row.id, payment),
                message=lambda: taken_back_text(row, payment.cents or 0, payment.on),
                place=self._place(row),
            )

        title = tr("Paiement revenu de {number}").format(number=row.number)
        sheet = Sheet(self._owner, title, form, tr("Enregistrer"), save)

    def _ask_sent(self, row: InvoiceRow) -> None:
        if not can_open_sheet(self._owner):
            return
        form = SentForm(self._workspace.clock.today())

        def save() -> None:
            sending = Sending(on=form.on.value(), way=form.way.value())
            sheet.close_sheet()
            self._workspace.perform(
                lambda session: mark_sent(session, row.id, sending),
                message=lambda: marked_sent_text(row, sending),
                place=self._place(row),
            )

        sheet = Sheet(self._owner, tr("Envoi de {number}").format(number=row.number), form, tr("Noter"), save)

    def _write_off(self, row: InvoiceRow) -> None:
        """Write off cents at once, more after a confirmation."""
        if abs(row.remaining_cents) <= SMALL_REST_CENTS:
            self._write_off_now(row)
            return
        title = tr("Renoncer au reste de {number} ?").format(number=row.number)
        confirm(self._owner, title, loss_question(row), tr("Renoncer"), lambda: self._write_off_now(row))

    def _write_off_now(self, row: InvoiceRow) -> None:
        today = self._workspace.clock.today()
        self._workspace.perform(
            lambda session: write_off(session, row.id, today, is_confirmed=True),
            message=lambda: written_off_text(row),
            place=self._place(row),
        )

    def _open(self, found: EditableDocument | None, row: InvoiceRow) -> None:
        if found is None or not can_open_sheet(self._owner):
            return
        form = DocumentForm(found.document, self._workspace.clock.today(), found.clients)

        def save() -> None:
            document = form.document()
            sheet.hold()
            self._workspace.perform(
                lambda session: correct_document(session, found.id, document),
                owner=sheet,
                message=lambda: corrected_text(document),
                place=self._place(row),
                on_success=lambda _: sheet.close_sheet(),
                on_error=refuse,
            )

        def refuse(error: KnownError) -> None:
            sheet.release()
            form.refuse(error)

        title = tr("Corriger {number}").format(number=found.document.number)
        sheet = Sheet(self._owner, title, form, tr("Enregistrer"), save)

    def _place(self, row: InvoiceRow) -> Place:
        return Place(page=self._page or list_of(row), wanted=row.id)
