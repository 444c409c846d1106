"""What the vault holds that goes by itself one day: the facts from which its last days follow."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.retention_held import Held
from microdesk_desktop.privacy.retention import (
    ANNOUNCED,
    Category,
    Duration,
    Fact,
    Going,
    Key,
    Notice,
    chosen_durations,
    due,
    durations,
    first_kept_year,
    goings,
)
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.ageing import load_whole
from microdesk_desktop.store.mileage.settings import load_keeping
from microdesk_desktop.store.privacy.client_contacts import (
    ClientActs,
    load_acts,
    load_draft_forms,
    load_receipt_days,
    load_series_forms,
)
from microdesk_desktop.store.privacy.retention import (
    NoticeRow,
    load_choices,
    load_extensions,
    load_notices,
)
from microdesk_desktop.store.retained_years import count_by_year

NEEDED = (Category.ARCHIVES, Category.BANK)
"""Of these, what belongs to a document that is needed still stays with it."""
Years = Mapping[int, int]
"""How many there are of each year."""


def load_chosen(reader: Reader) -> Mapping[Category, int | None]:
    """What the user chose."""
    return chosen_durations(load_choices(reader), load_keeping(reader).years)


def load_goings(reader: Reader, day: date, reports: Years) -> Sequence[Going]:
    """All that goes one day, in the order of the categories and of the days; `reports` are the files beside the vault.

    Of documents it is what is over within 30 days. What is needed still is left out as long as it is.
    Raises LookupError for a day that the table of durations does not know.
    """
    known, extensions, held = durations(day, load_chosen(reader)), _extensions(reader), Held(reader)
    facts: dict[Category, Sequence[Fact]] = {**_client_facts(reader)}
    for category in Category:
        if not category.is_by_client and known[category].years is not None:
            facts[category] = list(_facts_of_years(reader, known[category], day, reports, held))
    found = [going for category in Category for going in goings(known[category], facts.get(category, ()), extensions)]
    return [going for going in found if not _is_held(going, day, held)]


def load_ripe_documents(reader: Reader, notices: Iterable[Notice], day: date) -> Sequence[tuple[int, int]]:
    """The year and the id of each document that goes today."""
    years = {notice.going.item for notice in notices if notice.going.category is Category.DOCUMENTS}
    if not years:
        return ()
    free = Held(reader).by_age(day).free
    return [(year, id_) for year in sorted(years) for id_ in free.get(year, ())]


def count_held(reader: Reader, day: date) -> int:
    """How many documents stay although their time is over, because they are needed still."""
    duration = durations(day, load_chosen(reader))[Category.DOCUMENTS]
    before = first_kept_year(duration, day)
    if before is None or not load_whole(reader, before):
        return 0
    held = Held(reader).by_age(before).held
    return sum(len(ids) for year, ids in held.items() if year < before.year)


def _facts_of_years(reader: Reader, duration: Duration, day: date, reports: Years, held: Held) -> Iterable[Fact]:
    category, before = duration.category, first_kept_year(duration, day)
    if category is Category.DOCUMENTS:
        if before is None or not load_whole(reader, before):
            return
        aged = held.by_age(before).free
        yield from (_of_year(year, len(ids)) for year, ids in aged.items() if year < before.year)
        return
    years = reports if category is Category.REPORTS else count_by_year(reader, category.value)
    if before is not None and category in NEEDED and any(year < before.year for year in years):
        years = count_by_year(reader, category.value, held.documents)
    yield from (_of_year(year, rows) for year, rows in years.items() if _is_year(year))


def _is_held(going: Going, day: date, held: Held) -> bool:
    """Whether a client who would go soon has something that is needed still."""
    is_soon = bool(due([going], day + ANNOUNCED))
    return going.category.is_by_client and is_soon and going.item in held.clients


def load_told(reader: Reader) -> Sequence[Notice]:
    """The announcements that stand, but for those of a later version."""
    known = {each.value: each for each in Category}
    return [
        Notice(
            going=Going(category=known[each.category], item=each.item, rows=each.rows, last_day=each.last_day),
            told_on=each.told_on,
        )
        for each in load_notices(reader)
        if each.category in known
    ]


def notice_rows(notices: Iterable[Notice]) -> Sequence[NoticeRow]:
    """The announcements as the vault keeps them."""
    return [
        NoticeRow(
            category=each.going.category.value,
            item=each.going.item,
            rows=each.going.rows,
            last_day=each.going.last_day,
            told_on=each.told_on,
        )
        for each in notices
    ]


def _extensions(reader: Reader) -> Mapping[Key, date]:
    known = {each.value: each for each in Category}
    found = load_extensions(reader)
    return {(known[name], item): until for (name, item), until in found.items() if name in known}


def _of_year(year: int, rows: int) -> Fact:
    return Fact(item=year, since=date(year, 12, 31), rows=rows)


def _is_year(year: int) -> bool:
    return date.min.year <= year <= date.max.year


def _client_facts(reader: Reader) -> dict[Category, list[Fact]]:
    """The clients by what they are: those who never ordered anything, and those who did."""
    facts: dict[Category, list[Fact]] = {Category.PROSPECTS: [], Category.INACTIVE: [], Category.FORMER: []}
    lasting = _Lasting(reader)
    for acts in load_acts(reader):
        since, is_client = lasting.of(acts)
        if since is None:
            continue
        fact = Fact(item=acts.client_id, since=since)
        if not is_client:
            facts[Category.PROSPECTS].append(fact)
            continue
        facts[Category.FORMER].append(fact)
        if acts.is_reachable:
            facts[Category.INACTIVE].append(fact)
    return facts


class _Lasting:
    """What drafts, recurring documents and receipts add to the acts of a client, which name it without its id."""

    def __init__(self, reader: Reader) -> None:
        self._receipts = load_receipt_days(reader)
        self._drafts: dict[int | str, date] = {}
        for form, day in load_draft_forms(reader):
            key = _client_of(form)
            self._drafts[key] = max(day, self._drafts.get(key, date.min))
        self._series = {_client_of(form) for form in load_series_forms(reader)}

    def of(self, acts: ClientActs) -> tuple[date | None, bool]:
        """The last act, and whether there is a relation; no day while a recurring document goes on."""
        name = fold(acts.name)
        if acts.client_id in self._series or name in self._series:
            return None, True
        received = self._receipts.get(name)
        days = (acts.last_on, received, self._drafts.get(acts.client_id), self._drafts.get(name))
        return max(filter(None, days), default=None), acts.is_client or received is not None


def _client_of(form: str) -> int | str:
    """Whom a draft is for: the id of the client, else the folded name."""
    try:
        draft = read_form(json.loads(form))
    except (KnownError, ValueError):
        return ""
    if draft.client_id is not None:
        return draft.client_id
    return fold(draft.buyer.name if draft.buyer else draft.client)
