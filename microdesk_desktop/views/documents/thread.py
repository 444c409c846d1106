"""The chain of a document as one thread: what was agreed, asked, invoiced, paid and credited, and what remains."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.conversion.chain import OFFERS, Chain, Piece
from microdesk_desktop.documents.conversion.remaining import LineLeft, remaining_of
from microdesk_desktop.documents.conversion.summary import is_vat_open
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.beside import load_answer
from microdesk_desktop.store.records.documents import find_document
from microdesk_desktop.views.bank.words.transactions import document_title
from microdesk_desktop.views.documents.detail import quantity_text
from microdesk_desktop.views.documents.editor.words import type_words
from microdesk_desktop.views.records.document_words import document_state, document_tone
from microdesk_desktop.views.records.documents import load_document_page
from microdesk_desktop.views.records.rows import InvoiceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadEntry:
    """One document of a thread: « Devis D-2026-0001 », its day, its state in words, its total.

    `document_id` is None for a draft, which has `draft_id`. `is_current` is the document that the thread is shown of.
    """

    title: str
    day: str
    state: str
    amount: str
    tone: Tone
    number: str = ""
    document_id: int | None = None
    draft_id: int | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftLine:
    """What remains of one line, as it is shown; `position` from 1, `quantity` in ten-thousandths."""

    position: int
    label: str
    quantity: int
    quantity_text: str
    amount: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What remains to be invoiced of a quote or an order: cents with tax, without the deposits that were asked.

    `is_summary` is whether another tool issued it, so that its one line stands for its totals; `is_vat_open` whether
    these leave its rates open, so that the cents are without tax.
    """

    number: str
    lines: tuple[LeftLine, ...]
    cents: int
    deposit_cents: int
    currency: str
    has_drafts: bool = False
    """Whether drafts of the chain take a part, which is not counted as left."""
    has_tax: bool = True
    is_summary: bool = False
    is_vat_open: bool = False

    @property
    def has_deposits(self) -> bool:
        """Whether deposits are to be deducted from the last invoice."""
        return self.deposit_cents > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The documents in their order; `left` is None where the chain begins with no quote and no order."""

    entries: tuple[ThreadEntry, ...]
    left: Left | None


def thread_of(reader: Reader, chain: Chain, today: date) -> Thread:
    """The thread of a document's chain."""
    entries = tuple(_entry(reader, piece, chain, today) for piece in chain.pieces)
    offer = _offer(chain)
    return Thread(entries=entries, left=None if offer is None else _left(offer))


def left_text(left: Left) -> str:
    """« Reste à facturer : 1 400,00 €, acomptes de 600,00 € à déduire », or that all is invoiced."""
    if not left.lines:
        return tr("Tout est facturé ou repris dans un brouillon.") if left.has_drafts else tr("Tout est facturé.")
    amount = money.amount(left.cents, left.currency)
    if left.is_vat_open:
        amount = tr("{amount} HT").format(amount=amount)
    if not left.has_deposits:
        return tr("Reste à facturer : {amount}").format(amount=amount)
    deposits = money.amount(left.deposit_cents, left.currency)
    return tr("Reste à facturer : {amount}, acomptes de {deposits} à déduire").format(amount=amount, deposits=deposits)


def thread_json(thread: Thread, chain: Chain) -> Mapping[str, Any]:
    """The thread as `documents show` gives it: each document, and what remains of the quote or the order."""
    pieces = zip(chain.pieces, thread.entries, strict=True)
    return {
        "documents": [
            {
                "number": piece.number or None,
                "id": piece.draft_id,
                "type": piece.type.value,
                "issue_date": piece.document.issued_on.isoformat(),
                "total_incl_tax": format_decimal(piece.totals.incl_tax),
            }
            for piece, _ in pieces
        ],
        "remaining": _left_json(thread.left) if thread.left else None,
    }


def _left_json(left: Left) -> Mapping[str, Any]:
    return {
        "number": left.number,
        "total_incl_tax": format_decimal(left.cents),
        "deposits": format_decimal(left.deposit_cents),
        "lines": [
            {
                "line": line.position,
                "label": line.label,
                "quantity": decimal_text(line.quantity, Decimals.QUANTITY),
                "net": format_decimal(line.cents),
            }
            for line in left.lines
        ],
    }


def _entry(reader: Reader, piece: Piece, chain: Chain, today: date) -> ThreadEntry:
    sign = -1 if piece.type is DocumentType.CREDIT_NOTE else 1
    day = dates.long_day(piece.document.issued_on)
    amount = money.amount(sign * piece.totals.incl_tax, piece.document.currency)
    document_id = find_document(reader, piece.number) if piece.number else None
    page = None if document_id is None else load_document_page(reader, document_id, today)
    if page is None:
        return ThreadEntry(
            title=type_words()[piece.type],
            day=day,
            state=tr("Brouillon"),
            amount=amount,
            tone=Tone.PLAIN,
            draft_id=piece.draft_id,
        )
    return ThreadEntry(
        title=document_title(piece.number, piece.type),
        day=day,
        state=_state(reader, page.row),
        amount=money.amount(page.row.total_cents, page.row.currency) if piece.is_summary else amount,
        tone=document_tone(page.row),
        number=piece.number,
        document_id=document_id,
        is_current=piece is chain.source,
    )


def _state(reader: Reader, row: InvoiceRow) -> str:
    """The state, with the day of an answer and how it came: « Accepté le 3 décembre 2026, par courriel »."""
    answer = load_answer(reader, row.id)
    state = document_state(row)
    if answer is None or answer.on is None:
        return state
    dated = tr("{state} le {day}").format(state=state, day=dates.long_day(answer.on))
    return ", ".join(filter(None, (dated, answer.remark)))


def _offer(chain: Chain) -> Chain | None:
    """The chain from its quote or, without one, its order; None where it has neither."""
    offers = [piece for piece in chain.pieces if piece.type in OFFERS and piece.number]
    offers.sort(key=lambda piece: piece.type is not DocumentType.QUOTE)
    return chain.seen_from(offers[0]) if offers else None


def _left(chain: Chain) -> Left:
    remaining = remaining_of(chain)
    currency, totals = chain.source.document.currency, remaining.totals()
    has_open_vat = any(is_vat_open(group.vat) for group in chain.source.totals.groups)
    cents = totals.excl_tax if has_open_vat else totals.incl_tax
    return Left(
        number=chain.source.number,
        lines=tuple(_left_line(each, currency) for each in remaining.lines),
        cents=cents if remaining.lines else 0,
        deposit_cents=sum(cents for _, cents in chain.deposits_left()),
        currency=currency,
        has_drafts=any(not piece.number for piece in chain.others),
        has_tax=chain.source.totals.tax > 0,
        is_summary=chain.source.is_summary,
        is_vat_open=has_open_vat,
    )


def _left_line(left: LineLeft, currency: str) -> LeftLine:
    line = left.line
    return LeftLine(
        position=left.position + 1,
        label=line.label,
        quantity=line.quantity,
        quantity_text=quantity_text(line),
        amount=money.amount(left.net_cents, currency),
        cents=left.net_cents,
    )
