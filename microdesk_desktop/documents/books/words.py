"""The words of the printed books, in French as the administration reads them."""

import tomllib
from collections.abc import Mapping
from datetime import date

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource
from microdesk_desktop.documents.render.words import day_text, typeset
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.company import DeclarationPeriod

LANGUAGE = "fr"
Words = Mapping[str, Mapping[str, str]]


@impersonal_cache(maxsize=1)
def book_words() -> Words:
    """The words of `resources/templates/documents/book.toml`."""
    tables = tomllib.loads(resource("templates", "documents", "book.toml").read_text("utf-8"))
    return {table: {name: typeset(text, LANGUAGE) for name, text in texts.items()} for table, texts in tables.items()}


def text(name: str, **values: object) -> str:
    """A text of the table `texts`, filled in."""
    return book_words()["texts"][name].format(**values)


def activity_text(activity: Activity | None) -> str:
    """« Services (BIC) »."""
    return book_words()["activities"][activity.value if activity else "unknown"]


def period_text(period: DeclaredPeriod) -> str:
    """« 4e trimestre 2026 », « novembre 2026 »."""
    if period.rhythm is DeclarationPeriod.QUARTERLY:
        number = (period.first.month + 2) // 3
        return text("quarter", ordinal="1er" if number == 1 else f"{number}e", year=period.first.year)
    return _month_text(period.first)


def span_text(span: Span) -> str:
    """« année 2026 », « novembre 2026 », « du 1er janvier 2026 au 31 mars 2026 »."""
    if span == year_of(span.since):
        return text("year", year=span.since.year)
    if span == month_of(span.since):
        return _month_text(span.since)
    return text("span", since=day_text(span.since, LANGUAGE), until=day_text(span.until, LANGUAGE))


def _month_text(day: date) -> str:
    return day_text(day, LANGUAGE).split(" ", 1)[1]
