"""Rules: applied after what is certain, proposed after two like decisions."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    assert engine_rules.matching_transactions(replace(IGNORE, least_cents=1_999, most_cents=1_999), rows) == [4]


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


SERVER = Precedent(label="CB OVH SAS 18/10 ROUBAIX", cents=-1_400, action=RuleAction.EXPENSE, category="Hébergement")


def test_two_similar_decisions_make_a_rule() -> None:
    rule = propose_rule([SERVER, replace(SERVER, label="CB OVH SAS 18/11 ROUBAIX")])
    assert rule is not None
    assert (rule.words, rule.direction, rule.category) == ("OVH SAS ROUBAIX", -1, "Hébergement")
    assert engine_rules.matching_transactions(rule, [row("CB OVH SAS ROUBAIX 18/12", -1_500)]) == [1]


def test_unlike_decisions_make_none() -> None:
    assert propose_rule([SERVER]) is None
    assert propose_rule([SERVER, replace(SERVER, category="Logiciels")]) is None
    assert propose_rule([SERVER, replace(SERVER, label="CB SNCF 18/11")]) is None
    assert propose_rule([SERVER, replace(SERVER, cents=1_400)]) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PAIEMENT CB 0103 PARIS LECLERC", "PAIEMENT CB 0703 PARIS DELL"),
        ("VIR SEPA EMIS FRAIS DE TENUE", "VIR SEPA EMIS FRAIS DE DOSSIER"),
        ("VIR SEPA JEAN DUPUIS", "VIR SEPA JEAN MOREAU"),
        ("DAB PARIS", "DAB PARIS"),
        ("RETRAIT DAB PARIS 12", "RETRAIT DAB PARIS 15"),
        ("FRAIS VIR SEPA", "FRAIS VIR SEPA"),
        ("COTISATION MENSUELLE CARTE", "COTISATION MENSUELLE CARTE"),
        ("CB HOTEL PARIS 12/03", "CB HOTEL PARIS 14/05"),
    ],
)
def test_words_that_anybody_may_have_make_no_rule(one: str, other: str) -> None:
    precedents = [Precedent(label=label, cents=-2_000, action=RuleAction.IGNORE) for label in (one, other)]
    assert propose_rule(precedents) is None


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("CB BOULANGERIE MARTIN 12/03", "BOULANGERIE MARTIN"),
        ("PRLV SEPA FREE MOBILE", "FREE MOBILE"),
        ("VIR SEPA JEAN DUPUIS", "JEAN DUPUIS"),
        ("PAIEMENT CB 0103 PARIS LECLERC", "PARIS LECLERC"),
    ],
)
def test_the_name_of_a_counterparty_makes_one(label: str, words: str) -> None:
    rule = propose_rule([Precedent(label=label, cents=-2_000, action=RuleAction.IGNORE)] * 2)
    assert rule is not None
    assert rule.words == words


def test_a_telephone_is_no_expense_of_the_telephone_line() -> None:
    line = Precedent(label="PRLV SEPA ORANGE SA", cents=-3_000, action=RuleAction.EXPENSE, category="Téléphone")
    rule = propose_rule([line, line])
    assert rule is not None
    rows = [row("PRLV SEPA ORANGE SA", cents, id_) for id_, cents in enumerate((-3_000, -3_199, -31_000, 3_000), 1)]
    assert engine_rules.matching_transactions(rule, rows) == [1, 2]


def test_private_purchases_are_ignored_as_far_as_they_went() -> None:
    private = [
        Precedent(label="CB AMAZON EU SARL", cents=cents, action=RuleAction.IGNORE) for cents in (-2_590, -1_430)
    ]
    rule = propose_rule(private)
    assert rule is not None
    rows = [row("CB AMAZON EU SARL", cents, id_) for id_, cents in enumerate((-2_000, -2_590, -2_591, -31_000), 1)]
    assert engine_rules.matching_transactions(rule, rows) == [1, 2]


def test_who_pays_for_whom_needs_no_rule() -> None:
    paid = Precedent(label="VIR HOLDING FINEXO", cents=48_000, action=RuleAction.PARTY, party_id=5)
    assert propose_rule([paid, paid]) is None


def test_a_rule_that_rests_takes_nothing() -> None:
    (outcome,) = reconcile([row("CB NETFLIX.COM 18/11")], [], rules=[replace(IGNORE, is_paused=True)])
    assert outcome.status is Status.TODO


LABELS = st.sampled_from(["CB OVH SAS", "PRLV SEPA FREE MOBILE", "CB AMAZON EU SARL", "VIR SEPA LANTANA"])
CENTS = st.integers(-50_000, 50_000).filter(bool)


@given(
    label=LABELS, first=CENTS, second=CENTS, action=st.sampled_from([*RuleAction]), others=st.lists(CENTS, max_size=8)
)
def test_an_offered_rule_takes_what_taught_it_and_nothing_of_the_other_sign_or_beyond_its_bounds(
    label: str, first: int, second: int, action: RuleAction, others: list[int]
) -> None:
    rule = propose_rule([Precedent(label=label, cents=cents, action=action) for cents in (first, second)])
    if rule is None:
        assert action is RuleAction.PARTY or first * second < 0
        return
    assert rule.least_cents is not None
    assert rule.most_cents is not None
    rows = [row(label, cents, id_) for id_, cents in enumerate((first, second, *others))]
    taken = engine_rules.matching_transactions(rule, rows)
    assert {0, 1} <= set(taken)
    for cents in (rows[id_].amount_cents for id_ in taken):
        assert cents * first > 0
        assert rule.least_cents <= abs(cents) <= rule.most_cents
        assert 3 * min(abs(first), abs(second)) <= 4 * abs(cents) + 4
        assert 4 * abs(cents) <= 5 * max(abs(first), abs(second)) + 4
