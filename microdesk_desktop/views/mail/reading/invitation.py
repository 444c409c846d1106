"""An invitation in words: what, when, where, from whom. Nothing is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from microdesk_desktop.base.format.dates import clock_time, long_day, moment, typed_day
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.mail.mime.invitation import Invitation
from microdesk_desktop.views.mail.reading.letter import person_text


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """The sentence that names the event, and what is known of it."""

    title: str
    detail: str


def invitation_view(invitation: Invitation) -> InvitationView:
    """The words for one event."""
    return InvitationView(title=_title(invitation), detail=" · ".join(_details(invitation)))


def _title(invitation: Invitation) -> str:
    title = one_line(invitation.title)
    if invitation.is_cancelled:
        return tr("Événement annulé : {title}").format(title=title) if title else tr("Événement annulé")
    return tr("Invitation : {title}").format(title=title) if title else tr("Invitation à un événement")


def _details(invitation: Invitation) -> Sequence[str]:
    place, organiser = one_line(invitation.place), invitation.organiser
    found = [
        _when(invitation.starts, invitation.ends),
        tr("lieu : {place}").format(place=place) if place else "",
        tr("de la part de {person}").format(person=person_text(organiser)) if organiser else "",
        tr("MicroDesk n'y répond pas à votre place"),
    ]
    return [each for each in found if each]


def _when(starts: datetime | date | None, ends: datetime | date | None) -> str:
    if isinstance(starts, datetime):
        return _moments(starts, ends if isinstance(ends, datetime) else None)
    if starts is None:
        return ""
    last = ends - timedelta(days=1) if ends is not None and not isinstance(ends, datetime) else starts
    if last <= starts:
        return long_day(starts)
    return tr("du {first} au {last}").format(first=long_day(starts), last=long_day(last))


def _moments(starts: datetime, ends: datetime | None) -> str:
    if starts.tzinfo is None:
        return tr("{moment}, heure du lieu").format(moment=f"{typed_day(starts.date())} {starts:%H:%M}")
    if ends is None or ends.tzinfo is None or ends <= starts:
        return moment(starts)
    if starts.astimezone().date() == ends.astimezone().date():
        return tr("{first} à {last}").format(first=moment(starts), last=clock_time(ends))
    return tr("du {first} au {last}").format(first=moment(starts), last=moment(ends))
