"""The average delay of payment."""

from datetime import date

import pytest

from microdesk_desktop.domain.records.delays import PaidDocument, PaymentDelay, payment_delay


def paid(issued: int, due: int | None, on: int) -> PaidDocument:
    """A document of November 2026, by the days of the month."""
    return PaidDocument(
        issued_on=date(2026, 11, issued),
        due_on=None if due is None else date(2026, 11, due),
        paid_on=date(2026, 11, on),
    )


def test_without_a_paid_document_there_is_no_average():
    assert payment_delay([]) is None


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([paid(1, 10, 15), paid(1, 20, 18)], PaymentDelay(documents=2, days=16, late_days=2)),  # 15.5 and 1.5
        ([paid(1, None, 4)], PaymentDelay(documents=1, days=3, late_days=None)),
        ([paid(1, 10, 5), paid(1, 10, 4)], PaymentDelay(documents=2, days=4, late_days=-6)),  # 3.5 and -5.5
        ([paid(1, None, 11), paid(1, 5, 5)], PaymentDelay(documents=2, days=7, late_days=0)),
    ],
)
def test_days_run_from_the_issue_and_lateness_from_the_due_date(documents, expected):
    assert payment_delay(documents) == expected
