"""Expenses that come again: what is expected, what was missed, in words."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.books.expenses.series import (
    Expectation,
    Series,
    SpentOn,
    find_series,
    history_since,
    may_go_on,
)
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.records.rhythms import Rhythm, RhythmState
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.rhythms import (
    load_days_of_suppliers,
    load_rhythm_words,
    load_spent_at,
    load_suppliers_with_word,
)

EXPECTED = "expected"
"""What the page of the expenses is given to show those that are expected."""
ExpenseSeries = Series
"""A series, for the pages that show it."""


def load_expected_expenses(reader: Reader, today: date) -> list[Series]:
    """The series that go on, muted ones included: the next one first. No expense is made of them by itself."""
    span = Span(history_since(today), today)
    expenses = (SpentOn(*row) for row in load_spent_at(reader, _promising(reader, span), span))
    found = find_series(expenses, load_rhythm_words(reader), today)
    return [series for series in found if series.state is not Expectation.ENDED]


def _promising(reader: Reader, span: Span) -> Iterator[str]:
    """The names of the suppliers of whom something may come again, by their days alone: most have no rhythm."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    days: defaultdict[str, list[date]] = defaultdict(list)
    for supplier, found in load_days_of_suppliers(reader, span):
        names[fold(supplier)].add(supplier)
        days[fold(supplier)] += found
    decided = set(map(fold, load_suppliers_with_word(reader)))
    for supplier, written in names.items():
        if supplier in decided or may_go_on(days[supplier], span.until):
            yield from written


def is_missed(series: Series) -> bool:
    """Whether it did not come."""
    return series.state is Expectation.MISSED


def missed(series: Sequence[Series]) -> list[Series]:
    """Those that did not come and that the user did not mute, the one that is missed longest first."""
    found = [each for each in series if is_missed(each) and not each.is_muted]
    return sorted(found, key=lambda each: (each.missed_on or each.next_on, each.last.id))


def by_expense(series: Sequence[Series]) -> Mapping[int, Series]:
    """The series of each of their expenses, by its id."""
    return {expense.id: each for each in series for expense in each.expenses}


def expectation_text(series: Series) -> str:
    """« attendue le 5 décembre, environ 12,00 € », or « manquée, attendue le 5 novembre … »."""
    about = money.amount(series.cents, series.last.currency)
    if series.state is Expectation.MISSED and series.missed_on is not None:
        text = tr("manquée, attendue le {day}, environ {amount}")
        return text.format(day=dates.long_day(series.missed_on), amount=about)
    return tr("attendue le {day}, environ {amount}").format(day=dates.long_day(series.next_on), amount=about)


def series_reason(series: Series) -> str:
    """« Chaque mois : 5 dépenses depuis le 3 mars 2026 », or that the user decided it."""
    rhythm = rhythm_name(series.rhythm)
    if series.word is not None:
        return tr("{rhythm}, d'après vous").format(rhythm=rhythm)
    number = len(series.expenses)
    text = ntr("{rhythm} : {count} dépense depuis le {day}", "{rhythm} : {count} dépenses depuis le {day}", number)
    return text.format(rhythm=rhythm, count=number, day=dates.long_day(series.expenses[0].on))


def rhythm_name(rhythm: Rhythm) -> str:
    """« Chaque mois »."""
    return dict(rhythm_words())[rhythm]


def rhythm_words() -> Sequence[tuple[Rhythm, str]]:
    """How often an expense comes again."""
    return (
        (Rhythm.MONTHLY, tr("Chaque mois")),
        (Rhythm.QUARTERLY, tr("Chaque trimestre")),
        (Rhythm.YEARLY, tr("Chaque année")),
    )


def decided_text(supplier: str, state: RhythmState) -> str:
    """What was decided on the series of a supplier."""
    texts: Mapping[RhythmState, Callable[[], str]] = {
        RhythmState.CONFIRMED: lambda: tr("{supplier} : la prochaine est attendue."),
        RhythmState.MUTED: lambda: tr("{supplier} : plus rien ne sera signalé."),
        RhythmState.ENDED: lambda: tr("{supplier} : la série est terminée."),
    }
    return texts[state]().format(supplier=supplier)


def expected_place(series: Series) -> str:
    """What the page of the expenses is given to show one that is expected."""
    return f"{EXPECTED}:{series.last.id}"


def expected_wanted(wanted: object) -> tuple[bool, int | None]:
    """Whether the page is given one of these places, and the expense that it names."""
    if not isinstance(wanted, str):
        return False, None
    place, _, id_ = wanted.partition(":")
    return place == EXPECTED, int(id_) if id_.isdigit() else None


def missed_text(series: Sequence[Series]) -> str:
    """« 2 dépenses attendues ne sont pas venues. », or which one."""
    if len(series) == 1:
        one = series[0]
        return tr("{supplier} : la dépense attendue le {day}, environ {amount}, n'est pas venue.").format(
            supplier=one.last.supplier,
            day=dates.long_day(one.missed_on or one.next_on),
            amount=money.amount(one.cents, one.last.currency),
        )
    number = len(series)
    text = ntr("{count} dépense attendue n'est pas venue.", "{count} dépenses attendues ne sont pas venues.", number)
    return text.format(count=number)


def expected_line(series: Series) -> str:
    """One line of the command line: « 05/12/2026  12,00 €  Adobe  chaque mois  attendue »."""
    about = money.amount(series.cents, series.last.currency)
    day = dates.typed_day(series.missed_on or series.next_on)
    state = tr("manquée") if series.state is Expectation.MISSED else tr("attendue")
    return f"{day}  {about:>14}  {visible(series.last.supplier)}  {rhythm_name(series.rhythm).lower()}  {state}"


def expected_json(series: Series) -> Mapping[str, object]:
    """A series as the command line gives it."""
    return {
        "supplier": series.last.supplier,
        "category": series.last.category or None,
        "rhythm": series.rhythm.value,
        "expected_on": series.next_on.isoformat(),
        "missed_on": series.missed_on.isoformat() if series.missed_on else None,
        "amount": format_decimal(series.cents),
        "currency": series.last.currency,
        "state": series.state.value,
        "muted": series.is_muted,
        "last": series.last.on.isoformat(),
    }
