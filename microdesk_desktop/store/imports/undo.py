"""Take an import back: what that would remove, restore and release, and doing it.

What an import added goes, unless another import or the bank itself holds it too: it then becomes theirs. What it
completed gets its former values back, unless it has changed since.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.domain.imports.history import Standing
from microdesk_desktop.domain.imports.id_ranges import IdRanges
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.store.bank.attribution_run import forget_last_run
from microdesk_desktop.store.bank.attributions import drop_suggestions_of, mark_stale, reopen_transactions
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.journal import (
    Claim,
    StoredChange,
    delete_import,
    load_changes,
    load_claims,
    load_fetched,
    load_other_claims,
    replace_claim,
    save_change,
)
from microdesk_desktop.store.imports.reverting import Reverting
from microdesk_desktop.store.imports.rows import existing, restore_row
from microdesk_desktop.store.transaction import json_list


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPlan:
    """What taking an import back does.

    `removed` are ids of rows that go; `moved` the claims of other imports as they become, `changes_moved` the changes
    that become theirs or are replaced; `restored` pairs a change with the values that are given back. `reopened` are
    transactions that stay and whose decision ends.
    """

    import_id: int
    removed: Mapping[Entity, Sequence[int]]
    rule_records: Sequence[int]
    reopened: Sequence[int]
    moved: Sequence[Claim]
    changes_moved: Sequence[StoredChange]
    restored: Sequence[tuple[StoredChange, Mapping[str, object]]]
    standing: Standing


def plan_undo(reader: Reader, import_id: int) -> UndoPlan:
    """What taking this import back would do now; nothing for an unknown one."""
    claims = load_claims(reader, import_id)
    others = {entity: load_other_claims(reader, import_id, entity) for entity in Entity}
    held = {entity: _held(reader, entity, others[entity]) for entity in Entity}
    removable = {entity: existing(reader, entity, list(claims[entity].new - held[entity])) for entity in Entity}
    transactions, targets = removable[Entity.TRANSACTION], removable[Entity.TARGET]
    removed = {
        **removable,
        Entity.CLIENT: _unused_clients(reader, removable[Entity.CLIENT], targets),
        Entity.ACCOUNT: _emptied_accounts(reader, removable[Entity.ACCOUNT], transactions),
    }
    rule_records = _rule_records(reader, transactions)
    reverting = Reverting(reader, others)
    gone = {entity: set(ids) for entity, ids in removed.items()}
    for stored in reversed(load_changes(reader, import_id)):
        if stored.change.row_id not in gone[stored.change.entity]:
            reverting.revert(stored)
    return UndoPlan(
        import_id=import_id,
        removed=removed,
        rule_records=rule_records,
        reopened=_attributed_to(reader, targets, transactions),
        moved=[moved for entity in Entity for moved in _moved(claims[entity].new & held[entity], others[entity])],
        changes_moved=list(reverting.moved.values()),
        restored=reverting.restored,
        standing=replace(
            _standing_on(reader, removed, rule_records),
            shared=sum(len(claims[entity].new & held[entity]) for entity in Entity if entity is not Entity.ACCOUNT),
            restored=len({(each.change.entity, each.change.row_id) for each, _ in reverting.restored}),
            kept_clients=len(removable[Entity.CLIENT]) - len(removed[Entity.CLIENT]),
        ),
    )


def _standing_on(reader: Reader, removed: Mapping[Entity, Sequence[int]], rule_records: Sequence[int]) -> Standing:
    """What is built on the rows that go."""
    transactions, targets = removed[Entity.TRANSACTION], removed[Entity.TARGET]
    own = len(_settled_records(reader, transactions)) - len(rule_records)
    return Standing(
        removed={entity: len(ids) for entity, ids in removed.items() if ids},
        attributions=_count(reader, _ATTRIBUTED, transactions, targets),
        decided=_count(reader, _DECIDED, transactions, targets),
        payments=_count(reader, _ENTERED_PAYMENTS, targets, removed[Entity.PAYMENT]),
        vouchers=_count(reader, _VOUCHERS, targets, rule_records),
        own_records=own + _count(reader, _NAMING_RECEIPTS, targets, targets),
        rule_records=len(rule_records),
    )


def apply_undo(writer: Writer, plan: UndoPlan) -> None:
    """Carry out a plan that was made in this transaction."""
    for claim in plan.moved:
        replace_claim(writer, claim)
    for change in plan.changes_moved:
        save_change(writer, change)
    for stored, values in plan.restored:
        restore_row(writer, stored.change.entity, stored.change.row_id, values)
    mark_stale(writer, {each.change.row_id for each, _ in plan.restored if each.change.entity is Entity.TRANSACTION})
    reopen_transactions(writer, plan.reopened)
    if plan.removed[Entity.TRANSACTION]:
        forget_last_run(writer)  # what depended on them is not known any more
    for entity, delete in _DELETES.items():
        delete(writer, plan.removed[entity])
        if entity is Entity.TRANSACTION:
            _delete_targets(writer, plan.rule_records)
    delete_import(writer, plan.import_id)


def _held(reader: Reader, entity: Entity, others: Sequence[Claim]) -> IdRanges:
    """The rows that other imports hold, or the bank itself."""
    claimed = IdRanges.joined(each for claim in others for each in (*claim.new.ranges, *claim.known.ranges))
    return claimed | load_fetched(reader) if entity is Entity.TRANSACTION else claimed


def _moved(shared: IdRanges, others: Sequence[Claim]) -> list[Claim]:
    """The claims of other imports that shared rows now belong to: the earliest import that holds each."""
    moved = []
    for claim in others:
        part = shared & claim.known
        if part:
            moved.append(replace(claim, new=claim.new | part, known=claim.known - part))
            shared = shared - part
    return moved


_GIVEN = "IN (SELECT value FROM json_each(?))"
_ATTRIBUTED = (
    "SELECT count(DISTINCT transaction_id) FROM attribution JOIN payment ON payment.id = payment_id"
    f" WHERE transaction_id {_GIVEN} OR target_id {_GIVEN}"
)
_DECIDED = (
    f"SELECT count(*) FROM bank_transaction WHERE is_decided = 1 AND (id {_GIVEN} OR id IN"
    f" (SELECT transaction_id FROM attribution JOIN payment ON payment.id = payment_id WHERE target_id {_GIVEN}))"
)
_ENTERED_PAYMENTS = (
    f"SELECT count(*) FROM payment WHERE target_id {_GIVEN} AND id NOT {_GIVEN}"
    " AND id NOT IN (SELECT payment_id FROM attribution)"
)
_IMPORTED_TARGET = (
    "EXISTS (SELECT 1 FROM imported_rows WHERE entity = 'target' AND target.id BETWEEN first_id AND last_id)"
)
_VOUCHERS = f"SELECT count(*) FROM voucher WHERE target_id {_GIVEN} OR target_id {_GIVEN}"
# The receipts and expenses that no import brought and that only the given transactions settle.
_RECORDS = (
    "SELECT DISTINCT target.id FROM attribution JOIN payment ON payment.id = payment_id"
    " JOIN target ON target.id = target_id LEFT JOIN rule ON rule.id = rule_id"
    " LEFT JOIN expense ON expense.id = target.id LEFT JOIN receipt ON receipt.id = target.id"
    f" WHERE transaction_id {_GIVEN} AND target.kind IN ('receipt', 'expense') AND NOT {_IMPORTED_TARGET}"
    " AND NOT EXISTS (SELECT 1 FROM payment AS other"
    " LEFT JOIN attribution AS of_other ON of_other.payment_id = other.id"
    f" WHERE other.target_id = target.id AND (of_other.transaction_id IS NULL OR of_other.transaction_id NOT {_GIVEN}))"
)
# Those of them that a rule made and nobody corrected since.
_MADE_BY_RULE = (
    " AND origin = 'rule' AND rule.action = target.kind AND coalesce(expense.label, receipt.label) = rule.label"
    " AND coalesce(expense.category, rule.category) = rule.category"
)
# The receipts that no import brought and that name a document that goes, such as one that the user marked as paid.
_NAMING_RECEIPTS = (
    "SELECT count(*) FROM receipt JOIN target ON target.id = receipt.id WHERE invoice <> ''"
    f" AND invoice IN (SELECT number FROM document WHERE id {_GIVEN}) AND receipt.id NOT {_GIVEN}"
    f" AND NOT {_IMPORTED_TARGET}"
)


def _count(reader: Reader, sql: str, first: Sequence[int], second: Sequence[int]) -> int:
    return int(reader.value(sql, (json_list(first), json_list(second))))


def _settled_records(reader: Reader, transactions: Sequence[int]) -> list[int]:
    given = json_list(transactions)
    return [id_ for (id_,) in reader.all(_RECORDS, (given, given))]


def _rule_records(reader: Reader, transactions: Sequence[int]) -> list[int]:
    given = json_list(transactions)
    return [id_ for (id_,) in reader.all(_RECORDS + _MADE_BY_RULE, (given, given))]


def _attributed_to(reader: Reader, targets: Sequence[int], transactions: Sequence[int]) -> list[int]:
    """The transactions that stay and are attributed to targets that go."""
    rows = reader.all(
        "SELECT DISTINCT transaction_id FROM attribution JOIN payment ON payment.id = payment_id"
        f" WHERE target_id {_GIVEN} AND transaction_id NOT {_GIVEN} ORDER BY transaction_id",
        (json_list(targets), json_list(transactions)),
    )
    return [id_ for (id_,) in rows]


def _unused_clients(reader: Reader, clients: Sequence[int], targets: Sequence[int]) -> list[int]:
    """Those of these clients that no rule names, nor a document that stays."""
    rows = reader.all(
        f"SELECT id FROM client WHERE id {_GIVEN}"
        " AND id NOT IN (SELECT client_id FROM rule WHERE client_id IS NOT NULL)"
        f" AND id NOT IN (SELECT client_id FROM document WHERE id NOT {_GIVEN}) ORDER BY id",
        (json_list(clients), json_list(targets)),
    )
    return [id_ for (id_,) in rows]


def _emptied_accounts(reader: Reader, accounts: Sequence[int], transactions: Sequence[int]) -> list[int]:
    """Those of these accounts that are not connected and have no transaction that stays."""
    rows = reader.all(
        f"SELECT id FROM bank_account WHERE id {_GIVEN} AND id NOT IN (SELECT account_id FROM bank_connection)"
        " AND NOT EXISTS (SELECT 1 FROM bank_transaction WHERE account_id = bank_account.id"
        f" AND bank_transaction.id NOT {_GIVEN}) ORDER BY id",
        (json_list(accounts), json_list(transactions)),
    )
    return [id_ for (id_,) in rows]


def _delete_transactions(writer: Writer, ids: Sequence[int]) -> None:
    given = (json_list(ids),)
    writer.run(
        f"DELETE FROM payment WHERE id IN (SELECT payment_id FROM attribution WHERE transaction_id {_GIVEN})", given
    )
    writer.run(f"DELETE FROM bank_transaction WHERE id {_GIVEN}", given)


def _delete_targets(writer: Writer, ids: Sequence[int]) -> None:
    drop_suggestions_of(writer, ids)
    given = (json_list(ids),)
    writer.run(f"DELETE FROM payment WHERE target_id {_GIVEN}", given)
    writer.run(f"DELETE FROM target WHERE id {_GIVEN}", given)


def _delete_from(table: str) -> Callable[[Writer, Sequence[int]], object]:
    return lambda writer, ids: writer.run(f"DELETE FROM {table} WHERE id {_GIVEN}", (json_list(ids),))


_DELETES: Mapping[Entity, Callable[[Writer, Sequence[int]], object]] = {
    Entity.TRANSACTION: _delete_transactions,
    Entity.TARGET: _delete_targets,
    Entity.PAYMENT: _delete_from("payment"),
    Entity.CLIENT: _delete_from("client"),
    Entity.CATALOGUE_ITEM: _delete_from("catalogue_item"),
    Entity.ACCOUNT: _delete_from("bank_account"),
}
"""How the rows of each entity are deleted, what refers to others first."""
