"""What a whole file of records shows of how its cells are written: days, amounts, signs, types."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace

from microdesk_desktop.documents.imports.document import ONLY_QUOTES, begins_like_an_invoice, has_known_letters
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.documents.imports.row import FileFacts, SpendingSign
from microdesk_desktop.documents.imports.table import Table
from microdesk_desktop.documents.imports.words import TYPE_WORDS, StatusWord, find_status, find_word
from microdesk_desktop.domain.calendar.dates import DateOrder, day_reader, find_order
from microdesk_desktop.domain.imports.types import ReadOptions
from microdesk_desktop.domain.money import cents_reader, detect_decimal
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.tables import AmountSign, ImportKind, TableMapping


def file_facts(table: Table, options: ReadOptions) -> FileFacts:
    """What the rows of the file show together."""
    fields = FIELDS[table.mapping.kind]
    order = _date_order(table.mapping, _texts(table, fields.dates), options)
    decimal = table.mapping.decimal or detect_decimal(_texts(table, fields.amounts))
    read_cents = cents_reader(decimal)
    facts = FileFacts(day_reader(order), read_cents, decimal=decimal)
    if table.mapping.kind is ImportKind.EXPENSES:
        return replace(facts, sign=_spending_sign(table, read_cents))
    numbers = _texts(table, ("number",))
    numbers_invoices = any(map(begins_like_an_invoice, numbers))
    found = _type_by_names(table) or (None if numbers_invoices else _type_by_statuses(table))
    usual_type = table.mapping.usual_type or found or DocumentType.INVOICE
    return replace(facts, numbers_invoices=numbers_invoices, usual_type=usual_type)


def _type_by_names(table: Table) -> DocumentType | None:
    """The type that the columns name: « N° de devis » is the number of a quote."""
    names = [column.name for column in table.columns if column.field in ("number", "issue_date", "total_incl_tax")]
    found = {type_ for name in names if (type_ := find_word(name, TYPE_WORDS)) is not None}
    return found.pop() if len(found) == 1 else None


def _type_by_statuses(table: Table) -> DocumentType | None:
    """Quotes, where some are accepted or declined and none is paid: those that still wait are quotes too."""
    statuses = set(map(find_status, _texts(table, ("status",))))
    is_paid = statuses & {StatusWord.PAID, StatusWord.PARTLY_PAID}
    return DocumentType.QUOTE if statuses & ONLY_QUOTES and not is_paid else None


def _texts(table: Table, fields: Sequence[str]) -> Set[str]:
    return {row.cells[field] for row in table.rows if row.cells for field in fields if row.cells.get(field)}


def _date_order(mapping: TableMapping, texts: Iterable[str], options: ReadOptions) -> DateOrder:
    """The user's choice, else what the dates prove, else what is usual for the tool or was proven before."""
    if options.mapping and options.mapping.date_order:
        return options.mapping.date_order
    return find_order(texts, mapping.date_order or options.date_order).applied


def _spending_sign(table: Table, read_cents: Callable[[str], int]) -> SpendingSign:
    """Whether money spent is positive or negative; unclear where most amounts are negative and some are not."""
    if table.mapping.sign is not None:
        return SpendingSign.NEGATIVE if table.mapping.sign is AmountSign.REVERSED else SpendingSign.POSITIVE
    negative = positive = 0
    for row in table.rows:
        cents = _cents_or_zero((row.cells or {}).get("amount", ""), read_cents)
        negative += cents < 0
        positive += cents > 0
    if not positive:
        return SpendingSign.NEGATIVE if negative else SpendingSign.POSITIVE
    return SpendingSign.MOSTLY_NEGATIVE if negative > positive else SpendingSign.POSITIVE


def _cents_or_zero(text: str, read_cents: Callable[[str], int]) -> int:
    try:
        return read_cents(text)
    except ValueError:
        return 0


def is_type_assumed(table: Table) -> bool:
    """Whether some documents of a file are taken for invoices, without a column or a number that shows it."""
    present = {*table.mapping.fields.values(), *table.mapping.fixed}
    return (
        "type" not in present
        and table.mapping.usual_type is None
        and _type_by_names(table) is None
        and any(row.cells and not has_known_letters(row.cells.get("number", "")) for row in table.rows)
    )
