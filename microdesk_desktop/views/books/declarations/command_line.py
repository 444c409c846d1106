"""Declarations on the terminal: the same blocks as on the page, as lines of text."""

from collections.abc import Iterator, Sequence
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.books.declarations.calendar import income_return
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.books.duties import Duty, DutyKind
from microdesk_desktop.store.books.declarations import find_declared
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.declarations.blocks import Block, Figure, Remark
from microdesk_desktop.views.books.declarations.duties import DutyRow, load_duty_rows
from microdesk_desktop.views.books.declarations.json import Json, turnover_json, vat_json
from microdesk_desktop.views.books.declarations.other_duties import load_income_return
from microdesk_desktop.views.books.declarations.turnover import (
    load_corrections,
    load_turnover_of,
    turnover_blocks,
    turnover_remarks,
)
from microdesk_desktop.views.books.declarations.vat import load_return, vat_blocks, vat_remarks
from microdesk_desktop.views.books.declarations.words import (
    due_text,
    duty_title,
    kind_words,
    period_words,
    span_words,
    state_text,
)

Shown = tuple[Json, Sequence[str]]


def show_turnover(reader: Reader, period: DeclaredPeriod, today: date) -> Shown:
    """The declaration of turnover of a period, as JSON and as text."""
    found = load_turnover_of(reader, period, today)
    duty = _duty_of(reader, period, today)
    blocks = turnover_blocks([found], load_corrections(reader, period.span))
    head = f"{kind_words(DutyKind.TURNOVER)} · {period_words(period)} ({span_words(period.span)})"
    lines = [head]
    if found.declared is not None:
        lines.append(tr("Déclarée le {day}.").format(day=dates.long_day(found.declared.on)))
    elif duty is not None:
        lines.append(tr("À déclarer {due}.").format(due=due_text(duty)))
    if duty is not None and len(duty.periods) > 1:
        names = ", ".join(map(period_words, duty.periods))
        lines.append(tr("Votre première déclaration réunit {names} : l'Urssaf attend leur total.").format(names=names))
    return turnover_json(found, duty), [*lines, *_lines(turnover_remarks([found]), blocks)]


def _duty_of(reader: Reader, period: DeclaredPeriod, today: date) -> Duty | None:
    """The declaration of turnover that a period is part of; None where the calendar has none."""
    duties = (row.duty for row in load_duty_rows(reader, today))
    return next((duty for duty in duties if duty.kind is DutyKind.TURNOVER and period in duty.periods), None)


def show_vat(reader: Reader, period: DeclaredPeriod, today: date) -> Shown:
    """The return of VAT of a period, as JSON and as text."""
    found, company = load_return(reader, period, today), load_company(reader)
    declared = find_declared(reader, DutyKind.VAT, period.name)
    head = f"{kind_words(DutyKind.VAT)} · {period_words(period)} ({span_words(period.span)})"
    lines = [head, *_lines(vat_remarks(company, found), vat_blocks(company, found))]
    return vat_json(found, declared.on.isoformat() if declared else None), lines


def show_year(reader: Reader, year: int, today: date) -> Shown:
    """The boxes of the income return of a year, as JSON and as text."""
    duty = income_return(year)
    remarks, blocks = load_income_return(reader, duty, today)
    boxes = [{"name": figure.name, "amount": figure.copied} for block in blocks for figure in block.figures]
    return {"year": duty.span.since.year, "boxes": boxes}, [duty_title(duty), *_lines(remarks, blocks)]


def duty_lines(rows: Sequence[DutyRow]) -> Sequence[str]:
    """The calendar, a line for each duty."""
    return [_duty_line(row) for row in rows]


def _duty_line(row: DutyRow) -> str:
    state = state_text(row.duty, row.state)
    if row.done_on is not None:
        state = tr("{state} le {day}").format(state=state, day=dates.typed_day(row.done_on))
    return f"{duty_title(row.duty)} · {due_text(row.duty)} · {state}"


def _lines(remarks: Sequence[Remark], blocks: Sequence[Block]) -> Iterator[str]:
    yield from (f"! {remark.text}" for remark in remarks)
    for block in blocks:
        yield ""
        yield block.title
        for figure in block.figures:
            yield from _figure_lines(figure)
        if block.note:
            yield f"  {block.note}"


def _figure_lines(figure: Figure) -> Iterator[str]:
    yield f"  {figure.value}  {figure.name}"
    yield from (f"      {line}" for line in figure.why.splitlines())
