"""Series of documents as their list and their form show them, and their drafts that wait."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.documents.complete import Surroundings, buyer_of, complete
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.parties import Buyer
from microdesk_desktop.domain.documents.recurring.draft import draft_of_period
from microdesk_desktop.domain.documents.recurring.series import Rhythm, RhythmUnit, Series, due_periods, left_to_make
from microdesk_desktop.domain.money import Money, format_decimal
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.recurring import StoredSeries, has_series, load_all_series, load_waiting
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.messages.document_problems import problem_text
from microdesk_desktop.views.messages.errors import error_text

__all__ = ["SeriesRow", "SeriesState", "has_series", "load_series_rows"]


class SeriesState(StrEnum):
    """What comes of a series."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """A series: `label` is that of its next document, `next_day` None where none is left to make.

    `amount` is that of the next document with tax, None where it cannot be computed, as without its client.
    """

    id: int
    type: DocumentType
    client: str
    label: str
    series: Series
    state: SeriesState
    next_day: date | None
    amount: Money | None
    made_periods: tuple[int, ...]

    @property
    def sort_day(self) -> date:
        """The next day; the end of the calendar for a series that makes nothing more."""
        return self.next_day or date.max


def load_series_rows(reader: Reader) -> list[SeriesRow]:
    """Every series, those that come next first."""
    parties, company = Parties(reader), load_company(reader)
    rows = [_row(stored, parties, company) for stored in load_all_series(reader)]
    return sorted(rows, key=lambda row: (row.state is not SeriesState.ACTIVE, row.sort_day, row.id))


class Parties:
    """The clients of the vault, read once, found as drafts name them."""

    def __init__(self, reader: Reader) -> None:
        clients = load_clients(reader)
        self._by_id = dict(clients)
        self._ids = {fold(client.name): id_ for id_, client in clients}

    def client(self, draft: Draft) -> Client | None:
        """The client of a draft; None for one that the vault does not hold."""
        id_ = self.client_id(draft)
        return None if id_ is None else self._by_id.get(id_)

    def client_id(self, draft: Draft) -> int | None:
        """The id of a draft's client; None where its name is that of no client of the vault."""
        if draft.client_id is not None:
            return draft.client_id
        return self._ids.get(fold(draft.buyer.name if draft.buyer else draft.client))

    def buyer(self, draft: Draft) -> Buyer | None:
        """Who a draft is addressed to; None where the vault does not hold them and the draft does not describe them."""
        client = self.client(draft)
        return draft.buyer or (buyer_of(client) if client else None)

    def name(self, draft: Draft) -> str:
        """The name of a draft's client; empty for none."""
        client = self.client(draft)
        return client.name if client else draft.buyer.name if draft.buyer else draft.client


def _row(stored: StoredSeries, parties: Parties, company: Company) -> SeriesRow:
    pattern, series = read_form(json.loads(stored.form)), stored.series
    following = next(left_to_make(series, stored.made), None)
    buyer = parties.buyer(pattern)
    language = pattern.language or (buyer.language if buyer else "")
    shown = draft_of_period(pattern, series, following[0], language) if following else pattern
    ended = SeriesState.ENDED if following is None else SeriesState.PAUSED if series.is_paused else SeriesState.ACTIVE
    return SeriesRow(
        id=stored.id,
        type=pattern.type,
        client=parties.name(pattern),
        label=shown.subject or next((line.label for line in shown.lines if line.label), ""),
        series=series,
        state=ended,
        next_day=following[1] if following else None,
        amount=_amount(shown, buyer, company) if buyer else None,
        made_periods=tuple(sorted(stored.made)),
    )


def _amount(draft: Draft, buyer: Buyer, company: Company) -> Money:
    on = draft.issued_on or date(2000, 1, 1)
    document = complete(replace(draft, issued_on=on), Surroundings(company=company, buyer=buyer, today=on))
    return Money(totals_of(document).incl_tax, document.currency)


def next_days(series: Series, made: Sequence[int], count: int) -> Sequence[date]:
    """The days of the next documents of a series."""
    return [day for _, day in islice(left_to_make(series, made), count)]


def days_text(days: Sequence[date], today: date) -> str:
    """« Préparés tout de suite : 31 janvier 2027. Les prochains : 28 février 2027, 31 mars 2027 »."""
    if not days:
        return tr("Plus aucun document à préparer.")
    due, later = (_listed(day for day in days if (day <= today) is is_due) for is_due in (True, False))
    parts = (
        tr("Préparés tout de suite : {days}.").format(days=due) if due else "",
        tr("Les prochains : {days}").format(days=later) if later else "",
    )
    return " ".join(filter(None, parts))


