"""What the page « Courrier » can be asked to show: `workspace.navigate("mail", MailPlace(…))`."""

from dataclasses import dataclass, field

from microdesk_desktop.domain.mail.listed import ListKey

MAIL = "mail"
"""The key of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPlace:
    """A list of an account, and the key of the conversation in it that is selected."""

    shown: ListKey = field(repr=False)
    conversation: str | None = None
