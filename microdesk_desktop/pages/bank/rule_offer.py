"""After two similar decisions, offers to make them a rule."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.pages.rules.apply import keep_and_apply
from microdesk_desktop.views.bank.rule_words import offer_text
from microdesk_desktop.views.bank.rules import load_rule_offer

KEY = "rule"


class RuleOffer(Controller):
    """Asks once for each counterparty; a refusal holds until the vault is locked."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._refused: set[str] = set()

    def consider(self, transaction_id: int) -> None:
        """Offer a rule if the decision just made on this transaction was made before on a similar one."""
        self.workspace.load(lambda reader: load_rule_offer(reader, transaction_id), owner=self, on_success=self._offer)

    def _offer(self, rule: Rule | None) -> None:
        if rule is None or rule.words in self._refused:
            return
        self.workspace.notices.show(
            lambda: Banner(
                key=KEY,
                text=offer_text(rule),
                action=(tr("Créer la règle"), lambda: keep_and_apply(self.workspace, rule)),
                refusal=(tr("Non merci"), lambda: self._refused.add(rule.words)),
            )
        )
