"""Refusals: every name of the API's description has its code, and everything else is told apart by what is left."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.banks.enable_banking.errors import (
    CODES,
    PERIOD_REFUSED,
    PeriodRefused,
    corrected_day,
    error_code,
    read_problem,
    to_known_error,
)
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.types import Response
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.enable_banking.refusals import STATUSES, Detail, Refused, of_bank
from microdesk_desktop.sandbox.server import Reply
from tests.support.clock import TODAY
from tests.unit.banks.enable_banking.wiring import BANK, Wired

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def code(status: int, body: object) -> ErrorCode | None:
    raw = body if isinstance(body, bytes) else msgspec.json.encode(body)
    problem = read_problem(Response(host="x", status=status, headers={}, body=raw))
    return error_code(problem) if problem else None


def coded(reply: Reply) -> ErrorCode | None:
    return code(reply.status, reply.body)


def test_every_error_of_the_description_has_a_code() -> None:
    assert set(CODES) == set(STATUSES) | PERIOD_REFUSED


@pytest.mark.parametrize("detail", Detail)
@pytest.mark.parametrize("name", STATUSES)
def test_an_error_is_known_by_its_name_whatever_the_rest_is(name: str, detail: Detail) -> None:
    for code_is_text in (False, True):
        assert coded(Refused(name, "why").reply(detail, code_is_text=code_is_text)) is CODES[name]
    assert code(500, {"error": name.lower(), "message": None}) is CODES[name]
    assert code(200, {"error": name, "message": "hidden"}) is CODES[name]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (403, {"code": 403, "message": "Application is not active"}, ErrorCode.APPLICATION_INACTIVE),
        (200, {"code": 403, "message": "Application is not active"}, ErrorCode.APPLICATION_INACTIVE),
        (401, {"message": "Unauthorized"}, ErrorCode.CREDENTIALS_REFUSED),
        (401, b"", ErrorCode.CREDENTIALS_REFUSED),
        (401, b"<html>no</html>", ErrorCode.CREDENTIALS_REFUSED),
        (401, {"message": "Session is expired"}, ErrorCode.CONSENT_EXPIRED),
        (400, {"message": "Redirect URI not allowed"}, ErrorCode.RETURN_NOT_REGISTERED),
        (404, {"message": "Not Found"}, ErrorCode.BANK_GONE),
        (408, {"message": "Timeout"}, ErrorCode.BANK_ERROR),
        (429, b"slow down", ErrorCode.RATE_LIMITED),
        (400, {"message": "x", "error": "NEW_ERROR"}, ErrorCode.REQUEST_REFUSED),
        (422, {"message": "x", "error": 7, "detail": []}, ErrorCode.REQUEST_REFUSED),
        (500, {"message": "x"}, ErrorCode.PROVIDER_DOWN),
        (502, b"<html>Bad gateway</html>", ErrorCode.PROVIDER_DOWN),
        (302, b"", ErrorCode.PROVIDER_DOWN),
        (200, b"<!DOCTYPE html>", ErrorCode.PROVIDER_DOWN),
        (200, {"transactions": [], "error": None}, None),
        (200, {"message": "OK"}, None),
        (204, b"", None),
    ],
)
def test_without_a_name_the_message_decides_then_the_status(status: int, body: object, expected: ErrorCode) -> None:
    assert code(status, body) is expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"code": 401}, ErrorCode.CONSENT_EXPIRED),
        ({"status": "403"}, ErrorCode.CONSENT_EXPIRED),
        ({"tppMessages": [{"category": "ERROR", "code": "CONSENT_EXPIRED"}]}, ErrorCode.CONSENT_EXPIRED),
        ("The consent has been revoked by the user", ErrorCode.CONSENT_EXPIRED),
        ('{"status": 401, "error": "unauthorized"}', ErrorCode.CONSENT_EXPIRED),
        ({"status": 500, "error": "oops"}, ErrorCode.BANK_ERROR),
        ("Session expired", ErrorCode.BANK_ERROR),
        ('{"status": ', ErrorCode.BANK_ERROR),
        ([401], ErrorCode.BANK_ERROR),
        (None, ErrorCode.BANK_ERROR),
    ],
)
def test_a_bank_that_refuses_its_own_consent_has_ended_it(data: object, expected: ErrorCode) -> None:
    assert coded(of_bank(data).reply()) is expected


@pytest.mark.parametrize(
    ("body", "is_proposed"),
    [
        ({"error": "WRONG_TRANSACTIONS_PERIOD", "message": "x", "detail": {"date_from": "2026-10-01"}}, True),
        ({"error": "WRONG_TRANSACTIONS_PERIOD", "message": "x", "detail": "use date_from: 2026-10-01"}, True),
        ({"error": "WRONG_TRANSACTIONS_PERIOD", "message": "x", "detail": None}, False),
        ({"error": "WRONG_TRANSACTIONS_PERIOD", "message": "x", "detail": {"date_from": ["?"]}}, False),
        ({"title": "x", "code": "PERIOD_INVALID", "detail": "dateFrom=2026-10-01, dateTo=2026-11-21"}, True),
        (of_bank({"code": "PERIOD_INVALID", "detail": "dateFrom=2026-10-01"}).reply().body, True),
        (of_bank('{"code": "PERIOD_INVALID"}').reply().body, False),
    ],
)
def test_a_window_that_is_too_long_is_known_in_each_shape(body: dict[str, Any], is_proposed: bool) -> None:
    problem = read_problem(Response(host="x", status=422, headers={}, body=msgspec.json.encode(body)))
    assert problem
    error = to_known_error(problem, "x")
    assert isinstance(error, PeriodRefused)
    assert error.code is ErrorCode.REQUEST_REFUSED
    assert error.since == (TODAY.replace(month=10, day=1) if is_proposed else None)


@given(
    status=st.integers(200, 599),
    body=JUNK | st.fixed_dictionaries({"error": JUNK, "code": JUNK, "message": JUNK, "detail": JUNK}),
)
def test_an_answer_of_any_shape_is_read_to_a_known_end(status: int, body: object) -> None:
    code(status, body)


@pytest.mark.parametrize("depth", [10, 900, 100_000])
def test_an_error_nested_however_deep_is_an_error_like_others(depth: int) -> None:
    nested = b"[" * depth + b'"token expired"' + b"]" * depth
    assert code(400, b'{"error":"ASPSP_ERROR","message":"x","detail":' + nested + b"}") in (
        ErrorCode.CONSENT_EXPIRED,
        ErrorCode.BANK_ERROR,
        ErrorCode.PROVIDER_DOWN,
        ErrorCode.REQUEST_REFUSED,
    )
    assert corrected_day("[" * depth) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(status=st.sampled_from([200, 200, 400, 401, 422, 429, 500]), body=JUNK, call=st.integers(0, 6))
def test_nothing_but_known_errors_comes_out_of_any_call(wired: Wired, status: int, body: object, call: int) -> None:
    provider = wired.new_provider()
    request = wired.ask(provider)
    account = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    calls = (
        lambda: provider.return_addresses(wired.job),
        lambda: wired.new_provider().institutions("FR", wired.job),
        lambda: wired.ask(provider, BANK),
        lambda: provider.consent_state(request, {"code": "x"}, wired.job),
        lambda: provider.accounts(account, wired.job),
        lambda: provider.fetch_balance(account, "EUR", wired.job),
        lambda: provider.fetch_transactions(account, 90, wired.job),
    )
    wired.sandbox.faults.add(*[faults.Fault(name="junk", status=status, body=body)] * 4)
    try:
        calls[call]()
    except (KnownError, Cancelled):
        pass
    finally:
        wired.sandbox.faults.clear()
        wired.limits.noted.clear()
