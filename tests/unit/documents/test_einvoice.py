"""E-invoices against the official rules, and our own rules against them: the same names for the same faults."""

import random
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from microdesk_desktop.documents.einvoice.rules.amounts import taxes
from microdesk_desktop.documents.einvoice.rules.check import problems_of
from microdesk_desktop.documents.einvoice.terms import terms_of
from microdesk_desktop.documents.einvoice.xml import Syntax, write_xml
from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.documents.types import Discount
from tests.attack.einvoice_breakages import breakages, missed
from tests.support.documents.schematron import findings
from tests.worlds.documents import DAY, SAMPLES, random_document

NUMBER = "F-2026-0043"
DEPOSIT_LINE = {"BT-126": "9", "BT-129": "1", "BT-146": "5.00", "BT-131": "-5.00", "BT-153": "Acompte déduit"}
RANDOM = 60
"""Random documents of one run; `python -m tests.attack einvoices` tries ten thousand."""


def terms(name):
    return prepare(SAMPLES[name], NUMBER).terms


@pytest.mark.parametrize("syntax", Syntax)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_case_follows_the_official_rules_and_ours(name, syntax):
    prepared = prepare(SAMPLES[name], NUMBER)
    assert prepared.problems == []
    assert findings(write_xml(prepared.terms, syntax), syntax) == []


def test_random_documents_follow_the_official_rules_and_ours():
    dice = random.Random(20261126)
    for _ in range(RANDOM):
        document = random_document(dice)
        totals = totals_of(document)
        found = terms_of(document, totals, NUMBER, prepare(document, NUMBER).mentions)
        assert problems_of(found) == []
        assert findings(write_xml(found), Syntax.CII) == []


