"""A client of an older vault keeps its contact, its e-mail and postal addresses, and what imports changed of them."""

import json

from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.parties import Client, ClientAddress, ClientKind, Contact
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.imports.journal import load_changes_of_row
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.store.records.clients import load_client, save_client

KEY = bytes(32)
FORMER = "name, kind, siren, vat_number, email, phone, address, postal_code, city, country, contact, other_emails"


def test_contact_emails_and_addresses_move_into_lists(tmp_path):
    former = [step for step in load_migrations() if step.number < 150]
    database = Database.create(tmp_path / "vault.db", KEY, migrations=former)
    database.write(_fill)
    database.close()
    migrated = Database.open(tmp_path / "vault.db", KEY, copy_first=lambda _: None)
    client = migrated.read(lambda reader: load_client(reader, 1))
    assert client == Client(
        name="Nova",
        kind=ClientKind.COMPANY,
        email="a@nova.example",
        contacts=(
            Contact(name="Inès « la comptable »"),
            Contact(email="b@nova.example"),
            Contact(email="c@nova.example"),
        ),
        addresses=(
            ClientAddress(lines=("12 rue des Entrepôts, 33130 Bègles",)),
            ClientAddress(lines=('Quai "B"',)),
        ),
    )
    (stored,) = migrated.read(lambda reader: load_changes_of_row(reader, Entity.CLIENT, 1))
    assert stored.change.before == {
        "city": "Pau",
        "contacts": json.dumps([{"name": "Inès « la comptable »"}], ensure_ascii=False),
    }
    # What the import wrote must be the text that is stored now, else it would not be taken back.
    contacts = migrated.read(lambda reader: reader.value("SELECT contacts FROM client"))
    assert stored.change.after == {"city": "", "contacts": contacts}
    migrated.write(lambda writer: save_client(writer, client, 1))
    assert migrated.read(lambda reader: reader.value("SELECT contacts FROM client")) == contacts
    migrated.close()


def _fill(writer):
    writer.run(
        f"INSERT INTO client ({FORMER}, other_addresses) VALUES ('Nova', 'company', '', '', 'a@nova.example', '', '',"
        " '', '', 'FR', 'Inès « la comptable »', ?, ?)",
        ("b@nova.example\nc@nova.example", '12 rue des Entrepôts, 33130 Bègles\nQuai "B"'),
    )
    writer.run(
        "INSERT INTO imported_file (name, kind, source, digest, imported_at, added, completed, known, refused)"
        " VALUES ('', 'clients', '', '', '2026-11-01T00:00:00+00:00', 0, 1, 0, 0)"
    )
    change = (
        {"city": "Pau", "other_emails": ""},
        {"city": "", "other_emails": "b@nova.example\nc@nova.example"},
    )
    writer.run(
        "INSERT INTO imported_change (import_id, entity, row_id, before, after) VALUES (1, 'client', 1, ?, ?)",
        tuple(map(json.dumps, change)),
    )
