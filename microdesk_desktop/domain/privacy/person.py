"""What the vault holds about one person, for the copy that they may ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

Row = Mapping[str, Any]
CONTACT = "contact"
"""In place of a table: the contacts of this name in the entries of clients."""
_GIVEN = ("client", CONTACT, "communication_choice", "quote_answer")
"""The tables of what a person gave, kept for a contract or with their consent (RGPD art. 20.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """A file of the vault about the person: `kind` is the table that has it."""

    kind: str
    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """The rows about a person by table, without the contents of files, which are named apart.

    `client_id` is None for anybody but a client, such as who works at a supplier's.
    `is_portable`: the rows are what the person gave, and nothing that the user made of it.
    """

    client_id: int | None
    name: str
    language: str
    tables: Mapping[str, Sequence[Row]]
    files: Sequence[PersonFile]
    is_portable: bool = False

    def portable(self) -> "PersonData":
        """What the person may take elsewhere (RGPD art. 20): what they gave, for a contract or with their consent."""
        given = {table: rows for table, rows in self.tables.items() if table in _GIVEN}
        return replace(self, tables=given, files=(), is_portable=True)
