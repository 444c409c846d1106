"""The number, the name, the words, the amount and the day of every record, of all kinds in one form."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.kinds import KINDS
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS, KEPT_IDS
from microdesk_desktop.store.transaction import json_list


class RecordKind(StrEnum):
    """What can be found, in the order in which equal matches are listed."""

    CLIENT = "client"
    DOCUMENT = "document"
    RECEIPT = "receipt"
    EXPENSE = "expense"
    CATALOGUE_ITEM = "catalogue_item"
    TRANSACTION = "transaction"


class RecordText(NamedTuple):
    """A record as it is found and shown; a named tuple, since the index makes one of every record.

    `cents` are signed as on the bank account, 0 where there is no amount. `day` is 20261121 for 21 November 2026, 0
    where there is none. `subtype` is the type of a document, and empty for the other kinds.
    """

    id: int
    number: str
    name: str
    words: str
    cents: int
    currency: str
    day: int
    subtype: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """Where the texts of one kind are, as SQL, and the order in which equal matches are listed."""

    columns: str
    tables: str
    id: str
    order: str


def iterate_texts(reader: Reader, kind: RecordKind) -> Iterator[RecordText]:
    """Every record of a kind, without those of erased clients: clients by name, the others latest first."""
    source = _SOURCES[kind]
    rows = reader.iterate(f"SELECT {source.columns} FROM {source.tables} ORDER BY {source.order}")
    return map(RecordText._make, rows)


def load_texts(reader: Reader, kind: RecordKind, ids: Collection[int]) -> Mapping[int, RecordText]:
    """The records of a kind with these ids, by id; those that no longer exist are left out."""
    source = _SOURCES[kind]
    rows = reader.iterate(
        f"SELECT {source.columns} FROM {source.tables} WHERE {source.id} IN (SELECT value FROM json_each(?))",
        (json_list(ids),),
    )
    return {row[0]: RecordText._make(row) for row in rows}


_DOCUMENT, _EXPENSE, _RECEIPT = KINDS[TargetKind.INVOICE], KINDS[TargetKind.EXPENSE], KINDS[TargetKind.RECEIPT]


def _number_of_day(column: str) -> str:
    return f"CAST(replace({column}, '-', '') AS INTEGER)"


_SOURCES: Mapping[RecordKind, _Source] = {
    RecordKind.CLIENT: _Source(
        columns=(
            "id, siren, name, (SELECT coalesce(group_concat(atom, ' '), '') FROM json_tree(contacts)"
            " WHERE type = 'text') || ' ' || email || ' ' || phone || ' ' || city, 0, '', 0, ''"
        ),
        tables=f"(SELECT * FROM client WHERE id NOT IN ({ERASED_IDS})) AS client",
        id="id",
        order="name, id",
    ),
    RecordKind.DOCUMENT: _Source(
        columns=(
            f"document.id, {_DOCUMENT.reference}, {_DOCUMENT.party}, {_DOCUMENT.label}, {_DOCUMENT.total},"
            f" {_DOCUMENT.currency}, {_number_of_day(_DOCUMENT.on)}, {_DOCUMENT.document_type}"
        ),
        tables=f"(SELECT * FROM document WHERE client_id NOT IN ({ERASED_IDS})) AS document{_DOCUMENT.join}",
        id="document.id",
        order=f"{_DOCUMENT.on} DESC, document.id DESC",
    ),
    RecordKind.RECEIPT: _Source(
        columns=(
            f"id, {_RECEIPT.reference}, {_RECEIPT.party}, label || ' ' || invoice, {_RECEIPT.total},"
            f" {_RECEIPT.currency}, {_number_of_day(_RECEIPT.on)}, ''"
        ),
        tables=f"(SELECT * FROM receipt WHERE id NOT IN ({KEPT_IDS})) AS receipt",
        id="id",
        order=f"{_RECEIPT.on} DESC, id DESC",
    ),
    RecordKind.EXPENSE: _Source(
        columns=(
            f"id, {_EXPENSE.reference}, {_EXPENSE.party}, label || ' ' || category, {_EXPENSE.total},"
            f" {_EXPENSE.currency}, {_number_of_day(_EXPENSE.on)}, ''"
        ),
        tables=f"(SELECT * FROM expense WHERE id NOT IN ({KEPT_IDS})) AS expense",
        id="id",
        order=f"{_EXPENSE.on} DESC, id DESC",
    ),
    RecordKind.CATALOGUE_ITEM: _Source(
        columns="id, reference, label, unit, (unit_price + 5000) / 10000, 'EUR', 0, ''",
        tables="catalogue_item",
        id="id",
        order="label, id",
    ),
    RecordKind.TRANSACTION: _Source(
        columns=f"id, '', label, '', amount_cents, currency, {_number_of_day('booked_on')}, ''",
        tables="bank_transaction",
        id="id",
        order="booked_on DESC, id DESC",
    ),
}
