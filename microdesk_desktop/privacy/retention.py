"""How long each kind of data stays, what is to go by when, and when it may go: rules only, from values.

    facts of the vault ─▶ its last day is within 30 days: announced ─▶ over, and announced for 30 days: ripe

Nothing goes that was not announced for 30 days. Where the clock jumped (back, or further ahead than anybody leaves the
program closed without a declaration), every announcement begins anew: a clock that is years ahead by mistake takes
nothing along, and what was announced under it is withdrawn once it is right again.
Durations are those of `resources/tables/retention.toml` on the day, unless the user chose another within its bounds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from microdesk_desktop.base.dated_tables import Confidence, DatedRow, dated_table
from microdesk_desktop.domain.mileage.keeping import KEPT_YEARS

ANNOUNCED = timedelta(days=30)
"""How long it is told before anything goes."""
LONGEST_ABSENCE = timedelta(days=100)
"""Who declares each quarter opens the program at least that often; a longer jump may be a clock that is wrong."""
_TRAVEL = timedelta(days=2)
"""By how much the day may go back for a traveller."""
_OFFERED = (1, 2, 3, 5, 6, 10, 15, 20)


class Category(StrEnum):
    """What goes by itself, in the order of the page; the keys of the table."""

    PROSPECTS = "prospects"
    INACTIVE = "inactive_clients"
    FORMER = "former_clients"
    DOCUMENTS = "documents"
    ARCHIVES = "accounts"
    BANK = "bank"
    TRIPS = "trips"
    IMPORTS = "imports"
    LOOKUPS = "lookups"
    REQUESTS = "requests"
    JOURNAL = "journal"
    REPORTS = "reports"

    @property
    def is_by_client(self) -> bool:
        """Whether each item is a client; else it is a year."""
        return self in (Category.PROSPECTS, Category.INACTIVE, Category.FORMER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long a category stays; `years` is None where it never goes by itself.

    `usual` are the years unless the user chooses, `least` and `most` bound the choice, `may_stay` allows none at all.
    """

    category: Category
    years: int | None
    usual: int | None
    is_from_year_end: bool
    least: int
    most: int | None
    may_stay: bool
    source: str
    confidence: Confidence

    def allows(self, years: int | None) -> bool:
        """Whether the user may choose this."""
        if years is None:
            return self.may_stay
        if self.category is Category.TRIPS:
            return years in KEPT_YEARS
        return self.least <= years and (self.most is None or years <= self.most)

    @property
    def choices(self) -> Sequence[int | None]:
        """What is offered, the shortest first."""
        wanted = sorted({*_OFFERED, self.least, *filter(None, (self.years, self.usual, self.most))})
        return [each for each in wanted if self.allows(each)] + ([None] if self.may_stay else [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What goes together: the rows of a year, or what a client is; `since` is the day from which the time counts."""

    item: int
    since: date
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What goes after its last day."""

    category: Category
    item: int
    rows: int
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That something is going was announced, without a break since `told_on`."""

    going: Going
    told_on: date

    @property
    def goes_on(self) -> date:
        """The first day on which it may go."""
        return max(self.going.last_day + timedelta(days=1), self.told_on + ANNOUNCED)

    def is_ripe(self, day: date) -> bool:
        """Whether it may go on this day."""
        return day >= self.goes_on


Key = tuple[Category, int]
Extensions = Mapping[Key, date]


def chosen_durations(choices: Mapping[str, int | None], trip_years: int | None) -> Mapping[Category, int | None]:
    """What the user chose, of the categories that this version knows; trips have a setting of their own."""
    known = {each.value: each for each in Category}
    return {known[name]: years for name, years in choices.items() if name in known} | {Category.TRIPS: trip_years}


def durations(day: date, chosen: Mapping[Category, int | None]) -> Mapping[Category, Duration]:
    """The duration of each category on a day. Raises LookupError for one that the table lacks."""
    return {category: _duration(category, day, chosen) for category in Category}


def _duration(category: Category, day: date, chosen: Mapping[Category, int | None]) -> Duration:
    row = dated_table("retention").find(day, category)
    if row is None:
        raise LookupError(f"no row of {category} on {day}")
    usual = _whole(row, "years")
    found = Duration(
        category=category,
        years=usual,
        usual=usual,
        is_from_year_end=row.values["from_event"] == "end_of_year",
        least=_whole(row, "least") or 1,
        most=_whole(row, "most"),
        may_stay=bool(row.values.get("may_stay")),
        source=row.source,
        confidence=row.confidence,
    )
    return found if category not in chosen else _chosen(found, chosen[category])


def _chosen(duration: Duration, years: int | None) -> Duration:
    """With what the user chose; what the law no longer allows is what it allows."""
    if not duration.allows(years):
        return duration
    return replace(duration, years=years)


def _whole(row: DatedRow, column: str) -> int | None:
    return int(row.values[column]) if column in row.values else None


def last_day(duration: Duration, since: date) -> date | None:
    """The last day on which what counts from a day stays; None where it never goes, or after the calendar's end."""
    if duration.years is None:
        return None
    start = date(since.year, 12, 31) if duration.is_from_year_end else since
    try:
        return start.replace(year=start.year + duration.years)
    except ValueError:  # 29 February, or a year that no calendar has
        year = start.year + duration.years
        return date(year, 2, 28) if year <= date.max.year else None


def goings(duration: Duration, facts: Iterable[Fact], extensions: Extensions) -> Sequence[Going]:
    """What goes of a category, and after which day, the first one first; what never goes is left out."""
    found = []
    for fact in facts:
        last = last_day(duration, fact.since)
        if last is None:
            continue
        kept = extensions.get((duration.category, fact.item))
        found.append(
            Going(
                category=duration.category, item=fact.item, rows=fact.rows, last_day=max(last, kept) if kept else last
            )
        )
    return sorted(found, key=lambda going: (going.last_day, going.item))


def extended(going: Going, day: date) -> date:
    """The last day of what the user keeps longer: a year after the one that it had, or after today."""
    last = max(going.last_day, day)
    return last.replace(year=last.year + 1, day=28 if (last.month, last.day) == (2, 29) else last.day)


def first_kept_year(duration: Duration, day: date) -> date | None:
    """The first day of the oldest year that neither goes within 30 days nor is over; None where nothing ever goes."""
    if duration.years is None:
        return None
    return date((day + ANNOUNCED).year - duration.years, 1, 1)


def due(found: Iterable[Going], day: date) -> Sequence[Going]:
    """What has had its last day before this one."""
    return [going for going in found if going.last_day < day]


def is_clock_doubtful(looked_on: date | None, day: date) -> bool:
    """Whether the day jumped since it was last looked at what is to go."""
    return looked_on is not None and not looked_on - _TRAVEL <= day <= looked_on + LONGEST_ABSENCE


def tell(former: Iterable[Notice], found: Iterable[Going], day: date, looked_on: date | None) -> Sequence[Notice]:
    """The announcements that stand on this day: of all that goes within 30 days, each since it is shown."""
    is_doubtful = is_clock_doubtful(looked_on, day)
    told = {(each.going.category, each.going.item): each.told_on for each in former if not is_doubtful}
    return [
        Notice(going=going, told_on=min(told.get((going.category, going.item), day), day))
        for going in due(found, day + ANNOUNCED)
    ]
