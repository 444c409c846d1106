"""The panel beside the list: one transaction, what it settles or could and why, and what to do next.

Its buttons are made once and only shown or hidden, so that the focus is never lost with a button that goes.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.label_parser import mask_card_numbers
from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, TITLE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.cards import rule
from microdesk_desktop.gui.widgets.side_panel import SidePanel
from microdesk_desktop.pages.bank.double import DoubleComparison
from microdesk_desktop.views.bank import words
from microdesk_desktop.views.bank.hints import TransactionAction, hint, offered_actions
from microdesk_desktop.views.bank.rows import Link, TransactionRow
from microdesk_desktop.views.messages.reasons import reason_text

OTHERS = 2
ABOUT_DOUBLES = (TransactionAction.MERGE, TransactionAction.KEEP_BOTH)
KEYS = {
    TransactionAction.CHOOSE: ("C",),
    TransactionAction.RECORD: ("E",),
    TransactionAction.IGNORE: ("I",),
    TransactionAction.DETACH: ("Del", "Backspace"),
    TransactionAction.MERGE: ("M",),
    TransactionAction.KEEP_BOTH: ("G",),
}


class TransactionPanel(SidePanel):
    """`wanted` carries the verb that a button stands for; `proposal_wanted` the rank of another proposal."""

    wanted = Signal(object)
    proposal_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Opération choisie"))
        self._row: TransactionRow | None = None
        self._label = labels.caption("", wraps=True)
        self._amount = labels.amount("", size=TITLE)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._day = labels.muted("")
        self._rule = rule()
        self._kind = labels.caption("")
        self._titles = _Lines(_heading)
        self._reasons = _Lines(labels.muted)
        self._primary = buttons.primary("", lambda: self.wanted.emit(self.next_verb))
        self._primary.setObjectName("next")
        self._plain = {verb: self._button(verb) for verb in TransactionAction}
        self._double = DoubleComparison([self._plain[verb] for verb in ABOUT_DOUBLES])
        self._others = [self._other(rank) for rank in range(1, 1 + OTHERS)]
        self._kept = labels.caption("", wraps=True)
        self._lay_out()
        self.show_row(None)

    @property
    def verbs(self) -> tuple[TransactionAction, ...]:
        """What can be done with the transaction in sight."""
        return offered_actions(self._row) if self._row else ()

    @property
    def next_verb(self) -> TransactionAction | None:
        """What Enter does; None when the transaction waits for nothing."""
        waits = self._row is not None and self._row.status in (Status.TODO, Status.SUGGESTED)
        return self.verbs[0] if waits else None

    def show_row(self, row: TransactionRow | None, *, account: str = "", is_awaited: bool = False) -> None:
        """Show a transaction, that it is being read, or what to do when none is selected.

        `account` is the name of its account, where those of several are listed together.
        """
        if row is None or self._row is None or row.id != self._row.id or row.double_of is None:
            self._double.show_pair(None, None)
        self._row = row
        for widget in (self._amount, self._rule, self._kind, self._kept):
            widget.setVisible(row is not None)
        if row is None:
            self._label.setText("")
            invitation = tr("Choisissez une opération dans la liste : elle s'affiche ici, avec ce qu'elle règle.")
            self._day.setText(tr("Chargement…") if is_awaited else invitation)
            self._titles.show_texts(())
            self._reasons.show_texts(())
        else:
            self._show_facts(row, account)
            self._show_meaning(row)
        self._show_buttons(row)

    def show_double(self, row: TransactionRow, other: TransactionRow) -> None:
        """Show beside the transaction in sight the one that may be the same payment."""
        if self._row is not None and self._row.id == row.id:
            self._double.show_pair(row, other)

    def _show_facts(self, row: TransactionRow, account: str) -> None:
        self._label.setText(mask_card_numbers(row.label))
        self._amount.setText(words.amount_text(row))
        state = tr("à venir") if row.state is State.PENDING else tr("validée")
        self._day.setText(" · ".join(filter(None, (dates.long_day(row.on), state, account))))

    def _show_meaning(self, row: TransactionRow) -> None:
        kind, titles, reasons = _meaning(row)
        self._kind.setText(kind)
        self._titles.show_texts(titles)
        self._reasons.show_texts(reasons)

    def _show_buttons(self, row: TransactionRow | None) -> None:
        first = self.next_verb
        self._primary.setVisible(first is not None)
        if first is not None:
            self._primary.setText(tr("{verb} · Entrée").format(verb=_words(first, row)))
        for verb, button in self._plain.items():
            button.setText(_words(verb, row))
            button.setVisible(verb in self.verbs and verb is not first)
        others = _other_proposals(row) if row else ()
        for button, links in zip(self._others, (*others, (), ())[:OTHERS], strict=True):
            button.setVisible(bool(links))
            button.setText(tr("Ou : {title}").format(title=words.full_title(links[0])) if links else "")

    def _button(self, verb: TransactionAction) -> QPushButton:
        made = buttons.plain(_words(verb, None), lambda: self.wanted.emit(verb))
        made.setObjectName(verb.value)
        made.setToolTip(_key(verb))
        return made

    def _other(self, rank: int) -> QPushButton:
        return buttons.link("", lambda: self.proposal_wanted.emit(rank))

    def _lay_out(self) -> None:
        self._kept.setText(
            tr("Conservés pour cette opération : identifiant, montant, libellé, date, état. Rien d'autre.")
        )
        self.body.setSpacing(TIGHT)
        for widget in (self._label, self._amount, self._day):
            self.body.addWidget(widget)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._rule)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._double)
        for meaning in (self._kind, self._titles, self._reasons):
            self.body.addWidget(meaning)
        self.body.addSpacing(SMALL)
        actions = QVBoxLayout()
        actions.setSpacing(SMALL + 2)
        settling = [button for verb, button in self._plain.items() if verb not in ABOUT_DOUBLES]
        for button in (self._primary, *settling, *self._others):
            actions.addWidget(button)
        self.body.addLayout(actions)
        self.body.addStretch()
        self.foot.addWidget(self._kept)


class _Lines(QWidget):
    """Texts one under another; the labels are kept and reused."""

    def __init__(self, make: Callable[[str], QLabel]) -> None:
        super().__init__()
        self._make = make
        self._labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(TIGHT)

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these, and nothing else."""
        while len(self._labels) < len(texts):
            self._labels.append(self._make(""))
            self._column.addWidget(self._labels[-1])
        for number, label in enumerate(self._labels):
            label.setText(texts[number] if number < len(texts) else "")
            label.setVisible(number < len(texts))
        self.setVisible(bool(texts))


