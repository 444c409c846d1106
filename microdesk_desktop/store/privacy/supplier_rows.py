"""The rows that name a supplier, found and removed."""

from collections.abc import Collection, Mapping
from datetime import date

from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.client_rows import IsNamed
from microdesk_desktop.store.privacy.voucher_names import hide_names
from microdesk_desktop.store.transaction import json_list

_GIVEN = "IN (SELECT value FROM json_each(?))"


def find_expenses(reader: Reader, name: str) -> list[tuple[int, str, date]]:
    """The id, the reference and the day of each expense of a supplier, whatever the case and accents of the name."""
    wanted = fold(name)
    rows = reader.iterate("SELECT id, reference, spent_on, supplier FROM expense WHERE supplier <> '' ORDER BY id")
    found = ((id_, reference, on) for id_, reference, on, supplier in rows if fold(supplier) == wanted)
    return [(id_, reference, date.fromisoformat(on)) for id_, reference, on in found]


def load_supplier_names(reader: Reader) -> list[str]:
    """The names of the suppliers as the expenses write them."""
    return [name for (name,) in reader.iterate("SELECT DISTINCT supplier FROM expense WHERE supplier <> '' ORDER BY 1")]


def find_supplier_rules(reader: Reader, is_named: IsNamed) -> tuple[int, ...]:
    """The rules that name a supplier and are about no client."""
    rows = reader.iterate("SELECT id, name, words, party_name, label FROM rule WHERE client_id IS NULL ORDER BY id")
    return tuple(id_ for id_, *texts in rows if is_named(" ".join(texts)))


def count_supplier_files(reader: Reader, expense_ids: Collection[int]) -> tuple[int, int]:
    """How many vouchers these expenses have, and how many received invoices."""
    ids = (json_list(expense_ids),)
    return (
        int(reader.value(f"SELECT count(*) FROM voucher WHERE target_id {_GIVEN}", ids)),
        int(reader.value(f"SELECT count(*) FROM received_invoice WHERE id {_GIVEN}", ids)),
    )


def archive_expense(writer: Writer, expense_id: int) -> Mapping[str, str]:
    """Take the texts of an expense, the names of its files and what was learnt of its series out of it.

    Returns the texts that the books still show.
    """
    supplier, label = writer.all("SELECT supplier, label FROM expense WHERE id = ?", (expense_id,))[0]
    writer.run("UPDATE expense SET supplier = '', label = '' WHERE id = ?", (expense_id,))
    writer.run("DELETE FROM expense_rhythm WHERE id = ?", (expense_id,))
    hide_names(writer, expense_id)
    return {"supplier": supplier, "label": label}


def delete_supplier_around(
    writer: Writer,
    *,
    rules: Collection[int],
    answers: Collection[tuple[str, str]],
    imports: Collection[int],
    records: Collection[int],
) -> None:
    """Delete what no law keeps: rules, look-ups, names of imported files, and the values that imports changed."""
    writer.run(f"DELETE FROM rule WHERE id {_GIVEN}", (json_list(rules),))
    writer.run_many("DELETE FROM lookup_answer WHERE service = ? AND query = ?", answers)
    writer.run(f"UPDATE imported_file SET name = '…' WHERE id {_GIVEN}", (json_list(imports),))
    writer.run(f"DELETE FROM imported_change WHERE entity = 'target' AND row_id {_GIVEN}", (json_list(records),))
