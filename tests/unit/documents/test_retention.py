"""How long a record of an erased client stays, against days counted by hand."""

from datetime import date

import pytest

from microdesk_desktop.documents.retention import Keeping, RecordFacts, Rule, keeping_of
from microdesk_desktop.domain.settle.targets import DocumentType

SPRING, SUMMER = date(2026, 3, 15), date(2027, 7, 1)
QUOTE, ORDER, DELIVERY = DocumentType.QUOTE, DocumentType.ORDER, DocumentType.DELIVERY


@pytest.mark.parametrize(
    ("facts", "rule", "until"),
    [
        ({"type": DocumentType.INVOICE}, Rule.ACCOUNTS, date(2036, 12, 31)),
        ({"type": DocumentType.CREDIT_NOTE, "on": date(2028, 1, 1)}, Rule.ACCOUNTS, date(2038, 12, 31)),
        ({"type": None, "on": date(2026, 12, 31)}, Rule.ACCOUNTS, date(2036, 12, 31)),
        ({"type": DELIVERY}, Rule.ACCOUNTS, date(2036, 12, 31)),
        ({"type": QUOTE, "invoiced_on": SUMMER}, Rule.ACCOUNTS, date(2037, 12, 31)),
        ({"type": QUOTE, "agreed_on": SPRING}, Rule.CONTRACT, date(2031, 3, 15)),
        ({"type": ORDER, "on": date(2028, 2, 29)}, Rule.CONTRACT, date(2033, 2, 28)),
        (
            {"type": QUOTE, "agreed_on": SPRING, "has_works_certificate": True, "delivered_on": SUMMER},
            Rule.WORKS_CERTIFICATE,
            date(2032, 12, 31),
        ),
        (
            {"type": QUOTE, "agreed_on": SPRING, "is_consumer": True, "incl_tax_cents": 120_00, "delivered_on": SUMMER},
            Rule.CONSUMER_CONTRACT,
            date(2037, 7, 1),
        ),
        (
            {"type": QUOTE, "agreed_on": SPRING, "is_consumer": True, "incl_tax_cents": 119_99},
            Rule.CONTRACT,
            date(2031, 3, 15),
        ),
    ],
)
def test_a_record_stays_until_the_last_day_of_the_longest_rule(facts, rule, until):
    assert keeping_of(RecordFacts(**{"on": SPRING, **facts})) == Keeping(rule=rule, until=until)


@pytest.mark.parametrize("facts", [{"type": QUOTE}, {"type": DocumentType.PROFORMA, "invoiced_on": SUMMER}])
def test_what_led_to_nothing_is_kept_by_no_law(facts):
    assert keeping_of(RecordFacts(**{"on": SPRING, "incl_tax_cents": 500_00, "is_consumer": True, **facts})) is None
