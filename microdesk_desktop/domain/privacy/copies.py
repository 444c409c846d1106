"""Copies of the vault's data that the user made in folders of theirs: the program neither rotates nor erases them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CopyKind(StrEnum):
    """What was copied."""

    BACKUP = "backup"
    RESTORED = "restored"
    EXPORT = "export"
    CLIENT_EXPORT = "client_export"
    DOCUMENTS = "documents"
    ACCOUNTANT = "accountant"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCopy:
    """A copy where it was made; the user may have moved or deleted it since."""

    id: int
    path: str
    kind: CopyKind
    made_at: datetime