@pytest.mark.parametrize(
    ("name", "path", "value"),
    [
        ("standard", ("BT-1",), "F 2026"),
        ("standard", ("BT-1",), "F" * 36),
        ("standard", ("BT-1",), "Fé1"),
        ("standard", ("BT-2",), date(1999, 1, 1)),
        ("standard", ("BT-3",), "999"),
        ("standard", ("BT-3",), "381"),
        ("standard", ("BT-3",), "384"),
        ("standard", ("BT-5",), "USD"),
        ("standard", ("BT-9",), date(2026, 1, 1)),
        ("standard", ("BT-23",), "X1"),
        ("standard", ("BT-23",), "S2"),
        ("standard", ("BT-23",), None),
        ("standard", ("BT-84",), None),
        ("standard", ("BT-106",), "1.00"),
        ("standard", ("BT-109",), "1.00"),
        ("standard", ("BT-110",), "1.00"),
        ("standard", ("BT-112",), "1.00"),
        ("standard", ("BT-115",), "1.00"),
        ("standard", ("BT-115",), "1.001"),
        ("standard", ("BG-1",), []),
        ("standard", ("BG-1", 0, "BT-21"), "PMT"),
        ("standard", ("BG-4", "legal_identifier"), "812 345 676"),
        ("standard", ("BG-4", "legal_identifier"), None),
        ("standard", ("BG-4", "identifiers"), {"0009": "12345678900019"}),
        ("standard", ("BG-4", "vat_identifier"), None),
        ("standard", ("BG-4", "vat_identifier"), "812345676"),
        ("standard", ("BG-4", "einvoicing_addr"), None),
        ("standard", ("BG-4", "einvoicing_addr"), "a b"),
        ("standard", ("BG-4", "einvoicing_addr"), "9" * 126),
        ("standard", ("BG-7", "legal_identifier"), "552 100 554"),
        ("standard", ("BG-7", "legal_identifier"), None),
        ("standard", ("BG-7", "einvoicing_addr"), None),
        ("standard", ("BG-7", "einvoicing_addr"), "123456789"),
        ("standard", ("BG-7", "einvoicing_addr_schemeid"), "EM"),
        ("standard", ("BG-25", 0, "BT-129"), "1.00001"),
        ("standard", ("BG-25", 0, "BT-131"), "1.00"),
        ("standard", ("BG-25", 0, "BT-146"), "-1.00"),
        ("standard", ("BG-25", 0, "BT-146"), "1.0000001"),
        ("standard", ("BG-25", 0, "BT-151"), "E"),
        ("standard", ("BG-25", 0, "BT-152"), "19"),
        ("standard", ("BG-25", 0, "BT-152"), "20.001"),
        ("standard", ("BG-25", 0, "BT-152"), "0"),
        ("standard", ("BG-25", 0, "BT-152"), None),
        ("standard", ("BG-25", 1, "BG-27", 0, "reason"), None),
        ("standard", ("BG-23", 0, "BT-116"), "1.00"),
        ("standard", ("BG-23", 0, "BT-117"), "99.00"),
        ("standard", ("BG-23", 0, "BT-118"), "E"),
        ("standard", ("BG-23", 0, "BT-119"), "10"),
        ("standard", ("BG-23", 0, "BT-120"), "parce que"),
        ("franchise", ("BG-4", "tax_identifier"), None),
        ("franchise", ("BG-23", 0, "BT-117"), "5.00"),
        ("franchise", ("BG-25", 0, "BT-152"), "20"),
        ("service in the Union", ("BG-7", "vat_identifier"), None),
        ("service in the Union", ("BG-4", "vat_identifier"), None),
        ("goods in the Union", ("BG-13",), None),
        ("goods in the Union", ("BG-7", "vat_identifier"), None),
        ("export", ("BG-4", "vat_identifier"), None),
        ("outside", ("BG-4", "vat_identifier"), "FR19812345676"),
        ("outside", ("BG-25", 0, "BT-152"), "0"),
        ("outside", ("BG-25", 0, "BT-151"), "S"),
        ("discount of the document", ("BG-20", 0, "amount"), "0.05"),
        ("discount of the document", ("BG-20", 0, "reason"), None),
        ("discount of the document", ("BG-20", 0, "vat_rate"), "10"),
        ("discount of the document", ("BT-107",), "9.99"),
        ("credit note", ("BG-3",), []),
        ("credit note", ("BG-3", 0, "BT-26"), None),
        ("corrective", ("BG-3",), []),
        ("corrective", ("BG-3",), [{"BT-25": "A", "BT-26": DAY}, {"BT-25": "B", "BT-26": DAY}]),
        ("paid at once", ("BT-9",), None),
        ("paid at once", ("BT-113",), "1.00"),
        ("dollars", ("BT-6",), None),
        ("dollars", ("BT-111",), None),
        ("final", ("BT-3",), "386"),
    ],
)
def test_a_fault_has_the_name_that_the_official_rule_has(name, path, value):
    broken = changed(terms(name), path, value)
    official = official_names(broken)
    assert official
    assert official <= {problem.rule for problem in problems_of(broken)}


