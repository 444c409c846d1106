"""The sums of the turnover by day are those of a recomputation from scratch, whatever changed the vault."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.store.records.turnover import touched_days
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.former import put_former_client
from tests.support.vaults import reopened

DOCUMENTS = """number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency
A-1,invoice,2026-09-01,2026-10-01,Nova SARL,1000.00,0.00,1000.00,0.00,EUR
A-2,invoice,2026-09-01,2026-10-01,Nova SARL,1000.00,200.00,1200.00,0.00,EUR
A-3,invoice,2026-09-02,2026-10-01,Nova SARL,900.00,0.00,900.00,0.00,USD
A-4,invoice,2026-09-02,2026-10-01,Nova SARL,100.00,5.50,105.50,50.00,EUR
A-5,credit_note,2026-09-02,2026-10-01,Nova SARL,70.00,14.00,84.00,0.00,EUR
"""
DAYS = st.sampled_from(("2025-12-31", "2026-09-01", "2026-09-02", "2026-11-03", "2026-11-04"))
CENTS = st.integers(-60_000, 60_000).filter(bool)
PLACE = st.integers(0, 9)
KEYS = {"on": DAYS, "cents": CENTS, "place": PLACE}
_A_PAYMENT = "(SELECT id FROM payment ORDER BY id LIMIT 1 OFFSET :place)"
_A_DOCUMENT = "(SELECT id FROM document ORDER BY id LIMIT 1 OFFSET :place % (SELECT count(*) FROM document))"
_A_NUMBER = f"coalesce((SELECT number FROM document WHERE id = {_A_DOCUMENT} AND :cents % 3), '')"
_A_RECEIPT = "(SELECT id FROM receipt ORDER BY id LIMIT 1 OFFSET :place)"
_OF_ANOTHER_TOOL = f"id = {_A_DOCUMENT} AND id NOT IN (SELECT document_id FROM issued_document)"
STATEMENTS = (
    f"INSERT INTO payment (target_id, paid_on, amount_cents) VALUES ({_A_DOCUMENT}, :on, :cents)",
    f"INSERT INTO payment (target_id, paid_on, amount_cents) VALUES ({_A_DOCUMENT}, :on, :cents)",
    f"UPDATE payment SET paid_on = :on WHERE id = {_A_PAYMENT}",
    f"UPDATE payment SET amount_cents = :cents WHERE id = {_A_PAYMENT}",
    f"UPDATE payment SET target_id = {_A_DOCUMENT} WHERE id = {_A_PAYMENT}",
    f"DELETE FROM payment WHERE id = {_A_PAYMENT}",
    "INSERT INTO receipt (id, reference, received_on, client, label, amount_cents, method, activity, invoice)"
    f" SELECT id, 'R-' || id, :on, '', '', :cents, 'cash', nullif('sales', iif(:cents % 2, 'sales', '')), {_A_NUMBER}"
    " FROM target WHERE kind = 'receipt' AND id NOT IN (SELECT id FROM receipt) LIMIT 1",
    f"UPDATE receipt SET invoice = {_A_NUMBER} WHERE id = {_A_RECEIPT}",
    f"UPDATE receipt SET received_on = :on, amount_cents = :cents WHERE id = {_A_RECEIPT}",
    f"DELETE FROM receipt WHERE id = {_A_RECEIPT}",
    f"UPDATE OR IGNORE document SET number = 'B-' || :cents WHERE {_OF_ANOTHER_TOOL}",
    f"UPDATE document SET tax_cents = abs(:cents) * (:cents % 2) WHERE {_OF_ANOTHER_TOOL}",
    f"UPDATE document SET currency = iif(:cents % 2, 'USD', 'EUR') WHERE {_OF_ANOTHER_TOOL}",
    f"UPDATE document SET type = iif(:cents % 2, 'invoice', 'credit_note') WHERE {_OF_ANOTHER_TOOL}",
    "INSERT INTO document (id, number, type, client_id, issued_on, excl_tax_cents, tax_cents, incl_tax_cents,"
    " paid_before_cents, currency) SELECT target.id, 'C-' || target.id, 'invoice', (SELECT min(id) FROM client), :on,"
    " 30000, 6000 * (:cents % 2), 36000, 0, 'EUR' FROM target WHERE kind = 'document'"
    " AND target.id NOT IN (SELECT id FROM document) LIMIT 1",
    f"DELETE FROM document WHERE {_OF_ANOTHER_TOOL} AND id NOT IN (SELECT target_id FROM payment)",
)
CHANGES = st.tuples(st.sampled_from(STATEMENTS), st.fixed_dictionaries(KEYS))
TRANSACTIONS = st.lists(st.lists(CHANGES, min_size=1, max_size=4), min_size=1, max_size=8)


class TakenBackError(Exception):
    """Ends a transaction of which nothing is kept."""


def stored(reader):
    return reader.all("SELECT * FROM turnover_sum ORDER BY 1, 2, 3, 4, 5")


def kept(reader):
    return stored(reader), reader.all("SELECT * FROM receipt_part ORDER BY 1, 2, 3, 5, 6, 7, 8")


def note_everything(writer):
    """Have every day that may have turnover computed anew."""
    writer.run("DELETE FROM turnover_sum")
    writer.run("DELETE FROM receipt_part")
    writer.run(
        'INSERT OR IGNORE INTO turnover_touched SELECT "on", 0 FROM (SELECT paid_on AS "on" FROM payment'
        " UNION SELECT received_on FROM receipt UNION SELECT issued_on FROM document)"
    )


def from_scratch(session):
    """The sums and the parts of a vault, and those of the same one of which none were kept."""
    before = session.read(kept)
    session.write(note_everything)
    return before, session.read(kept)


def unbalanced(reader):
    """The receipts whose parts do not add up to what was received."""
    return reader.all(
        "SELECT origin, origin_id FROM receipt_part LEFT JOIN payment ON origin = 'payment' AND payment.id = origin_id"
        " LEFT JOIN receipt ON origin = 'receipt' AND receipt.id = origin_id"
        " LEFT JOIN document ON origin = 'issue' AND document.id = origin_id GROUP BY 1, 2"
        " HAVING sum(base_cents + receipt_part.tax_cents + disbursement_cents)"
        " <> coalesce(payment.amount_cents, receipt.amount_cents, document.incl_tax_cents)"
    )


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    made = issuing_vault(tmp_path_factory.mktemp("turnover") / "profile")
    keep(made, [Draft(name="factures.csv", data=DOCUMENTS.encode(), kind=ImportKind.DOCUMENTS)], Job())
    issued(made)
    issued(made, lines=[{"label": "Conseil", "unit_price": "310.00"}], paid="all")
    issued(
        made,
        lines=[
            {"label": "Conseil", "unit_price": "300.00"},
            {"label": "L", "unit_price": "99.99", "activity": "sales"},
        ],
    )
    training = {"label": "Formation", "unit_price": "900.00", "vat_category": "E", "exemption": "VATEX-FR-CGI261-4"}
    issued(made, lines=[training])
    places = [("receipt",)] * 12 + [("document",)] * 12
    made.write(lambda writer: writer.run_many("INSERT INTO target (kind) VALUES (?)", places))
    yield made
    made.close()


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TRANSACTIONS)
def test_after_random_changes_the_sums_are_those_of_every_payment_read_again(session, transactions):
    for changes in transactions:
        session.write(lambda writer, changes=changes: [writer.run(sql, named(sql, values)) for sql, values in changes])
    found, computed = from_scratch(session)
    assert found == computed
    assert session.read(unbalanced) == []


@pytest.mark.parametrize("sql", STATEMENTS)
def test_after_each_kind_of_change_by_itself_the_sums_are_those_of_every_payment_read_again(session, sql):
    session.write(pay_everything)
    for cents, place in product((4_01, 4_02), range(10)):
        values = named(sql, {"on": "2026-11-04", "cents": cents, "place": place})
        session.write(lambda writer, values=values: writer.run(sql, values))
        found, computed = from_scratch(session)
        assert found == computed, values


def pay_everything(writer):
    """A receipt for every document, and two payments for every second one, on days of their own."""
    writer.run("DELETE FROM receipt")
    writer.run("DELETE FROM payment")
    for day, cents in (("2024-01-01", 100_01), ("2024-01-02", 33_33)):
        writer.run(
            "INSERT INTO payment (target_id, paid_on, amount_cents) SELECT id, ?, ? FROM document WHERE id % 2",
            (day, cents),
        )
    writer.run(
        "INSERT INTO receipt (id, reference, received_on, client, label, amount_cents, method, activity, invoice)"
        " SELECT place.id, 'R-' || place.id, '2024-02-01', '', '', 2222, 'cash', 'sales', number"
        " FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM target WHERE kind = 'receipt') AS place"
        " JOIN (SELECT number, row_number() OVER (ORDER BY id) AS n FROM document) USING (n)"
    )


def named(sql, values):
    return {key: value for key, value in values.items() if f":{key}" in sql}


def test_what_a_transaction_takes_back_leaves_the_sums_as_they_were(session):
    before = session.read(stored)

    def fail(writer):
        writer.run(STATEMENTS[0], {"on": "2026-11-05", "cents": 77_00, "place": 1})
        raise TakenBackError

    with pytest.raises(TakenBackError):
        session.write(fail)
    assert session.read(stored) == before
    assert session.read(touched_days) == []


def test_the_undo_of_an_import_takes_its_turnover_back(tmp_path):
    made = issuing_vault(tmp_path / "profile")
    data = b"date,client,label,amount,method\n2026-11-02,Mme Arnaud,Vente,120.00,cash\n"
    result = keep(made, [Draft(name="recettes.csv", data=data, kind=ImportKind.RECEIPTS)], Job())
    assert [row[-1] for row in made.read(stored)] == [120_00]
    result.undo(made)
    assert made.read(stored) == []
    made.close()


def test_another_process_finds_what_a_step_of_the_schema_noted_added_up(tmp_path):
    made = issuing_vault(tmp_path / "profile")
    issued(made, lines=[{"label": "Conseil", "unit_price": "310.00"}], paid="all")
    made.database.write(note_everything)
    made.close()
    again = reopened(tmp_path / "profile")
    assert [row[-1] for row in again.read(stored)] == [310_00]
    again.close()


def test_a_vault_from_before_the_sums_has_all_its_days_noted(tmp_path):
    former = [step for step in load_migrations() if step.number < 240]
    database = Database.create(tmp_path / "vault.db", bytes(32), migrations=former)
    database.write(_fill)
    database.close()
    migrated = Database.open(tmp_path / "vault.db", bytes(32), copy_first=lambda _: None)
    assert migrated.read(touched_days) == ["2026-11-01", "2026-11-20", "2026-11-21"]
    migrated.close()


def _fill(writer):
    client_id = put_former_client(writer)
    for id_, kind in ((1, "document"), (2, "receipt")):
        writer.run("INSERT INTO target (id, kind) VALUES (?, ?)", (id_, kind))
    writer.run(
        "INSERT INTO document (id, number, type, client_id, issued_on, excl_tax_cents, tax_cents, incl_tax_cents,"
        " paid_before_cents, currency) VALUES (1, 'F-1', 'invoice', ?, '2026-11-01', 512, 0, 512, 0, 'EUR')",
        (client_id,),
    )
    writer.run("INSERT INTO payment (target_id, paid_on, amount_cents) VALUES (1, '2026-11-20', 512)")
    writer.run(
        "INSERT INTO receipt (id, reference, received_on, client, label, amount_cents, method)"
        " VALUES (2, 'R-1', '2026-11-21', '', '', 100, 'cash')"
    )
