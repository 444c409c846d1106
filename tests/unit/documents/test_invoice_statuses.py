"""Status messages against the official schema and schematron, and our own rules against them: the same names."""

import re
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from microdesk_desktop.documents.einvoice.lifecycle.collected import (
    collected_message,
    has_collected_status,
    is_collected_due,
    not_reported,
    received_of,
)
from microdesk_desktop.documents.einvoice.lifecycle.message import Collected, Invoice, StatusMessage, StatusParty
from microdesk_desktop.documents.einvoice.lifecycle.read import read_collected
from microdesk_desktop.documents.einvoice.lifecycle.rules import problems_of_status
from microdesk_desktop.documents.einvoice.lifecycle.statuses import COLLECTED, Role, status, statuses
from microdesk_desktop.documents.einvoice.lifecycle.xml import write_status
from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.parties import ElectronicAddress
from microdesk_desktop.domain.documents.types import Deposit
from microdesk_desktop.domain.settle.targets import DocumentType
from tests.support.documents.schematron import status_findings
from tests.worlds.documents import DEPOSIT, SAMPLES, SELLER, sample

GOLDEN = Path(__file__).parents[2] / "golden"
DAY, AT = date(2026, 12, 3), datetime(2026, 12, 4, 18, 5, 9)  # noqa: DTZ001 - the message has the local time alone
SELLING = StatusParty(
    role=Role.SELLER,
    name="Camille & « Roussel » EI",
    siren="812345676",
    address=ElectronicAddress(scheme="0225", value="812345676_Statuts"),
)
BUYING = StatusParty(
    role=Role.BUYER, name="Nova", siren="552100554", address=ElectronicAddress(scheme="0225", value="552100554")
)
AMOUNTS = (Collected(on=DAY, rate_bp=2_000, cents=120_00), Collected(on=DAY, rate_bp=550, cents=-12_05))
NUMBER = "F-2026-0043"
REASONS = [(each.code, reason.code) for each in statuses().values() for reason in each.reasons]


def message(code=COLLECTED, reason="", **facts):
    """A message of this status that may be sent, changed by these facts."""
    sender, recipient = (SELLING, BUYING) if status(code).sender is Role.SELLER else (BUYING, SELLING)
    amounts = AMOUNTS if code == COLLECTED else ()
    usual = StatusMessage(
        id=f"{NUMBER}_{code}_1",
        at=AT,
        code=code,
        invoice=Invoice(number=NUMBER, type_code="380", issued_on=DAY, seller_siren=SELLING.siren),
        sender=sender,
        recipient=recipient,
        reason=reason,
        currency="EUR" if amounts else "",
        collected=amounts,
    )
    return replace(usual, **facts)


def issued(document):
    return IssuedDocument(
        number=NUMBER,
        document=document,
        totals=totals_of(document),
        mentions=(),
        client_id=1,
        subject="",
        settles={},
        program="",
    )


@pytest.mark.parametrize("code", [each.code for each in statuses().values() if not each.reasons])
def test_every_status_without_reasons_follows_the_official_rules_and_ours(code):
    assert problems_of_status(message(code)) == []
    assert status_findings(write_status(message(code))) == []


@pytest.mark.parametrize(("code", "reason"), REASONS)
def test_every_reason_of_every_status_follows_the_official_rules_and_ours(code, reason):
    made = message(code, reason, remark="Voir <notre> courriel\ndu 3 & du 4")
    assert problems_of_status(made) == []
    assert status_findings(write_status(made)) == []


