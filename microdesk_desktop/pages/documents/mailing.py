"""Send a document by mail, or thank for its payment: the composer opens with all that follows from the document."""

from functools import partial

from PySide6.QtWidgets import QWidget

from microdesk_desktop.domain.mail.compose.starts import Origin
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.follow_up.dispatch import document_file, note_sending
from microdesk_desktop.operations.documents.seal.copies import FileKind
from microdesk_desktop.pages.documents.outputs import DocumentOutput, save_words
from microdesk_desktop.pages.shared.mailing import begin_mail
from microdesk_desktop.views.bank.words.transactions import document_title
from microdesk_desktop.views.documents.mails.document import MailPurpose, load_document_mail
from microdesk_desktop.views.documents.mails.outgoing import OutgoingMail
from microdesk_desktop.views.records.rows import InvoiceRow

DOCUMENT_PAGE = "invoice"


class DocumentMailing:
    """Begins mails about documents; sheets open over `owner`. The composer leads back to `page`, else the document."""

    def __init__(self, workspace: Workspace, owner: QWidget, *, page: str = "") -> None:
        self._workspace = workspace
        self._owner = owner
        self._page = page or DOCUMENT_PAGE

    def send(self, row: InvoiceRow) -> None:
        """Begin the mail that brings a document, with its PDF; once it is sent, that is noted."""
        self._load(row, MailPurpose.DOCUMENT)

    def thank(self, row: InvoiceRow) -> None:
        """Begin the mail that thanks for the last payment of a document."""
        self._load(row, MailPurpose.THANKS)

    def _load(self, row: InvoiceRow, purpose: MailPurpose) -> None:
        today = self._workspace.clock.today()
        self._workspace.load(
            lambda reader: load_document_mail(reader, row.id, today, purpose),
            owner=self._owner,
            on_success=partial(self._begin, row, purpose),
        )

    def _begin(self, row: InvoiceRow, purpose: MailPurpose, mail: OutgoingMail) -> None:
        output = self._workspace.controller(DocumentOutput)
        is_sending = purpose is MailPurpose.DOCUMENT
        saving = (save_words(FileKind.PDF), partial(output.save, row.number, FileKind.PDF))
        begin_mail(
            self._workspace,
            self._owner,
            mail,
            files=[document_file(number) for number in mail.numbers],
            origin=Origin(page=self._page, wanted=row.id, name=document_title(row.number, row.type)),
            note=note_sending(row.id) if is_sending else None,
            other_way=saving if is_sending else None,
        )
