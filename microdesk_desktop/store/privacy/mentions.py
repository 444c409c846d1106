"""Rows that hold a text which somebody looks for, of any table."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator

from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.transaction import json_list

Recognises = Callable[[str], bool]
"""Whether a text is one of those that are looked for."""


def count_mentions(reader: Reader, table: str, columns: Collection[str], recognises: Recognises) -> int:
    """The rows of a table in which one of these columns holds such a text; numbers and files are not read."""
    names = ", ".join(f'"{column}"' for column in columns)
    return sum(any(map(recognises, _texts(row))) for row in reader.iterate(f'SELECT {names} FROM "{table}"'))


def count_requests_for(reader: Reader, purposes: Collection[str]) -> int:
    """The lines of the journal of connections, and its sums by day, that have one of these purposes."""
    given = (json_list(purposes),)
    tables = ("network_event", "network_day")
    sql = "SELECT count(*) FROM {} WHERE purpose IN (SELECT value FROM json_each(?))"
    return sum(int(reader.value(sql.format(table), given)) for table in tables)


def count_vouchers(reader: Reader, target_ids: Collection[int]) -> int:
    """The files of these records."""
    sql = "SELECT count(*) FROM voucher WHERE target_id IN (SELECT value FROM json_each(?))"
    return int(reader.value(sql, (json_list(target_ids),)))


def load_labels(reader: Reader) -> frozenset[str]:
    """The folded labels of all transactions, as any source wrote them."""
    sql = "SELECT label FROM bank_transaction UNION SELECT label FROM bank_other_facts"
    return frozenset(fold(label) for (label,) in reader.iterate(sql)) - {""}


def load_account_texts(reader: Reader) -> list[str]:
    """What names an account or its bank."""
    sql = "SELECT iban, account_number, institution_name, provider_account FROM bank_account"
    return [text for row in reader.iterate(sql) for text in row if text]


def count_attributed_payments(reader: Reader) -> int:
    """The payments that a transaction made."""
    return int(reader.value("SELECT count(DISTINCT payment_id) FROM attribution"))


def count_invoiced_trips(reader: Reader) -> tuple[int, int]:
    """How many drafts, and how many documents, have a line that invoices trips."""
    drafts, documents = reader.all("SELECT count(DISTINCT draft_id), count(DISTINCT document_id) FROM mileage_trip")[0]
    return drafts, documents


def _texts(row: Iterable[object]) -> Iterator[str]:
    for value in row:
        if isinstance(value, str) and value:
            yield _unescaped(value) if "\\" in value and value[0] in "[{" else value


def _unescaped(text: str) -> str:
    """JSON with its letters as they are."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text
