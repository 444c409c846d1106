"""The sale of the demonstration: a quote is accepted, a deposit paid, the rest invoiced, a part credited."""

from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.documents.beside import QuoteAnswer
from microdesk_desktop.domain.documents.numbers import Decimals, parse_decimal
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.chain.convert import convert
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.chain.decide import answer_quote
from microdesk_desktop.operations.documents.drafts import new_draft
from microdesk_desktop.operations.documents.issue import Issued, issue
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.sandbox import sales
from microdesk_desktop.sandbox.company import SampleTransaction
from microdesk_desktop.views.records.rows import load_invoice_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """The numbers of what was issued, and the transfers by which the client pays."""

    numbers: tuple[str, ...] = ()
    paid: tuple[SampleTransaction, ...] = ()


def sell(session: Session) -> Sale:
    """Issue a quote, its deposit, its final invoice and a credit note, as of the days before today."""
    put_company(session, sales.COMPANY)
    today = session.clock.today()
    on = sales.days(today)
    quote = _issued(session, new_draft(session, sales.QUOTE), on.quote)
    answer_quote(session, quote.document_id, QuoteAnswer(status=DocumentStatus.ACCEPTED, on=on.accepted))
    part = Part(percent=parse_decimal(str(sales.DEPOSIT_PERCENT), Decimals.PERCENT))
    deposit = _issued(session, convert(session, quote.number, DocumentType.DEPOSIT, part), on.deposit)
    final = _issued(session, convert(session, deposit.number, DocumentType.FINAL), on.final)
    taken_back = {"lines": [sales.credited_line()]}
    note = _issued(session, credit(session, final.number, taken_back), on.credit)
    rest = _total(session, final) - _total(session, note)
    return Sale(
        numbers=tuple(each.number for each in (quote, deposit, final, note)),
        paid=(
            _transfer(_total(session, deposit), deposit, on.deposit_paid, today),
            _transfer(rest - _total(session, deposit), final, on.rest_paid, today),
        ),
    )


def _issued(session: Session, draft: ChangeResult, on: date) -> Issued:
    assert draft.id is not None, "a draft that was kept has an id"
    return issue(session, draft.id, on)


def _total(session: Session, issued: Issued) -> int:
    rows = session.read(lambda reader: load_invoice_rows(reader, session.clock.today()))
    return next(abs(row.total_cents) for row in rows if row.number == issued.number)


def _transfer(cents: int, paid: Issued, on: date, today: date) -> SampleTransaction:
    return SampleTransaction((today - on).days, cents, sales.payment_label(paid.number))
