"""The registry of kinds: each has a table that shares the primary key of `target`, and its rows are read as targets."""

import pytest

from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.kinds import KINDS
from microdesk_desktop.store.bank.targets import add_target, load_target
from microdesk_desktop.store.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "vault.db", bytes(32))
    yield made
    made.close()


def test_every_kind_has_a_table_that_refers_to_target_by_its_primary_key(database):
    assert set(KINDS) == set(TargetKind)
    for kind, table in KINDS.items():
        links = database.read(
            lambda reader, table=table: reader.all(
                'SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(?)', (table.table,)
            )
        )
        assert ("target", "id", "id", "CASCADE") in links, kind


def test_no_payment_and_no_suggestion_refers_to_a_target_that_does_not_exist(database):
    for table, values in (
        ("payment", "(target_id, paid_on, amount_cents) VALUES (7, '2026-11-02', 100)"),
        (
            "suggestion",
            "(transaction_id, rank, target_id, amount_cents, score, reasons) VALUES (1, 0, 7, 100, 0.5, '')",
        ),
    ):
        with pytest.raises(Exception, match="FOREIGN KEY"):
            database.write(lambda writer, sql=f"INSERT INTO {table} {values}": writer.run(sql))


def test_a_target_that_a_payment_settles_cannot_be_deleted(database):
    def fill(writer):
        target = add_target(writer, TargetKind.EXPENSE)
        writer.run(
            "INSERT INTO expense (id, reference, spent_on, supplier, label, amount_cents, category)"
            " VALUES (?, 'E-1', '2026-11-02', 'SNCF', '', 900, '')",
            (target,),
        )
        writer.run("INSERT INTO payment (target_id, paid_on, amount_cents) VALUES (?, '2026-11-02', -400)", (target,))
        return target

    target_id = database.write(fill)
    target = database.read(lambda reader: load_target(reader, target_id))
    assert (target.kind, target.reference, target.total_cents, target.remaining_cents) == ("expense", "E-1", -900, -500)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        database.write(lambda writer: writer.run("DELETE FROM target WHERE id = ?", (target_id,)))


def test_an_id_that_was_deleted_is_never_given_again(database):
    first = database.write(lambda writer: add_target(writer, TargetKind.EXPENSE))
    database.write(lambda writer: writer.run("DELETE FROM target WHERE id = ?", (first,)))
    assert database.write(lambda writer: add_target(writer, TargetKind.EXPENSE)) > first
