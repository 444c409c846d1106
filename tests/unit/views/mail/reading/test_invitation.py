"""The words of an invitation."""

from datetime import UTC, date, datetime

import pytest

from microdesk_desktop.base.format.dates import clock_time, moment
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.mail.mime.invitation import Invitation
from microdesk_desktop.views.mail.reading.invitation import invitation_view


def invitation(
    starts: datetime | date | None,
    ends: datetime | date | None = None,
    *,
    title: str = "Point",
    is_cancelled: bool = False,
) -> Invitation:
    return Invitation(
        title=title,
        starts=starts,
        ends=ends,
        place="Salle 2",
        organiser=Person("Léa", "lea@client.example"),
        is_cancelled=is_cancelled,
    )


def plain(text: str) -> str:
    """The text without the no-break spaces of French."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


NINE, TEN = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (NINE, TEN, f"{moment(NINE)} à {clock_time(TEN)}"),
        (NINE, None, moment(NINE)),
        (TEN, NINE, moment(TEN)),
        (date(2026, 12, 1), date(2026, 12, 2), "1er décembre 2026"),
        (date(2026, 12, 1), date(2026, 12, 4), "du 1er décembre 2026 au 3 décembre 2026"),
        (datetime(2026, 12, 1, 9, 30), None, "01/12/2026 09:30, heure du lieu"),  # noqa: DTZ001
    ],
)
def test_when(starts: datetime | date, ends: datetime | date | None, words: str) -> None:
    first, *others = plain(invitation_view(invitation(starts, ends)).detail).split(" · ")
    assert first == words
    assert others[:2] == ["lieu : Salle 2", "de la part de Léa <lea@client.example>"]


def test_a_cancelled_event_says_so_first() -> None:
    cancelled = invitation_view(invitation(None, title="Point\u202e", is_cancelled=True))
    assert plain(cancelled.title) == "Événement annulé : Point"
    assert invitation_view(invitation(None, title="")).title == "Invitation à un événement"
