"""Go on from an issued document: note an answer, or begin the draft of what follows and open it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.beside import QuoteAnswer
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.chain.convert import convert, invoice_rest
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.chain.decide import answer_quote
from microdesk_desktop.operations.documents.chain.duplicate import duplicate_document
from microdesk_desktop.operations.documents.chain.load import load_chain
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.documents.forms.steps import AnswerForm, CreditForm, DepositForm, PartForm
from microdesk_desktop.pages.shared.new_draft import EDITOR
from microdesk_desktop.views.documents.steps import (
    CONVERSIONS,
    Step,
    answered_text,
    drafted_text,
    reopened_text,
    step_words,
)
from microdesk_desktop.views.documents.thread import Left, thread_of
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.records.rows import InvoiceRow

Drafting = Callable[[Session], ChangeResult]


class DocumentSteps:
    """Goes on from the document that `current` returns; sheets open over `owner`. `page` is where an undo leads."""

    def __init__(
        self, workspace: Workspace, owner: QWidget, current: Callable[[], InvoiceRow | None], *, page: str
    ) -> None:
        self._workspace = workspace
        self._owner = owner
        self._current = current
        self._page = page

    def do(self, step: Step) -> None:
        """Take one step from the document in sight; nothing without one."""
        row = self._current()
        if row is None:
            return
        match step:
            case Step.INVOICE:
                self._draft(row, lambda session: invoice_rest(session, row.number))
            case Step.ACCEPT | Step.DECLINE:
                self._ask_answer(row, step)
            case Step.REOPEN:
                self._reopen(row)
            case Step.DEPOSIT | Step.PART:
                self._with_left(row, partial(self._ask_part, row, step))
            case Step.CREDIT:
                self._ask_credit(row)
            case Step.DUPLICATE:
                self._draft(row, lambda session: duplicate_document(session, row.number))
            case _:
                to = CONVERSIONS[step]
                self._draft(row, lambda session: convert(session, row.number, to))

    def _draft(self, row: InvoiceRow, act: Drafting) -> None:
        """Begin a draft, and open it."""
        self._workspace.perform(
            act, owner=self._owner, message=lambda: drafted_text(row), place=self._place(row), on_success=self._open
        )

    def _open(self, result: ChangeResult) -> None:
        if self._owner.isVisible():
            self._workspace.navigate(EDITOR, result.id)

    def _ask_answer(self, row: InvoiceRow, step: Step) -> None:
        if not can_open_sheet(self._owner):
            return
        status = DocumentStatus.ACCEPTED if step is Step.ACCEPT else DocumentStatus.DECLINED
        form = AnswerForm(row, status, self._workspace.clock.today())

        def save() -> None:
            answer, on = form.answer(), form.on.value()
            sheet.hold()
            self._workspace.perform(
                lambda session: answer_quote(session, row.id, answer),
                owner=sheet,
                message=lambda: answered_text(row, step, on),
                place=self._place(row),
                on_success=lambda _: sheet.close_sheet(),
                on_error=lambda error: sheet.refuse(error_text(error)),
            )

        title = tr("{number} est accepté") if step is Step.ACCEPT else tr("{number} est refusé")
        sheet = Sheet(self._owner, title.format(number=row.number), form, tr("Noter"), save)

    def _reopen(self, row: InvoiceRow) -> None:
        self._workspace.perform(
            lambda session: answer_quote(session, row.id, QuoteAnswer(status=DocumentStatus.ISSUED)),
            message=lambda: reopened_text(row),
            place=self._place(row),
        )

    def _with_left(self, row: InvoiceRow, ask: Callable[[Left | None], None]) -> None:
        """Read what remains of the document's chain, and give it to `ask`."""
        today = self._workspace.clock.today()
        self._workspace.load(
            lambda reader: thread_of(reader, load_chain(reader, row.number, today), today).left,
            owner=self._owner,
            on_success=ask,
        )

    def _ask_part(self, row: InvoiceRow, step: Step, left: Left | None) -> None:
        if left is None or not left.lines:
            self._workspace.report(KnownError(ErrorCode.NOTHING_LEFT))
            return
        if not can_open_sheet(self._owner):
            return
        is_deposit = step is Step.DEPOSIT
        form = DepositForm(left) if is_deposit else PartForm(left)
        to = DocumentType.DEPOSIT if is_deposit else DocumentType.INVOICE
        title = tr("Acompte sur {number}") if is_deposit else tr("Facturer une partie de {number}")

        def act(session: Session, part: Part) -> ChangeResult:
            is_beyond = isinstance(form, PartForm) and form.beyond.is_checked()
            return convert(session, row.number, to, part, is_beyond=is_beyond)

        self._ask(row, form, title, act)

    def _ask_credit(self, row: InvoiceRow) -> None:
        if not can_open_sheet(self._owner):
            return
        form = CreditForm(row)
        title = tr("Avoir sur {number}")
        self._ask(row, form, title, lambda session, part: credit(session, row.number, part=part))

    def _ask(
        self,
        row: InvoiceRow,
        form: DepositForm | PartForm | CreditForm,
        title: str,
        act: Callable[[Session, Part], ChangeResult],
    ) -> None:
        """Ask for a part in a sheet, and begin the draft of it; a refusal is shown in the sheet."""

        def save() -> None:
            part = form.part()
            sheet.hold()
            self._workspace.perform(
                lambda session: act(session, part),
                owner=sheet,
                message=lambda: drafted_text(row),
                place=self._place(row),
                on_success=opened,
                on_error=lambda error: sheet.refuse(error_text(error)),
            )

        def opened(result: ChangeResult) -> None:
            sheet.close_sheet()
            self._open(result)

        sheet = Sheet(self._owner, title.format(number=row.number), form, tr("Préparer le brouillon"), save)

    def _place(self, row: InvoiceRow) -> Place:
        return Place(page=self._page, wanted=row.id)


def words_with_number(row: InvoiceRow, step: Step) -> str:
    """« D-2026-0001 : facturer »: a step in the command palette."""
    return f"{row.number} : {step_words(step).lower()}"
