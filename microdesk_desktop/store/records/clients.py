"""Clients."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from microdesk_desktop.domain.parties import Client, ClientAddress, ClientKind, Contact, MailPreference
from microdesk_desktop.domain.settle.targets import Party
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.communications import LATEST_CHOICE
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS

_PREFERENCE = "mail_preference"
_COLUMNS = tuple(field.name for field in fields(Client) if field.name != _PREFERENCE)
_NAMES = ", ".join(_COLUMNS)
_READ = (*_COLUMNS, _PREFERENCE)
_SELECTED = f"{_NAMES}, {LATEST_CHOICE}"


def load_client(reader: Reader, client_id: int) -> Client | None:
    """The client, None when there is none of this id or it was erased."""
    found = reader.one(f"SELECT {_SELECTED} FROM client WHERE id = ? AND id NOT IN ({ERASED_IDS})", (client_id,))
    return _client(found) if found else None


def load_any_client(reader: Reader, client_id: int) -> Client | None:
    """The client, also one whose erasure has begun; None when there is none of this id."""
    found = reader.one(f"SELECT {_SELECTED} FROM client WHERE id = ?", (client_id,))
    return _client(found) if found else None


def load_clients(reader: Reader) -> list[tuple[int, Client]]:
    """Every client with its id, by name whatever its case and accents, then the oldest first; not the erased ones."""
    rows = reader.iterate(f"SELECT id, {_SELECTED} FROM client WHERE id NOT IN ({ERASED_IDS}) ORDER BY id")
    return sorted(((id_, _client(values)) for id_, *values in rows), key=lambda each: fold(each[1].name))


def load_parties(reader: Reader) -> list[Party]:
    """The clients as the engine compares them, without those that were erased."""
    return reader.rows_as(Party, f"SELECT id, name FROM client WHERE id NOT IN ({ERASED_IDS}) ORDER BY id")


def save_client(writer: Writer, client: Client, client_id: int | None = None) -> int:
    """Insert the client, or replace the one of this id; returns its id. An id that is no longer there is used again.

    What the client wants to receive is not written: `store/privacy/communications.py` does.
    """
    values = [_value(client, name) for name in _COLUMNS]
    if client_id is not None and writer.value("SELECT 1 FROM client WHERE id = ?", (client_id,)):
        assignments = ", ".join(f"{name} = ?" for name in _COLUMNS)
        writer.run(f"UPDATE client SET {assignments} WHERE id = ?", (*values, client_id))
        return client_id
    marks = ", ".join("?" * len(_COLUMNS))
    return writer.run(f"INSERT INTO client ({_NAMES}, id) VALUES ({marks}, ?)", (*values, client_id))


def _client(values: Sequence[str]) -> Client:
    row: dict[str, Any] = dict(zip(_READ, values, strict=True))
    contacts = tuple(Contact(**each) for each in json.loads(row["contacts"]))
    read = {
        "kind": ClientKind(row["kind"]),
        "mail_preference": MailPreference(row["mail_preference"]),
        "contacts": contacts,
        "addresses": _addresses(row),
    }
    return Client(**{**row, **read})


def _addresses(row: dict[str, Any]) -> tuple[ClientAddress, ...]:
    addresses = json.loads(row["addresses"])
    return tuple(ClientAddress(**{**each, "lines": tuple(each.get("lines", ()))}) for each in addresses)


def _value(client: Client, name: str) -> str:
    """The value of a column: lists as JSON, without what is empty."""
    value = getattr(client, name)
    if isinstance(value, str):
        return str(value)
    return json.dumps([_filled(asdict(each)) for each in value], ensure_ascii=False)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def is_client_in_use(reader: Reader, client_id: int) -> bool:
    """Whether a document names the client."""
    return bool(reader.value("SELECT 1 FROM document WHERE client_id = ? LIMIT 1", (client_id,)))


def delete_client(writer: Writer, client_id: int) -> None:
    """Delete a client that no document names, with the values that imports changed of it."""
    writer.run("DELETE FROM imported_change WHERE entity = 'client' AND row_id = ?", (client_id,))
    writer.run("DELETE FROM client WHERE id = ?", (client_id,))


class ClientIndex:
    """Finds the client that an imported row names, and adds it when it is new."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._by_name: dict[str, int] = {}
        for id_, client in load_clients(writer):
            self._by_name.setdefault(fold(client.name), id_)

    def find(self, name: str) -> int | None:
        """The client of this name."""
        return self._by_name.get(fold(name))

    def add(self, client: Client) -> int:
        """Add a client to the vault and to this index."""
        client_id = save_client(self._writer, client)
        self._by_name.setdefault(fold(client.name), client_id)
        return client_id
