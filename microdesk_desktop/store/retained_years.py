"""What goes by whole years: how many rows each year has, and their removal, children first."""

from collections import Counter
from collections.abc import Collection, Mapping

from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.lookups import LookupService
from microdesk_desktop.store.books.entries import count_named_by_year
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.journal import forget_fetched, release_rows
from microdesk_desktop.store.privacy.network.days import count_requests_by_year, erase_days_of_years
from microdesk_desktop.store.records.received import TO_CONFIRM_IDS
from microdesk_desktop.store.transaction import json_list

_GIVEN = "IN (SELECT value FROM json_each(?))"
_YEAR = "CAST(substr({}, 1, 4) AS INTEGER)"
_OF_TRANSACTIONS = (
    ("suggestion", "transaction_id"),
    ("attribution", "transaction_id"),
    ("bank_possible_double", "newer_id"),
    ("bank_possible_double", "older_id"),
    ("bank_other_facts", "transaction_id"),
)
_PAYING = f"SELECT transaction_id FROM attribution JOIN payment ON payment.id = payment_id WHERE target_id {_GIVEN}"
"""A query of the transactions that pay the documents which are needed still."""
_NAMED_RECEIPTS = (
    f"SELECT id, {_YEAR.format('received_on')} AS year FROM receipt WHERE (client <> '' OR label <> ''"
    " OR EXISTS (SELECT 1 FROM voucher WHERE target_id = receipt.id))"
    " AND id NOT IN (SELECT target_id FROM kept_record)"
    f" AND invoice NOT IN (SELECT number FROM document WHERE id {_GIVEN})"
)
_NAMED_EXPENSES = (
    f"SELECT id, {_YEAR.format('spent_on')} AS year FROM expense WHERE (supplier <> '' OR label <> ''"
    " OR EXISTS (SELECT 1 FROM voucher WHERE target_id = expense.id))"
    f" AND id NOT IN ({TO_CONFIRM_IDS})"
)
_COUNTS = {
    "bank": ("booked_on", "bank_transaction", f"WHERE id NOT IN ({_PAYING})"),
    "trips": ("driven_on", "mileage_trip", ""),
    "imports": ("imported_at", "imported_file", ""),
    "lookups": ("asked_at", "lookup_answer", f"WHERE service <> '{LookupService.VAT}'"),
    "requests": ("answered_on", "person_request", "WHERE answered_on IS NOT NULL"),
    "journal": ('"at"', "network_event", ""),
}
"""The column of the day, the table and which rows, by category."""


def count_by_year(reader: Reader, category: str, held: Collection[int] = ()) -> Mapping[int, int]:
    """How many rows each year has, but for those of documents that are `held`; of the journal its connections, whose
    sums outlast them.

    Raises KeyError for a category that does not go by years.
    """
    if category == "accounts":
        sql = f"SELECT year, count(*) FROM ({_NAMED_RECEIPTS} UNION ALL {_NAMED_EXPENSES}) GROUP BY year"
        records = dict(reader.iterate(sql, (json_list(held),)))
        return Counter(count_named_by_year(reader, held)) | Counter(records)
    if category == "journal":
        return count_requests_by_year(reader)
    column, table, where = _COUNTS[category]
    sql = f"SELECT {_YEAR.format(column)}, count(*) FROM {table} {where} GROUP BY 1"
    return dict(reader.iterate(sql, (json_list(held),) if category == "bank" else ()))


def erase_years(writer: Writer, category: str, years: Collection[int], held: Collection[int] = ()) -> None:
    """Erase the rows of these years, but for those of documents that are `held`.

    Of the accounts, it is whom they name and their files: days and amounts stay.
    """
    if category == "accounts":
        _erase_names(writer, years, held)
        return
    if category == "bank":
        _erase_transactions(writer, years, held)
        return
    column, table, where = _COUNTS[category]
    given = f"{_YEAR.format(column)} {_GIVEN}"
    if category == "journal":
        erase_days_of_years(writer, years)
    joined = f"{where} AND {given}" if where else f"WHERE {given}"
    writer.run(f"DELETE FROM {table} {joined}", (json_list(years),))


def _erase_transactions(writer: Writer, years: Collection[int], held: Collection[int]) -> None:
    """Delete transactions and what hangs on them; what they paid stays paid, as after a disconnection."""
    column, table, where = _COUNTS["bank"]
    sql = f"SELECT id FROM {table} {where} AND {_YEAR.format(column)} {_GIVEN}"
    ids = [id_ for (id_,) in writer.all(sql, (json_list(held), json_list(years)))]
    release_rows(writer, Entity.TRANSACTION, ids)
    forget_fetched(writer, ids)
    given = json_list(ids)
    writer.run(f"DELETE FROM imported_change WHERE entity = '{Entity.TRANSACTION}' AND row_id {_GIVEN}", (given,))
    for table, column in _OF_TRANSACTIONS:
        writer.run(f"DELETE FROM {table} WHERE {column} {_GIVEN}", (given,))
    writer.run(f"DELETE FROM bank_transaction WHERE id {_GIVEN}", (given,))


def _erase_names(writer: Writer, years: Collection[int], held: Collection[int]) -> None:
    given = json_list(years)
    for table, named, params in (
        ("receipt", _NAMED_RECEIPTS, (json_list(held), given)),
        ("expense", _NAMED_EXPENSES, (given,)),
    ):
        ids = json_list([id_ for (id_,) in writer.all(f"SELECT id FROM ({named}) WHERE year {_GIVEN}", params)])
        writer.run(f"DELETE FROM voucher WHERE target_id {_GIVEN}", (ids,))
        writer.run(f"DELETE FROM imported_change WHERE entity = '{Entity.TARGET}' AND row_id {_GIVEN}", (ids,))
        party = "client" if table == "receipt" else "supplier"
        writer.run(f"UPDATE {table} SET {party} = '', label = '' WHERE id {_GIVEN}", (ids,))
        # Its number is in the books, and the form of the file names nobody.
        form = "json_object('form', content ->> '$.form')"
        writer.run(f"UPDATE received_invoice SET content = {form} WHERE id {_GIVEN}", (ids,))
    vat = f"WHERE service = '{LookupService.VAT}' AND {_YEAR.format('asked_at')} {_GIVEN}"
    writer.run(f"DELETE FROM lookup_answer {vat}", (given,))