@pytest.mark.parametrize("code", [each.code for each in statuses().values() if each.reasons])
def test_the_list_of_a_status_is_that_of_the_official_sheet(code):
    sheet = (GOLDEN / "cdar" / "BR-FR-CDV-Schematron-CDAR.xslt").read_text("utf-8")
    (text,) = re.findall(rf"\[BR-FR-CDV-CL-09/MDT-113_{code}\](.*?)</svrl:text>", sheet, re.DOTALL)
    official = re.findall(r'"([A-Z_]+)"', text.split(f"({code})")[1])
    assert [reason.code for reason in status(code).reasons] == official


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        (COLLECTED, {"id": ""}),
        (COLLECTED, {"collected": ()}),
        (COLLECTED, {"sender": replace(SELLING, siren="")}),
        (COLLECTED, {"sender": replace(SELLING, role=Role.PLATFORM)}),
        (COLLECTED, {"recipient": replace(BUYING, address=ElectronicAddress())}),
        (COLLECTED, {"invoice": Invoice(number=NUMBER, type_code="999", issued_on=DAY, seller_siren="812345676")}),
        (COLLECTED, {"invoice": Invoice(number=NUMBER, type_code="380", issued_on=None, seller_siren="812345676")}),
        (COLLECTED, {"invoice": Invoice(number=NUMBER, type_code="380", issued_on=DAY, seller_siren="")}),
        ("205", {"recipient": replace(SELLING, address=ElectronicAddress())}),
        ("206", {}),
        ("207", {}),
        ("208", {}),
        ("210", {}),
        ("207", {"reason": "JUSTIF_ABS"}),
        ("208", {"reason": "TX_TVA_ERR"}),
        ("210", {"reason": "AUTRE"}),
        ("210", {"reason": "PU_ERR"}),
        ("206", {"reason": "DOUBLON"}),
        ("210", {"reason": "PARCE_QUE"}),
    ],
)
def test_a_fault_has_the_name_that_the_official_rule_has(code, facts):
    broken = message(code, **facts)
    official = {re.sub(r"_(MDT|MDG)-.*", "", each) for each in status_findings(write_status(broken))}
    assert official
    assert official <= {problem.rule for problem in problems_of_status(broken)}


@pytest.mark.parametrize(
    ("code", "facts", "rule"),
    [
        ("205", {"sender": SELLING, "recipient": BUYING}, "MD-STATUS-SENDER"),
        (COLLECTED, {"sender": BUYING, "recipient": SELLING}, "MD-STATUS-SENDER"),
        (COLLECTED, {"recipient": replace(BUYING, role=Role.SELLER)}, "MD-STATUS-RECIPIENT"),
        ("205", {"reason": "AUTRE"}, "MD-REASON"),
        ("211", {"collected": AMOUNTS}, "MD-COLLECTED"),
        (COLLECTED, {"currency": ""}, "MD-COLLECTED"),
        (COLLECTED, {"collected": (replace(AMOUNTS[0], cents=0),)}, "MD-COLLECTED"),
        (COLLECTED, {"collected": (AMOUNTS[0], AMOUNTS[0])}, "MD-COLLECTED"),
        (COLLECTED, {"collected": (replace(AMOUNTS[0], rate_bp=1_900),)}, "MD-COLLECTED-RATE"),
        (COLLECTED, {"sender": replace(SELLING, siren="812 345 676")}, "MD-SIREN"),
        (COLLECTED, {"invoice": Invoice(number="", type_code="380", issued_on=DAY, seller_siren="1")}, "BR-FR-CDV-10"),
    ],
)
def test_what_the_official_sheet_misses_is_found_by_ours(code, facts, rule):
    broken = message(code, **facts)
    assert rule in {problem.rule for problem in problems_of_status(broken)}


def test_a_code_that_no_party_sends_is_named():
    assert [each.rule for each in problems_of_status(replace(message("205"), code="213"))] == ["BR-FR-CDV-CL-06"]


def test_the_sheets_see_an_amount_without_its_rate_and_an_order_that_the_schema_has_not():
    xml = write_status(message()).decode()
    rate = "<ram:ValuePercent>20.00</ram:ValuePercent>"
    assert status_findings(xml.replace(rate, "").encode()) == ["BR-FR-CDV-14_MDT-207"]
    block = re.sub(r"(<ram:ValueAmount.*?</ram:ValueAmount>)", rf"{rate}\1", xml.replace(rate, ""), count=1)
    assert any("ValueAmount" in each for each in status_findings(block.encode()))


def test_a_status_goes_from_the_seller_to_the_address_of_the_buyer_and_names_the_invoice():
    made = collected_message(issued(SAMPLES["standard"]), AMOUNTS, 2, AT)
    assert (made.id, made.sender.address.value, made.recipient.address.value) == (
        "F-2026-0043_212_2",
        "812345676",
        "552100554",
    )
    xml = write_status(made).decode()
    assert '<ram:URIID schemeID="0225">552100554</ram:URIID>' in xml
    assert '<ram:ValueAmount currencyID="EUR">-12.05</ram:ValueAmount>' in xml
    assert read_collected(xml.encode()) == list(AMOUNTS)


