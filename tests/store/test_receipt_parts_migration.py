"""A vault from before the parts of receipts: all its days are noted, and old payments say how they were paid."""

import pytest

from microdesk_desktop.store.database import Database
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.store.records.turnover import touched_days
from tests.support.former import put_former_client


@pytest.mark.parametrize(
    ("label", "method"),
    [
        ("VIR SEPA NOVA SARL", "transfer"),
        ("prlv sepa free", "direct_debit"),
        ("CHEQUE 1234567", "cheque"),
        ("CARTE 12/11 SNCF", "card"),
        ("NOVA SARL", ""),
    ],
)
def test_the_payment_of_a_transaction_is_paid_as_its_label_says(tmp_path, label, method):
    former = [step for step in load_migrations() if step.number < 320]
    database = Database.create(tmp_path / "vault.db", bytes(32), migrations=former)
    database.write(lambda writer: _fill(writer, label))
    database.close()
    migrated = Database.open(tmp_path / "vault.db", bytes(32), copy_first=lambda _: None)
    assert migrated.read(lambda reader: reader.all("SELECT method FROM payment ORDER BY id")) == [(method,), ("",)]
    assert migrated.read(touched_days) == ["2026-11-01", "2026-11-20", "2026-11-21"]
    assert migrated.read(lambda reader: reader.all("SELECT * FROM payment_touched")) == []
    migrated.close()


def _fill(writer, label):
    """A payment that a transaction made, and one whose transaction is gone."""
    client_id = put_former_client(writer)
    writer.run("INSERT INTO target (id, kind) VALUES (1, 'document')")
    writer.run(
        "INSERT INTO document (id, number, type, client_id, issued_on, excl_tax_cents, tax_cents, incl_tax_cents,"
        " paid_before_cents, currency) VALUES (1, 'F-1', 'invoice', ?, '2026-11-01', 512, 0, 512, 0, 'EUR')",
        (client_id,),
    )
    writer.run(
        "INSERT INTO bank_account (id, currency, institution_name) VALUES (1, 'EUR', '')",
    )
    writer.run(
        "INSERT INTO bank_transaction (id, account_id, booked_on, amount_cents, currency, label, state, source)"
        " VALUES (1, 1, '2026-11-20', 500, 'EUR', ?, 'booked', 'file')",
        (label,),
    )
    for id_, on in ((1, "2026-11-20"), (2, "2026-11-21")):
        writer.run("INSERT INTO payment (id, target_id, paid_on, amount_cents) VALUES (?, 1, ?, 500)", (id_, on))
    writer.run("INSERT INTO attribution (payment_id, transaction_id, origin, reasons) VALUES (1, 1, 'auto', '[]')")
    writer.run("DELETE FROM turnover_touched")