@pytest.mark.parametrize(
    ("name", "path", "value", "rule"),
    [
        ("standard", ("BT-9",), None, "BR-CO-25"),
        ("credit note", ("BT-20",), None, "BR-CO-25"),
        ("standard", ("BG-4", "country_code"), "UK", "BR-CL-14"),
        ("standard", ("BG-7", "country_code"), "XK", "BR-CL-14"),
        ("standard", ("BG-25", 0, "BT-130"), "heure", "BR-CL-23"),
        ("standard", ("BG-25", 0, "BT-129"), "3", "MD-LINE-NET"),
        ("standard", ("BG-25", 1, "BG-27", 0, "amount"), "0.01", "MD-LINE-NET"),
        ("standard", ("BG-23", 0, "BT-117"), "3.00", "MD-TAX"),
        ("standard", ("BG-25", 1, "BT-126"), "1", "MD-LINE-ID"),
        ("final", ("BG-3",), [], "MD-FINAL"),
        ("standard", ("BT-115",), "-1.00", "MD-NEGATIVE"),
        ("service in the Union", ("BG-7", "vat_identifier"), "GR123456789", "MD-VAT-NUMBER"),
        ("standard", ("BG-4", "legal_identifier"), "812345678", "MD-SIREN"),
        ("standard", ("BG-4", "identifiers"), {"0009": "81234567600019"}, "MD-SIRET"),
        ("standard", ("BT-84",), "FR7630006000011234567890188", "MD-IBAN"),
        ("standard", ("BT-7",), DAY, "BR-CO-03"),
        ("standard", ("BT-72",), None, "MD-DELIVERY"),
        ("franchise", ("BT-110",), None, "BR-CO-14"),
        ("standard", ("BG-4", "einvoicing_addr_schemeid"), None, "BR-FR-13"),
        ("standard", ("BG-23", 0, "BT-117"), "abc", "BR-DEC-20"),
        ("franchise", ("BG-23", 0, "BT-121"), "VATEX-FR-CNWVAT", "MD-CNWVAT"),
        ("person", ("BG-1", 0), {"BT-21": "PMT", "BT-22": "Indemnité forfaitaire : 40 €"}, "MD-CONSUMER"),
        ("final", ("BG-25", 0), DEPOSIT_LINE, "MD-DEPOSIT-LINE"),
    ],
)
def test_what_the_official_sheets_miss_or_only_number_is_found_by_ours(name, path, value, rule):
    broken = changed(terms(name), path, value)
    assert rule in {problem.rule for problem in problems_of(broken)}


def test_a_discount_over_several_rates_adds_up_in_each_group_and_contradicts_no_percent():
    dice = random.Random(9)
    for _ in range(200):
        document = random_document(dice, SAMPLES["four rates"])
        document = replace(document, discount=Discount(percent=dice.randint(1, 100 * 10**5)))
        totals = totals_of(document)
        found = terms_of(document, totals, NUMBER, ())
        parts = found.get("BG-20", [])
        assert sum(Decimal(each["amount"]) for each in parts) == Decimal(found.get("BT-107", "0"))
        assert all(group.base >= 0 for group in totals.groups if group.lines >= 0)
        for each in (part for part in parts if "rate" in part):
            exact = Decimal(each["base_amount"]) * Decimal(each["rate"]) / 100
            assert Decimal(each["amount"]) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_half_a_cent_of_a_negative_base_that_is_rounded_the_other_way_is_found():
    group = {"BT-116": "-7612.50", "BT-119": "19", "BT-117": "-1446.37"}
    assert [problem.rule for problem in taxes({"BG-23": [group]})] == ["MD-TAX"]
    assert list(taxes({"BG-23": [group | {"BT-117": "-1446.38"}]})) == []


@pytest.mark.logs
def test_random_breakages_have_the_names_that_the_official_rules_have():
    """`python -m tests.attack.einvoice_breakages` tries hundreds."""
    found = [(each, missed(terms)) for each, terms in breakages(random.Random(3), 40)]
    assert [each for each in found if each[1]] == []


def test_a_consumer_is_never_asked_for_recovery_costs():
    notes = {note.get("BT-21"): note["BT-22"] for note in terms("person")["BG-1"]}
    assert "40" not in notes["PMT"]
    assert {"PMT", "PMD", "AAB"} <= notes.keys()


def changed(terms: Mapping, path: tuple, value: object) -> dict:
    """The terms with another value at this path; without it for None."""
    copy = deepcopy(dict(terms))
    place = copy
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return copy


def official_names(broken: dict) -> set[str]:
    """The names of the official rules that are broken, without the term that some add, and without code lists.

    `FX-SCH-…` are numbers of the schema's elements, and BR-DEC-15 fires where BT-111 is absent.
    """
    found = {rule.split("_")[0].removesuffix("-LEGALID") for rule in findings(write_xml(broken), Syntax.CII)}
    return {rule for rule in found if not rule.startswith("FX-SCH") and rule != "BR-DEC-15"}
