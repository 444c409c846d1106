"""What the page « Courrier » can be asked to show: `workspace.navigate("mail", MailPlace(…))`."""

from dataclasses import dataclass, field

from microdesk_desktop.domain.mail.conversations.listed import ListKey
from microdesk_desktop.domain.mail.types import Row

MAIL = "mail"
"""The key of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPlace:
    """A list of an account, and the key of the conversation in it that is selected.

    `back` is a conversation that is to be selected alone, without being read, once it has come back into the list; a
    move may have given it another key.
    """

    shown: ListKey = field(repr=False)
    conversation: str | None = None
    back: Row | None = field(default=None, repr=False)
