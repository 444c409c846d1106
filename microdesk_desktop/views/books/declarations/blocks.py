"""A declaration as it is shown: blocks of figures, each with its explanation and the lines that it adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.duties import Duty, DutyState
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesQuery:
    """The lines of a book that a figure adds up; `activity` is None for all."""

    book: Book
    span: Span
    activity: Activity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: its name on the form, the value, and why it is so.

    `copied` is the value as the form takes it, empty for one that is not typed there. `lines` is what it adds up, None
    where it is computed from other figures. `is_total` marks the sum of those above.
    """

    name: str
    value: str
    why: str = ""
    copied: str = ""
    lines: LinesQuery | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Figures that stand together; `note` is a remark on all of them. `is_large` is for the few that matter most."""

    title: str
    figures: Sequence[Figure] = ()
    note: str = ""
    is_large: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence that stands above the figures; `lines` are those that it is about, None where it is about none."""

    text: str
    tone: Tone = Tone.ATTENTION
    lines: LinesQuery | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A duty with all that is shown of it; `done_on` is the day on which it was declared, None while it is not."""

    duty: Duty
    state: DutyState
    done_on: date | None
    remarks: Sequence[Remark]
    blocks: Sequence[Block]
