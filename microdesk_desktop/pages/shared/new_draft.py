"""What an editor is asked to open, beside a draft by its id."""

from dataclasses import dataclass

from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.settle.targets import DocumentType

EDITOR = "editor"
"""The key of the editor's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraft:
    """A draft that is kept once something is typed into it."""

    type: DocumentType = DocumentType.INVOICE
    client_id: int | None = None

    def draft(self) -> Draft:
        """The draft to begin with."""
        return Draft(type=self.type, client_id=self.client_id)
