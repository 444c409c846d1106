"""What an editor asks for in a sheet: whether to issue the document, and the facts of a client."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.facts import Fact, Facts
from microdesk_desktop.gui.window.dialogs import Sheet, SideSheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.drafts import OpenDraft
from microdesk_desktop.operations.documents.issue import Issued, issue
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.clients.form import ClientForm
from microdesk_desktop.pages.shared.new_draft import EDITOR
from microdesk_desktop.views.documents.editor.reading import load_editable_client
from microdesk_desktop.views.documents.editor.state import EditorState
from microdesk_desktop.views.documents.editor.words import type_words
from microdesk_desktop.views.messages.errors import error_text


class Issuing:
    """Opens sheets over `owner`, which gets the focus back."""

    def __init__(self, workspace: Workspace, owner: QWidget) -> None:
        self._workspace = workspace
        self._owner = owner

    def ask(self, opened: OpenDraft, type_: DocumentType, state: EditorState) -> None:
        """Ask once, since an issued document can neither be changed nor removed."""
        if can_open_sheet(self._owner):
            IssueSheet(self._owner, type_, state, lambda sheet: self._issue(opened, sheet))

    def add_client(self, name: str, take: Callable[[int], object]) -> None:
        """Open the form of a new client with this name; `take` is given its id once it is kept."""
        self._edit_client(tr("Nouveau client"), Client(name=name), None, take)

    def correct_client(self, client_id: int) -> None:
        """Open the form of a client."""

        def show(client: Client | None) -> None:
            if client is not None:
                self._edit_client(client.name, client, client_id, lambda _: None)

        self._workspace.load(lambda reader: load_editable_client(reader, client_id), owner=self._owner, on_success=show)

    def _edit_client(self, title: str, client: Client, client_id: int | None, take: Callable[[int], object]) -> None:
        if not can_open_sheet(self._owner):
            return
        form = ClientForm(self._workspace)
        form.fill(client)

        def save() -> None:
            changed = form.client()
            sheet.hold()
            self._workspace.perform(
                lambda session: put_client(session, changed, client_id),
                owner=sheet,
                message=lambda: tr("{name} est enregistré.").format(name=changed.name),
                on_success=done,
                on_error=lambda error: sheet.refuse(error_text(error)),
            )

        def done(result: ChangeResult) -> None:
            sheet.close_sheet()
            if result.id is not None:
                take(result.id)

        sheet = Sheet(self._owner, title, form, tr("Enregistrer"), save)

    def _issue(self, opened: OpenDraft, sheet: "IssueSheet") -> None:
        def act(session: Session, _: Job) -> Issued:
            if opened.id is None:
                raise KnownError(ErrorCode.UNKNOWN_TARGET)
            return issue(session, opened.id)

        self._workspace.work(
            act,
            lane=Lane.WRITE,
            owner=sheet,
            progress=tr("Émission du document…"),
            on_success=lambda issued: self._show(issued, sheet),
            on_error=sheet.refuse,
        )

    def _show(self, issued: Issued, sheet: "IssueSheet") -> None:
        sheet.close_sheet()
        self._workspace.undo.forget(EDITOR)
        self._workspace.navigate("invoice", issued.document_id)
        self._workspace.notices.toast(lambda: Toast(text=tr("Document {number} émis.").format(number=issued.number)))


class IssueSheet(SideSheet):
    """The number, the client and the amount of what is about to be issued; Enter issues it."""

    def __init__(
        self, host: QWidget, type_: DocumentType, state: EditorState, issue_it: Callable[["IssueSheet"], object]
    ) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        facts = Facts()
        facts.set_facts(
            (
                Fact(name=tr("Document"), value=type_words()[type_]),
                Fact(name=tr("Numéro"), value=state.next_number),
                Fact(name=tr("Client"), value=state.client),
                Fact(name=state.due.name, value=state.due.amount),
            )
        )
        column.addWidget(facts)
        column.addWidget(
            labels.muted(
                tr(
                    "Une fois émis, le document ne peut plus être modifié ni supprimé : un avoir ou un autre"
                    " document le corrige."
                )
            )
        )
        self.refusal = labels.error()
        self.refusal.hide()
        column.addWidget(self.refusal)
        column.addStretch()
        self._issue_it = issue_it
        self._primary = buttons.primary(tr("Émettre {number}").format(number=state.next_number), self.submit)
        body.setFocusProxy(self._primary)
        super().__init__(host, tr("Émettre ce document ?"), body)
        self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))
        self.add_button(self._primary)
        self._primary.setFocus()

    def submit(self) -> None:
        """Issue the document, once."""
        if self._primary.isEnabled():
            self._primary.setEnabled(False)
            self._issue_it(self)

    def refuse(self, error: KnownError) -> None:
        """Show why the document was not issued."""
        self._primary.setEnabled(True)
        self.refusal.setText(error_text(error))
        self.refusal.show()
        self._primary.setFocus()
