"""The issued documents whose PDF can be attached to a message."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.format.dates import typed_day
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_whole_ids
from microdesk_desktop.store.records.documents import load_documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachable:
    """An issued document: its number, and its client with its day."""

    number: str
    detail: str

    def answers(self, typed: str) -> bool:
        """Whether each word that is typed is part of the number or the client's name."""
        words = fold(f"{self.number} {self.detail}")
        return all(word in words for word in fold(typed).split())


def load_attachable(reader: Reader) -> Sequence[Attachable]:
    """The issued documents, the newest first."""
    issued = load_whole_ids(reader)
    found = [document for id_, document in load_documents(reader) if id_ in issued]
    return [
        Attachable(number=each.number, detail=f"{each.client}, {typed_day(each.issued_on)}")
        for each in sorted(found, key=lambda each: (each.issued_on, each.number), reverse=True)
    ]
