"""The pages of documents that are issued here, pictured with a whole chain: a quote, its deposit, a part, notes."""

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtGui import QImage

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.beside import Holder, QuoteAnswer
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.records.documents import DocumentStatus, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.window.dialogs import Sheet, SideSheet
from microdesk_desktop.operations.documents.beside.attachments import attach_files
from microdesk_desktop.operations.documents.beside.notes import add_note
from microdesk_desktop.operations.documents.chain.convert import convert
from microdesk_desktop.operations.documents.chain.decide import answer_quote
from microdesk_desktop.operations.documents.chain.load import require_issued_id
from microdesk_desktop.operations.documents.drafts import new_draft
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.pages.documents.page import InvoicePage
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.documents import find_client, save_document
from microdesk_desktop.views.documents.steps import Step
from microdesk_desktop.views.records.document_actions import DocumentAction
from tests.support.documents.issuing import COMPANY
from tests.tools.screenshots.states import shown

CLIENT = {
    "name": "Galerie Vaubrun",
    "address": "4 quai des Chartrons",
    "postal_code": "33000",
    "city": "Bordeaux",
    "siren": "552100554",
}
LINES = [
    {"label": "Conception de la maquette", "quantity": "5", "unit": "DAY", "unit_price": "350.00"},
    {"label": "Forfait déplacement Bordeaux–Pau", "quantity": "2", "unit_price": "200.00"},
]


def document_scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """A quote with its chain, its deposit, the sheets that go on from it, and a quote of another tool."""
    session = shell.workspace.session
    quote, deposit = _chain(session)
    shell.workspace.announce(Changes.DOCUMENTS | Changes.INVOICES | Changes.CLIENTS)
    for name, number in (("quote", quote), ("deposit", deposit)):
        shell.navigate(InvoicePage.key, _id(session, number))
        settle()
        yield f"document-{name}"
    shell.navigate(InvoicePage.key, _id(session, quote))
    settle()
    page = shell.current()
    assert isinstance(page, InvoicePage)
    page.toggle_pages()
    settle()
    yield "document-pages"
    page.toggle_pages()
    for step in (Step.DEPOSIT, Step.PART, Step.DECLINE):
        page.steps.do(step)
        settle()
        yield f"document-ask-{step.value}"
        shown(shell, SideSheet).close_sheet()
    shell.navigate(InvoicePage.key, session.write(lambda writer: _imported_quote(writer, _id(session, quote))))
    settle()
    yield "document-imported-quote"
    page.steps.do(Step.PART)
    settle()
    yield "document-imported-quote-ask-part"
    shown(shell, SideSheet).close_sheet()
    shell.navigate(InvoicePage.key, _id(session, deposit))
    settle()
    page = shell.current()
    assert isinstance(page, InvoicePage)
    page.steps.do(Step.CREDIT)
    settle()
    yield "document-ask-credit"
    shown(shell, SideSheet).close_sheet()
    yield from _status_scene(shell, session, deposit, settle)


def _status_scene(shell: Shell, session: Session, number: str, settle: Callable[[], None]) -> Iterator[str]:
    """What a deposit that was paid states to the platform, and the question when that payment comes back."""
    payment = NewPayment(on=session.clock.today(), method=Method.CHEQUE)
    pay(session, _id(session, number), payment)
    shell.workspace.announce(Changes.INVOICES)
    shell.navigate(InvoicePage.key, _id(session, number))
    settle()
    page = shell.current()
    assert isinstance(page, InvoicePage)
    page.ask_status()
    settle()
    yield "document-status"
    shown(shell, SideSheet).close_sheet()
    page.edits.do(DocumentAction.TAKE_BACK)
    settle()
    yield "document-returned"
    shown(shell, Sheet).close_sheet()


def _imported_quote(writer: Writer, quote_id: int) -> int:
    """The id of a quote of another tool to the same client, with VAT."""
    client_id = find_client(writer, quote_id)
    assert client_id is not None
    quote = ImportedDocument(
        number="DEV-2026-118",
        type=DocumentType.QUOTE,
        issued_on=date(2026, 11, 3),
        due_on=date(2026, 12, 3),
        client=CLIENT["name"],
        excl_tax_cents=3_200_00,
        tax_cents=640_00,
        incl_tax_cents=3_840_00,
        paid_cents=0,
        subject="Catalogue de l'exposition",
    )
    return save_document(writer, quote, client_id)


def _chain(session: Session) -> tuple[str, str]:
    """The numbers of a quote that was accepted and invoiced in part, and of its deposit."""
    put_company(session, COMPANY)
    form = {"type": "quote", "client": CLIENT, "lines": LINES, "subject": "Refonte du site"}
    quote = _issued(session, new_draft(session, form).id)
    quote_id = _id(session, quote)
    answer = QuoteAnswer(status=DocumentStatus.ACCEPTED, on=session.clock.today(), remark="par courriel")
    answer_quote(session, quote_id, answer)
    deposit = _issued(session, convert(session, quote, DocumentType.DEPOSIT).id)
    _issued(session, convert(session, quote, DocumentType.INVOICE, Part(quantities={2: 10_000})).id)
    picture = session.profile.parent / "bon-pour-accord.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(picture))
    attach_files(session, Holder(document_id=quote_id), [picture])
    add_note(session, Holder(document_id=quote_id), "Claire préfère être appelée le matin.")
    return quote, deposit


def _issued(session: Session, draft_id: int | None) -> str:
    assert draft_id is not None
    return issue(session, draft_id).number


def _id(session: Session, number: str) -> int:
    return session.read(lambda reader: require_issued_id(reader, number))
