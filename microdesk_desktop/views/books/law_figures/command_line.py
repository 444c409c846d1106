"""`law` on the command line: the figures as JSON, and as lines of text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.text import fold
from microdesk_desktop.views.books.declarations.words import confidence_words
from microdesk_desktop.views.books.law_figures.figures import LawFigure, Standing, law_figures
from microdesk_desktop.views.books.law_figures.horizon import outdated_sentences


def figures_of(day: date, words: str, *, with_all: bool) -> Sequence[LawFigure]:
    """The figures that hold on a day, or all, whose text has every one of the words."""
    wanted = fold(words).split()
    return [
        each
        for each in law_figures(day)
        if (with_all or each.standing is Standing.IN_FORCE)
        and all(word in fold(f"{each.subject} {each.name} {each.key}") for word in wanted)
    ]


def figure_json(figure: LawFigure) -> Mapping[str, object]:
    """One figure: its value as the table has it, days in ISO form, None where there is none."""
    return {
        "key": figure.key,
        "subject": figure.subject,
        "name": figure.name,
        "value": figure.text,
        "text": figure.value,
        "from": figure.first.isoformat() if figure.first else None,
        "to": figure.last.isoformat() if figure.last else None,
        "standing": figure.standing.value,
        "source": figure.source,
        "checked": figure.checked.isoformat(),
        "confidence": figure.confidence.value,
    }


def figures_lines(figures: Sequence[LawFigure], day: date) -> Iterator[str]:
    """The figures by subject, each with its validity and its source; then what is not known on the day."""
    for subject, rows in groupby(figures, lambda each: each.subject):
        yield subject
        for row in rows:
            yield "  " + tr("{name} : {value}").format(name=row.name, value=row.value)
            yield f"    {row.validity} · {confidence_words(row.confidence.value)} · {source_text(row)}"
    if not figures:
        yield tr("Aucun chiffre ne correspond.")
    yield from outdated_sentences(day)


def source_text(figure: LawFigure) -> str:
    """Where the figure was read, and on which day it was checked."""
    return tr("{source}, état au {day}").format(source=figure.source, day=dates.typed_day(figure.checked))
