"""Words of a rule: its direction, its action, and the question that offers it."""

from collections.abc import Sequence

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.views.bank.rules import RuleRow


def direction_words() -> Sequence[tuple[int, str]]:
    """Which way the money goes, in words."""
    return (-1, tr("Sorties")), (1, tr("Entrées")), (0, tr("Les deux"))


def action_words() -> Sequence[tuple[RuleAction, str]]:
    """What a rule does, in words."""
    return (
        (RuleAction.EXPENSE, tr("Créer une dépense")),
        (RuleAction.RECEIPT, tr("Créer une recette")),
        (RuleAction.PARTY, tr("Reconnaître un client")),
        (RuleAction.IGNORE, tr("Ignorer")),
    )


def effect_text(row: RuleRow) -> str:
    """« Créer une dépense · Hébergement · OVH »."""
    rule = row.rule
    if rule.action is RuleAction.IGNORE:
        return tr("Ignorer")
    if rule.action is RuleAction.PARTY:
        return tr("Reconnaître {party}").format(party=row.party)
    if rule.action is RuleAction.EXPENSE:
        return " · ".join(filter(None, (tr("Créer une dépense"), rule.category, row.party)))
    return " · ".join(filter(None, (tr("Créer une recette"), row.party)))


def rule_line(row: RuleRow) -> str:
    """« 3 · OVH · Sorties · tous · Créer une dépense · Hébergement · OVH »: a rule on one line of text."""
    rule = row.rule
    amount = money.typed_amount(abs(rule.amount_cents)) if rule.amount_cents is not None else tr("tous")
    title = "" if rule.name == rule.words else rule.name
    parts = (
        str(row.id),
        title,
        rule.words,
        dict(direction_words())[rule.direction],
        amount,
        effect_text(row),
        rule.label,
    )
    return " · ".join(filter(None, parts))


def offer_text(rule: Rule) -> str:
    """« Toujours classer « Ovh » en dépense Hébergement ? »."""
    if rule.action is RuleAction.IGNORE:
        return tr("Toujours ignorer « {words} » ?").format(words=rule.words)
    if rule.action is RuleAction.PARTY:
        return tr("Toujours reconnaître {party} derrière « {words} » ?").format(party=rule.party_name, words=rule.words)
    if rule.action is RuleAction.RECEIPT:
        return tr("Toujours classer « {words} » en recette ?").format(words=rule.words)
    if not rule.category:
        return tr("Toujours classer « {words} » en dépense ?").format(words=rule.words)
    return tr("Toujours classer « {words} » en dépense {category} ?").format(words=rule.words, category=rule.category)
