"""Targets: what a transaction can settle, with signed amounts as on the bank account."""

from collections.abc import Sequence
from typing import NamedTuple

from microdesk_desktop.domain.settle.attributions import Allocation, Origin
from microdesk_desktop.domain.settle.reasons import FEE
from microdesk_desktop.domain.settle.targets import Target, TargetKind
from microdesk_desktop.store.bank.kinds import KINDS, KindTable
from microdesk_desktop.store.database import Reader, Writer


class Standing(NamedTuple):
    """What a target comes to and what remains of it, in cents signed as on the bank account."""

    total_cents: int
    remaining_cents: int


def load_standings(reader: Reader, kind: TargetKind) -> dict[int, Standing]:
    """How each target of a kind stands, by id; a tenth of the time that whole targets take."""
    table = KINDS[kind]
    rows = reader.iterate(
        f"SELECT {table.table}.id, {table.total}, {_remaining(table)} FROM {table.table}"
        f" WHERE {table.is_settled_by_money}"
    )
    return {id_: Standing(total, remaining) for id_, total, remaining in rows}


class ClientSum(NamedTuple):
    """What a client was invoiced in one currency, what remains of it, and what is to collect without credit notes."""

    client_id: int
    currency: str
    documents: int
    total_cents: int
    remaining_cents: int
    to_collect_cents: int


def load_client_sums(reader: Reader) -> list[ClientSum]:
    """The sums of each client that has documents which money settles, one for each currency of them."""
    table = KINDS[TargetKind.INVOICE]
    rows = reader.iterate(
        "SELECT client_id, currency, count(*), sum(total), sum(remaining), sum(max(remaining, 0)) FROM ("
        f"SELECT {table.party_id} AS client_id, {table.currency} AS currency, {table.total} AS total,"
        f" {_remaining(table)} AS remaining FROM {table.table} WHERE {table.is_settled_by_money}"
        ") GROUP BY client_id, currency"
    )
    return list(map(ClientSum._make, rows))


def load_matchable_targets(reader: Reader) -> list[Target]:
    """Every target, settled or not, except what is kept of erased clients, and the records that a rule or a fee made of
    a transaction: their names are labels. Quotes, orders and pro-formas too, of which nothing remains."""
    made = {
        id_
        for (id_,) in reader.iterate(
            "SELECT target_id FROM payment JOIN attribution ON payment_id = payment.id"
            f" WHERE origin = '{Origin.RULE}' OR reasons LIKE '[[\"{FEE}\"%'"
        )
    }
    settled = [target for target in _load(reader) if target.remaining_cents or target.id not in made]
    return [*settled, *_load_cited(reader)]


def _load_cited(reader: Reader) -> Sequence[Target]:
    """The documents that no money settles, whose numbers payers cite all the same."""
    table = KINDS[TargetKind.INVOICE]
    sql = _select(TargetKind.INVOICE, table, remaining="0", where=f"NOT ({table.is_settled_by_money})")
    return reader.rows_as(Target, f"{sql} AND NOT {table.is_hidden}")


def load_target_ids(reader: Reader) -> set[int]:
    """The ids of all targets."""
    return {id_ for (id_,) in reader.iterate("SELECT id FROM target")}


def load_targets(reader: Reader) -> dict[int, Target]:
    """Every target, settled or not, by id, except what is kept of erased clients."""
    return {target.id: target for target in _load(reader)}


def load_target(reader: Reader, target_id: int) -> Target | None:
    """One target, None when it does not exist."""
    kind = reader.value("SELECT kind FROM target WHERE id = ?", (target_id,))
    found = _load_kind(reader, TargetKind(kind), target_id) if kind else ()
    return found[0] if found else None


def load_client_targets(reader: Reader, client_id: int) -> dict[int, Target]:
    """The documents of one client that money settles, by id."""
    table = KINDS[TargetKind.INVOICE]
    sql = f"{_select(TargetKind.INVOICE, table)} AND {table.party_id} = ?"
    return {target.id: target for target in reader.rows_as(Target, sql, (client_id,))}


def find_target(reader: Reader, kind: TargetKind, reference: str) -> Target | None:
    """The target of this number or reference, None when it does not exist."""
    table = KINDS[kind]
    target_id = reader.value(f"SELECT id FROM {table.table} WHERE {table.reference} = ?", (reference,))
    return None if target_id is None else load_target(reader, target_id)


def has_room(reader: Reader, allocation: Allocation) -> bool:
    """Whether the target has at least this much left to settle, in this direction."""
    target = load_target(reader, allocation.target_id)
    if target is None or allocation.amount_cents * target.remaining_cents <= 0:
        return False
    return abs(allocation.amount_cents) <= abs(target.remaining_cents)


def add_target(writer: Writer, kind: TargetKind, target_id: int | None = None) -> int:
    """Add the parent of a row of the kind's table; returns their common id, new unless `target_id` gives it back."""
    return writer.run("INSERT INTO target (id, kind) VALUES (?, ?)", (target_id, kind.value))


def delete_target(writer: Writer, target_id: int) -> None:
    """Delete a target, with its row in the kind's table, and the values that imports changed of it.

    No payment and no suggestion may refer to it.
    """
    writer.run("DELETE FROM imported_change WHERE entity = 'target' AND row_id = ?", (target_id,))
    writer.run("DELETE FROM target WHERE id = ?", (target_id,))


def _load(reader: Reader) -> list[Target]:
    return [target for kind in KINDS for target in _load_kind(reader, kind)]


def _load_kind(reader: Reader, kind: TargetKind, only: int | None = None) -> Sequence[Target]:
    """The targets of a kind that are in sight, or the one of this id even where it is hidden."""
    table = KINDS[kind]
    where, params = (f" AND {table.table}.id = ?", (only,)) if only is not None else (f" AND NOT {table.is_hidden}", ())
    return reader.rows_as(Target, _select(kind, table) + where, params)


def _remaining(table: KindTable) -> str:
    return f"{table.due} - coalesce((SELECT sum(amount_cents) FROM payment WHERE target_id = {table.table}.id), 0)"


def _select(kind: TargetKind, table: KindTable, *, remaining: str = "", where: str = "") -> str:
    return (
        f"SELECT {table.table}.id AS id, '{kind}' AS kind, {table.reference} AS reference,"
        f" {remaining or _remaining(table)} AS remaining_cents, {table.total} AS total_cents,"
        f" {table.currency} AS currency,"
        f' {table.on} AS "on", {table.due_on} AS due_on, {table.party_id} AS party_id, {table.party} AS party_name,'
        f" {table.label} AS label, {table.category} AS category, {table.document_type} AS document_type"
        f" FROM {table.table}{table.join} WHERE {where or table.is_settled_by_money}"
    )
