"""What was declared: the day, and the figures as they were then."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.books.duties import DutyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A period that was marked as declared; `figures` is the JSON of the figures on the day of the first marking."""

    kind: DutyKind
    period: str
    on: date
    figures: str
