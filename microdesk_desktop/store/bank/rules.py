"""Rules."""

from collections.abc import Sequence

from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "name, words, direction, action, least_cents, most_cents, client_id, party_name, category, label, is_paused"
_MARKS = ", ".join("?" * len(_COLUMNS.split(", ")))


def load_rules(reader: Reader) -> list[Rule]:
    """Every rule, oldest first."""
    return reader.rows_as(
        Rule, f"SELECT id, {_COLUMNS.replace('client_id', 'client_id AS party_id')} FROM rule ORDER BY id"
    )


def save_rule(writer: Writer, rule: Rule) -> int:
    """Insert the rule, under a new id when its own is 0, or replace the one of this id; returns its id."""
    values = (
        rule.name,
        rule.words,
        rule.direction,
        rule.action.value,
        rule.least_cents,
        rule.most_cents,
        rule.party_id,
        rule.party_name,
        rule.category,
        rule.label,
        int(rule.is_paused),
    )
    if rule.id and writer.value("SELECT id FROM rule WHERE id = ?", (rule.id,)):
        writer.run(f"UPDATE rule SET ({_COLUMNS}) = ({_MARKS}) WHERE id = ?", (*values, rule.id))
        return rule.id
    return writer.run(f"INSERT INTO rule (id, {_COLUMNS}) VALUES (?, {_MARKS})", (rule.id or None, *values))


def delete_rule(writer: Writer, rule_id: int) -> None:
    """Delete the rule; the records that it made stay, without their rule."""
    writer.run("DELETE FROM rule WHERE id = ?", (rule_id,))


def load_payments_by_rule(reader: Reader, rule_id: int) -> list[int]:
    """The ids of the payments that the rule recorded."""
    return [id_ for (id_,) in reader.iterate("SELECT payment_id FROM attribution WHERE rule_id = ?", (rule_id,))]


def link_payments_to_rule(writer: Writer, payment_ids: Sequence[int], rule_id: int) -> None:
    """Set the rule as the origin of these payments again; those detached since are left out."""
    writer.run_many(
        "UPDATE attribution SET rule_id = ? WHERE payment_id = ? AND origin = 'rule' AND rule_id IS NULL",
        [(rule_id, payment_id) for payment_id in payment_ids],
    )
