"""What an invitation (iCalendar, RFC 5545) invites to; nothing is answered or kept."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.mail.mime.charsets import decode_text

MOST_BYTES = 200_000
"""Of an invitation: a year of weekly meetings with a hundred guests has less."""
_LONGEST = 500
_FOLD = re.compile(r"\r?\n[ \t]")
_LONGEST_HEAD = 1_000
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An event: a day where it takes whole days, else a moment, in UTC where its zone is known, else without one.

    `is_cancelled` when the message takes the event back.
    """

    title: str
    starts: datetime | date | None
    ends: datetime | date | None
    place: str
    organiser: Person | None
    is_cancelled: bool


def read_invitation(content: bytes) -> Invitation | None:
    """The first event of a calendar; None where it has none."""
    text = _FOLD.sub("", decode_text(content[:MOST_BYTES], "utf-8"))
    _, found, event = text.partition("BEGIN:VEVENT")
    if not found:
        return None
    values = dict(reversed(list(_values(event.partition("END:VEVENT")[0]))))
    _, organiser = values.get("ORGANIZER", ({}, ""))
    method = dict(_values(text)).get("METHOD", ({}, ""))[1].strip().upper()
    status = _text(values, "STATUS").upper()
    return Invitation(
        title=_text(values, "SUMMARY"),
        starts=_moment(values, "DTSTART"),
        ends=_moment(values, "DTEND"),
        place=_text(values, "LOCATION"),
        organiser=_person(values) if organiser else None,
        is_cancelled=method == "CANCEL" or status == "CANCELLED",
    )


_Values = Mapping[str, tuple[Mapping[str, str], str]]


def _values(text: str) -> Iterator[tuple[str, tuple[Mapping[str, str], str]]]:
    """Each property by its upper-case name, with its parameters and its value."""
    for line in text.splitlines():
        if len(pieces := _split(line, ":")) > 1:
            name, *parameters = _split(pieces[0], ";")
            pairs = (parameter.partition("=") for parameter in parameters)
            yield name.upper(), ({key.upper(): value.strip('"') for key, _, value in pairs}, line[len(pieces[0]) + 1 :])


def _split(line: str, mark: str) -> list[str]:
    """The head of a line cut at the marks that stand outside of quotes."""
    pieces, start, is_quoted = [], 0, False
    for at, character in enumerate(line[:_LONGEST_HEAD]):
        if character == '"':
            is_quoted = not is_quoted
        elif character == mark and not is_quoted:
            pieces.append(line[start:at])
            start = at + 1
    return [*pieces, line[start:]]


def _text(values: _Values, name: str) -> str:
    value = values.get(name, ({}, ""))[1][: 2 * _LONGEST]
    return one_line(_ESCAPE.sub(lambda found: " " if found[1] in "nN" else found[1], value))[:_LONGEST]


def _moment(values: _Values, name: str) -> datetime | date | None:
    parameters, value = values.get(name, ({}, ""))
    found = _MOMENT.fullmatch(value.strip())
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        moment = datetime(day.year, day.month, day.day, int(found[4]), int(found[5]), min(int(found[6]), 59))  # noqa: DTZ001
        zone = UTC if found[7] else _zone(parameters.get("TZID", ""))
        return moment.replace(tzinfo=zone).astimezone(UTC) if zone else moment
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):  # a name of Windows, or no name of a zone
        return None


def _person(values: _Values) -> Person:
    parameters, value = values["ORGANIZER"]
    address = value.strip()
    address = address[7:] if address.lower().startswith("mailto:") else address
    return Person(one_line(parameters.get("CN", ""))[:_LONGEST], one_line(address)[:_LONGEST])
