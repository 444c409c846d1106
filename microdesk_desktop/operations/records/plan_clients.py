"""Plan an import of clients or of a catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from microdesk_desktop.documents.imports.reader import ReadRow
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.parties import Client, ClientAddress, Contact
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.records.plan import RecordsPlan, Save
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.catalogue import load_catalogue
from microdesk_desktop.store.records.clients import load_clients

_STATED_BY: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind", "first_name"),
    "country": ("country",),
    "language": ("language",),
}
"""Fields of a client that have a value even where the file gives none, with the columns that give it."""


@dataclass(slots=True)
class _Entry:
    """A client as the import leaves it; `id` is None for one that the file brings.

    `names` are those that rows of the file gave it.
    """

    id: int | None
    client: Client
    names: set[str] = field(default_factory=set)


class _Clients:
    """The clients, stored ones and those of the file, by SIREN and by name."""

    def __init__(self, stored: Sequence[tuple[int, Client]]) -> None:
        self.entries = [_Entry(id_, client) for id_, client in stored]
        self._by_siren: dict[str, list[_Entry]] = {}
        self._by_name: dict[str, list[_Entry]] = {}
        for entry in self.entries:
            self._remember(entry)

    def find(self, client: Client) -> _Entry | None:
        """The same client: by SIREN, else by a name that no other SIREN contradicts, best with the same e-mail.

        In one file, two of one SIREN and other names are two sites of a company, and two of one name and other e-mail
        addresses two clients.
        """
        name = fold(client.name)
        same = [entry for entry in self._by_siren.get(client.siren, ()) if entry.names <= {name}]
        if same:
            return min(same, key=lambda entry: fold(entry.client.name) != name)
        namesakes = [
            entry
            for entry in self._by_name.get(name, ())
            if client.siren in ("", entry.client.siren) or not entry.client.siren
            if not (entry.id is None and _differ(entry.client, client))
        ]
        return min(namesakes, key=lambda entry: _differ(entry.client, client), default=None)

    def add(self, client: Client) -> None:
        """Add a client of the file."""
        self.entries.append(_Entry(None, client, {fold(client.name)}))
        self._remember(self.entries[-1])

    def complete(self, entry: _Entry, client: Client) -> None:
        """Put the completed client in place of the former one."""
        entry.client = client
        entry.names.add(fold(client.name))
        self._remember(entry)

    def _remember(self, entry: _Entry) -> None:
        kin = [self._by_name.setdefault(fold(entry.client.name), [])]
        kin += [self._by_siren.setdefault(entry.client.siren, [])] if entry.client.siren else []
        for entries in kin:
            if not any(each is entry for each in entries):
                entries.append(entry)


def _differ(one: Client, other: Client) -> bool:
    """Whether both have e-mail addresses and share none."""
    mine, theirs = set(one.emails), set(other.emails)
    return bool(mine and theirs) and not mine & theirs


def plan_clients(reader: Reader, rows: Sequence[ReadRow], plan: RecordsPlan) -> None:
    """Plan clients: a known one is completed with what the file fills in, and loses nothing."""
    clients = _Clients(load_clients(reader))
    stored = {entry.id: entry.client for entry in clients.entries}
    for row in rows:
        client = row.record
        assert isinstance(client, Client)
        entry = clients.find(client)
        if entry is None:
            clients.add(client)
            plan.decide(row, RowOutcome.ADDED, client)
            continue
        merged = _completed(entry.client, client, row.cells)
        plan.find(row, entry.id, Entity.CLIENT, client, completes=merged != entry.client)
        clients.complete(entry, merged)
    plan.saves = [
        Save(entry.id, entry.client)
        for entry in clients.entries
        if entry.id is None or stored[entry.id] != entry.client
    ]


def _completed(known: Client, imported: Client, cells: Mapping[str, str]) -> Client:
    """The known client with the values that the file fills in; further addresses are added to its own."""
    filled = {field.name: value for field in fields(Client) if (value := getattr(imported, field.name))}
    for name, columns in _STATED_BY.items():
        if not any(map(cells.get, columns)):
            filled.pop(name, None)
    email = known.email or imported.email
    filled |= {"email": email, "contacts": _contacts(known, imported, email), "addresses": _addresses(known, imported)}
    return replace(known, **filled)


def _contacts(known: Client, imported: Client, email: str) -> tuple[Contact, ...]:
    """The known contacts, completed, then those of the file that have another name or another e-mail address."""
    by_name = {fold(each.name): each for each in imported.contacts if each.name}
    contacts = [_with_blanks_filled(each, by_name.get(fold(each.name))) for each in known.contacts]
    names, emails = {fold(each.name) for each in contacts}, {email, known.email, *(each.email for each in contacts)}
    for contact in (*imported.contacts, Contact(email=imported.email)):
        is_known = fold(contact.name) in names if contact.name else contact.email in emails
        if not is_known and contact != Contact():
            contacts.append(contact)
            emails.add(contact.email)
    return tuple(contacts)


def _with_blanks_filled(known: Contact, imported: Contact | None) -> Contact:
    """The known contact with what the file adds; it loses nothing."""
    if imported is None or not known.name:
        return known
    blank = {field.name: getattr(imported, field.name) for field in fields(Contact) if not getattr(known, field.name)}
    return replace(known, **blank)


def _addresses(known: Client, imported: Client) -> tuple[ClientAddress, ...]:
    """The known addresses, then those of the file; the user's choice of where deliveries go stays."""
    lines = {each.in_one_line for each in known.addresses}
    added = [each for each in imported.addresses if each.in_one_line not in lines]
    if known.delivery is not None:
        added = [replace(each, is_delivery=False) for each in added]
    return (*known.addresses, *added)


def _filled_in(known: CatalogueItem, imported: CatalogueItem, cells: Mapping[str, str]) -> CatalogueItem:
    """The imported item, with the known values where the file has none."""
    blank = {name: getattr(known, name) for name in ("label", "unit", "activity") if not cells.get(name)}
    return replace(imported, **blank, vat_rate_bp=imported.vat_rate_bp if cells.get("vat_rate") else known.vat_rate_bp)


def plan_catalogue(reader: Reader, rows: Sequence[ReadRow], plan: RecordsPlan) -> None:
    """Plan a catalogue: an item of a known reference is replaced, without what the file leaves blank."""
    stored = load_catalogue(reader)
    known: dict[str, tuple[int | None, CatalogueItem]] = {**stored}
    for row in rows:
        item = row.record
        assert isinstance(item, CatalogueItem)
        if item.reference not in known:
            plan.decide(row, RowOutcome.ADDED, item)
        else:
            id_, former = known[item.reference]
            item = _filled_in(former, item, row.cells)
            plan.find(row, id_, Entity.CATALOGUE_ITEM, item, completes=former != item)
        known[item.reference] = known.get(item.reference, (None, item))[0], item
    plan.saves = [
        Save(id_, item) for reference, (id_, item) in known.items() if id_ is None or stored[reference][1] != item
    ]
