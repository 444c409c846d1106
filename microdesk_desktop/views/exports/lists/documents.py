"""The invoices, credit notes and quotes of an export, with the taxes that their lists do not show."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.store.records.documents import load_documents
from microdesk_desktop.views.exports.content import (
    Kind,
    ListColumn,
    ReadVault,
    amount_column,
    currency_column,
    day_column,
    rows_in_memory,
    text_column,
)
from microdesk_desktop.views.records.document_words import document_state, document_types
from microdesk_desktop.views.records.rows import InvoiceRow


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A row of the list, and the document as it is stored; None once it has left the vault."""

    row: InvoiceRow
    document: ImportedDocument | None

    def money(self, cents: int) -> Money:
        """An amount of the document as the list shows it: negative for a credit note."""
        return Money(-cents if self.row.type is DocumentType.CREDIT_NOTE else cents, self.row.currency)


def document_chunks(rows: Sequence[InvoiceRow]) -> Callable[[ReadVault], Iterator[Sequence[ListedDocument]]]:
    """The rows of a list with their documents."""

    def chunks(read: ReadVault) -> Iterator[Sequence[ListedDocument]]:
        documents = read(lambda reader: dict(load_documents(reader)))
        for some in rows_in_memory(rows)(read):
            yield [ListedDocument(row, documents.get(row.id)) for row in some]

    return chunks


def document_columns() -> Sequence[ListColumn[ListedDocument]]:
    """Invoices and credit notes, with what remains to pay of each."""
    return (
        *_head(),
        day_column(tr("Émise le"), lambda listed: listed.row.issued_on),
        day_column(tr("Échéance"), lambda listed: listed.row.due_on),
        *_totals(),
        amount_column(tr("Reste dû"), lambda listed: Money(listed.row.remaining_cents, listed.row.currency)),
        *_foot(),
    )


def quote_columns() -> Sequence[ListColumn[ListedDocument]]:
    """Quotes, with until when each is valid."""
    return (
        *_head(),
        day_column(tr("Émis le"), lambda listed: listed.row.issued_on),
        day_column(tr("Valable jusqu'au"), lambda listed: listed.row.due_on),
        *_totals(),
        *_foot(),
    )


def _head() -> Sequence[ListColumn[ListedDocument]]:
    return (
        text_column(tr("Numéro"), lambda listed: listed.row.number, 14),
        text_column(tr("Type"), lambda listed: dict(document_types())[listed.row.type], 16, is_printed=False),
        text_column(tr("Client"), lambda listed: listed.row.client, 26),
        text_column(tr("Objet"), lambda listed: listed.row.subject, 28),
    )


def _totals() -> Sequence[ListColumn[ListedDocument]]:
    return (
        _tax_column(tr("Total HT"), lambda document: document.excl_tax_cents),
        _tax_column(tr("TVA"), lambda document: document.tax_cents),
        amount_column(tr("Total TTC"), lambda listed: Money(listed.row.total_cents, listed.row.currency)),
    )


def _tax_column(header: str, cents: Callable[[ImportedDocument], int]) -> ListColumn[ListedDocument]:
    """An amount that the list does not show, for spreadsheets only."""
    return ListColumn(
        header=header,
        value=lambda listed: listed.money(cents(listed.document)) if listed.document else None,
        kind=Kind.AMOUNT,
        width=13,
        is_printed=False,
    )


def _foot() -> Sequence[ListColumn[ListedDocument]]:
    return (
        currency_column(tr("Devise"), lambda listed: listed.row.currency),
        text_column(tr("État"), lambda listed: document_state(listed.row), 13),
    )
