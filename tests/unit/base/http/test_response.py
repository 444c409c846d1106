"""Decoding the body of a response: schema, notation of numbers, and everything that is no JSON."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Response


class Answer(msgspec.Struct):
    id: str
    amount: object = None


def response(body: bytes) -> Response:
    return Response(host="bank.example", status=200, headers={}, body=body)


def refusal(body: bytes) -> KnownError:
    with pytest.raises(KnownError) as caught:
        response(body).decode(Answer)
    return caught.value


def test_a_body_of_the_schema_is_decoded_without_what_is_not_declared() -> None:
    body = '\ufeff{"id": "é", "owner": {"name": "Jeanne"}}'.encode()
    assert response(body).decode(Answer) == Answer(id="é")


def test_no_fraction_ever_becomes_a_float() -> None:
    assert response(b'{"id": "1", "amount": -12.10}').decode(Answer).amount == "-12.10"
    assert response(b"[0.1, 3]").decode(list[object]) == ["0.1", 3]  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"id": 7}', b'"text"', b"null"])
def test_another_schema_is_a_provider_that_changed(body: bytes) -> None:
    error = refusal(body)
    assert (error.code, error.params) == (ErrorCode.PROVIDER_CHANGED, {"host": "bank.example"})


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b'{"id": "1"', b'{"id": "1"} x', b'{"id": NaN}', b'{"x": ' + b"[" * 100_000],
    ids=["empty", "page", "cut", "two values", "constant", "too deep"],
)
def test_what_is_no_json_is_a_provider_that_is_down(body: bytes) -> None:
    error = refusal(body)
    assert (error.code, error.params) == (ErrorCode.PROVIDER_DOWN, {"host": "bank.example"})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"cut \ud83d", "cut \ufffd"),
        (r"\ude00 cut", "\ufffd cut"),
        (r"\ud83d\ude00 \ud83d", "\U0001f600 \ufffd"),
        (r"\ud83d\ude00", "\U0001f600"),
    ],
)
def test_half_of_an_emoji_does_not_lose_the_answer(written: str, read: str) -> None:
    assert response(f'{{"id": "{written}"}}'.encode()).decode(Answer).id == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"cut \xed\xa0\xbd", "cut \ufffd\ufffd\ufffd"),
        (b"caf\xe9", "caf\ufffd"),
        (b"caf\xc3\xa9 \\ud83d", "caf\u00e9 \ufffd"),
    ],
)
def test_bytes_that_are_no_utf_8_do_not_lose_the_answer(written: bytes, read: str) -> None:
    assert response(b'{"id": "' + written + b'"}').decode(Answer).id == read


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda each: st.lists(each), max_leaves=20))
def test_what_a_program_wrote_is_read_back(value: object) -> None:
    assert response(json.dumps(value).encode()).decode(object) == value  # type: ignore[comparison-overlap]
