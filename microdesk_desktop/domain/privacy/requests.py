"""What a person asks about their own data, and by when it must be answered (RGPD art. 12 and 15 to 21)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from microdesk_desktop.domain.calendar.working_days import is_working_day

_MONTHS, _MONTHS_EXTENDED = 1, 3
_SATURDAY = 5
_MONTHS_OF_YEAR = 12
LONGEST_NAME = 200
"""Characters of whoever asks without being a client."""


class RequestKind(StrEnum):
    """The right that a person uses."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"

    @property
    def gives_copy(self) -> bool:
        """Whether the answer is a copy of what the vault holds."""
        return self in (RequestKind.ACCESS, RequestKind.PORTABILITY)


class RequestWay(StrEnum):
    """How a request came, or how its answer left."""

    MAIL = "mail"
    POST = "post"
    HAND = "hand"
    PHONE = "phone"


class Delay(StrEnum):
    """Why an answer takes longer, as the person is informed (art. 12.3)."""

    COMPLEX = "complex"
    NUMEROUS = "numerous"


class Refusal(StrEnum):
    """Why a request is not granted, as the person is informed (art. 12.4)."""

    IDENTITY = "identity"
    """Art. 12.2 and 12.6: a reasonable doubt about who they are, which nothing lifts."""
    NOTHING_HELD = "nothing_held"
    """The vault holds nothing about them."""
    LAW = "law"
    """Art. 17.3 b, 21.1: an obligation of the law."""
    CLAIMS = "claims"
    """Art. 17.3 e, 21.1: to establish or defend a right."""
    EXCESSIVE = "excessive"
    """Art. 12.5: manifestly unfounded or excessive."""


class RequestState(StrEnum):
    """How far a request has come."""

    OPEN = "open"
    LATE = "late"
    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """That a request was answered: the day, the way, and why it was not granted, None where it was."""

    on: date
    way: RequestWay
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRequest:
    """A request as the register keeps it: without a name once whoever asked is erased.

    `client_id` is None, and `person` who asks, for anybody but a client: a contact, a supplier, somebody unknown.
    `extended_on` is the day on which the person was informed that the answer takes longer.
    """

    kind: RequestKind
    received_on: date
    way: RequestWay
    client_id: int | None = None
    person: str = ""
    extended_on: date | None = None
    delay: Delay | None = None
    answer: Answer | None = None

    @property
    def told_by(self) -> date:
        """The last day on which the person may be informed that the answer takes longer."""
        return deadline(self.received_on, _MONTHS)

    @property
    def due_on(self) -> date:
        """The last day of the answer: one month after the request, three where it was extended (art. 12.3)."""
        return self.told_by if self.extended_on is None else deadline(self.received_on, _MONTHS_EXTENDED)

    def state(self, today: date) -> RequestState:
        """How far it has come on this day."""
        if self.answer is not None:
            return RequestState.REFUSED if self.answer.refusal else RequestState.ANSWERED
        return RequestState.LATE if today > self.due_on else RequestState.OPEN


def deadline(received_on: date, months: int) -> date:
    """The day of the same number some months later, the last of a shorter month, moved to the next working day.

    Règlement (CEE, Euratom) n° 1182/71 art. 3: the day of the request does not count, and a period that would end on a
    Saturday, a Sunday or a public holiday ends with the next working day.
    """
    years, month = divmod(received_on.month - 1 + months, _MONTHS_OF_YEAR)
    year = received_on.year + years
    day = date(year, month + 1, min(received_on.day, monthrange(year, month + 1)[1]))
    while day.weekday() == _SATURDAY or not is_working_day(day):
        day += timedelta(days=1)
    return day
