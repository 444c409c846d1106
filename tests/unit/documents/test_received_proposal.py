"""The text of a plain PDF: a total and a day are proposed where they have one reading."""

from datetime import date

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.received.proposal import propose
from microdesk_desktop.documents.received.read import read_received
from microdesk_desktop.domain.documents.received import Proposal, ReceivedForm
from tests.support.documents.received import pages_of
from tests.worlds.documents import SAMPLES


@pytest.mark.parametrize(
    ("text", "cents", "day"),
    [
        ("Facture du 03/11/2026\nTotal HT 35,50 €\nTotal TTC : 42,60 €", 4260, date(2026, 11, 3)),
        (
            "Date de facture : 2026-11-03\nTotal TTC 1 242,60\nNet à payer 1\u202f000,00 €",
            100_000,
            date(2026, 11, 3),
        ),
        ("Total TTC 42,60 €\nTotal TTC 50,00 €", None, None),
        ("Invoice date 03/11/2026\nAmount due: 1.242,60", 124_260, date(2026, 11, 3)),
        ("Montant TTC 42", None, None),
        ("Facture du 31/02/2026", None, None),
        ("", None, None),
    ],
)
def test_a_total_and_a_day_are_proposed_where_one_reading_is_left(text, cents, day):
    assert propose(text) == Proposal(total_cents=cents, issued_on=day)


def test_a_pdf_without_e_invoice_proposes_what_its_first_page_states():
    received = read_received(pages_of(SAMPLES["standard"]), Job())
    assert received.form is ReceivedForm.PLAIN
    assert received.proposal.total_cents == 2148
