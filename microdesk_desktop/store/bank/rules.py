"""The user's standing decisions."""

from microdesk_desktop.domain.settle.matching import Rule, RuleAction
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = "name, words, direction, action, amount_cents, client_id, party_name, category, label"


def load_rules(reader: Reader) -> list[Rule]:
    """Every rule, oldest first."""
    return [
        Rule(
            id=id_,
            name=name,
            words=words,
            direction=direction,
            action=RuleAction(action),
            amount_cents=cents,
            party_id=client_id,
            party_name=party,
            category=category,
            label=label,
        )
        for id_, name, words, direction, action, cents, client_id, party, category, label in reader.iterate(
            f"SELECT id, {_COLUMNS} FROM rule ORDER BY id"
        )
    ]


def save_rule(writer: Writer, rule: Rule) -> int:
    """Add the rule when its id is 0, else replace the one of this id; returns its id."""
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
    if rule.id == 0:
        return writer.run(f"INSERT INTO rule ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    writer.run(
        f"UPDATE rule SET ({_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        (*values, rule.id),
    )
    return rule.id


def delete_rule(writer: Writer, rule_id: int) -> None:
    """Remove the rule; what it attributed stays."""
    writer.run("DELETE FROM rule WHERE id = ?", (rule_id,))
