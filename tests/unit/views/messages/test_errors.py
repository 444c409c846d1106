"""Every known error has its sentence without a hole, and its action."""

import re
from datetime import UTC, datetime

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.domain.money import Money
from microdesk_desktop.views.messages.actions import Goal, action_for, command_text, goal_label
from microdesk_desktop.views.messages.errors import error_text

VALUES = {
    "accounts": ("FR76 1", "FR76 2"),
    "address": "http://localhost:1/back",
    "advice": "date",
    "amount": Money(20_000, "USD"),
    "available": Money(10_000, "USD"),
    "columns": ("date", "amount"),
    "field": "amount",
    "host": "bank.example",
    "iban": "FR761",
    "option": "--archive-passphrase-file",
    "path": "statement.ofx",
    "reference": "F-1",
    "remaining": Money(48_000, "EUR"),
    "settled": Money(48_000, "EUR"),
    "until": datetime(2026, 11, 27, 9, tzinfo=UTC),
}


@pytest.mark.parametrize("params", [{}, VALUES], ids=["without values", "with values"])
@pytest.mark.parametrize("code", ErrorCode)
def test_every_code_has_a_sentence_without_a_hole(code, params):
    text = error_text(KnownError(code, **params))
    assert text.endswith(".")
    assert not re.search(r"[{}]|  |\( ?\)|« ?»|\s\.(?!\w)", text)


def test_amounts_carry_their_currency_in_the_writing_of_the_language():
    error = KnownError(ErrorCode.AMOUNT_EXCEEDS_TRANSACTION, amount=VALUES["amount"], available=VALUES["available"])
    assert "200,00\u00a0$US" in error_text(error)
    set_language("en")
    assert "US$200.00" in error_text(error)


def test_missing_columns_are_named_in_the_user_s_language():
    error = KnownError(ErrorCode.COLUMNS_MISSING, columns=("date", "label", "amount"))
    assert "date, libellé, montant" in error_text(error)
    set_language("en")
    assert "date, description, amount" in error_text(error)


def test_a_bare_number_is_never_taken_for_an_amount():
    with pytest.raises(TypeError):
        error_text(KnownError(ErrorCode.AMOUNT_EXCEEDS_TRANSACTION, amount=200, available=100))


@pytest.mark.parametrize("code", ErrorCode)
def test_every_code_has_an_action_or_declares_that_there_is_none(code):
    action = action_for(code)
    assert bool(goal_label(action.goal)) == (action.goal is not Goal.NONE)
    assert "{" not in command_text(code)


def test_an_expired_consent_is_renewed_by_a_button_and_by_a_command():
    assert action_for(ErrorCode.CONSENT_EXPIRED).goal is Goal.RENEW_CONSENT
    assert "microdesk bank connect" in command_text(ErrorCode.CONSENT_EXPIRED)


@pytest.mark.parametrize(
    "part", ["self_signed", "unknown_authority", "wrong_host", "changed", "expired", "not_yet_valid"]
)
def test_a_certificate_that_is_refused_has_its_cause_named(part):
    general, named = (KnownError(ErrorCode.MAIL_CERTIFICATE, host="h", part=each) for each in (None, part))
    assert error_text(named) != error_text(general)
