"""The register of requests, as the page, the command line and an export show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.privacy.requests import PersonRequest, RequestState
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.requests import load_request, load_requests
from microdesk_desktop.store.records.clients import load_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request; `id` is its number, `name` that of whoever asks, empty once they are erased."""

    id: int
    request: PersonRequest
    name: str
    state: RequestState
    days_left: int
    """Until the last day of the answer, negative once it is over."""


def load_request_rows(reader: Reader, today: date) -> Sequence[RequestRow]:
    """Every request, those without an answer first, the most urgent of them first, then the latest."""
    names = _names(reader)
    rows = [_row(number, request, names, today) for number, request in load_requests(reader)]
    waiting = [row for row in rows if row.request.answer is None]
    return [
        *sorted(waiting, key=lambda row: (row.request.due_on, row.id)),
        *(row for row in rows if row not in waiting),
    ]


def load_request_row(reader: Reader, number: int, today: date) -> RequestRow:
    """One request. Raises UNKNOWN_REQUEST (`request`)."""
    found = load_request(reader, number)
    if found is None:
        raise KnownError(ErrorCode.UNKNOWN_REQUEST, request=str(number))
    return _row(number, found, _names(reader), today)


def request_json(row: RequestRow) -> Mapping[str, Any]:
    """The stable shape of a request."""
    request, answer = row.request, row.request.answer
    return {
        "id": row.id,
        "kind": request.kind.value,
        "client": request.client_id,
        "person": row.name or None,
        "received": request.received_on.isoformat(),
        "way": request.way.value,
        "due": request.due_on.isoformat(),
        "extended": request.extended_on.isoformat() if request.extended_on else None,
        "delay": request.delay.value if request.delay else None,
        "status": row.state.value,
        "answered": answer.on.isoformat() if answer else None,
        "answered_by": answer.way.value if answer else None,
        "refusal": answer.refusal.value if answer and answer.refusal else None,
    }


def _names(reader: Reader) -> Mapping[int, str]:
    return {party.id: party.name for party in load_parties(reader)}


def _row(number: int, request: PersonRequest, names: Mapping[int, str], today: date) -> RequestRow:
    name = names.get(request.client_id, "") if request.client_id is not None else request.person
    return RequestRow(
        id=number,
        request=request,
        name=name,
        state=request.state(today),
        days_left=(request.due_on - today).days,
    )


def load_client_choices(reader: Reader) -> Sequence[tuple[int, str]]:
    """The clients who may ask, by name."""
    return sorted(_names(reader).items(), key=lambda each: fold(each[1]))
