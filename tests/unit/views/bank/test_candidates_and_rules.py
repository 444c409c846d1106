"""What can be chosen by hand for a transaction, and the rules that two like words suggest."""

from datetime import date

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.decide import attribute, create_record, ignore
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.store.bank.rules import save_rule
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.bank.candidates import load_choice
from microdesk_desktop.views.bank.rules import Verdict, load_rule_offer, load_trial
from microdesk_desktop.views.records.payments import load_payments
from tests.support.accounts import account_of
from tests.support.vaults import new_vault

DAY = date(2026, 11, 20)


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


@pytest.fixture
def transactions(session):
    """Five transactions that nothing settles, by id."""
    labels = (
        ("PRLV SEPA FIGMA INC", -1_000),
        ("PRLV SEPA FIGMA INC", -1_100),
        ("CB PAPETERIE", -5_000),
        ("VIR CLIENT NEUF", 9_000),
        ("VIR CLIENT NEUF", 9_100),
    )
    rows = [BankRow(None, DAY, cents, "EUR", label) for label, cents in labels]
    session.write(lambda writer: merge_rows(writer, account_of(writer), rows, source="csv"))
    return session.read(lambda reader: [id_ for (id_,) in reader.all("SELECT id FROM bank_transaction ORDER BY id")])


def expense(cents, supplier="Figma", category="Logiciels"):
    return Expense(on=DAY, supplier=supplier, label="", amount_cents=cents, category=category)


def test_what_the_transaction_settles_now_counts_as_free(session, transactions):
    done = put_record(session, expense(5_000, "Papeterie"))
    attribute(session, transactions[2], [Allocation(target_id=done.id, amount_cents=-3_000)])
    choice = session.read(lambda reader: load_choice(reader, transactions[2]))
    assert [each.target.remaining_cents for each in choice.candidates] == [-5_000]
    other = session.read(lambda reader: load_choice(reader, transactions[0]))
    assert [each.target.remaining_cents for each in other.candidates] == [-2_000]


def test_the_other_direction_is_found_only_by_its_words(session, transactions):
    put_record(session, expense(500))
    put_record(session, Receipt(on=DAY, client="Client neuf", label="", amount_cents=9_000))
    choice = session.read(lambda reader: load_choice(reader, transactions[3]))
    assert [each.target.kind for each in choice.find("")] == [TargetKind.RECEIPT]
    assert [each.target.kind for each in choice.find("figma")] == [TargetKind.EXPENSE]
    assert choice.candidates[0].reasons


def test_the_likeliest_comes_first_then_the_others_by_day_each_once(session, transactions):
    days = (3, 17, 9)
    for day in days:
        on = DAY.replace(day=day)
        put_record(session, Receipt(on=on, client=f"Autre {day}", label="", amount_cents=70_000 + day))
    put_record(session, expense(1_000))
    choice = session.read(lambda reader: load_choice(reader, transactions[0]))
    assert [each.target.party_name for each in choice.candidates] == ["Figma", "Autre 17", "Autre 9", "Autre 3"]
    assert [bool(each.reasons) for each in choice.candidates] == [True, False, False, False]


def test_a_search_knows_what_has_nothing_left(session, transactions):
    done = put_record(session, expense(5_000, "Papeterie"))
    put_record(session, expense(800, "Fleuriste"))
    attribute(session, transactions[2], [Allocation(target_id=done.id, amount_cents=-5_000)])
    choice = session.read(lambda reader: load_choice(reader, transactions[0]))
    assert [each.target.party_name for each in choice.candidates] == ["Fleuriste"]
    assert [choice.is_settled(typed) for typed in ("papeterie 50,00", "fleuriste", "papeterie fleuriste", "", " ")] == [
        True,
        False,
        False,
        False,
        False,
    ]


def test_an_unknown_transaction_is_refused(session):
    with pytest.raises(KnownError) as caught:
        session.read(lambda reader: load_choice(reader, 7))
    assert caught.value.code is ErrorCode.UNKNOWN_TRANSACTION


