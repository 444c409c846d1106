"""What the vault holds about one client, for the copy that they may ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """A file of the vault about the person: `kind` is the table that has it."""

    kind: str
    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonData:
    """The rows about a person by table, without the contents of files, which are named apart."""

    client_id: int
    name: str
    language: str
    tables: Mapping[str, Sequence[Row]]
    files: Sequence[PersonFile]
