"""The address of Tink Link, and what the browser brings back from it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from microdesk_desktop.banks.tink.link import CONNECT, RULES, arrival_error, credentials_of, page_address
from microdesk_desktop.base.errors import ErrorCode

E = ErrorCode


def test_the_page_is_tinks_own_but_for_a_simulated_one() -> None:
    real = urlsplit(page_address("https://api.tink.com", CONNECT, {"state": "s"}, "fr"))
    assert (real.scheme, real.netloc) == ("https", "link.tink.com")
    assert real.path == "/1.0/transactions/connect-accounts"
    here = urlsplit(page_address("http://127.0.0.1:5000/", CONNECT, {"state": "s"}, "fr"))
    assert (here.netloc, here.path) == ("127.0.0.1:5000", "/link/1.0/transactions/connect-accounts")
    other = urlsplit(page_address("https://tink.example/api", CONNECT, {}, "fr"))
    assert other.netloc == "link.tink.com"


@pytest.mark.parametrize(("language", "locale"), [("fr", "fr_FR"), ("en", "en_US"), ("xx", "fr_FR")])
def test_market_and_locale_are_never_left_to_tink(language: str, locale: str) -> None:
    query = parse_qs(urlsplit(page_address("https://api.tink.com", CONNECT, {"redirect_uri": "a&b=c"}, language)).query)
    assert query == {"redirect_uri": ["a&b=c"], "market": ["FR"], "locale": [locale]}


CASES = [
    ("USER_CANCELLED", "USER_CANCELLED", "", E.CONSENT_REFUSED),
    ("USER_CANCELLED", "USER_DECLINED_CONSENT", "", E.CONSENT_REFUSED),
    ("BAD_REQUEST", "INVALID_PARAMETER_MARKET", "", E.REQUEST_REFUSED),
    ("BAD_REQUEST", "INVALID_STATE_REDIRECT_URI", "", E.RETURN_NOT_REGISTERED),
    ("INTERNAL_ERROR", "REQUEST_FAILED_OAUTH_DESCRIBE", "", E.RETURN_NOT_REGISTERED),
    ("BAD_REQUEST", "INVALID_STATE_PERMANENT_USER_FLAG", "", E.APPLICATION_INACTIVE),
    ("BAD_REQUEST", "INVALID_STATE_PROVIDER", "", E.REQUEST_REFUSED),
    ("INVALID_STATE", "", "", E.REQUEST_REFUSED),
    ("AUTHENTICATION_ERROR", "", "USER_LOGIN_ERROR", E.CONSENT_REFUSED),
    ("AUTHENTICATION_ERROR", "PROVIDER_ERROR", "PROVIDER_ERROR", E.CONSENT_REFUSED),
    ("AUTHENTICATION_ERROR", "NO_ACCOUNTS", "ACCOUNT_INFORMATION_ERROR", E.ACCOUNTS_NOT_LINKED),
    ("authentication_error", "no_accounts", "account_information_error", E.ACCOUNTS_NOT_LINKED),
    ("TEMPORARY_ERROR", "REQUEST_FAILED_X", "", E.PROVIDER_DOWN),
    ("INTERNAL_ERROR", "REQUEST_FAILED_CREATE_AUTHORIZATION_CODE", "", E.PROVIDER_DOWN),
    ("SOMETHING_NEW", "", "", E.CONSENT_REFUSED),
]


@pytest.mark.parametrize(("error", "reason", "kind", "code"), CASES)
def test_each_error_of_the_page_has_its_code(error: str, reason: str, kind: str, code: ErrorCode) -> None:
    assert arrival_error({"error": error, "error_reason": reason, "error_type": kind, "state": "s"}) is code


def test_no_line_of_the_table_is_without_a_case() -> None:
    for rule in RULES:
        hits = [case for case in CASES if rule.applies(case[0].upper(), f"{case[1]} {case[2]}".upper())]
        assert any(case[3] is rule.code for case in hits), rule


def test_a_return_without_an_error_is_none_and_names_its_credentials_either_way() -> None:
    assert arrival_error({"credentials_id": "a", "state": "s"}) is None
    assert credentials_of({"credentials_id": "a"}) == credentials_of({"credentialsId": "a"}) == "a"
    assert credentials_of({"error": "x", "credentials": "a"}) == "a"
    assert credentials_of(None) == credentials_of({"credentials_id": ""}) == ""
