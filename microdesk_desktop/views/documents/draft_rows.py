"""The drafts as the lists of documents show them, above what is issued."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.complete import Surroundings, buyer_of, complete
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.documents.parties import Buyer
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.records.rows import InvoiceRow


def load_draft_rows(reader: Reader, today: date, *, settled_by_money: bool) -> list[InvoiceRow]:
    """The drafts of invoices and credit notes, or of quotes and what else no money settles; the latest first."""
    drafts = load_drafts(reader)
    if not drafts:
        return []
    company, clients = load_company(reader), dict(load_clients(reader))
    rows = (_row(id_, read_form(json.loads(form)), at, company, clients, today) for id_, form, at in drafts)
    return [row for row in rows if row.is_settled_by_money is settled_by_money]


def _row(
    draft_id: int, draft: Draft, at: datetime, company: Company, clients: Mapping[int, Client], today: date
) -> InvoiceRow:
    client = clients.get(draft.client_id) if draft.client_id is not None else None
    buyer = draft.buyer or (buyer_of(client) if client else Buyer(name=draft.client))
    return InvoiceRow(
        id=-draft_id,
        draft_id=draft_id,
        number=tr("Brouillon"),
        type=draft.type,
        client_id=draft.client_id or 0,
        client=buyer.name or tr("Sans client"),
        issued_on=at.astimezone().date(),
        due_on=None,
        total_cents=draft.type.sign * _total(draft, company, buyer, today),
        remaining_cents=0,
        currency=draft.currency,
        state=DocumentState.DRAFT,
        subject=draft.subject or next((line.label for line in draft.lines), ""),
    )


def _total(draft: Draft, company: Company, buyer: Buyer, today: date) -> int:
    """The total with taxes in cents; 0 of a draft that cannot be completed yet."""
    around = Surroundings(company=company, buyer=buyer, today=today)
    with suppress(KeyError, ValueError):
        return totals_of(complete(replace(draft, deposits=(), refers_to=()), around)).incl_tax
    return 0
