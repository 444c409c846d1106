"""The form of a rule, with its trial on the history."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.labels.parser import mask_card_numbers
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.domain.settle.rules import Rule, RuleAction, is_specific
from microdesk_desktop.gui.forms.form import Field, Form, Invalid
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit, text_field
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.bank.rules import Trial, load_trial
from microdesk_desktop.views.bank.words.rules import (
    action_words,
    direction_words,
    trial_text,
    verdict_text,
)


class RuleForm(Form):
    """Fields of one rule; `rule()` reads them once `check()` has passed."""

    def __init__(self, workspace: Workspace, clients: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self._workspace = workspace
        self._id = 0
        self.words = _words_field()
        self._direction = choice_field(tr("Sens"), direction_words())
        self._least = _bound_field(tr("Montant minimal"))
        self._most = _bound_field(tr("Montant maximal"))
        self._action = choice_field(tr("Alors"), action_words())
        self._client = choice_field(tr("Client"), [(id_, name) for id_, name in clients] or [(0, "—")])
        self._party = text_field(tr("Client ou fournisseur"), hint=tr("Vide : le nom lu dans le libellé."))
        self.category = text_field(tr("Catégorie"))
        self._label = text_field(tr("Objet"))
        self._state = choice_field(tr("État"), ((False, tr("Active")), (True, tr("En pause"))))
        self._trial = labels.body("")
        self._trial.hide()
        self.add(self.words)
        self.add(self._direction)
        self.add(self._least, self._most)
        self.add(self._action)
        for field in (self._client, self._party, self.category, self._label):
            self.add(field)
        self.add(self._state)
        test = buttons.plain(tr("Tester sur l'historique"), self.test)
        self.add_widget(test)
        self.add_widget(self._trial)
        self._action.edited.connect(self._show_fields)
        self._show_fields()

    def fill(self, rule: Rule) -> None:
        """Show a rule."""
        self._id = rule.id
        self.words.set_value(rule.words)
        self._direction.set_value(rule.direction)
        self._least.set_value(rule.least_cents)
        self._most.set_value(rule.most_cents)
        self._state.set_value(rule.is_paused)
        self._action.set_value(rule.action)
        if rule.party_id:
            self._client.set_value(rule.party_id)
        self._party.set_value(rule.party_name)
        self.category.set_value(rule.category)
        self._label.set_value(rule.label)
        self._show_fields()

    def rule(self) -> Rule:
        """The rule in the fields; raises Invalid."""
        action, words = self._action.value(), self.words.value()
        least, most = self._least.value(), self._most.value()
        if least is not None and most is not None and least > most:
            least, most = most, least
        creates = action in (RuleAction.EXPENSE, RuleAction.RECEIPT)
        return Rule(
            id=self._id,
            name=words,
            words=words,
            direction=self._direction.value(),
            action=action,
            least_cents=least,
            most_cents=most,
            is_paused=self._state.value(),
            party_id=self._client.value() or None if action is RuleAction.PARTY else None,
            party_name=self._party.value() if creates else "",
            category=self.category.value() if action is RuleAction.EXPENSE else "",
            label=self._label.value() if creates else "",
        )

    def test(self) -> None:
        """Show how many stored transactions the rule covers, and the latest of them."""
        if self.check():
            rule = self.rule()
            self._workspace.load(lambda reader: load_trial(reader, rule), owner=self, on_success=self._show_trial)

    def _show_trial(self, trial: Trial) -> None:
        lines = [
            f"{dates.typed_day(each.transaction.on)}  "
            f"{money.amount(each.transaction.amount_cents, each.transaction.currency, signed=True)}"
            f"  ({verdict_text(each.verdict)})\n{mask_card_numbers(each.transaction.label)}"
            for each in trial.latest
        ]
        self._trial.setText("\n\n".join((trial_text(trial), *lines)))
        self._trial.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._trial.show()

    def _show_fields(self) -> None:
        action = self._action.value()
        creates = action in (RuleAction.EXPENSE, RuleAction.RECEIPT)
        self._client.setVisible(action is RuleAction.PARTY)
        self._party.setVisible(creates)
        self.category.setVisible(action is RuleAction.EXPENSE)
        self._label.setVisible(creates)


def _words_field() -> Field[str]:
    entry = new_line_edit(tr("OVH"))

    def read() -> str:
        words = " ".join(entry.text().split())
        if not is_specific(words):
            raise Invalid(tr("Au moins trois lettres ou chiffres du libellé."))
        return words

    hint = tr("Les mots que porte le libellé, dans cet ordre.")
    return connect_edited(Field(tr("Si le libellé contient"), entry, read=read, write=entry.setText, hint=hint), entry)


def _bound_field(title: str) -> Field[int | None]:
    entry = new_line_edit(tr("sans limite"))
    entry.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read() -> int | None:
        if not entry.text().strip():
            return None
        try:
            return abs(parse_cents(entry.text()))
        except ValueError as error:
            raise Invalid(tr("Montant illisible. Exemple : 1 250,00")) from error

    def write(cents: int | None) -> None:
        entry.setText(money.typed_amount(cents) if cents is not None else "")

    return connect_edited(Field(title, entry, read=read, write=write), entry)
