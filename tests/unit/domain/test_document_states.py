"""The state of a document follows from its facts alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.documents.follow_up.states import DocumentState, StateFacts, state_of
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType

TODAY = date(2026, 11, 27)
YESTERDAY = TODAY - timedelta(days=1)
INVOICE, QUOTE, CREDIT = DocumentType.INVOICE, DocumentType.QUOTE, DocumentType.CREDIT_NOTE


def state(type_=INVOICE, remaining=100, total=100, **facts):
    return state_of(StateFacts(type=type_, claimed_cents=total, remaining_cents=remaining, **facts), TODAY)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (state(), DocumentState.ISSUED),
        (state(sent_on=TODAY), DocumentState.SENT),
        (state(due_on=TODAY, sent_on=TODAY), DocumentState.SENT),
        (state(due_on=YESTERDAY, sent_on=TODAY), DocumentState.LATE),
        (state(remaining=40), DocumentState.PARTLY_PAID),
        (state(remaining=40, due_on=YESTERDAY), DocumentState.LATE),
        (state(remaining=0, due_on=YESTERDAY), DocumentState.PAID),
        (state(remaining=-5), DocumentState.PARTLY_PAID),
        (state(remaining=-5, due_on=YESTERDAY), DocumentState.PARTLY_PAID),
        (state(remaining=0, is_replaced=True), DocumentState.CANCELLED),
        (state(remaining=5, is_replaced=True), DocumentState.PARTLY_PAID),
        (state(status=DocumentStatus.CANCELLED, remaining=0), DocumentState.CANCELLED),
        (state(CREDIT, -100, -100, due_on=YESTERDAY), DocumentState.ISSUED),
        (state(CREDIT, -40, -100), DocumentState.PARTLY_PAID),
        (state(QUOTE, 0, due_on=TODAY), DocumentState.ISSUED),
        (state(QUOTE, 0, due_on=YESTERDAY, sent_on=YESTERDAY), DocumentState.EXPIRED),
        (state(QUOTE, 0, due_on=YESTERDAY, status=DocumentStatus.ACCEPTED), DocumentState.ACCEPTED),
        (state(QUOTE, 0, due_on=YESTERDAY, status=DocumentStatus.DECLINED), DocumentState.DECLINED),
        (state(DocumentType.ORDER, 0, due_on=YESTERDAY, sent_on=TODAY), DocumentState.SENT),
    ],
)
def test_every_state_has_its_facts(found, expected):
    assert found is expected


@given(
    st.builds(
        StateFacts,
        type=st.sampled_from(DocumentType),
        claimed_cents=st.integers(-300, 300),
        remaining_cents=st.integers(-300, 300),
        status=st.sampled_from(DocumentStatus),
        due_on=st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
        sent_on=st.none() | st.dates(),
        is_replaced=st.booleans(),
    )
)
def test_only_what_is_owed_after_its_day_is_late_and_what_is_settled_never(facts):
    found = state_of(facts, TODAY)
    if found is DocumentState.LATE:
        assert facts.type.is_settled_by_money
        assert facts.remaining_cents > 0
        assert facts.due_on is not None
        assert facts.due_on < TODAY
    if not facts.remaining_cents and facts.type.is_settled_by_money:
        assert found not in {DocumentState.ISSUED, DocumentState.SENT, DocumentState.LATE, DocumentState.PARTLY_PAID}
