"""Taking an import back removes what it brought and nothing else, whatever came before or after it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.bank.decide import create_record
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.imports.keep import CHANGES, keep
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.operations.records.document import remove_document
from microdesk_desktop.operations.records.edit import put_client, remove_client, remove_record
from microdesk_desktop.store.imports.journal import share_claims
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.store.records.receipts_expenses import load_records
from microdesk_desktop.views.imports.history import load_imports, what_stands_on
from tests.support.disks import raises_known
from tests.support.imports.imports import everything

HEADER = "Date;Libellé;Montant\n"
DAYS = range(1, 13)


def row(day):
    return f"{day:02}/11/2026;PRLV FOURNISSEUR {day};-{day},00\n"


def imported(session, open_text, name, text, kind=ImportKind.STATEMENT):
    """Import one file; returns its id in the journal."""
    (id_,) = keep(session, [open_text(name, text, kind)], Job()).import_ids
    return id_


def clients(session):
    return [client for _, client in session.read(load_clients)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.sampled_from(DAYS), min_size=1), min_size=1, max_size=4), st.permutations(range(4)))
def test_what_is_stored_is_what_the_standing_imports_hold(session, open_text, files, order):
    standing = {}
    for number, days in enumerate(files):
        drafts = [open_text(f"{number}.csv", HEADER + "".join(map(row, sorted(days))), ImportKind.STATEMENT)]
        for id_ in keep(session, drafts, Job()).import_ids:
            standing[id_] = days
    while standing:
        stored = [day for (day,) in session.read(lambda reader: reader.all("SELECT booked_on FROM bank_transaction"))]
        assert sorted(int(day[-2:]) for day in stored) == sorted(set().union(*standing.values()))
        id_ = sorted(standing)[order[len(standing) - 1] % len(standing)]
        del standing[id_]
        take_back(session, id_)
    assert not any(everything(session).values())


def test_a_completed_client_gets_its_former_values_back_but_not_those_that_changed_since(session, open_text):
    imported(session, open_text, "a.csv", "name,email\nNova SARL,nova@example.fr\n", ImportKind.CLIENTS)
    before = clients(session)
    second = imported(session, open_text, "b.csv", "name,phone,city\nNova SARL,0102030405,Lyon\n", ImportKind.CLIENTS)
    ((client_id, client),) = session.read(load_clients)
    assert (client.phone, client.city) == ("0102030405", "Lyon")
    put_client(session, replace(client, city="Paris"), client_id)
    assert session.read(lambda reader: what_stands_on(reader, second)).restored == 1
    take_back(session, second)
    assert clients(session) == [replace(before[0], city="Paris")]


def changed_values(session):
    return session.read(lambda reader: sorted(reader.all("SELECT row_id, before, after FROM imported_change")))


@pytest.mark.parametrize(
    ("kind", "first", "second", "remove"),
    [
        (ImportKind.CLIENTS, "name,phone\nNova,0102\nBrun,01\n", "name,phone\nNova,0304\nBrun,02\n", remove_client),
        (
            ImportKind.RECEIPTS,
            "date,client,label,amount,reference\n2026-11-02,Nova,,5.00,R-1\n2026-11-02,Nova,,6.00,R-2\n",
            "date,client,label,amount,reference,invoice\n2026-11-02,Nova,,5.00,R-1,F-9\n2026-11-02,Nova,,6.00,R-2,F-8\n",
            remove_record,
        ),
        (
            ImportKind.DOCUMENTS,
            "number,type,issue_date,client,total_incl_tax\nF-1,invoice,2026-11-02,Nova,5.00\n",
            "number,type,issue_date,due_date,client,total_incl_tax\nF-1,invoice,2026-11-02,2026-12-02,Nova,5.00\n",
            remove_document,
        ),
    ],
)
def test_what_the_user_removes_leaves_no_value_in_the_journal_until_its_undo(
    session, open_text, kind, first, second, remove
):
    imported(session, open_text, "a.csv", first, kind)
    before = everything(session)
    completed = imported(session, open_text, "b.csv", second, kind)
    changed = changed_values(session)
    row_id = session.read(lambda reader: reader.value("SELECT row_id FROM imported_change"))
    removed = remove(session, row_id)
    assert changed_values(session) == [each for each in changed if each[0] != row_id]
    removed.undo(session)
    assert changed_values(session) == changed
    take_back(session, completed)
    assert everything(session) == before


def test_what_an_import_may_change_its_taking_back_may_change_too(session, open_text):
    taken = take_back(session, imported(session, open_text, "a.csv", "name\nNova SARL\n", ImportKind.CLIENTS))
    assert all(changes in taken.changes for changes in CHANGES.values())


def test_two_imports_that_completed_one_client_are_taken_back_in_any_order(session, open_text):
    files = ("name,phone\nNova SARL,01\n", "name,phone\nNova SARL,02\n")
    for order in (0, 1), (1, 0):
        keep_id = imported(session, open_text, "a.csv", "name\nNova SARL\n", ImportKind.CLIENTS)
        before = clients(session)
        ids = [imported(session, open_text, f"{n}.csv", text, ImportKind.CLIENTS) for n, text in enumerate(files)]
        assert [client.phone for client in clients(session)] == ["02"]
        take_back(session, ids[order[0]])
        assert [client.phone for client in clients(session)] == [("02", "01")[order[0]]]
        take_back(session, ids[order[1]])
        assert clients(session) == before
        take_back(session, keep_id)
        assert clients(session) == []


def test_a_double_that_was_merged_into_a_row_of_another_import_leaves_it_to_both(session, open_text):
    first = imported(session, open_text, "a.csv", HEADER + row(1))
    second = imported(session, open_text, "b.csv", HEADER + row(2))
    older, newer = (id_ for (id_,) in session.read(lambda reader: reader.all("SELECT id FROM bank_transaction")))

    def merge(writer):
        share_claims(writer, Entity.TRANSACTION, of=newer, to=older)
        writer.run("DELETE FROM bank_transaction WHERE id = ?", (newer,))

    session.write(merge)
    take_back(session, first)
    assert len(everything(session)["bank_transaction"]) == 1
    take_back(session, second)
    assert everything(session)["bank_transaction"] == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_balance_of_an_account_is_again_the_one_before(session, open_text, order):
    """The first file makes the account; the two that follow bring later balances."""

    def ofx(day, cents):
        return (
            "OFXHEADER:100\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30004<BRANCHID>00823"
            f"<ACCTID>00012345678<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>202611{day}"
            f"<TRNAMT>-{day}.00<FITID>A{day}<NAME>OVH {day}</STMTTRN></BANKTRANLIST><LEDGERBAL><BALAMT>{cents}.00"
            f"<DTASOF>202611{day}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
        )

    def balance():
        return session.read(lambda reader: reader.all("SELECT balance_cents, balance_on FROM bank_account"))

    first = imported(session, open_text, "0.ofx", ofx(10, 100))
    ids = [imported(session, open_text, f"{day}.ofx", ofx(day, amount)) for day, amount in ((11, 200), (12, 300))]
    assert balance() == [(30_000, "2026-11-12")]
    take_back(session, ids[order[0]])
    take_back(session, ids[order[1]])
    assert balance() == [(10_000, "2026-11-10")]
    take_back(session, first)
    assert balance() == []


def test_what_a_rule_made_of_a_removed_transaction_goes_and_what_the_user_made_stays(session, open_text):
    put_rule(session, Rule(id=0, name="Free", words="FREE MOBILE", direction=-1, action=RuleAction.EXPENSE), job=Job())
    text = HEADER + "02/11/2026;PRLV FREE MOBILE;-19,99\n03/11/2026;CB MONOPRIX;-42,60\n"
    id_ = imported(session, open_text, "releve.csv", text)
    monoprix = session.read(lambda reader: reader.value("SELECT id FROM bank_transaction WHERE amount_cents = -4260"))
    create_record(
        session, monoprix, Expense(on=date(2026, 11, 3), supplier="Monoprix", label="Repas", amount_cents=4_260)
    )
    standing = session.read(lambda reader: what_stands_on(reader, id_))
    assert (standing.rule_records, standing.own_records, standing.decided) == (1, 1, 1)
    take_back(session, id_)
    assert [expense.supplier for _, expense in session.read(lambda reader: load_records(reader, Expense))] == [
        "Monoprix"
    ]
    assert everything(session)["payment"] == []


def test_a_client_that_a_document_names_stays(session, open_text):
    id_ = imported(session, open_text, "clients.csv", "name\nNova SARL\nAtelier Brun\n", ImportKind.CLIENTS)
    documents = imported(
        session,
        open_text,
        "factures.csv",
        "number,issue_date,client,total_incl_tax\nF-1,2026-11-02,Nova SARL,120.00\n",
        ImportKind.DOCUMENTS,
    )
    standing = session.read(lambda reader: what_stands_on(reader, id_))
    assert (standing.removed, standing.shared) == ({Entity.CLIENT: 1}, 1)
    take_back(session, id_)
    assert [client.name for client in clients(session)] == ["Nova SARL"]
    take_back(session, documents)
    assert clients(session) == [], "it came to belong to the import of its document"


def test_the_receipt_of_a_document_that_the_user_marked_as_paid_stays_in_the_books(session, open_text):
    text = "number,issue_date,client,total_incl_tax\nF-1,2026-11-02,Nova SARL,120.00\n"
    id_ = imported(session, open_text, "factures.csv", text, ImportKind.DOCUMENTS)
    document = session.read(lambda reader: reader.value("SELECT id FROM document"))
    pay(session, document, NewPayment(on=date(2026, 11, 20), method=Method.CASH))
    assert session.read(lambda reader: what_stands_on(reader, id_)).own_records == 1
    take_back(session, id_)
    ((_, receipt),) = session.read(lambda reader: load_records(reader, Receipt))
    assert (receipt.invoice, receipt.amount_cents) == ("F-1", 12_000)
    assert everything(session)["document"] == []


def test_several_imports_are_taken_back_in_one_step_or_not_at_all(session, open_text):
    ids = [imported(session, open_text, f"{day}.csv", HEADER + row(day)) for day in (1, 2)]
    stored = everything(session)
    with raises_known(ErrorCode.UNKNOWN_IMPORT):
        take_back(session, *ids, 99)
    assert everything(session) == stored
    take_back(session, *ids)
    assert session.read(load_imports) == ()
