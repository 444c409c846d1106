"""The categories of expenses: learnt from, given to several at once, renamed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from microdesk_desktop.store.converters import day
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.erased_clients import KEPT_IDS

CategorisedRow = tuple[date, str, str, str]


def load_categorised(reader: Reader) -> list[CategorisedRow]:
    """The day, the supplier, the label and the category of each expense that has one."""
    return [
        (day(on), supplier, label, category)
        for on, supplier, label, category in reader.iterate(
            f"SELECT spent_on, supplier, label, category FROM expense WHERE category <> '' AND id NOT IN ({KEPT_IDS})"
        )
    ]


def load_own_categories(reader: Reader) -> list[str]:
    """The categories of expenses and rules, the most used first."""
    rows = reader.iterate(
        "SELECT category FROM (SELECT category FROM expense UNION ALL SELECT category FROM rule)"
        " WHERE category <> '' GROUP BY category ORDER BY count(*) DESC, category"
    )
    return [category for (category,) in rows]


def load_categories_of(reader: Reader, expense_ids: Iterable[int]) -> Mapping[int, str]:
    """The category of each of these expenses that exists, "" for none."""
    found = {id_: reader.value("SELECT category FROM expense WHERE id = ?", (id_,)) for id_ in expense_ids}
    return {id_: category for id_, category in found.items() if category is not None}


def put_categories(writer: Writer, categories: Mapping[int, str]) -> None:
    """Give expenses these categories."""
    writer.run_many("UPDATE expense SET category = ? WHERE id = ?", [(text, id_) for id_, text in categories.items()])


def load_holders(reader: Reader, category: str) -> tuple[list[int], list[int]]:
    """The expenses and the rules that have a category."""
    return _ids(reader, "expense", category), _ids(reader, "rule", category)


def rename_in(writer: Writer, expense_ids: Sequence[int], rule_ids: Sequence[int], former: str, name: str) -> None:
    """Give those of these expenses and rules that still have a category another one."""
    for table, ids in (("expense", expense_ids), ("rule", rule_ids)):
        writer.run_many(
            f"UPDATE {table} SET category = ? WHERE id = ? AND category = ?", [(name, id_, former) for id_ in ids]
        )


def _ids(reader: Reader, table: str, category: str) -> list[int]:
    rows = reader.iterate(f"SELECT id FROM {table} WHERE category = ? ORDER BY id", (category,))
    return [id_ for (id_,) in rows]
