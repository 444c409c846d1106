"""The panel beside the list: one transaction, the question that it asks, why, what to do next, and its client.

Its buttons are made once and only shown or hidden, so that the focus is never lost with a button that goes.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.side_panel import SidePanel
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT, TITLE, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.pages.bank.double import DoubleComparison
from microdesk_desktop.pages.bank.story import PairView
from microdesk_desktop.pages.bank.sums import SumView
from microdesk_desktop.views.bank.hints import TransactionAction, offered_actions
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.words import transactions as words
from microdesk_desktop.views.bank.words.pairs import PairStory
from microdesk_desktop.views.bank.words.panel import ClientContext, Meaning, context_text, meaning, proposal_title

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
    """`wanted` carries the verb that a button stands for; `proposal_wanted` the rank of another proposal.

    `document_wanted`, `client_wanted` and `transaction_wanted` carry the id of what to show.
    """

    wanted = Signal(object)
    proposal_wanted = Signal(int)
    document_wanted = Signal(int)
    client_wanted = Signal(int)
    transaction_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Opération choisie"))
        self._row: TransactionRow | None = None
        self._who = labels.body("")
        self._who.setFont(labels.lead("").font())
        self._amount = labels.amount("", size=TITLE)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._day = labels.muted("")
        self._label = labels.caption("", wraps=True)
        self._rule = rule()
        self._meaning = _MeaningView()
        self._pair = PairView(self.transaction_wanted.emit)
        self._primary = buttons.keyed("", self._want_next, tr("Entrée"), is_primary=True)
        self._primary.setObjectName("next")
        self._plain = {verb: self._button(verb) for verb in TransactionAction}
        self._double = DoubleComparison([self._plain[verb] for verb in ABOUT_DOUBLES])
        self._others = [self._other(rank) for rank in range(1, 1 + OTHERS)]
        self._context = _ContextView(self.document_wanted.emit, self.client_wanted.emit)
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

    def show_row(
        self,
        row: TransactionRow | None,
        *,
        account: str = "",
        is_awaited: bool = False,
        left: Mapping[int, int] | None = None,
    ) -> None:
        """Show a transaction, that it is being read, or what to do when none is selected.

        `account` is the name of its account, where those of several are listed together; `left` what remains of each
        target, once it is known.
        """
        is_other = row is None or self._row is None or row.id != self._row.id
        if is_other or row is None or row.double_of is None:
            self._double.show_pair(None, None)
        if is_other:
            self._context.show_context(None)
            self._pair.show_story(None)
        self._row = row
        for widget in (self._who, self._amount, self._label, self._rule, self._meaning):
            widget.setVisible(row is not None)
        if row is None:
            invitation = tr("Choisissez une opération dans la liste : elle s'affiche ici, avec ce qu'elle règle.")
            self._day.setText(tr("Chargement…") if is_awaited else invitation)
        else:
            self._show_facts(row, account)
            self._meaning.show_meaning(meaning(row, left or {}))
        self._show_buttons(row)

    def show_double(self, row: TransactionRow, other: TransactionRow) -> None:
        """Show beside the transaction in sight the one that may be the same payment."""
        if self._row is not None and self._row.id == row.id:
            self._double.show_pair(row, other)

    def show_story(self, row: TransactionRow, story: PairStory | None) -> None:
        """Show the pair of which the transaction in sight is one."""
        if self._row is not None and self._row.id == row.id:
            self._pair.show_story(story)

    def show_context(self, row: TransactionRow, context: ClientContext | None) -> None:
        """Show where the client of the transaction in sight stands."""
        if self._row is not None and self._row.id == row.id:
            self._context.show_context(context)

    def _show_facts(self, row: TransactionRow, account: str) -> None:
        self._who.setText(words.who_text(row))
        self._amount.setText(words.amount_text(row))
        state = tr("à venir") if row.state is State.PENDING else ""
        self._day.setText(" · ".join(filter(None, (dates.long_day(row.on), state, account))))
        self._label.setText(words.raw_label(row))

    def _show_buttons(self, row: TransactionRow | None) -> None:
        first = self.next_verb
        self._primary.setVisible(first is not None)
        if first is not None:
            self._primary.setText(_words(first, row))
        for verb, button in self._plain.items():
            button.setText(_words(verb, row))
            button.setVisible(verb in self.verbs and verb is not first)
        others = words.proposals_of(row)[1 : 1 + OTHERS] if row else []
        for button, links in zip(self._others, (*others, (), ())[:OTHERS], strict=True):
            button.setVisible(bool(links))
            title = proposal_title(links) if links else ""
            button.setText(buttons.literal(tr("Ou : {title}").format(title=title)))

    def _want_next(self) -> None:
        self.wanted.emit(self.next_verb)

    def _button(self, verb: TransactionAction) -> QPushButton:
        made = buttons.keyed(_words(verb, None), lambda: self.wanted.emit(verb), _key(verb))
        made.setObjectName(verb.value)
        return made

    def _other(self, rank: int) -> QPushButton:
        return buttons.link("", lambda: self.proposal_wanted.emit(rank))

    def _lay_out(self) -> None:
        self.body.setSpacing(TIGHT)
        for widget in (self._who, self._amount, self._day, self._label):
            self.body.addWidget(widget)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._rule)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._double)
        self.body.addWidget(self._meaning)
        self.body.addWidget(self._pair)
        self.body.addSpacing(SMALL)
        actions = QVBoxLayout()
        actions.setSpacing(SMALL)
        settling = [button for verb, button in self._plain.items() if verb not in ABOUT_DOUBLES]
        for button in (self._primary, *settling, *self._others):
            actions.addWidget(button)
        self.body.addLayout(actions)
        self.body.addSpacing(SMALL)
        self.body.addWidget(self._context)
        self.body.addStretch()


class _MeaningView(QWidget):
    """The question, with what supports it and what weakens it."""

    def __init__(self) -> None:
        super().__init__()
        self._caption = labels.caption("")
        self._heading = labels.heading("")
        self._heading.setWordWrap(True)
        self._lines = _Lines(labels.muted)
        self._sums = SumView()
        self._reasons = _Lines(labels.muted)
        self._against = _Lines(labels.muted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        for widget in (self._caption, self._heading, self._lines, self._sums, self._reasons, self._against):
            column.addWidget(widget)

    def show_meaning(self, shown: Meaning) -> None:
        """Show the caption, the heading and the lines; what supports it has a tick, what weakens it a « But »."""
        self._caption.setText(shown.caption)
        self._heading.setText(shown.heading)
        self._lines.show_texts(shown.lines)
        self._sums.show_lines(shown.sums)
        self._reasons.show_texts([f"✓ {text}" for text in shown.reasons])
        self._against.show_texts([tr("Mais : {text}").format(text=text) for text in shown.against])


class _ContextView(QWidget):
    """Where the client stands, and the ways to the invoice and to the client."""

    def __init__(self, show_document: Callable[[int], object], show_client: Callable[[int], object]) -> None:
        super().__init__()
        self._context: ClientContext | None = None
        self._text = labels.body("")
        self._invoice = buttons.link(tr("Voir la facture"), lambda: self._go(show_document, "document_id"))
        self._invoice.setObjectName("see_invoice")
        self._client = buttons.link(tr("Voir le client"), lambda: self._go(show_client, "client_id"))
        self._client.setObjectName("see_client")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(labels.caption(tr("Ce client :")))
        column.addWidget(self._text)
        links = QHBoxLayout()
        links.setSpacing(WIDE)
        for button in (self._invoice, self._client):
            links.addWidget(button)
        links.addStretch()
        column.addLayout(links)
        self.hide()

    def show_context(self, context: ClientContext | None) -> None:
        """Show a context; hidden without one."""
        self._context = context
        self.setVisible(context is not None)
        if context is not None:
            self._text.setText(context_text(context))
            self._client.setVisible(context.client_id is not None)

    def _go(self, show: Callable[[int], object], field: str) -> None:
        if self._context is not None:
            show(getattr(self._context, field))


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


def _words(verb: TransactionAction, row: TransactionRow | None) -> str:
    has_document = row is not None and bool(row.attributions or row.suggestions)
    spends = row is not None and row.amount_cents < 0
    texts = {
        TransactionAction.ACCEPT: tr("Confirmer"),
        TransactionAction.CHOOSE: tr("Choisir un autre document…") if has_document else tr("Choisir un document…"),
        TransactionAction.RECORD: tr("Créer une dépense…") if spends else tr("Créer une recette…"),
        TransactionAction.IGNORE: tr("Ignorer"),
        TransactionAction.UNIGNORE: tr("Remettre à traiter"),
        TransactionAction.DETACH: tr("Retirer ce règlement"),
        TransactionAction.MERGE: tr("Fusionner"),
        TransactionAction.KEEP_BOTH: tr("Garder les deux"),
    }
    return texts[verb]


def _key(verb: TransactionAction) -> str:
    if verb is TransactionAction.DETACH:
        return tr("Suppr")
    return KEYS[verb][0] if verb in KEYS else ""
