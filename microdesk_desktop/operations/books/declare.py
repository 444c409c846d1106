"""Mark a period as declared: its figures are sealed as they are, and the books are closed until its end.

There is no undo: closed books stay closed (CGI art. 286 I 3°), so that the window asks once, before. What can be
corrected afterwards is the day on which it was declared.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.seal.chain import seal_after
from microdesk_desktop.domain.books.declared import Declared
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.seals import SealKind
from microdesk_desktop.operations.books.close import close_lines
from microdesk_desktop.operations.books.declared_content import declared_content
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.books.declarations import add_declared, find_declared, load_noted, note_duty
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.chain import append_seal, last_seal

_DAY = timedelta(days=1)
Figures = Callable[[Reader, DeclaredPeriod, date], str]


def mark_declared(
    session: Session, kind: DutyKind, periods: Sequence[DeclaredPeriod], on: date, figures: Figures
) -> ChangeResult:
    """Mark these periods as declared on a day; of one that was marked before, only the day changes.

    `figures` gives the text of a period's figures, and is called in the transaction that closes the books. Raises
    PERIOD_NOT_DECLARABLE (`first`: the first day on which it can be) for a period that is not over, INVALID_VALUE
    (`field`) for a day before that one, or to come.
    """
    today = session.clock.today()
    first = max(period.span.until for period in periods) + _DAY
    if first > today:
        raise KnownError(ErrorCode.PERIOD_NOT_DECLARABLE, first=first)
    if not first <= on <= today:
        raise KnownError(ErrorCode.INVALID_VALUE, field="date")

    def mark(writer: Writer) -> None:
        for period in periods:
            _keep(session, writer, Declared(kind=kind, period=period.name, on=on, figures=""), period, figures)

    session.write(mark)
    return ChangeResult(changes=Changes.DECLARATIONS | Changes.LEDGER)


def _keep(session: Session, writer: Writer, marked: Declared, period: DeclaredPeriod, figures: Figures) -> None:
    before = find_declared(writer, marked.kind, period.name)
    if before is not None and before.on == marked.on:
        return
    text = before.figures if before else figures(writer, period, session.clock.today())
    if before is None:
        close_lines(writer, period.span.until, session.clock)
    declared = replace(marked, figures=text)
    seal = seal_after(
        last_seal(writer),
        at=session.clock.now().isoformat(),
        kind=SealKind.DECLARATION,
        subject=period.name,
        content=declared_content(declared),
        files={},
    )
    append_seal(writer, seal)
    add_declared(writer, seal.sequence, declared)


def note_done(session: Session, kind: DutyKind, name: str, on: date | None) -> ChangeResult:
    """Note on which day a duty without figures of its own was done, or that it is still to be done."""

    def note(writer: Writer) -> date | None:
        before = load_noted(writer).get((kind, name))
        note_duty(writer, kind, name, on)
        return before

    before = session.write(note)
    return ChangeResult(changes=Changes.DECLARATIONS, undo=lambda session: note_done(session, kind, name, before))
