"""Drafts and documents as the command line lists and shows them."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from microdesk_desktop.base.format.dates import typed_day
from microdesk_desktop.base.format.money import amount
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.documents.prepare import Prepared
from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.domain.documents.follow_up.marks import Sending
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import count_copies, load_seal_of
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.documents.follow_up import load_reminders
from microdesk_desktop.store.records.documents import find_document
from microdesk_desktop.views.documents.json import document_json, problems_json, seal_json
from microdesk_desktop.views.documents.payments import payments_json
from microdesk_desktop.views.records.documents import load_document_page
from microdesk_desktop.views.records.payments import load_payments
from microdesk_desktop.views.records.rows import InvoiceRow, load_invoice_rows, load_quote_rows

Json = dict[str, Any]


def load_document_rows(reader: Reader, today: date) -> Sequence[InvoiceRow]:
    """Every document, also those of other tools, the latest first."""
    rows = [*load_invoice_rows(reader, today), *load_quote_rows(reader, today)]
    return sorted(rows, key=lambda row: (row.issued_on, row.number), reverse=True)


def find_row(reader: Reader, number: str, today: date) -> InvoiceRow | None:
    """The document of this number, whichever tool issued it; None where there is none."""
    document_id = find_document(reader, number)
    page = None if document_id is None else load_document_page(reader, document_id, today)
    return page.row if page else None


def row_json(row: InvoiceRow) -> Json:
    """One line of `documents list`."""
    return {
        "id": None,
        "number": row.number,
        "type": row.type.value,
        "status": row.state.value,
        "client": row.client,
        "issue_date": row.issued_on.isoformat(),
        "due_date": row.due_on.isoformat() if row.due_on else None,
        "currency": row.currency,
        "total_incl_tax": format_decimal(abs(row.total_cents)),
        "due": format_decimal(abs(row.remaining_cents)),
        "paid": format_decimal(abs(row.paid_cents)),
        "written_off": format_decimal(abs(row.follow_up.written_off_cents)),
        "sent_on": row.follow_up.sending.on.isoformat() if row.follow_up.sending else None,
    }


def sending_json(sending: Sending | None) -> Json | None:
    """When and how a document was sent, and from which account of the user; null where it was not."""
    if sending is None:
        return None
    return {"on": sending.on.isoformat(), "way": sending.way.value, "account": sending.account or None}


def reminders_json(reader: Reader, document_id: int) -> Sequence[Json]:
    """The reminders of a document that were sent, in the order of their days, without their texts."""
    return [
        {
            "on": each.on.isoformat(),
            "tone": each.tone.value,
            "way": each.way.value,
            "account": each.account or None,
        }
        for _, each in load_reminders(reader, document_id)
    ]


def row_line(row: InvoiceRow) -> str:
    """One line of `documents list`, as text."""
    total = amount(row.total_cents, row.currency)
    return f"{row.number}  {typed_day(row.issued_on)}  {row.client}  {total}"


def drafts_json(reader: Reader) -> Sequence[Json]:
    """The drafts, as lines of `documents list`."""
    drafts = ((id_, read_form(json.loads(form)), at) for id_, form, at in load_drafts(reader))
    return [
        {
            "id": id_,
            "number": None,
            "type": draft.type.value,
            "status": DocumentState.DRAFT.value,
            "client": draft.buyer.name if draft.buyer else draft.client or draft.client_id,
            "changed_at": at.isoformat(),
        }
        for id_, draft, at in drafts
    ]


def prepared_json(prepared: Prepared, draft_id: int) -> Json:
    """A draft as it would be issued, with what stands against it."""
    return {
        "id": draft_id,
        "number": None,
        "next_number": prepared.number,
        "status": DocumentState.DRAFT.value,
        **document_json(prepared.document, prepared.totals),
        "problems": problems_json(prepared.problems),
        "remarks": problems_json(prepared.remarks),
    }


def issued_json(reader: Reader, row: InvoiceRow) -> Json:
    """An issued document with its seal and payments; one of another tool has neither lines nor seal."""
    seal = load_seal_of(reader, row.id)
    content: Json = {}
    issued = read_content(seal.content) if seal is not None else None
    if seal is not None and issued is not None:
        content = {**document_json(issued.document, issued.totals), "seal": seal_json(seal), "problems": []}
        content["copies"] = count_copies(reader, row.number)
    payments = payments_json(load_payments(reader, row.id), issued, row.type.sign)
    return {
        **content,
        **row_json(row),
        "sending": sending_json(row.follow_up.sending),
        "reminders": reminders_json(reader, row.id),
        "payments": payments,
    }