def _meaning(row: TransactionRow) -> tuple[str, Sequence[str], Sequence[str]]:
    """The caption, the titles and the reasons of what the transaction settles, could settle, or is."""
    if row.attributions:
        origin = words.origin_text(row.attributions[0])
        kind = tr("Attribuée · {origin}").format(origin=origin[:1].lower() + origin[1:])
        return kind, _titles(row, row.attributions), _why(row.attributions[0].reasons)
    if row.suggestions:
        best = words.proposals_of(row)[0]
        return tr("Proposition"), _titles(row, best), _why(best[0].reasons)
    if row.status is Status.IGNORED:
        return tr("Ignorée"), (tr("Ni recette ni dépense"),), _why(row.reasons) or (tr("Vous l'avez ignorée."),)
    found = hint(row)
    if found:
        return tr("D'après le libellé"), (found.title,), (found.advice,)
    nothing = tr("Aucun document ne correspond assez.")
    return tr("À traiter"), (nothing,), (tr("Choisissez-en un, ou créez ce qui manque."),)


def _titles(row: TransactionRow, links: Sequence[Link]) -> Sequence[str]:
    if len(links) == 1 and abs(links[0].amount_cents) == abs(row.amount_cents):
        return (words.full_title(links[0]),)
    return [f"{words.full_title(link)} · {money.amount(abs(link.amount_cents), row.currency)}" for link in links]


def _why(reasons: Sequence[Reason]) -> Sequence[str]:
    return [f"✓ {reason_text(reason)}" for reason in reasons]


def _other_proposals(row: TransactionRow) -> Sequence[Sequence[Link]]:
    return words.proposals_of(row)[1 : 1 + OTHERS]


def _words(verb: TransactionAction, row: TransactionRow | None) -> str:
    has_document = row is not None and bool(row.attributions or row.suggestions)
    spends = row is not None and row.amount_cents < 0
    texts = {
        TransactionAction.ACCEPT: tr("Attribuer"),
        TransactionAction.CHOOSE: tr("Choisir un autre document…") if has_document else tr("Choisir un document…"),
        TransactionAction.RECORD: tr("Créer une dépense…") if spends else tr("Créer une recette…"),
        TransactionAction.IGNORE: tr("Ignorer"),
        TransactionAction.UNIGNORE: tr("Remettre à traiter"),
        TransactionAction.DETACH: tr("Retirer l'attribution"),
        TransactionAction.MERGE: tr("Fusionner · M"),
        TransactionAction.KEEP_BOTH: tr("Garder les deux · G"),
    }
    return texts[verb]


def _key(verb: TransactionAction) -> str:
    return tr("Touche {key}").format(key=KEYS[verb][0]) if verb in KEYS else ""


def _heading(text: str) -> QLabel:
    made = labels.heading(text)
    made.setWordWrap(True)
    return made
