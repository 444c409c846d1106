"""Rules: applied after what is certain, proposed after two like decisions."""

from dataclasses import replace
from datetime import date

from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.rules import Precedent, Rule, RuleAction
from microdesk_desktop.domain.settle.targets import Party, Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.reconcile import rules as engine_rules
from microdesk_desktop.reconcile.engine import reconcile
from microdesk_desktop.reconcile.rules import propose_rule

ON = date(2026, 11, 20)
IGNORE = Rule(id=7, name="Netflix", words="netflix", direction=-1, action=RuleAction.IGNORE)


def row(label: str, cents: int = -1_999, id_: int = 1, *, pending: bool = False) -> Transaction:
    return Transaction(id=id_, on=ON, amount_cents=cents, currency="EUR", label=label, pending=pending)


def test_a_rule_takes_what_nothing_else_settles() -> None:
    (outcome,) = reconcile([row("CB NETFLIX.COM 18/11")], [], rules=[IGNORE])
    assert (outcome.status, outcome.rule_id, outcome.reasons[0].code) == (Status.IGNORED, 7, "rule")


def test_an_expense_rule_attributes_without_a_target() -> None:
    rule = replace(IGNORE, action=RuleAction.EXPENSE, category="Logiciels")
    (outcome,) = reconcile([row("CB NETFLIX.COM 18/11")], [], rules=[rule])
    assert (outcome.status, outcome.rule_id, outcome.proposals) == (Status.ATTRIBUTED, 7, ())


def test_an_exact_document_comes_before_a_rule() -> None:
    expense = Target(
        kind=TargetKind.EXPENSE,
        id=3,
        reference="D-1",
        remaining_cents=-1_999,
        total_cents=-1_999,
        currency="EUR",
        on=ON,
        party_name="Netflix",
    )
    (outcome,) = reconcile([row("CB NETFLIX.COM 20/11")], [expense], rules=[IGNORE])
    assert outcome.rule_id is None
    assert outcome.proposals[0].allocations[0].target_id == 3


def test_words_stand_whole_and_the_sign_and_amount_count() -> None:
    rows = [row("CB NETFLIXER 1"), row("NETFLIX", 1_999, 2), row("prlv netflix", -1, 3), row("NETFLIX INT", id_=4)]
    assert engine_rules.matching_transactions(IGNORE, rows) == [3, 4]
    assert engine_rules.matching_transactions(replace(IGNORE, amount_cents=1_999), rows) == [4]


def test_a_pending_row_waits() -> None:
    (outcome,) = reconcile([row("CB NETFLIX", pending=True)], [], rules=[IGNORE])
    assert outcome.status is Status.TODO


def test_a_party_rule_gives_a_label_its_client() -> None:
    invoice = Target(
        kind=TargetKind.INVOICE,
        id=1,
        reference="F-1",
        remaining_cents=48_000,
        total_cents=48_000,
        currency="EUR",
        on=ON,
        party_id=5,
        party_name="Nova SARL",
    )
    rule = Rule(id=1, name="Finexo", words="HOLDING FINEXO", direction=1, action=RuleAction.PARTY, party_id=5)
    rows = [row("VIR HOLDING FINEXO", 48_000)]
    parties = [Party(id=5, name="Nova SARL")]
    assert reconcile(rows, [invoice], parties=parties)[0].status is Status.SUGGESTED
    (outcome,) = reconcile(rows, [invoice], parties=parties, rules=[rule])
    assert outcome.status is Status.ATTRIBUTED
    assert "party_rule" in [reason.code for reason in outcome.reasons]


def test_two_similar_decisions_make_a_rule() -> None:
    first = Precedent(label="CB OVH SAS 18/10 ROUBAIX", direction=-1, action=RuleAction.EXPENSE, category="Hébergement")
    second = replace(first, label="CB OVH SAS 18/11 ROUBAIX")
    rule = propose_rule([first, second])
    assert rule is not None
    assert (rule.words, rule.direction, rule.category) == ("OVH SAS ROUBAIX", -1, "Hébergement")
    assert engine_rules.matching_transactions(rule, [row("CB OVH SAS ROUBAIX 18/12")]) == [1]


def test_unlike_decisions_make_none() -> None:
    first = Precedent(label="CB OVH SAS 18/10", direction=-1, action=RuleAction.EXPENSE, category="Hébergement")
    assert propose_rule([first]) is None
    assert propose_rule([first, replace(first, category="Logiciels")]) is None
    assert propose_rule([first, replace(first, label="CB SNCF 18/11")]) is None
