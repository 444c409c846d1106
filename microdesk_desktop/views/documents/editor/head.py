"""The fields of a draft beside its lines, as texts: each change makes another draft, with what cannot be read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line, well_formed
from microdesk_desktop.domain.calendar.dates import parse_day
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.views.documents.editor.lines import LONGEST_TEXT, LineTexts, texts_of
from microdesk_desktop.views.documents.editor.numbers import (
    Unread,
    read_discount,
    read_number,
    typed_discount,
    typed_number,
)

LINE_PATH = "lines."
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2})", re.ASCII)
_DAYS = re.compile(r"(?:[àa] )?(\d{1,3}) ?(?:j|jours?|d|days?)?", re.ASCII | re.IGNORECASE)


def with_field(draft: Draft, name: str, text: str, today: date) -> Draft:
    """The draft with what was typed into a field; what cannot be read is kept beside it, and the field left open."""
    attribute, read = _READERS[name]
    typed = tuple(each for each in draft.typed if each[0] != name)
    try:
        value = read(text, draft, today)
    except Unread:
        return replace(draft, **{attribute: _OPEN.get(name)}, typed=(*typed, (name, text[:LONGEST_TEXT])))  # type: ignore[arg-type]
    return replace(draft, **{attribute: value}, typed=typed)  # type: ignore[arg-type]


def flaw_of(draft: Draft, name: str, today: date) -> str:
    """Why what was typed into a field cannot be read; empty where it can."""
    text = dict(draft.typed).get(name)
    if text is None:
        return ""
    try:
        _READERS[name][1](text, draft, today)
    except Unread as error:
        return str(error)
    return ""


def field_text(draft: Draft, name: str) -> str:
    """What a field shows of a draft."""
    typed = dict(draft.typed).get(name)
    return typed if typed is not None else _WRITERS[name](draft)


def line_texts(draft: Draft) -> Sequence[LineTexts]:
    """The lines of a draft as they are typed."""
    typed: dict[int, dict[str, str]] = {}
    for path, text in draft.typed:
        found = re.fullmatch(r"lines\.(\d{1,4})\.(\w+)", path, re.ASCII)
        if found:
            typed.setdefault(int(found[1]), {})[found[2]] = text
    return [texts_of(line, typed.get(number)) for number, line in enumerate(draft.lines, 1)]


def with_lines(draft: Draft, lines: Sequence[LineTexts]) -> Draft:
    """The draft with these lines."""
    typed = [each for each in draft.typed if not each[0].startswith(LINE_PATH)]
    typed += [
        (f"{LINE_PATH}{number}.{name}", text[:LONGEST_TEXT])
        for number, line in enumerate(lines, 1)
        for name, text in line.typed
    ]
    return replace(draft, lines=tuple(each.line for each in lines), typed=tuple(typed))


def _day(text: str, _: Draft, today: date) -> date | None:
    typed = text.strip()
    if not typed:
        return None
    short = _WITHOUT_YEAR.fullmatch(typed)
    try:
        return parse_day(f"{short[1]}/{short[2]}/{today.year}" if short else typed)
    except ValueError as error:
        raise Unread(tr("Date illisible. Exemple : {example}").format(example=dates.typed_day(today))) from error


def _due_day(text: str, draft: Draft, today: date) -> date | None:
    """A day, or a number of days from the issue: « à 45 jours », « 45 »."""
    days = _DAYS.fullmatch(one_line(text))
    if days:
        return (draft.issued_on or today) + timedelta(days=int(days[1]))
    return _day(text, draft, today)


def _exchange(text: str, _: Draft, __: date) -> int | None:
    rate = read_number(text, Decimals.EXCHANGE) if text.strip() else None
    if rate is not None and rate <= 0:
        raise Unread(tr("Une devise vaut plus que zéro."))
    return rate


def _line(text: str, _: Draft, __: date) -> str:
    return one_line(text)[:LONGEST_TEXT]


def _text(text: str, _: Draft, __: date) -> str:
    return well_formed(text)[:LONGEST_TEXT]


def _shown_day(day: date | None) -> str:
    return dates.typed_day(day) if day else ""


_READERS: Mapping[str, tuple[str, Callable[[str, Draft, date], object]]] = {
    "issue_date": ("issued_on", _day),
    "due_date": ("due_on", _due_day),
    "valid_until": ("valid_until", _due_day),
    "service_from": ("delivered_from", _day),
    "service_date": ("delivered_on", _day),
    "discount": ("discount", lambda text, _, __: read_discount(text)),
    "eur_rate": ("exchange", _exchange),
    "order_number": ("order_number", _line),
    "subject": ("subject", _line),
    "notes": ("notes", _text),
}
"""The attribute of a draft that each field is read into, and how."""
_OPEN = {"order_number": "", "subject": "", "notes": ""}
_WRITERS: Mapping[str, Callable[[Draft], str]] = {
    "issue_date": lambda draft: _shown_day(draft.issued_on),
    "due_date": lambda draft: _shown_day(draft.due_on),
    "valid_until": lambda draft: _shown_day(draft.valid_until),
    "service_from": lambda draft: _shown_day(draft.delivered_from),
    "service_date": lambda draft: _shown_day(draft.delivered_on),
    "discount": lambda draft: typed_discount(draft.discount),
    "eur_rate": lambda draft: typed_number(draft.exchange, Decimals.EXCHANGE),
    "order_number": lambda draft: draft.order_number,
    "subject": lambda draft: draft.subject,
    "notes": lambda draft: draft.notes,
}
