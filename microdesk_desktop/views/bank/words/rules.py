"""Words of a rule: its direction, its bounds, its action, the question that offers it, and what it would have taken."""

from collections.abc import Sequence

from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.views.bank.rules import Offer, RuleRow, Trial, Verdict


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
    title = "" if rule.name == rule.words else rule.name
    parts = (
        str(row.id),
        title,
        rule.words,
        dict(direction_words())[rule.direction],
        bounds_text(rule),
        effect_text(row),
        rule.label,
        tr("en pause") if rule.is_paused else "",
    )
    return " · ".join(filter(None, parts))


def bounds_text(rule: Rule) -> str:
    """« 22,50 à 37,50 », « au plus 40,00 », « tous »: the amounts that a rule takes."""
    least, most = rule.least_cents, rule.most_cents
    if least is None and most is None:
        return tr("tous")
    if least is None:
        return tr("au plus {amount}").format(amount=money.typed_amount(most or 0))
    if most is None:
        return tr("au moins {amount}").format(amount=money.typed_amount(least))
    if least == most:
        return money.typed_amount(least)
    return tr("{least} à {most}").format(least=money.typed_amount(least), most=money.typed_amount(most))


def state_text(rule: Rule) -> str:
    """« Serveur · en pause »: what stands under a rule in a list."""
    return " · ".join(filter(None, (rule.label, tr("en pause") if rule.is_paused else "")))


def offer_text(offer: Offer) -> str:
    """« Toujours classer « Ovh » en dépense Hébergement ? Montants : 22,50 à 37,50. 5 opérations connues … »."""
    rule = offer.rule
    bounds = tr("Montants : {bounds}.").format(bounds=bounds_text(rule))
    return " ".join((_question(rule), bounds, trial_text(offer.trial)))


def trial_text(trial: Trial) -> str:
    """« 5 opérations connues correspondent, dont 3 à traiter. Vous en avez décidé 1 autrement. »."""
    if not trial.count:
        return tr("Aucune opération connue ne correspond.")
    found = ntr("{count} opération connue correspond", "{count} opérations connues correspondent", trial.count)
    text = found.format(count=counts.count(trial.count))
    if trial.waiting:
        text += tr(", dont {count} à traiter").format(count=counts.count(trial.waiting))
    if not trial.otherwise:
        return f"{text}."
    otherwise = ntr("Vous en avez décidé {count} autrement.", "Vous en avez décidé {count} autrement.", trial.otherwise)
    return f"{text}. {otherwise.format(count=counts.count(trial.otherwise))}"


def verdict_text(verdict: Verdict) -> str:
    """What became of a transaction that a rule would have taken."""
    match verdict:
        case Verdict.WAITING:
            return tr("à traiter")
        case Verdict.OTHERWISE:
            return tr("vous avez décidé autrement")
        case Verdict.LIKE | Verdict.BY_DOCUMENT:
            return tr("déjà traitée")


def _question(rule: Rule) -> str:
    if rule.action is RuleAction.IGNORE:
        return tr("Toujours ignorer « {words} » ?").format(words=rule.words)
    if rule.action is RuleAction.RECEIPT:
        return tr("Toujours classer « {words} » en recette ?").format(words=rule.words)
    if not rule.category:
        return tr("Toujours classer « {words} » en dépense ?").format(words=rule.words)
    return tr("Toujours classer « {words} » en dépense {category} ?").format(words=rule.words, category=rule.category)
