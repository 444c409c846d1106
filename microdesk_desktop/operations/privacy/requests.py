"""Register what people ask about their own data, and what they are answered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.domain.privacy.requests import (
    LONGEST_NAME,
    Answer,
    Delay,
    PersonRequest,
    Refusal,
    RequestKind,
    RequestWay,
)
from microdesk_desktop.operations.privacy.choices import note_choice
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.requests import delete_request, load_request, save_request
from microdesk_desktop.store.records.clients import load_client

EARLIEST = date(2018, 5, 25)
"""The day from which the regulation applies (RGPD art. 99.2)."""

_CHOICES = {
    RequestKind.OBJECTION: MailPreference.BUSINESS,
    RequestKind.RESTRICTION: MailPreference.NONE,
}
"""What is no longer sent: to who objects, what is commercial (art. 21.2); to who restricts, anything (art. 18.2)."""
_IN_PART = (Refusal.LAW, Refusal.CLAIMS)
"""Why an objection is refused to whoever is known, and may still object to commercial messages."""
_WORDS = {RequestKind.OBJECTION: "RGPD art. 21", RequestKind.RESTRICTION: "RGPD art. 18"}
_WAYS = {
    RequestWay.MAIL: ChoiceWay.MAIL,
    RequestWay.POST: ChoiceWay.POST,
    RequestWay.HAND: ChoiceWay.POST,
    RequestWay.PHONE: ChoiceWay.SPOKEN,
}
Change = Callable[[PersonRequest], PersonRequest]


def add_request(session: Session, request: PersonRequest) -> ChangeResult:
    """Register a request; returns its number.

    Raises CLIENT_NOT_FOUND (`client`), INVALID_VALUE (`field`: received_on for a day before the regulation or still to
    come, person for nobody or a name that is too long).
    """
    today = session.clock.today()

    def write(writer: Writer) -> int:
        return save_request(writer, _checked(writer, request, today))

    number = session.write(write)
    return ChangeResult(changes=Changes.REQUESTS, id=number, undo=lambda session: remove_request(session, number))


def remove_request(session: Session, number: int) -> ChangeResult:
    """Remove a request that was registered by mistake. Raises UNKNOWN_REQUEST (`request`)."""

    def write(writer: Writer) -> PersonRequest:
        before = _require(writer, number)
        delete_request(writer, number)
        return before

    before = session.write(write)
    return ChangeResult(changes=Changes.REQUESTS, undo=lambda session: _put_back(session, number, before))


def extend_request(session: Session, number: int, delay: Delay, on: date | None = None) -> ChangeResult:
    """Note that the person was informed, today or on that day, that the answer takes two months more.

    Raises UNKNOWN_REQUEST and REQUEST_ANSWERED (`request`), NOTHING_TO_DO for one that was extended already,
    EXTENSION_TOO_LATE (`day`) after the month in which the person must be informed, INVALID_VALUE (`field`: on).
    """
    today = session.clock.today()
    told_on = on or today

    def change(before: PersonRequest) -> PersonRequest:
        if before.extended_on is not None:
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        if told_on > before.told_by:
            raise KnownError(ErrorCode.EXTENSION_TOO_LATE, day=before.told_by)
        return replace(before, extended_on=_checked_day(told_on, before, today), delay=delay)

    return _change(session, number, change)


def answer_request(session: Session, number: int, answer: Answer) -> ChangeResult:
    """Note that a request was answered, granted or not.

    An erasure is granted once the client is erased; an objection or a restriction that is granted is a choice of the
    client, which every sending honours, and which stays where the answer is undone. An objection that a law or a claim
    stands against ends commercial messages all the same: that part of it cannot be refused (RGPD art. 21.3).
    Raises UNKNOWN_REQUEST and REQUEST_ANSWERED (`request`),
    ERASURE_NOT_DONE (`client`), INVALID_VALUE (`field`: on).
    """
    today = session.clock.today()

    def change(before: PersonRequest) -> PersonRequest:
        is_erasure = before.kind is RequestKind.ERASURE and answer.refusal is None
        if is_erasure and before.client_id is not None:
            raise KnownError(ErrorCode.ERASURE_NOT_DONE, client=str(before.client_id))
        return replace(before, answer=replace(answer, on=_checked_day(answer.on, before, today)))

    done = _change(session, number, change)
    if _note_choice(session, number, answer.refusal):
        return replace(done, changes=done.changes | Changes.CLIENTS | Changes.CONSENTS)
    return done


def _note_choice(session: Session, number: int, refusal: Refusal | None) -> bool:
    """Note what a client who objects, or who restricts, no longer receives; False where nothing changes."""
    request = session.read(lambda reader: require_request(reader, number))
    wanted = _CHOICES.get(request.kind)
    is_heard = refusal is None or (request.kind is RequestKind.OBJECTION and refusal in _IN_PART)
    if wanted is None or not is_heard or request.client_id is None:
        return False
    client_id = request.client_id
    client = session.read(lambda reader: load_client(reader, client_id))
    if client is None or client.mail_preference in (wanted, MailPreference.NONE):
        return False
    choice = Choice(
        preference=wanted, person="", way=_WAYS[request.way], words=_WORDS[request.kind], chosen_on=request.received_on
    )
    note_choice(session, client_id, choice)
    return True


def require_request(reader: Reader, number: int) -> PersonRequest:
    """A request. Raises UNKNOWN_REQUEST (`request`)."""
    return _require(reader, number)


def _change(session: Session, number: int, change: Change) -> ChangeResult:
    """Change a request that has no answer yet; the undo gives it back as it was."""

    def write(writer: Writer) -> PersonRequest:
        before = _require(writer, number)
        if before.answer is not None:
            raise KnownError(ErrorCode.REQUEST_ANSWERED, request=str(number))
        save_request(writer, change(before), number)
        return before

    before = session.write(write)
    return ChangeResult(changes=Changes.REQUESTS, id=number, undo=lambda session: _put_back(session, number, before))


def _put_back(session: Session, number: int, request: PersonRequest) -> ChangeResult:
    def write(writer: Writer) -> PersonRequest | None:
        now = load_request(writer, number)
        save_request(writer, request, number)
        return now

    now = session.write(write)
    return ChangeResult(
        changes=Changes.REQUESTS,
        id=number,
        undo=lambda session: _put_back(session, number, now) if now else remove_request(session, number),
    )


def _require(reader: Reader, number: int) -> PersonRequest:
    found = load_request(reader, number)
    if found is None:
        raise KnownError(ErrorCode.UNKNOWN_REQUEST, request=str(number))
    return found


def _checked(reader: Reader, request: PersonRequest, today: date) -> PersonRequest:
    if not EARLIEST <= request.received_on <= today:
        raise KnownError(ErrorCode.INVALID_VALUE, field="received_on")
    if request.client_id is not None:
        if load_client(reader, request.client_id) is None:
            raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(request.client_id))
        return replace(request, person="")
    person = one_line(request.person)
    if not person or len(person) > LONGEST_NAME:
        raise KnownError(ErrorCode.INVALID_VALUE, field="person")
    return replace(request, person=person)


def _checked_day(day: date, request: PersonRequest, today: date) -> date:
    """A day between the request and today."""
    if not request.received_on <= day <= today:
        raise KnownError(ErrorCode.INVALID_VALUE, field="on")
    return day