def _listed(days: Iterable[date]) -> str:
    return ", ".join(dates.long_day(day).replace(" ", "\u00a0") for day in days)


def series_count(rows: Sequence[SeriesRow]) -> str:
    """« 3 documents récurrents, 1 en pause »."""
    paused = sum(row.state is SeriesState.PAUSED for row in rows)
    count = ntr("{count} document récurrent", "{count} documents récurrents", len(rows)).format(count=len(rows))
    return ", ".join(filter(None, (count, tr("{count} en pause").format(count=paused) if paused else "")))


def is_anything_due(reader: Reader, today: date) -> bool:
    """Whether catching up would make or try to issue anything today."""
    if any(each.is_issued for each in load_waiting(reader)):
        return True
    return any(any(due_periods(each.series, each.made, today)) for each in load_all_series(reader))


def rhythm_text(rhythm: Rhythm) -> str:
    """« chaque mois », « toutes les 2 semaines », « tous les 3 ans »."""
    every, unit = rhythm.every, rhythm.unit
    if every == 1:
        words = {
            RhythmUnit.WEEK: tr("chaque semaine"),
            RhythmUnit.MONTH: tr("chaque mois"),
            RhythmUnit.QUARTER: tr("chaque trimestre"),
            RhythmUnit.YEAR: tr("chaque année"),
        }
        return words[unit]
    several = {
        RhythmUnit.WEEK: tr("toutes les {count} semaines"),
        RhythmUnit.MONTH: tr("tous les {count} mois"),
        RhythmUnit.QUARTER: tr("tous les {count} trimestres"),
        RhythmUnit.YEAR: tr("tous les {count} ans"),
    }
    return several[unit].format(count=every)


def unit_words() -> Mapping[RhythmUnit, str]:
    """What a rhythm counts in, in words, for a choice."""
    return {
        RhythmUnit.WEEK: tr("semaine(s)"),
        RhythmUnit.MONTH: tr("mois"),
        RhythmUnit.QUARTER: tr("trimestre(s)"),
        RhythmUnit.YEAR: tr("an(s)"),
    }


def state_words() -> Mapping[SeriesState, str]:
    """Every state of a series, in words."""
    return {
        SeriesState.ACTIVE: tr("Actif"),
        SeriesState.PAUSED: tr("En pause"),
        SeriesState.ENDED: tr("Terminé"),
    }


def series_line(row: SeriesRow) -> str:
    """One line of `documents recurring list`."""
    day = dates.typed_day(row.next_day) if row.next_day else "—"
    amount = money.amount(row.amount.cents, row.amount.currency) if row.amount else ""
    parts = (str(row.id), day, row.client, row.label, rhythm_text(row.series.rhythm), amount, state_words()[row.state])
    return "  ".join(filter(None, parts))


def series_json(row: SeriesRow) -> Mapping[str, object]:
    """One entry of `documents recurring list --json`."""
    series = row.series
    return {
        "id": row.id,
        "type": row.type.value,
        "client": row.client,
        "label": row.label,
        "start": series.rhythm.start.isoformat(),
        "every": series.rhythm.every,
        "unit": series.rhythm.unit.value,
        "until": series.until.isoformat() if series.until else None,
        "times": series.times,
        "terms": series.terms,
        "issues": series.is_issued,
        "state": row.state.value,
        "made": len(row.made_periods),
        "next": row.next_day.isoformat() if row.next_day else None,
        "total_incl_tax": format_decimal(row.amount.cents) if row.amount else None,
        "currency": row.amount.currency if row.amount else None,
    }


def caught_up_text(drafts: int, issued: Sequence[str]) -> str:
    """« 2 brouillons préparés. F-2026-0004 émise. »; empty where nothing was made."""
    prepared = ntr("{count} brouillon préparé.", "{count} brouillons préparés.", drafts).format(count=drafts)
    numbers = tr("Émis : {numbers}.").format(numbers=", ".join(issued))
    return " ".join(filter(None, (prepared if drafts else "", numbers if issued else "")))


def hindrance_text(hindrance: Mapping[str, object]) -> str:
    """What stands against issuing a draft, as `catch_up` noted it, in sentences."""
    return " ".join(dict.fromkeys(_hindrances(hindrance)))


def _hindrances(hindrance: Mapping[str, object]) -> Iterator[str]:
    problems = hindrance.get("problems")
    if isinstance(problems, list) and problems:
        yield from (problem_text(Problem(**each)) for each in problems)
        return
    params = {name: value for name, value in hindrance.items() if name not in ("code", "problems", "last")}
    last = hindrance.get("last")
    if isinstance(last, str):
        params["last"] = date.fromisoformat(last)
    yield error_text(KnownError(ErrorCode(str(hindrance["code"])), **params))