@pytest.mark.parametrize(
    ("document", "exists", "is_due"),
    [
        (SAMPLES["standard"], True, True),
        (SAMPLES["public body"], True, True),
        (SAMPLES["dollars"], True, True),
        (SAMPLES["credit note"], True, True),
        (sample(seller=replace(SELLER, taxes_by_debits=True)), True, False),
        (SAMPLES["franchise"], True, False),
        (SAMPLES["building"], True, False),
        (sample(lines=(replace(SAMPLES["standard"].lines[0], activity=Activity.SALES),)), True, False),
        (SAMPLES["person"], False, False),
        (SAMPLES["service in the Union"], False, False),
        (sample(type=DocumentType.QUOTE), False, False),
    ],
)
def test_the_state_has_it_only_where_vat_is_due_on_receipt_and_consumers_have_none(document, exists, is_due):
    assert (has_collected_status(document), is_collected_due(document)) == (exists, is_due)


def exact_parts(weights, payments):
    """An independent division: each payment over what is left of each rate, whole cents by largest remainder."""
    left = dict(weights)
    for cents in payments:
        whole = sum(left.values())
        exact = {rate: Fraction(cents * rest, whole) if whole else Fraction(0) for rate, rest in left.items()}
        parts = {rate: int(share) for rate, share in exact.items()}
        missing = cents - sum(parts.values())
        for rate in sorted(exact, key=lambda rate: parts[rate] - exact[rate])[:missing]:
            parts[rate] += 1
        left = {rate: rest - parts[rate] for rate, rest in left.items()}
        yield parts


cuts = st.lists(st.integers(0, 1_000), max_size=5)


@given(
    name=st.sampled_from(["four rates", "standard", "dollars", "franchise", "discount of the document"]),
    cuts=cuts,
    sign=st.sampled_from([1, -1]),
)
@example(name="four rates", cuts=[333, 666], sign=-1)
def test_partial_payments_divide_over_the_rates_as_an_independent_computation_does(name, cuts, sign):
    type_ = DocumentType.INVOICE if sign > 0 else DocumentType.CREDIT_NOTE
    document = issued(replace(SAMPLES[name], type=type_))
    total = document.totals.incl_tax
    bounds = [0, *sorted(cut * total // 1_000 for cut in cuts), total]
    cents = [after - before for before, after in pairwise(bounds)]
    days = [date(2026, 12, day + 1) for day in range(len(cents))]
    weights = {group.vat.rate_bp: group.base + group.tax for group in document.totals.groups}
    expected = {
        (on, rate): sign * part
        for on, parts in zip(days, exact_parts(weights, cents), strict=True)
        for rate, part in parts.items()
        if part
    }
    payments = [(on, sign * each) for on, each in zip(days, cents, strict=True)]
    assert received_of(document, payments) == expected


payment = st.tuples(st.dates(date(2026, 12, 1), date(2026, 12, 9)), st.integers(-50_00, 60_00))


@given(states=st.lists(st.lists(payment, max_size=4), min_size=1, max_size=6))
def test_each_euro_is_in_one_message_however_payments_are_corrected_in_between(states):
    document, reported = issued(SAMPLES["four rates"]), []
    for payments in states:
        reported += not_reported(received_of(document, sorted(payments)), reported)
    sums = {}
    for each in reported:
        assert each.cents
        sums[each.on, each.rate_bp] = sums.get((each.on, each.rate_bp), 0) + each.cents
    received = received_of(document, sorted(states[-1]))
    assert {key: cents for key, cents in sums.items() if cents} == {
        key: cents for key, cents in received.items() if cents
    }
    assert sum(sums.values()) == sum(cents for _, cents in states[-1])


@settings(max_examples=40, deadline=None)
@given(
    amounts=st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=4),
    name=st.sampled_from(["four rates", "dollars", "franchise", "credit note", "public body"]),
)
def test_random_amounts_follow_the_official_rules_and_are_read_back(amounts, name):
    document = issued(SAMPLES[name])
    rates = (2_000, 1_000, 550, 0)
    parts = tuple(Collected(on=DAY, rate_bp=rate, cents=cents) for rate, cents in zip(rates, amounts, strict=False))
    made = collected_message(document, parts, 1, AT)
    xml = write_status(made)
    assert (list(problems_of_status(made)), status_findings(xml)) == ([], [])
    assert read_collected(xml) == list(parts)


def test_what_a_credit_note_gives_back_is_negative():
    note = issued(SAMPLES["credit note"])
    assert received_of(note, [(DAY, -note.totals.incl_tax)]) == {(DAY, 2_000): -note.totals.incl_tax}


def test_a_deposit_that_is_deducted_is_no_money_of_the_final_invoice():
    final = issued(sample(type=DocumentType.FINAL, deposits=(Deposit(reference=DEPOSIT, incl_tax_cents=5_00),)))
    assert received_of(final, []) == {}
    assert received_of(final, [(DAY, final.totals.due)]) == {(DAY, 2_000): final.totals.incl_tax - 5_00}
