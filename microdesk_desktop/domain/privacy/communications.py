"""What a client chose to receive, with its proof."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from microdesk_desktop.domain.parties import MailPreference


class ChoiceWay(StrEnum):
    """How a client expressed a choice."""

    UNKNOWN = "unknown"
    """It was noted before proofs were kept."""
    SPOKEN = "spoken"
    MAIL = "mail"
    POST = "post"
    FORM = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice; `person` is who of the client chose, `words` what was asked or written, as the user noted it.

    The days are None for a choice that was noted before proofs were kept.
    """

    preference: MailPreference
    person: str
    way: ChoiceWay
    words: str
    chosen_on: date | None
    noted_at: datetime | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the words; empty without words."""
        return sha256(self.words.encode()).hexdigest() if self.words else ""
