"""A vault from before expenses stated how they were paid: what pays each says it, and the rest stays unknown."""

import pytest

from microdesk_desktop.domain.records.receipts_expenses import Expense, Method
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.store.records.receipts_expenses import load_records


@pytest.mark.parametrize(("method", "read"), [("card", Method.CARD), ("", None)])
def test_an_expense_is_paid_as_its_payment_was_until_that_is_gone(tmp_path, method, read):
    former = [step for step in load_migrations() if step.number < 330]
    database = Database.create(tmp_path / "vault.db", bytes(32), migrations=former)
    database.write(lambda writer: _fill(writer, method))
    database.close()
    migrated = Database.open(tmp_path / "vault.db", bytes(32), copy_first=lambda _: None)

    def methods():
        found = migrated.read(lambda reader: load_records(reader, Expense))
        return {id_: (each.method, each.vat) for id_, each in found}

    assert methods() == {1: (read, ()), 2: (None, ())}
    migrated.write(lambda writer: writer.run("DELETE FROM payment"))
    assert methods() == {1: (None, ()), 2: (None, ())}
    migrated.close()


def _fill(writer, method):
    """An expense that is paid so, and one that is not paid."""
    for id_ in (1, 2):
        writer.run("INSERT INTO target (id, kind) VALUES (?, 'expense')", (id_,))
        writer.run(
            "INSERT INTO expense (id, reference, spent_on, supplier, label, amount_cents, category)"
            " VALUES (?, ?, '2026-11-01', 'SNCF', '', 500, '')",
            (id_, f"D-{id_}"),
        )
    writer.run(
        "INSERT INTO payment (id, target_id, paid_on, amount_cents, method) VALUES (1, 1, '2026-11-02', -500, ?)",
        (method,),
    )
