"""The invoices that series will bring until a day, and those prepared already: when each is due, and for what."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import takewhile

from microdesk_desktop.documents.complete import Surroundings, complete
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.calendar.payment_terms import parse_terms
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.recurring.draft import draft_of_period
from microdesk_desktop.domain.documents.recurring.series import left_to_make
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.recurring import StoredSeries, has_series, load_all_series, load_waiting
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.documents.recurring.series import Parties


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedInvoice:
    """An invoice that is not issued yet; `draft_id` is 0 where it is not prepared either.

    `client_id` is None for a client that the vault does not hold.
    """

    series_id: int
    draft_id: int
    client_id: int | None
    party: str
    label: str
    due_on: date
    amount: Money


def load_expected_invoices(reader: Reader, today: date, until: date) -> list[ExpectedInvoice]:
    """The invoices of all series that are due until a day; none of a series that is paused or lacks its client."""
    if not has_series(reader):
        return []
    parties, company = Parties(reader), load_company(reader)
    prepared = ((each.series_id, each.draft_id, read_form(json.loads(each.form))) for each in load_waiting(reader))
    found = [_expected(draft, parties, company, today, series, id_) for series, id_, draft in prepared]
    for stored in load_all_series(reader):
        found += _of_series(stored, parties, company, today, until)
    return sorted((each for each in found if each is not None and each.due_on <= until), key=lambda each: each.due_on)


def _of_series(
    stored: StoredSeries, parties: Parties, company: Company, today: date, until: date
) -> Iterator[ExpectedInvoice | None]:
    """What is left to make of a series; only the first one is computed, as those after it are the same later."""
    if stored.series.is_paused:
        return
    pattern = read_form(json.loads(stored.form))
    buyer = parties.buyer(pattern)
    language = pattern.language or (buyer.language if buyer else "")
    days = takewhile(lambda each: each[1] <= until, left_to_make(stored.series, stored.made))
    first: ExpectedInvoice | None = None
    after = timedelta()
    for period, day in days:
        draft = draft_of_period(pattern, stored.series, period, language)
        if first is None:
            first = _expected(draft, parties, company, today, stored.id)
            if first is None:
                return
            after = first.due_on - day
        yield replace(first, due_on=day + after, label=_label(draft))


def _expected(
    draft: Draft, parties: Parties, company: Company, today: date, series_id: int, draft_id: int = 0
) -> ExpectedInvoice | None:
    if draft.type is not DocumentType.INVOICE:
        return None
    document = _completed(draft, parties, company, today)
    if document is None or document.due_on is None:
        return None
    return ExpectedInvoice(
        series_id=series_id,
        draft_id=draft_id,
        client_id=parties.client_id(draft),
        party=document.buyer.name,
        label=_label(draft),
        due_on=document.due_on,
        amount=Money(totals_of(document).incl_tax, document.currency),
    )


def _completed(draft: Draft, parties: Parties, company: Company, today: date) -> Document | None:
    client, buyer = parties.client(draft), parties.buyer(draft)
    if buyer is None:
        return None
    terms = parse_terms(client.payment_terms) if client and client.payment_terms else None
    return complete(draft, Surroundings(company=company, buyer=buyer, today=today, terms=terms))


def _label(draft: Draft) -> str:
    return draft.subject or next((line.label for line in draft.lines if line.label), "")
