"""Clients."""

from dataclasses import fields

from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.settle.targets import Party
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = tuple(field.name for field in fields(Client))
_LISTS = ("other_emails", "other_addresses")


def load_client(reader: Reader, client_id: int) -> Client | None:
    """The client, None when there is none of this id."""
    found = reader.rows_as(Client, f"SELECT {', '.join(_COLUMNS)} FROM client WHERE id = ?", (client_id,))
    return found[0] if found else None


def load_clients(reader: Reader) -> list[tuple[int, Client]]:
    """Every client with its id, by name whatever its case and accents, then the oldest first."""
    clients = reader.keyed_rows_as(Client, f"SELECT id, {', '.join(_COLUMNS)} FROM client ORDER BY id")
    return sorted(clients, key=lambda each: fold(each[1].name))


def load_parties(reader: Reader) -> list[Party]:
    """The clients as the engine compares them."""
    return reader.rows_as(Party, "SELECT id, name FROM client ORDER BY id")


def save_client(writer: Writer, client: Client, client_id: int | None = None) -> int:
    """Insert the client, or replace the one of this id; returns its id. An id that is no longer there is used again."""
    values = [_value(client, name) for name in _COLUMNS]
    if client_id is not None and writer.value("SELECT 1 FROM client WHERE id = ?", (client_id,)):
        assignments = ", ".join(f"{name} = ?" for name in _COLUMNS)
        writer.run(f"UPDATE client SET {assignments} WHERE id = ?", (*values, client_id))
        return client_id
    marks = ", ".join("?" * len(_COLUMNS))
    return writer.run(f"INSERT INTO client ({', '.join(_COLUMNS)}, id) VALUES ({marks}, ?)", (*values, client_id))


def _value(client: Client, name: str) -> str:
    value = getattr(client, name)
    return "\n".join(value) if name in _LISTS else str(value)


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
