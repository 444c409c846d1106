"""After two like decisions, the offer to make them a rule."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.settle.matching import Rule, RuleAction
from microdesk_desktop.gui.page import Context
from microdesk_desktop.gui.widgets.banner import Banner
from microdesk_desktop.pages.bank.list import TransactionList
from microdesk_desktop.pages.rules.apply import keep_and_apply
from microdesk_desktop.views.bank.rules import load_rule_offer

KEY = "rule"


class RuleOffer:
    """Asks once for each counterparty; a refusal holds until the vault is locked."""

    def __init__(self, context: Context, owner: TransactionList) -> None:
        self._context = context
        self._owner = owner
        self._refused: set[str] = set()

    def consider(self, transaction_id: int) -> None:
        """Look whether the word just given on this transaction was given before on a like one."""
        self._context.load(
            lambda reader: load_rule_offer(reader, transaction_id), owner=self._owner, on_success=self._offer
        )

    def _offer(self, rule: Rule | None) -> None:
        if rule is None or rule.words in self._refused:
            return
        self._context.banners.show_banner(
            Banner(
                key=KEY,
                text=question(rule),
                action=(tr("Créer la règle"), lambda: keep_and_apply(self._context, rule)),
                refusal=(tr("Non merci"), lambda: self._refused.add(rule.words)),
            )
        )


def question(rule: Rule) -> str:
    """« Toujours classer « Ovh » en dépense Hébergement ? »."""
    if rule.action is RuleAction.IGNORE:
        return tr("Toujours ignorer « {words} » ?").format(words=rule.words)
    if rule.action is RuleAction.PARTY:
        return tr("Toujours reconnaître {party} derrière « {words} » ?").format(party=rule.party_name, words=rule.words)
    if rule.action is RuleAction.RECEIPT:
        return tr("Toujours classer « {words} » en recette ?").format(words=rule.words)
    return (
        tr("Toujours classer « {words} » en dépense {category} ?")
        .format(words=rule.words, category=rule.category)
        .replace("  ", " ")
    )
