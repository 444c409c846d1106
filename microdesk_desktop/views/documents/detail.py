"""What the page of an issued document shows beside its state: lines, totals, seal, notes, attached files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.decimals import shown_decimal
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.documents.seal.chain import file_digest, is_intact
from microdesk_desktop.documents.seal.content import IssuedDocument, read_content
from microdesk_desktop.documents.totals import LineTotal
from microdesk_desktop.documents.units import units
from microdesk_desktop.domain.documents.beside import Holder, Note
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.documents.seals import Seal
from microdesk_desktop.domain.documents.types import Document, Line
from microdesk_desktop.domain.records.vouchers import VoucherFacts
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.beside import load_attachments, load_notes
from microdesk_desktop.store.documents.chain import load_file, load_seal_of
from microdesk_desktop.store.privacy.erased_clients import is_erased, is_purged
from microdesk_desktop.store.records.documents import find_client

_SHOWN_DIGITS = 12
"""Of a digest of 64: enough to compare by eye with the export or with another copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailLine:
    """One line: what is sold, « 2,5 jours × 480,00 € − 10 % », its net."""

    label: str
    detail: str
    net: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealShown:
    """The seal of a document: when, which link of the chain, the first digits of its digest, whether it still holds."""

    sealed: str
    digest: str
    is_intact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """An issued document as its page shows it; `totals` are names and amounts in their order."""

    number: str
    lines: Sequence[DetailLine]
    totals: Sequence[tuple[str, str]]
    seal: SealShown
    has_einvoice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideShown:
    """The notes and the files that are kept beside a document or a draft, each note with its id."""

    notes: Sequence[tuple[int, Note]]
    attachments: Sequence[VoucherFacts]


def load_detail(reader: Reader, document_id: int) -> Detail | None:
    """The detail of a document; None for one that another tool issued, or of which no client is left."""
    seal, client_id = load_seal_of(reader, document_id), find_client(reader, document_id)
    if seal is None or client_id is None or is_erased(reader, client_id) or is_purged(reader, document_id):
        return None
    issued = read_content(seal.content)
    document = issued.document
    return Detail(
        number=issued.number,
        lines=[_line(*each, document) for each in zip(document.lines, issued.totals.lines, strict=True)],
        totals=_totals(issued),
        seal=_seal(reader, document_id, seal),
        has_einvoice="xml" in seal.files,
    )


def load_beside_shown(reader: Reader, holder: Holder) -> BesideShown:
    """What is kept beside a document or a draft."""
    return BesideShown(notes=load_notes(reader, holder), attachments=load_attachments(reader, holder))


def note_text(note: Note) -> str:
    """« 21 novembre 2026 à 14:03 »: when a note was written."""
    return dates.moment(note.written_at)


def _line(line: Line, total: LineTotal, document: Document) -> DetailLine:
    price = money.price(line.unit_price, document.currency)
    parts = [f"{quantity_text(line)} × {price}"]
    if line.discount and line.discount.percent:
        parts.append(f"− {_percent(line.discount.percent, Decimals.PERCENT)}")
    elif line.discount:
        parts.append(f"− {money.amount(total.discount, document.currency)}")
    rate = _percent(line.vat.rate_bp, Decimals.VAT_RATE)
    vat = tr("TVA {rate}").format(rate=rate) if line.vat.rate_bp else ""
    return DetailLine(
        label=line.label,
        detail=" · ".join(filter(None, (" ".join(parts), vat))),
        net=money.amount(total.net, document.currency),
    )


def quantity_text(line: Line) -> str:
    """« 2,5 jours »; the number alone of what is counted in pieces."""
    number = shown_decimal(decimal_text(line.quantity, Decimals.QUANTITY))
    if line.unit == "C62":
        return number
    unit = units()[line.unit]
    is_one = line.quantity == 10**Decimals.QUANTITY
    return f"{number} {(unit.one if is_one else unit.many)[language()]}"


def _percent(number: int, decimals: Decimals) -> str:
    return tr("{number} %").format(number=shown_decimal(decimal_text(number, decimals)))


def _totals(issued: IssuedDocument) -> Sequence[tuple[str, str]]:
    totals, currency = issued.totals, issued.document.currency

    def row(name: str, cents: int) -> tuple[str, str]:
        return name, money.amount(cents, currency)

    rows = []
    if totals.discount:
        rows += [row(tr("Sous-total HT"), totals.lines_net), row(tr("Remise"), -totals.discount)]
    has_tax = any(group.vat.rate_bp for group in totals.groups)
    if has_tax:
        rows.append(row(tr("Total HT"), totals.excl_tax))
    for group in totals.groups:
        if group.vat.rate_bp:
            rate, base = _percent(group.vat.rate_bp, Decimals.VAT_RATE), money.amount(group.base, currency)
            rows.append(row(tr("TVA {rate} sur {base}").format(rate=rate, base=base), group.tax))
    rows.append(row(tr("Total TTC") if has_tax else tr("Total"), totals.incl_tax))
    for deposit in issued.document.deposits:
        name = tr("Acompte {number} du {day}").format(
            number=deposit.reference.number, day=dates.long_day(deposit.reference.issued_on)
        )
        rows.append(row(name, -deposit.incl_tax_cents))
    if issued.document.deposits:
        rows.append(row(tr("Net à payer"), totals.due))
    return rows


def _seal(reader: Reader, document_id: int, seal: Seal) -> SealShown:
    files = {name: load_file(reader, document_id, name) for name in seal.files}
    are_intact = all(
        content is not None and file_digest(content) == seal.files[name] for name, content in files.items()
    )
    sealed = dates.moment(datetime.fromisoformat(seal.at))
    return SealShown(sealed=sealed, digest=seal.digest[:_SHOWN_DIGITS], is_intact=are_intact and is_intact(seal))