def test_two_similar_expenses_suggest_a_rule_and_one_does_not(session, transactions):
    create_record(session, transactions[0], expense(1_000))
    assert session.read(lambda reader: load_rule_offer(reader, transactions[0])) is None
    create_record(session, transactions[1], expense(1_100))
    offer = session.read(lambda reader: load_rule_offer(reader, transactions[1]))
    assert (offer.rule.action, offer.rule.category, offer.rule.direction) == (RuleAction.EXPENSE, "Logiciels", -1)
    assert "FIGMA" in offer.rule.words
    assert (offer.trial.count, offer.trial.waiting, offer.trial.otherwise) == (2, 0, 0)


def test_a_rule_that_exists_or_a_different_word_suggests_nothing(session, transactions):
    create_record(session, transactions[0], expense(1_000))
    create_record(session, transactions[1], expense(1_100, category="Loisirs"))
    assert session.read(lambda reader: load_rule_offer(reader, transactions[1])) is None
    create_record(session, transactions[3], Receipt(on=DAY, client="Neuf", label="", amount_cents=9_000))
    create_record(session, transactions[4], Receipt(on=DAY, client="Neuf", label="", amount_cents=9_100))
    known = Rule(id=0, name="neuf", words="CLIENT NEUF", direction=1, action=RuleAction.RECEIPT)
    assert session.read(lambda reader: load_rule_offer(reader, transactions[4])) is not None
    session.write(lambda writer: save_rule(writer, known))
    assert session.read(lambda reader: load_rule_offer(reader, transactions[4])) is None


def test_two_ignored_alike_suggest_to_ignore(session, transactions):
    ignore(session, transactions[0])
    ignore(session, transactions[1])
    offer = session.read(lambda reader: load_rule_offer(reader, transactions[1]))
    assert offer.rule.action is RuleAction.IGNORE


def test_a_trial_counts_and_shows_what_the_rule_would_take(session, transactions):
    rule = Rule(id=0, name="figma", words="figma", direction=-1, action=RuleAction.IGNORE)
    trial = session.read(lambda reader: load_trial(reader, rule))
    assert (trial.count, trial.waiting, trial.otherwise) == (2, 2, 0)
    assert {each.transaction.id for each in trial.latest} == set(transactions[:2])


def test_a_trial_says_what_was_decided_otherwise_first_and_leaves_out_what_a_document_settles(session, transactions):
    ignore(session, transactions[0])
    create_record(session, transactions[1], expense(1_100))
    rule = Rule(id=0, name="figma", words="figma", direction=-1, action=RuleAction.IGNORE)
    trial = session.read(lambda reader: load_trial(reader, rule))
    assert (trial.count, trial.waiting, trial.otherwise) == (2, 0, 1)
    assert [(each.transaction.id, each.verdict) for each in trial.latest] == [
        (transactions[1], Verdict.OTHERWISE),
        (transactions[0], Verdict.LIKE),
    ]
    put_record(session, expense(5_000, "Papeterie"))
    run_attribution(session, Job())
    rule = Rule(id=0, name="papeterie", words="papeterie", direction=-1, action=RuleAction.IGNORE)
    assert session.read(lambda reader: load_trial(reader, rule)).count == 0


def test_a_rule_that_would_take_nothing_is_not_offered(session):
    rows = [BankRow(None, DAY, -cents, "EUR", "RETRAIT DAB SAINT-MALO ROTHENEUF") for cents in (2_000, 4_000)]
    session.write(lambda writer: merge_rows(writer, account_of(writer), rows, source="csv"))
    for id_ in (1, 2):
        ignore(session, id_)
    assert session.read(lambda reader: load_rule_offer(reader, 2)) is None


def test_a_payment_names_its_transaction(session, transactions):
    done = create_record(session, transactions[0], expense(1_000))
    payments = session.read(lambda reader: load_payments(reader, done.id))
    assert [(each.amount_cents, each.transaction_id, each.label) for each in payments] == [
        (-1_000, transactions[0], "PRLV SEPA FIGMA INC")
    ]
