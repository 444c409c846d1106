"""A vault of any schema that knew issued documents is brought up to date with one in it."""

import pytest

from microdesk_desktop.store.database import Database
from microdesk_desktop.store.migrate import load_migrations

KEY = bytes(32)
FIRST_WITH_ISSUED = 130
SCHEMAS = [step.number for step in load_migrations() if step.number >= FIRST_WITH_ISSUED]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_vault_with_an_issued_document_is_migrated(tmp_path, schema):
    former = [step for step in load_migrations() if step.number <= schema]
    database = Database.create(tmp_path / "vault.db", KEY, migrations=former)
    database.write(_issue)
    database.close()
    migrated = Database.open(tmp_path / "vault.db", KEY, copy_first=lambda _: None)
    assert migrated.read(lambda reader: reader.all("SELECT document_id, sequence FROM issued_document")) == [(1, 1)]
    migrated.close()


def _issue(writer):
    writer.run(
        "INSERT INTO client (name, kind, siren, vat_number, email, phone, address, postal_code, city, country)"
        " VALUES ('Nova', 'company', '', '', '', '', '', '', '', 'FR')"
    )
    writer.run(
        "INSERT INTO seal (sequence, at, kind, subject, content, files, previous, digest)"
        " VALUES (1, '2026-11-01T08:00:00+00:00', 'document', 'F-1', '{}', '{}', ?, 'd')",
        ("0" * 64,),
    )
    writer.run("INSERT INTO target (id, kind) VALUES (1, 'document')")
    writer.run(
        "INSERT INTO document (id, number, type, client_id, issued_on, excl_tax_cents, tax_cents, incl_tax_cents,"
        " paid_before_cents, currency) VALUES (1, 'F-1', 'invoice', 1, '2026-11-01', 500, 0, 500, 0, 'EUR')"
    )
    writer.run("INSERT INTO issued_document (document_id, sequence) VALUES (1, 1)")
