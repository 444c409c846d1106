"""A reason of a match that an export brings back can be shown, whatever wrote it."""

import pytest

from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.operations.privacy.archive.reason_values import NEEDED, check_reason
from microdesk_desktop.views.messages.reasons import codes, reason_text

VALUES = {
    "cents": "1250",
    "left": "5000",
    "currency": "EUR",
    "percent": "40",
    "count": "2",
    "of": "3",
    "days": "4",
    "on": "2026-05-03",
    "month": "5",
    "months": "2026-5,0-6",
    "week": "25",
    "part": "1",
    "whole": "3",
}
WRONG = {"currency": "12", "on": "3 mai", "month": "13", "months": "mai"}


def values_of(code: str) -> dict[str, str]:
    return {name: VALUES[name] for name in (*NEEDED[code], *(("count",) if code == "instalments" else ()))}


def test_each_reason_that_has_a_sentence_is_known() -> None:
    assert codes() == NEEDED.keys()


@pytest.mark.parametrize("code", sorted(NEEDED))
def test_the_values_that_are_needed_are_those_without_which_there_is_no_sentence(code: str) -> None:
    values = values_of(code)
    check_reason(code, values)
    assert reason_text(Reason(code, values))
    for name in values:
        less = {other: text for other, text in values.items() if other != name}
        with pytest.raises(KeyError):
            check_reason(code, less)
        with pytest.raises(KeyError):
            reason_text(Reason(code, less))


@pytest.mark.parametrize(("code", "name"), [(code, name) for code in sorted(NEEDED) for name in values_of(code)])
def test_a_value_that_cannot_be_shown_is_refused(code: str, name: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        check_reason(code, {**values_of(code), name: WRONG.get(name, "deux")})


def test_days_of_payments_are_days() -> None:
    check_reason("instalments", {"days": "2026-05-03,2026-06-03"})
    with pytest.raises(ValueError, match=r".+"):
        check_reason("instalments", {"days": "2"})
