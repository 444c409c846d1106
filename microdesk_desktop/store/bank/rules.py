"""The user's standing decisions."""

from microdesk_desktop.domain.settle.matching import Rule
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "name, words, direction, action, amount_cents, client_id, party_name, category, label"


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
        rule.amount_cents,
        rule.party_id,
        rule.party_name,
        rule.category,
        rule.label,
    )
    if rule.id and writer.value("SELECT id FROM rule WHERE id = ?", (rule.id,)):
        writer.run(f"UPDATE rule SET ({_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?", (*values, rule.id))
        return rule.id
    return writer.run(
        f"INSERT INTO rule (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (rule.id or None, *values)
    )


def delete_rule(writer: Writer, rule_id: int) -> None:
    """Remove the rule; what it attributed stays."""
    writer.run("DELETE FROM rule WHERE id = ?", (rule_id,))
