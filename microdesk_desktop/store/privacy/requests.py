"""What people ask about their own data."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from microdesk_desktop.domain.privacy.requests import (
    Answer,
    Delay,
    PersonRequest,
    Refusal,
    RequestKind,
    RequestWay,
)
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "client_id, person, kind, received_on, way, extended_on, delay, answered_on, answered_by, refusal"


def load_requests(reader: Reader) -> Sequence[tuple[int, PersonRequest]]:
    """Every request by its number, the latest first."""
    rows = reader.iterate(f"SELECT id, {_COLUMNS} FROM person_request ORDER BY received_on DESC, id DESC")
    return [(row[0], _request(row[1:])) for row in rows]


def count_open_requests(reader: Reader) -> int:
    """How many requests are without an answer."""
    return int(reader.value("SELECT count(*) FROM person_request WHERE answered_on IS NULL"))


def load_request(reader: Reader, number: int) -> PersonRequest | None:
    """One request; None for a number that none has."""
    row = reader.one(f"SELECT {_COLUMNS} FROM person_request WHERE id = ?", (number,))
    return _request(row) if row else None


def save_request(writer: Writer, request: PersonRequest, number: int | None = None) -> int:
    """Add a request, or replace the one of this number, which may have been removed; returns its number."""
    answer = request.answer
    values = (
        *(request.client_id, request.person, request.kind, request.received_on.isoformat(), request.way),
        *(_text(request.extended_on), request.delay, _text(answer.on if answer else None)),
        *((answer.way, answer.refusal) if answer else (None, None)),
    )
    marks = ", ".join("?" * (len(values) + 1))
    return writer.run(f"INSERT OR REPLACE INTO person_request (id, {_COLUMNS}) VALUES ({marks})", (number, *values))


def delete_request(writer: Writer, number: int) -> None:
    """Remove a request."""
    writer.run("DELETE FROM person_request WHERE id = ?", (number,))


def forget_client(writer: Writer, client_id: int) -> None:
    """Take a client out of the register, which keeps the number, the kind and the days of each request."""
    writer.run("UPDATE person_request SET client_id = NULL, person = '' WHERE client_id = ?", (client_id,))


def forget_persons(writer: Writer, names: Collection[str]) -> None:
    """Take those who have one of these folded names out of the register."""
    rows = writer.all("SELECT id, person FROM person_request WHERE person <> ''")
    gone = [(number,) for number, person in rows if fold(person) in names]
    writer.run_many("UPDATE person_request SET person = '' WHERE id = ?", gone)


def _request(row: Sequence[Any]) -> PersonRequest:
    client_id, person, kind, received_on, way, extended_on, delay, answered_on, answered_by, refusal = row
    answer = None
    if answered_on is not None:
        answer = Answer(
            on=date.fromisoformat(answered_on),
            way=RequestWay(answered_by),
            refusal=Refusal(refusal) if refusal else None,
        )
    return PersonRequest(
        kind=RequestKind(kind),
        received_on=date.fromisoformat(received_on),
        way=RequestWay(way),
        client_id=client_id,
        person=person,
        extended_on=date.fromisoformat(extended_on) if extended_on else None,
        delay=Delay(delay) if delay else None,
        answer=answer,
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
