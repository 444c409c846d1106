"""Reasons as JSON: read back as they were, and refused with a name in them."""

import pytest

from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.store.reasons import dump_reasons, load_reasons

REASONS = (Reason(code="client_like", params={"target_id": "7"}), Reason(code="amount"))


def test_reasons_are_read_back_as_they_were():
    assert load_reasons(dump_reasons(REASONS)) == REASONS
    assert load_reasons(None) == ()


@pytest.mark.parametrize("name", ["name", "reference", "rule"])
def test_a_reason_with_a_name_looked_up_for_display_is_refused(name):
    with pytest.raises(ValueError, match="ids, not names"):
        dump_reasons([Reason(code="client_like", params={"target_id": "7", name: "Camille Leroy"})])
