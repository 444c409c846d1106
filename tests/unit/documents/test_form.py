"""The JSON object of a draft: read strictly, written back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.form import read_form, write_form
from microdesk_desktop.documents.units import units
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.types import Discount, Paid, VatCategory
from microdesk_desktop.domain.settle.targets import DocumentType

PERCENTS, AMOUNTS = st.integers(1, 10**7), st.integers(1, 10**9)
DISCOUNTS = st.none() | st.builds(Discount, percent=PERCENTS) | st.builds(Discount, cents=AMOUNTS)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
DAYS = st.none() | st.dates()
LINES = st.builds(
    DraftLine,
    label=TEXTS,
    text=TEXTS,
    quantity=st.integers(-(10**9), 10**9),
    unit=st.sampled_from(sorted(units())),
    unit_price=st.integers(-(10**12), 10**12),
    discount=DISCOUNTS,
    vat_rate_bp=st.none() | st.integers(0, 10_000),
    category=st.none() | st.sampled_from(VatCategory),
    exemption=st.sampled_from(["", "VATEX-FR-FRANCHISE"]),
    activity=st.none() | st.sampled_from(Activity),
    first_day=DAYS,
    last_day=DAYS,
    is_disbursement=st.booleans(),
)
NUMBERS = st.lists(st.sampled_from(["F-1", "F-2", "F-3"]), unique=True).map(tuple)
DRAFTS = st.builds(
    Draft,
    type=st.sampled_from(DocumentType),
    client=TEXTS,
    lines=st.lists(LINES, max_size=4).map(tuple),
    issued_on=DAYS,
    due_on=DAYS,
    delivered_on=DAYS,
    valid_until=DAYS,
    currency=st.sampled_from(["EUR", "USD"]),
    exchange=st.none() | st.integers(1, 10**9),
    discount=DISCOUNTS,
    deposits=NUMBERS,
    refers_to=NUMBERS,
    paid=st.sampled_from(Paid),
    order_number=TEXTS,
    subject=TEXTS,
    notes=TEXTS,
    is_works_in_dwelling=st.booleans(),
)


@given(draft=DRAFTS)
def test_a_draft_is_read_back_as_it_was_written(draft):
    assert read_form(write_form(draft)) == draft


def test_what_is_left_out_takes_its_usual_value():
    draft = read_form({"client": "Nova SARL", "lines": [{"label": "Conseil", "unit_price": "80"}]})
    assert (draft.type, draft.currency, draft.issued_on) == (DocumentType.INVOICE, "EUR", None)
    assert draft.lines == (DraftLine(label="Conseil", unit_price=80_000_000),)


@pytest.mark.parametrize("word", ["jour", "Jours", "day", "DAY", "day ", "d"])
def test_a_unit_is_its_code_or_a_word_for_it(word):
    assert read_form({"lines": [{"unit": word}]}).lines[0].unit == "DAY"


@pytest.mark.parametrize(
    ("form", "field", "line"),
    [
        ({"type": "letter"}, "type", None),
        ({"issue_date": "26/11/2026"}, "issue_date", None),
        ({"lines": "x"}, "lines", None),
        ({"lines": [{"quantity": "1,5"}]}, "quantity", "1"),
        ({"lines": [{}, {"unit_price": 1.1}]}, "unit_price", "2"),
        ({"lines": [{"unit": "brouette"}]}, "unit", "1"),
        ({"lines": [{"discount_percent": "1", "discount_amount": "1"}]}, "discount_amount", "1"),
        ({"lines": [{"period": ["2026-01-01"]}]}, "period", "1"),
        ({"client": {"name": "X", "kind": "alien"}}, "kind", None),
        ({"client": [1]}, "client", None),
        ({"eur_rate": "un"}, "eur_rate", None),
    ],
)
def test_a_wrong_value_is_refused_by_its_field_and_line(form, field, line):
    with pytest.raises(KnownError) as caught:
        read_form(form)
    assert caught.value.code is ErrorCode.INVALID_VALUE
    assert (caught.value.params["field"], caught.value.params.get("line")) == (field, line)


@pytest.mark.parametrize("form", [{"total": "1"}, {"lines": [{"price": "1"}]}, {"client": {"nom": "X"}}])
def test_an_unknown_field_is_refused_rather_than_ignored(form):
    with pytest.raises(KnownError) as caught:
        read_form(form)
    assert caught.value.code is ErrorCode.FIELD_UNKNOWN
