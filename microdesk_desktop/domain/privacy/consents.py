"""What the user agreed to, with the proof: which text, when, how, and when it was taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Subject(StrEnum):
    """What is agreed to."""

    STATEMENT = "statement"
    """The privacy statement of the program."""


class ConsentWay(StrEnum):
    """Where it was given or taken back."""

    CREATION = "creation"
    """With the creation of the vault."""
    WINDOW = "window"
    COMMAND = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedText:
    """The very text that was shown: its version (ISO date), the SHA-256 of its file, and its language.

    Digest and language are empty for what was agreed to before they were kept.
    """

    version: str
    digest: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One agreement; `withdrawn_at` and `withdrawn_way` are None while it holds."""

    id: int
    subject: Subject
    text: AgreedText
    given_at: datetime
    way: ConsentWay
    withdrawn_at: datetime | None = None
    withdrawn_way: ConsentWay | None = None

    @property
    def holds(self) -> bool:
        """Whether it was not taken back."""
        return self.withdrawn_at is None


def held_consent(consents: Sequence[Consent], subject: Subject) -> Consent | None:
    """The latest agreement to something that was not taken back."""
    held = [each for each in consents if each.subject is subject and each.holds]
    return max(held, key=lambda each: each.id, default=None)
