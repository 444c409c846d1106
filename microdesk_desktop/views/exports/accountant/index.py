"""The index of the folder for the accountant: each line with its document, its vouchers and its bank row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import quote

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import language, tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.books.totals import period_totals, sums_of
from microdesk_desktop.domain.money import Money
from microdesk_desktop.views.books.register import Register, RegisterRow
from microdesk_desktop.views.books.register_words import (
    activity_short,
    book_name,
    euros,
    method_text,
    nature_text,
    period_name,
)
from microdesk_desktop.views.exports.accountant.words import folder_name, gone, missing_title
from microdesk_desktop.views.exports.content import (
    Kind,
    ListColumn,
    amount_column,
    currency_column,
    day_column,
    text_column,
)

_STYLE = (
    "body{font:14px/1.45 system-ui,sans-serif;margin:2em auto;max-width:90em;padding:0 1em}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0 2em}th,td{text-align:left;padding:.3em .6em;"
    "border-bottom:1px solid;vertical-align:top}.n{text-align:right;white-space:nowrap}"
    "tr.sum td{font-weight:600}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """A line of a book with the files that justify it, by their paths in the folder; `missing` names what lacks."""

    register: Register
    row: RegisterRow
    files: Sequence[str]
    missing: str = ""


def index_columns() -> Sequence[ListColumn[IndexRow]]:
    """The index as a table for spreadsheets."""
    return (
        text_column(tr("Livre"), lambda each: book_name(each.register.book), 20),
        ListColumn(header=tr("N°"), value=lambda each: each.row.line.entry, kind=Kind.NUMBER, width=6),
        day_column(tr("Date"), lambda each: each.row.line.on),
        text_column(tr("Référence"), lambda each: each.row.line.reference, 15),
        text_column(tr("Client ou fournisseur"), lambda each: each.row.line.party, 24),
        text_column(tr("Nature"), lambda each: nature_text(each.row.line), 28),
        amount_column(tr("Montant"), lambda each: Money(each.row.line.gross_cents, each.row.line.currency)),
        currency_column(tr("Devise"), lambda each: each.row.line.currency),
        text_column(tr("Document"), lambda each: each.row.line.document, 15),
        text_column(tr("Fichiers"), lambda each: ", ".join(each.files), 40),
        ListColumn(
            header=tr("Opération bancaire"),
            value=lambda each: each.row.line.transaction_id,
            kind=Kind.NUMBER,
            width=9,
        ),
        text_column(tr("Manque"), lambda each: each.missing, 24),
    )


def index_html(
    registers: Sequence[Register], rows: Sequence[IndexRow], business: str, today: date, written: frozenset[str]
) -> str:
    """The index as a page that needs nothing else; texts from outside are never read as markup.

    A file that is not among those `written` has left the vault meanwhile, and is named instead of linked.
    """
    year = registers[0].span.since.year
    title = f"{folder_name(year)} · {business}"
    return "".join(
        (
            f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">',
            f"<title>{_text(title)}</title><style>{_STYLE}</style></head><body><h1>{_text(title)}</h1>",
            f"<p>{_text(tr('Préparé le {day} avec MicroDesk.').format(day=dates.long_day(today)))}</p>",
            *_missing(rows, written),
            *(part for register in registers for part in _book(register, rows, written)),
            "</body></html>\n",
        )
    )


def _missing(rows: Sequence[IndexRow], written: frozenset[str]) -> Iterator[str]:
    lacking = [(each, said) for each in rows if (said := _lack(each, written))]
    if not lacking:
        return
    yield f"<h2>{_text(missing_title(len(lacking)))}</h2><ul>"
    for each, said in lacking:
        line = each.row.line
        about = (dates.typed_day(line.on), line.party, money.amount(line.gross_cents, line.currency), said)
        yield f"<li>{_text(' · '.join(filter(None, about)))}</li>"
    yield "</ul>"


def _lack(each: IndexRow, written: frozenset[str]) -> str:
    lost = [gone(path) for path in each.files if path not in written]
    return ", ".join(filter(None, (each.missing, *lost)))


def _book(register: Register, rows: Sequence[IndexRow], written: frozenset[str]) -> Iterator[str]:
    yield f"<h2>{_text(book_name(register.book))}</h2><table><thead>"
    heads = (tr("N°"), tr("Date"), tr("Référence"), tr("Client ou fournisseur"), tr("Nature"), tr("Règlement"))
    yield _cells((*map(_text, heads), *map(_text, (tr("Pièces"), tr("Banque")))), _text(tr("Montant")), "th")
    yield "</thead><tbody>"
    for each in rows:
        if each.register is register:
            yield _line(each, written)
    yield "</tbody><tfoot>"
    for total in period_totals(register.lines, register.company.declares):
        name = (
            f"{period_name(total.period)} · {activity_short(total.activity)}"
            if total.activity
            else period_name(total.period)
        )
        yield _sum(name, total.sums.gross)
    yield _sum(tr("Total"), sums_of(register.lines).gross)
    yield "</tfoot></table>"


def _line(each: IndexRow, written: frozenset[str]) -> str:
    line = each.row.line
    texts = (
        str(line.entry or ""),
        dates.typed_day(line.on),
        line.reference,
        line.party,
        nature_text(line),
        method_text(line),
    )
    links = [_link(path) for path in each.files if path in written]
    lack = _text(_lack(each, written))
    files = "<br>".join(filter(None, (*links, lack)))
    bank = _text(str(line.transaction_id or ""))
    return _cells((*map(_text, texts), files, bank), _text(money.amount(line.gross_cents, line.currency)))


def _sum(name: str, cents: int) -> str:
    return f'<tr class="sum"><td colspan="8">{_text(name)}</td><td class="n">{_text(euros(cents))}</td></tr>'


def _cells(cells: Iterable[str], amount: str, tag: str = "td") -> str:
    shown = "".join(f"<{tag}>{cell}</{tag}>" for cell in cells)
    return f'<tr>{shown}<{tag} class="n">{amount}</{tag}></tr>'


def _link(path: str) -> str:
    name = path.rpartition("/")[2]
    return f'<a href="{escape(quote(path))}">{_text(name)}</a>'


def _text(content: str) -> str:
    return escape(one_line(content))
