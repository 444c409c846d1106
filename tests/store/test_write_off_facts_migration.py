"""A vault from before write-offs were sealed keeps its facts of payment, and has its write-offs noted to be sealed."""

from microdesk_desktop.store.database import Database
from microdesk_desktop.store.migrate import load_migrations
from tests.support.former import put_former_client

KEY = bytes(32)


def test_payments_stay_facts_and_write_offs_of_issued_documents_are_noted(tmp_path):
    former = [step for step in load_migrations() if step.number < 210]
    database = Database.create(tmp_path / "vault.db", KEY, migrations=former)
    database.write(_fill)
    database.close()
    migrated = Database.open(tmp_path / "vault.db", KEY, copy_first=lambda _: None)
    assert migrated.read(lambda reader: reader.all("SELECT * FROM payment_fact")) == [
        (1, 1, "payment", 1, "2026-11-20", 500, "cash")
    ]
    assert migrated.read(lambda reader: reader.all("SELECT * FROM payment_touched")) == [(1,)]
    migrated.close()


def _fill(writer):
    """Two documents with a write-off, of which one was issued by the program, with a payment in the chain."""
    client_id = put_former_client(writer)
    writer.run(
        "INSERT INTO seal (sequence, at, kind, subject, content, files, previous, digest)"
        " VALUES (1, '2026-11-20T08:00:00+00:00', 'payment', 'F-1', '{}', '{}', ?, 'd')",
        ("0" * 64,),
    )
    for id_ in (1, 2):
        writer.run("INSERT INTO target (id, kind) VALUES (?, 'document')", (id_,))
        writer.run(
            "INSERT INTO document (id, number, type, client_id, issued_on, excl_tax_cents, tax_cents, incl_tax_cents,"
            " paid_before_cents, currency) VALUES (?, ?, 'invoice', ?, '2026-11-01', 512, 0, 512, 0, 'EUR')",
            (id_, f"F-{id_}", client_id),
        )
    writer.run("INSERT INTO issued_document (document_id, sequence) VALUES (1, 1)")
    writer.run("INSERT INTO payment_fact VALUES (1, 1, 1, '2026-11-20', 500, 'cash')")
    writer.run("INSERT INTO write_off VALUES (1, '2026-11-21', 12), (2, '2026-11-21', 12)")
