"""The lines of a book for spreadsheets and paper."""

from collections.abc import Callable, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.books.totals import sums_of, vat_of
from microdesk_desktop.domain.money import Money
from microdesk_desktop.views.books.register import Register, RegisterRow
from microdesk_desktop.views.books.register_words import (
    activity_short,
    book_name,
    count_text,
    euros,
    method_text,
    nature_text,
    span_name,
    state_text,
)
from microdesk_desktop.views.exports.content import (
    Kind,
    ListColumn,
    ListContent,
    amount_column,
    currency_column,
    day_column,
    rows_in_memory,
    text_column,
)


def register_columns(book: Book, *, has_vat: bool) -> Sequence[ListColumn[RegisterRow]]:
    """The columns that the law asks for, then what leads on: the document, the bank's row, what is validated."""
    is_receipts = book is Book.RECEIPTS
    party = tr("Client") if is_receipts else tr("Fournisseur")
    amount = (tr("Recette hors taxes") if has_vat else tr("Recette")) if is_receipts else tr("Montant payé")
    return (
        ListColumn(header=tr("N°"), value=lambda row: row.line.entry, kind=Kind.NUMBER, width=6),
        day_column(tr("Date"), lambda row: row.line.on),
        text_column(tr("Référence"), lambda row: row.line.reference, 15),
        text_column(party, lambda row: row.line.party, 24),
        text_column(tr("Nature"), lambda row: nature_text(row.line), 28),
        *([_activity_column()] if is_receipts else []),
        text_column(tr("Règlement"), lambda row: method_text(row.line), 11),
        amount_column(amount, _money(lambda row: row.line.amount_cents)),
        _sum_column(tr("TVA"), lambda row: vat_of(row.line), is_printed=has_vat),
        _sum_column(tr("Débours"), lambda row: row.line.disbursement_cents),
        _sum_column(
            tr("Encaissé") if is_receipts else tr("Payé"), lambda row: row.line.gross_cents, is_printed=has_vat
        ),
        currency_column(tr("Devise"), lambda row: row.line.currency),
        text_column(tr("Période"), lambda row: row.period.name, 9, is_printed=False),
        text_column(tr("Document"), lambda row: row.line.document, 15, is_printed=False),
        ListColumn(
            header=tr("Opération bancaire"),
            value=lambda row: row.line.transaction_id,
            kind=Kind.NUMBER,
            width=9,
            is_printed=False,
        ),
        text_column(tr("État"), lambda row: state_text(row.line), 14, is_printed=False),
    )


def register_content(register: Register) -> ListContent[RegisterRow]:
    """All lines of a book with its columns, for a file."""
    rows = register.rows
    return ListContent(
        title=book_name(register.book),
        columns=register_columns(register.book, has_vat=register.has_vat),
        total=len(rows),
        chunks=rows_in_memory(rows),
        filters=(span_name(register.span),),
        count=count_text(register.book, len(rows)),
        totals=euros(sums_of(register.lines).amount),
    )


def _activity_column() -> ListColumn[RegisterRow]:
    return text_column(tr("Activité"), lambda row: activity_short(row.line.activity), 13)


def _sum_column(
    header: str, cents: Callable[[RegisterRow], int], *, is_printed: bool = False
) -> ListColumn[RegisterRow]:
    return ListColumn(header=header, value=_money(cents), kind=Kind.AMOUNT, width=11, is_printed=is_printed)


def _money(cents: Callable[[RegisterRow], int]) -> Callable[[RegisterRow], Money]:
    return lambda row: Money(cents(row), row.line.currency)
