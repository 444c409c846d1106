"""Every known error has its sentence, and a sentence never shows a hole."""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.views.messages.errors import sentence


@pytest.mark.parametrize("code", ErrorCode)
def test_every_code_says_a_full_sentence(code: ErrorCode) -> None:
    text = sentence(KnownError(code))
    assert text.endswith(".")
    assert "{" not in text


def test_amounts_and_fields_are_said_in_words() -> None:
    assert "480.00" in sentence(KnownError(ErrorCode.AMOUNT_EXCEEDS_REMAINING, reference="F-1", remaining=48_000))
    assert "montant" in sentence(KnownError(ErrorCode.INVALID_VALUE, field="amount"))
