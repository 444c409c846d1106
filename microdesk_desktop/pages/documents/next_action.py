"""What comes next for a document, what stands beside it, and how both look on its page."""

from collections.abc import Sequence

from microdesk_desktop.views.documents.steps import STEP_ICONS, Step, step_words
from microdesk_desktop.views.records.document_actions import DocumentAction, action_words
from microdesk_desktop.views.records.rows import InvoiceRow

Next = Step | DocumentAction
"""A step that leads to another document, or a change to the one in sight."""
_ICONS = {
    DocumentAction.REMOVE: "trash-2",
    DocumentAction.MARK_PAID: "coins",
    DocumentAction.TAKE_BACK: "undo-2",
    DocumentAction.SEND: "mail",
    DocumentAction.THANK: "mail",
}


def next_of(actions: Sequence[DocumentAction], steps: Sequence[Step]) -> Next | None:
    """The one thing that comes next: the payment of an invoice, the invoice of a quote."""
    if DocumentAction.MARK_PAID in actions:
        return DocumentAction.MARK_PAID
    return next((step for step in steps if step in (Step.INVOICE, Step.FINAL, Step.REOPEN)), None)


def second_of(actions: Sequence[DocumentAction], steps: Sequence[Step]) -> Next | None:
    """What stands beside it: the correction of a document of another tool, the sending, the answer to a quote."""
    if DocumentAction.CORRECT in actions:
        return DocumentAction.CORRECT
    if DocumentAction.SEND in actions and DocumentAction.MARK_SENT in actions:
        return DocumentAction.SEND
    return Step.ACCEPT if Step.ACCEPT in steps else None


def words_of(wanted: Next, row: InvoiceRow | None) -> str:
    """The words of its button."""
    return step_words(wanted) if isinstance(wanted, Step) else action_words(wanted, row)


def icon_of(wanted: Next) -> str:
    """The name of its icon in a menu."""
    return STEP_ICONS.get(wanted, "file-text") if isinstance(wanted, Step) else _ICONS.get(wanted, "pencil")
