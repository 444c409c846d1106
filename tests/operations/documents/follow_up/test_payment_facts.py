"""Payments and write-offs of issued documents are facts of the chain, whichever way they come and go."""

import json
from datetime import date

import pytest

from microdesk_desktop.domain.documents.follow_up.marks import WriteOff
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.write_off import write_off
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.store.bank.payments import add_payment, delete_payment
from microdesk_desktop.store.documents.chain import find_issued, iterate_seals
from microdesk_desktop.store.documents.follow_up import save_write_off
from tests.support.documents.chains import without_triggers
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.vaults import reopened

DAY = date(2026, 11, 20)


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def facts(session):
    seals = session.read(lambda reader: list(iterate_seals(reader, SealKind.PAYMENT)))
    contents = [(seal.subject, json.loads(seal.content)) for seal in seals]
    return [(number, each["sign"], each["on"], each["cents"], each["method"]) for number, each in contents]


def id_of(session, number):
    return session.read(lambda reader: find_issued(reader, number))


def test_a_payment_is_recorded_and_its_undo_is_a_fact_of_its_own(session):
    number = issued(session)
    result = pay(session, id_of(session, number), NewPayment(on=DAY, method=Method.CHEQUE))
    result.undo(session)
    paid = (number, 1, "2026-11-20", 1085_12, "cheque")
    assert facts(session) == [paid, (number, -1, *paid[2:])]
    assert verify_documents(session).flaws == ()


def test_what_one_transaction_takes_back_and_records_alike_is_no_fact(session):
    document_id = id_of(session, issued(session))
    session.write(lambda writer: add_payment(writer, document_id, DAY, 500_00))

    def attribute_anew(writer):
        writer.run("DELETE FROM payment")
        add_payment(writer, document_id, DAY, 500_00)

    session.write(attribute_anew)
    assert [(sign, cents) for _, sign, _, cents, _ in facts(session)] == [(1, 500_00)]
    session.write(lambda writer: delete_payment(writer, writer.value("SELECT id FROM payment")))
    assert [sign for _, sign, *_ in facts(session)] == [1, -1]


def test_what_was_sealed_is_not_looked_at_again(session):
    document_id = id_of(session, issued(session))
    session.write(lambda writer: add_payment(writer, document_id, DAY, 500_00))
    assert session.read(lambda reader: reader.value("SELECT count(*) FROM payment_touched")) == 0


def test_two_equal_payments_are_two_facts(session):
    number = issued(session)

    def pay_twice(writer):
        for _ in range(2):
            add_payment(writer, find_issued(writer, number), DAY, 120_00)

    session.write(pay_twice)
    assert [(sign, cents) for _, sign, _, cents, _ in facts(session)] == [(1, 120_00), (1, 120_00)]


def test_a_transaction_that_fails_leaves_neither_payment_nor_fact(session):
    document_id = id_of(session, issued(session))

    def fail(writer):
        add_payment(writer, document_id, DAY, 1)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        session.write(fail)
    assert facts(session) == []
    assert verify_documents(session).flaws == ()


@pytest.mark.parametrize(
    "sql", ["UPDATE payment_fact SET cents = 1", "DELETE FROM payment_fact", "UPDATE payment_fact SET sign = -1"]
)
def test_the_database_refuses_to_change_a_fact(session, sql):
    pay(session, id_of(session, issued(session)), NewPayment(on=DAY, method=Method.CASH))
    with pytest.raises(Exception, match="a fact of payment is never"):
        session.write(lambda writer: writer.run(sql))


def write_offs(session):
    seals = session.read(lambda reader: list(iterate_seals(reader, SealKind.WRITE_OFF)))
    contents = [(seal.subject, json.loads(seal.content)) for seal in seals]
    return [(number, each["sign"], each["on"], each["cents"]) for number, each in contents]


def test_a_write_off_and_its_taking_back_are_facts_of_the_chain(session):
    number = issued(session)
    document_id = id_of(session, number)
    session.write(lambda writer: add_payment(writer, document_id, DAY, 1085_00))
    write_off(session, document_id, DAY).undo(session)
    assert write_offs(session) == [(number, 1, "2026-11-20", 12), (number, -1, "2026-11-20", 12)]
    assert [cents for _, _, _, cents, _ in facts(session)] == [1085_00]
    assert verify_documents(session).flaws == ()


def test_a_write_off_that_is_changed_behind_the_triggers_is_named(session):
    write_off(session, id_of(session, issued(session)), DAY, is_confirmed=True)

    def tamper(writer):
        without_triggers(writer)
        writer.run("UPDATE write_off SET cents = cents - 1")

    session.write(tamper)
    assert {flaw.part for flaw in verify_documents(session).flaws} == {"write_off"}


def test_what_the_database_noted_and_nobody_sealed_is_sealed_when_the_vault_is_opened(session):
    document_id = id_of(session, issued(session))
    session.database.write(lambda writer: save_write_off(writer, document_id, WriteOff(on=DAY, cents=12)))
    session.close()
    opened = reopened(session.profile)
    assert write_offs(opened) == [("F-2026-0001", 1, "2026-11-20", 12)]
    assert verify_documents(opened).flaws == ()
    opened.close()
