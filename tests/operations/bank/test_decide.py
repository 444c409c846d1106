"""Manual decisions: they settle, never overpay, are never overwritten by the engine, and can be undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, Statement
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation, Origin, Proposal, Status
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.bank.rules import put_rule, remove_rule
from microdesk_desktop.operations.records.edit import put_record, remove_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import Decision, load_decision, save_new_decision
from microdesk_desktop.store.bank.erase import erase_bank
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.views.bank.rows import (
    TransactionFilter,
    TransactionRow,
    load_transaction_ids,
    load_transactions,
)
from tests.support.accounts import account_of
from tests.support.bank import open_vault
from tests.support.clock import FakeClock

DAY = date(2026, 11, 2)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        opened.write(_fill)
        yield opened


def _fill(writer: Writer) -> None:
    nova = save_client(writer, Client(name="Nova SARL"))
    for number, cents in (("F-2026-0040", 160_000), ("F-2026-0041", 32_000)):
        save_document(
            writer,
            ImportedDocument(
                number=number,
                type=DocumentType.INVOICE,
                issued_on=date(2026, 10, 1),
                due_on=DAY,
                client="Nova SARL",
                excl_tax_cents=cents,
                tax_cents=0,
                incl_tax_cents=cents,
                paid_cents=0,
            ),
            nova,
        )


def bank_says(session: Session, cents: int, label: str, on: date = DAY, currency: str = "EUR") -> int:
    """Let the account show a transaction; returns its id."""
    rows = [BankRow(None, on, cents, currency, label)]
    account = Statement(rows=rows, currency=currency)
    session.write(lambda writer: merge_rows(writer, account_of(writer, account), rows, source="csv"))
    return max(session.read(lambda reader: load_transaction_ids(reader, TransactionFilter())))


def shown(session: Session, transaction_id: int) -> TransactionRow:
    return session.read(lambda reader: load_transactions(reader, [transaction_id]))[0]


def remaining(session: Session, number: str) -> int:
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
    assert target is not None
    return target.remaining_cents


def to(session: Session, number: str, cents: int) -> Allocation:
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
    assert target is not None
    return Allocation(target_id=target.id, amount_cents=cents)


def decision(session: Session, transaction_id: int) -> Decision | None:
    return session.read(lambda reader: load_decision(reader, transaction_id))


def propose_expense(session: Session, transaction_id: int) -> int:
    """Make an expense, the only proposal for the transaction; returns its id."""
    record_id = put_record(session, Expense(on=DAY, supplier="SNCF", label="", amount_cents=10_000)).id
    assert record_id is not None
    proposal = Proposal(allocations=(Allocation(target_id=record_id, amount_cents=-8_900),), score=0.7, reasons=())
    proposed = Decision(transaction_id=transaction_id, status=Status.SUGGESTED, proposals=(proposal,))
    session.write(lambda writer: save_new_decision(writer, proposed, DAY))
    return record_id


def test_an_invoice_cited_with_its_amount_is_attributed_alone_and_paid(session: Session) -> None:
    transaction = bank_says(session, 160_000, "VIR SEPA RECU /DE NOVA SARL /MOTIF F-2026-0040")
    run_attribution(session, Job())
    row = shown(session, transaction)
    assert row.status is Status.ATTRIBUTED
    assert [link.reference for link in row.attributions] == ["F-2026-0040"]
    assert row.attributions[0].reasons
    assert remaining(session, "F-2026-0040") == 0


def test_one_transfer_is_split_over_two_invoices(session: Session) -> None:
    transaction = bank_says(session, 192_000, "VIR X")
    decisions.attribute(session, transaction, [to(session, "F-2026-0040", 160_000), to(session, "F-2026-0041", 32_000)])
    assert remaining(session, "F-2026-0040") == remaining(session, "F-2026-0041") == 0


@pytest.mark.parametrize(
    ("cents", "allocated", "code"),
    [
        (200_000, 160_001, ErrorCode.AMOUNT_EXCEEDS_REMAINING),
        (100_000, 160_000, ErrorCode.AMOUNT_EXCEEDS_TRANSACTION),
        (-160_000, 160_000, ErrorCode.WRONG_DIRECTION),
        (-160_000, -160_000, ErrorCode.WRONG_DIRECTION),
    ],
)
def test_what_the_transaction_or_the_invoice_cannot_bear_is_refused_whole(
    session: Session, cents: int, allocated: int, code: ErrorCode
) -> None:
    transaction = bank_says(session, cents, "VIR X")
    before = decision(session, transaction)
    with pytest.raises(KnownError) as refused:
        decisions.attribute(session, transaction, [to(session, "F-2026-0040", allocated)])
    assert refused.value.code is code
    assert decision(session, transaction) == before
    assert remaining(session, "F-2026-0040") == 160_000


def test_dollars_never_settle_euros(session: Session) -> None:
    transaction = bank_says(session, 160_000, "VIR X", currency="USD")
    with pytest.raises(KnownError) as refused:
        decisions.attribute(session, transaction, [to(session, "F-2026-0040", 160_000)])
    assert refused.value.code is ErrorCode.CURRENCY_MISMATCH
    assert remaining(session, "F-2026-0040") == 160_000


def test_two_parts_of_one_target_add_up_before_they_are_checked(session: Session) -> None:
    transaction = bank_says(session, 200_000, "VIR X")
    with pytest.raises(KnownError, match="amount_exceeds_remaining"):
        decisions.attribute(
            session, transaction, [to(session, "F-2026-0040", 100_000), to(session, "F-2026-0040", 100_000)]
        )


def test_the_engine_never_puts_back_what_the_user_took_off(session: Session) -> None:
    transaction = bank_says(session, 160_000, "VIR SEPA RECU /DE NOVA SARL /MOTIF F-2026-0040")
    run_attribution(session, Job())
    decisions.detach(session, transaction)
    run_attribution(session, Job())
    assert shown(session, transaction).status is Status.TODO
    assert remaining(session, "F-2026-0040") == 160_000


def test_the_engine_leaves_alone_what_the_user_ignored(session: Session) -> None:
    transaction = bank_says(session, 160_000, "VIR SEPA RECU /DE NOVA SARL /MOTIF F-2026-0040")
    decisions.ignore(session, transaction)
    run_attribution(session, Job())
    assert shown(session, transaction).status is Status.IGNORED


def test_a_proposal_is_accepted_with_its_reasons(session: Session) -> None:
    transaction = bank_says(session, 48_000, "VIR INST NOVA SARL ACPTE 30%")
    run_attribution(session, Job())
    proposed = shown(session, transaction)
    assert proposed.status is Status.SUGGESTED
    decisions.accept(session, transaction)
    accepted = shown(session, transaction)
    assert accepted.attributions[0].reasons == proposed.suggestions[0].reasons
    assert accepted.suggestions == ()
    assert remaining(session, "F-2026-0040") == 112_000


def test_a_proposal_leaves_when_another_transaction_settles_its_invoice(session: Session) -> None:
    hopeful = bank_says(session, 48_000, "VIR INST NOVA SARL ACPTE 30%")
    run_attribution(session, Job())
    payer = bank_says(session, 160_000, "VIR X")
    decisions.attribute(session, payer, [to(session, "F-2026-0040", 160_000)])
    assert "F-2026-0040" not in [link.reference for link in shown(session, hopeful).suggestions]


def test_a_transaction_whose_last_proposal_goes_is_to_do_again(session: Session) -> None:
    transaction = bank_says(session, -8_900, "CB SNCF CONNECT PARIS")
    remove_record(session, propose_expense(session, transaction))
    assert decision(session, transaction) == Decision(transaction_id=transaction, status=Status.TODO)


@pytest.mark.parametrize("act", [decisions.detach, decisions.ignore, decisions.accept])
def test_undo_restores_the_proposal_and_its_reasons(session: Session, act) -> None:  # type: ignore[no-untyped-def]
    transaction = bank_says(session, 48_000, "VIR INST NOVA SARL ACPTE 30%")
    run_attribution(session, Job())
    before = decision(session, transaction)
    done = act(session, transaction)
    assert decision(session, transaction) != before
    assert done.undo is not None
    done.undo(session)
    assert decision(session, transaction) == before


def test_undoing_a_created_expense_removes_it(session: Session) -> None:
    transaction = bank_says(session, -8_900, "CB SNCF CONNECT PARIS")
    before = decision(session, transaction)
    expense = Expense(on=DAY, supplier="SNCF", label="Train", amount_cents=8_900, reference="A-1")
    done = decisions.create_record(session, transaction, expense)
    assert [link.reference for link in shown(session, transaction).attributions] == ["A-1"]
    assert done.undo is not None
    done.undo(session)
    assert decision(session, transaction) == before
    assert session.read(lambda reader: find_target(reader, TargetKind.EXPENSE, "A-1")) is None


def test_undoing_a_created_expense_that_another_transaction_settles_too_changes_nothing(session: Session) -> None:
    transaction = bank_says(session, -8_900, "CB SNCF CONNECT PARIS")
    other = bank_says(session, -1_100, "CB SNCF COMPLEMENT")
    expense = Expense(on=DAY, supplier="SNCF", label="Train", amount_cents=10_000, reference="A-1")
    done = decisions.create_record(session, transaction, expense)
    assert done.undo is not None
    assert done.id is not None
    decisions.attribute(session, other, [Allocation(target_id=done.id, amount_cents=-1_100)])
    before = decision(session, transaction)
    with pytest.raises(KnownError, match="in_use"):
        done.undo(session)
    assert decision(session, transaction) == before


def test_undoing_in_turn_brings_back_a_removed_record_and_the_proposal_that_counts_on_it(session: Session) -> None:
    transaction = bank_says(session, -8_900, "CB SNCF CONNECT PARIS")
    record_id = propose_expense(session, transaction)
    proposed = decision(session, transaction)
    ignored = decisions.ignore(session, transaction)
    removed = remove_record(session, record_id)
    assert removed.undo is not None
    assert ignored.undo is not None
    removed.undo(session)
    ignored.undo(session)
    assert decision(session, transaction) == proposed


def test_undoing_leaves_out_a_proposal_whose_record_is_gone(session: Session) -> None:
    transaction = bank_says(session, -8_900, "CB SNCF CONNECT PARIS")
    record_id = propose_expense(session, transaction)
    ignored = decisions.ignore(session, transaction)
    remove_record(session, record_id)
    assert ignored.undo is not None
    ignored.undo(session)
    assert decision(session, transaction) == Decision(transaction_id=transaction, status=Status.TODO)


def test_undoing_a_created_record_leaves_out_a_proposal_whose_record_is_gone(session: Session) -> None:
    transaction = bank_says(session, -8_900, "CB SNCF CONNECT PARIS")
    proposed_id = propose_expense(session, transaction)
    done = decisions.create_record(
        session, transaction, Expense(on=DAY, supplier="SNCF", label="Train", amount_cents=8_900)
    )
    remove_record(session, proposed_id)
    assert done.undo is not None
    done.undo(session)
    assert decision(session, transaction) == Decision(transaction_id=transaction, status=Status.TODO)


def test_undoing_brings_back_what_a_rule_that_is_gone_attributed(session: Session) -> None:
    transaction = bank_says(session, -1_439, "CB OVH SAS 18/11 ROUBAIX")
    rule = Rule(id=0, name="OVH", words="OVH", direction=-1, action=RuleAction.EXPENSE, party_name="OVH")
    rule_id = put_rule(session, rule, job=Job()).id
    assert rule_id is not None
    detached = decisions.detach(session, transaction)
    remove_rule(session, rule_id)
    assert detached.undo is not None
    detached.undo(session)
    (link,) = shown(session, transaction).attributions
    assert (link.party, link.amount_cents, link.rule) == ("OVH", -1_439, None)


def test_the_proposals_of_an_invoice_that_a_decision_frees_are_withdrawn(session: Session) -> None:
    part, rest = bank_says(session, 128_000, "VIR X"), bank_says(session, 32_000, "VIR NOVA SARL")
    decisions.attribute(session, part, [to(session, "F-2026-0040", 128_000)])
    run_attribution(session, Job())
    assert {link.reference for link in shown(session, rest).suggestions} == {"F-2026-0040", "F-2026-0041"}
    decisions.detach(session, part)
    assert {link.reference for link in shown(session, rest).suggestions} == {"F-2026-0041"}


def test_undoing_the_removal_of_a_rule_names_it_again_where_it_decided(session: Session) -> None:
    transaction = bank_says(session, -1_439, "CB OVH SAS 18/11 ROUBAIX")
    rule = Rule(id=0, name="OVH", words="OVH", direction=-1, action=RuleAction.EXPENSE, party_name="OVH")
    rule_id = put_rule(session, rule, job=Job()).id
    assert rule_id is not None
    removed = remove_rule(session, rule_id)
    assert shown(session, transaction).attributions[0].rule is None
    assert removed.undo is not None
    removed.undo(session)
    assert shown(session, transaction).attributions[0].rule == "OVH"


def test_a_rule_that_comes_back_is_not_the_origin_of_what_the_user_settled_meanwhile(session: Session) -> None:
    transaction = bank_says(session, -1_439, "CB OVH SAS 18/11 ROUBAIX")
    rule = Rule(id=0, name="OVH", words="OVH", direction=-1, action=RuleAction.EXPENSE, party_name="OVH")
    rule_id = put_rule(session, rule, job=Job()).id
    assert rule_id is not None
    removed = remove_rule(session, rule_id)
    by_rule = shown(session, transaction).attributions
    again = Allocation(target_id=by_rule[0].target_id, amount_cents=-1_439)
    decisions.attribute(session, transaction, [again])  # its payment takes the id of the one that the rule recorded
    assert removed.undo is not None
    removed.undo(session)
    (link,) = shown(session, transaction).attributions
    assert (link.origin, link.rule) == (Origin.MANUAL, None)


def test_a_settled_record_keeps_its_sign(session: Session) -> None:
    transaction = bank_says(session, 7_700, "VIR ZOE PETIT")
    receipt = Receipt(on=DAY, client="Zoe Petit", label="Vente", amount_cents=7_700, reference="R-1")
    made = decisions.create_record(session, transaction, receipt).id
    assert made is not None
    with pytest.raises(KnownError, match="below_settled"):
        put_record(session, replace(receipt, amount_cents=-9_000), made)


def test_a_record_that_a_transaction_settles_cannot_be_removed_nor_shrunk(session: Session) -> None:
    transaction = bank_says(session, -8_900, "CB SNCF")
    expense = Expense(on=DAY, supplier="SNCF", label="Train", amount_cents=8_900, reference="A-1")
    made = decisions.create_record(session, transaction, expense).id
    assert made is not None
    with pytest.raises(KnownError, match="in_use"):
        remove_record(session, made)
    smaller = Expense(on=DAY, supplier="SNCF", label="Train", amount_cents=5_000, reference="A-1")
    with pytest.raises(KnownError, match="amount_below_settled"):
        put_record(session, smaller, made)


def test_a_rule_makes_the_expense_of_a_transaction_that_nothing_else_settles(session: Session) -> None:
    transaction = bank_says(session, -1_439, "CB OVH SAS 18/11 ROUBAIX")
    rule = Rule(
        id=0, name="OVH", words="OVH", direction=-1, action=RuleAction.EXPENSE, party_name="OVH", category="Hébergement"
    )
    put_rule(session, rule, job=Job())
    (link,) = shown(session, transaction).attributions
    assert (link.kind, link.party, link.category, link.rule) == (TargetKind.EXPENSE, "OVH", "Hébergement", "OVH")


def test_a_paid_invoice_stays_paid_when_the_bank_is_erased(session: Session) -> None:
    bank_says(session, 160_000, "VIR SEPA RECU /DE NOVA SARL /MOTIF F-2026-0040")
    run_attribution(session, Job())
    session.write(erase_bank)
    assert remaining(session, "F-2026-0040") == 0
    assert not session.read(lambda reader: load_transaction_ids(reader, TransactionFilter()))
