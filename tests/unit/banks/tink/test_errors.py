"""Each refusal of Tink and the code that it becomes; the table of codes is complete by construction."""

from datetime import UTC, datetime, timedelta

import pytest

from microdesk_desktop.banks.tink.errors import RULES, Problem, error_code, read_problem, retry_at, token_error_code
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.types import Response

E = ErrorCode
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def answer(status: int, body: bytes, **headers: str) -> Response:
    return Response(host="api.tink.com", status=status, headers=headers, body=body)


def said(error: str) -> bytes:
    return b'{"errorMessage":"m","errorCode":"%s"}' % error.encode()


CASES = [
    (400, said("INVALID_ARGUMENT"), E.REQUEST_REFUSED),
    (400, b'{"error":"invalid_scope"}', E.APPLICATION_INACTIVE),
    (401, said("UNAUTHENTICATED"), E.CREDENTIALS_REFUSED),
    (401, b"<html>", E.CREDENTIALS_REFUSED),
    (402, said("X"), E.QUOTA_EXCEEDED),
    (403, said("PERMISSION_DENIED"), E.APPLICATION_INACTIVE),
    (403, b"<html>a wall of another company</html>", E.PROVIDER_DOWN),
    (404, said("NOT_FOUND"), E.BANK_GONE),
    (408, said("X"), E.PROVIDER_DOWN),
    (409, said("X"), E.REQUEST_REFUSED),
    (410, said("X"), E.BANK_GONE),
    (422, b"", E.REQUEST_REFUSED),
    (429, said("RESOURCE_EXHAUSTED"), E.RATE_LIMITED),
    (429, b"", E.RATE_LIMITED),
    (302, b"", E.PROVIDER_DOWN),
    (500, said("INTERNAL"), E.PROVIDER_DOWN),
    (503, b"<html>", E.PROVIDER_DOWN),
    (200, b"<!DOCTYPE html>", E.PROVIDER_DOWN),
    (200, said("INTERNAL"), E.PROVIDER_DOWN),
    (400, b"[" * 100_000, E.PROVIDER_DOWN),
    (400, b'{"errorCode":' * 50 + b"1" + b"}" * 50, E.REQUEST_REFUSED),
]


@pytest.mark.parametrize(("status", "body", "code"), CASES, ids=lambda each: repr(each)[:30])
def test_each_refusal_has_its_code(status: int, body: bytes, code: ErrorCode) -> None:
    problem = read_problem(answer(status, body))
    assert problem is not None
    assert error_code(problem) is code


def test_no_line_of_the_table_is_without_a_case() -> None:
    problems = [(read_problem(answer(status, body)), code) for status, body, code in CASES]
    for rule in RULES:
        assert any(each and rule.applies(each) and code is rule.code for each, code in problems), rule


@pytest.mark.parametrize(("status", "body"), [(200, b'{"transactions":[]}'), (204, b""), (200, b""), (201, b"[]")])
def test_an_answer_is_no_error(status: int, body: bytes) -> None:
    assert read_problem(answer(status, body)) is None


def test_data_in_which_the_word_occurs_is_not_read_twice() -> None:
    assert read_problem(answer(200, b'{"transactions":["' + b"x" * 20_000 + b'"],"errorCode":"x"}')) is None


def test_a_refused_token_means_wrong_keys_only_where_the_application_asked_for_itself() -> None:
    refused = Problem(status=400, is_json=True, text="invalid_grant")
    assert token_error_code(refused, is_client=True) is E.CREDENTIALS_REFUSED
    assert token_error_code(refused, is_client=False) is E.REQUEST_REFUSED
    assert token_error_code(Problem(status=404, is_json=True), is_client=True) is E.REQUEST_REFUSED
    assert token_error_code(Problem(status=400, is_json=True, text="scope"), is_client=True) is E.APPLICATION_INACTIVE


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("90", timedelta(seconds=90)),
        ("0", timedelta(minutes=1)),
        ("", timedelta(minutes=1)),
        ("soon", timedelta(minutes=1)),
        ("-5", timedelta(minutes=1)),
        ("999999999", timedelta(days=31)),
        ("Sat, 21 Nov 2026 10:30:00 GMT", timedelta(hours=1)),
        ("Sat, 21 Nov 2020 10:30:00 GMT", timedelta(minutes=1)),
        ("Sat, 21 Nov 2026 10:30:00", timedelta(minutes=1)),
    ],
)
def test_the_next_request_is_allowed_when_tink_wrote_it(header: str, wait: timedelta) -> None:
    assert retry_at(answer(429, b"", **{"retry-after": header}), NOW) == NOW + wait
