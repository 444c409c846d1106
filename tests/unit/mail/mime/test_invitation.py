"""Invitations: what they invite to, whatever is in them."""

from datetime import UTC, date, datetime

import pytest

from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.mail.mime.invitation import Invitation, read_invitation


def calendar(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", *lines, "END:VEVENT"]).encode()


def test_an_event_has_its_title_times_place_and_organiser() -> None:
    content = calendar(
        "SUMMARY:Point\\, devis \x1b\\nsuite et fi",
        " n",
        "DTSTART;TZID=Europe/Paris:20261127T100000",
        "DTEND:20261127T100000Z",
        'ORGANIZER;CN="Léa: Nova":mailto:lea@example.fr',
        "LOCATION:Bureau",
        "BEGIN:VALARM",
        "SUMMARY:rappel",
        "END:VALARM",
    )
    assert read_invitation(content) == Invitation(
        title="Point, devis suite et fin",
        starts=datetime(2026, 11, 27, 9, tzinfo=UTC),
        ends=datetime(2026, 11, 27, 10, tzinfo=UTC),
        place="Bureau",
        organiser=Person("Léa: Nova", "lea@example.fr"),
        is_cancelled=False,
    )


def test_a_whole_day_is_a_day_and_an_unknown_zone_is_none() -> None:
    event = read_invitation(calendar("DTSTART;VALUE=DATE:20261127", "DTEND;TZID=Romance Standard Time:20261127T100000"))
    assert event is not None
    assert event.starts == date(2026, 11, 27)
    assert event.ends == datetime(2026, 11, 27, 10)  # noqa: DTZ001


def test_a_cancelled_event_is_known_as_such() -> None:
    event = read_invitation(calendar("STATUS:CANCELLED"))
    assert event is not None
    assert event.is_cancelled


@pytest.mark.parametrize("content", [b"", b"BEGIN:VCALENDAR", b"\xff\x00" * 50, b"BEGIN:VEVENT" + b";" * 90_000])
def test_what_is_no_calendar_has_no_event_and_broken_times_are_left_out(content: bytes) -> None:
    event = read_invitation(content)
    assert event is None or event.title == ""
    wrong = read_invitation(calendar("DTSTART:99999999T999999", "DTEND;TZID=../../etc/passwd:20261127T100000"))
    assert wrong is not None
    assert wrong.starts is None
