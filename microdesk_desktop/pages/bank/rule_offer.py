"""After two similar decisions, offers to make them a rule."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.notices import Banner
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.vault.erased_modules import BANK
from microdesk_desktop.pages.rules.apply import review_rule
from microdesk_desktop.views.bank.rules import Offer, load_rule_offer
from microdesk_desktop.views.bank.words.rules import offer_text

KEY = "rule"


class RuleOffer(Controller):
    """Asks once for each counterparty; a refusal holds until the vault is locked or the bank's data are erased."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._refused: set[str] = set()
        self._erasure = workspace.session.erasures.get(BANK)
        workspace.changed.connect(self._on_changed)

    def consider(self, transaction_id: int) -> None:
        """Offer a rule if the decision just made on this transaction was made before on a similar one."""
        self.workspace.load(lambda reader: load_rule_offer(reader, transaction_id), owner=self, on_success=self._offer)

    def _on_changed(self, _: Changes) -> None:
        """Forget the words of labels once the bank's data are erased."""
        erasure = self.workspace.session.erasures.get(BANK)
        if erasure is not self._erasure:
            self._erasure = erasure
            self._refused.clear()
            self.workspace.notices.dismiss(KEY)

    def _offer(self, offer: Offer | None) -> None:
        if offer is None or offer.rule.words in self._refused:
            return
        self.workspace.notices.show(
            lambda: Banner(
                key=KEY,
                page="bank",
                text=offer_text(offer),
                action=(tr("Créer la règle…"), lambda: review_rule(self.workspace, offer.rule, self)),
                refusal=(tr("Non merci"), lambda: self._refused.add(offer.rule.words)),
            )
        )
