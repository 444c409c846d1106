"""The panel beside the requests: one request, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.privacy.requests import RequestKind
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.side_panel import SidePanel
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.views.privacy.requests.rows import RequestRow
from microdesk_desktop.views.privacy.requests.words import kind_details, name_text, story_lines, title_text

LETTER_KEY, ANSWER_KEY, DO_KEY = "L", "R", "F"


class RequestPanel(SidePanel):
    """Each signal comes when the button of its action is pressed."""

    do_wanted = Signal()
    letter_wanted = Signal()
    answer_wanted = Signal()
    extension_wanted = Signal()
    refusal_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Demande choisie"))
        self._title = labels.heading("")
        self._title.setWordWrap(True)
        self._who = labels.body("")
        self._facts = labels.muted("")
        self._rule = rule()
        self.do = buttons.keyed("", self.do_wanted.emit, DO_KEY)
        self.letter = buttons.keyed(tr("Préparer la lettre…"), self.letter_wanted.emit, tr("Entrée"))
        self.answer = buttons.keyed(tr("Noter la réponse…"), self.answer_wanted.emit, ANSWER_KEY)
        self.extend = buttons.keyed(tr("Prolonger de deux mois…"), self.extension_wanted.emit, "")
        self.refuse = buttons.keyed(tr("Refuser…"), self.refusal_wanted.emit, "")
        self.remove = buttons.keyed(tr("Retirer du registre"), self.removal_wanted.emit, tr("Suppr"))
        self._actions: tuple[QPushButton, ...] = (
            *(self.do, self.letter, self.answer, self.extend, self.refuse, self.remove),
        )
        for widget in (self._title, self._who, self._facts, self._rule, *self._actions):
            self.body.addWidget(widget)
        self.body.setSpacing(SMALL)
        self.body.addStretch()
        self.show_request(None)

    def show_request(self, row: RequestRow | None) -> None:
        """Show a request, or how to choose one."""
        for widget in (self._title, self._who, self._rule, *self._actions):
            widget.setVisible(row is not None)
        if row is None:
            self._facts.setText(tr("Choisissez une demande pour y répondre."))
            return
        is_open, is_known = row.request.answer is None, bool(row.name)
        self._title.setText(title_text(row))
        self._who.setText(visible(name_text(row)))
        self._facts.setText("\n".join([kind_details()[row.request.kind], "", *story_lines(row.request)]))
        is_client = row.request.client_id is not None
        self.do.setText(do_words(row.request.kind) if is_client else other_words(row.request.kind))
        self.do.setVisible(can_do(row))
        self.letter.setVisible(is_known)
        self.answer.setVisible(is_open)
        self.extend.setVisible(is_open and row.request.extended_on is None)
        self.refuse.setVisible(is_open)


def can_do(row: RequestRow) -> bool:
    """Whether a button does what is asked: for who is no client, only the copy and the erasure."""
    kind, is_client = row.request.kind, row.request.client_id is not None
    has_way = is_client or (bool(row.name) and (kind.gives_copy or kind is RequestKind.ERASURE))
    return row.request.answer is None and has_way


def do_words(kind: RequestKind) -> str:
    """What is done for a request of a client."""
    words = {
        RequestKind.CORRECTION: tr("Corriger sa fiche…"),
        RequestKind.ERASURE: tr("Effacer ce client…"),
        RequestKind.RESTRICTION: tr("Voir sa fiche…"),
        RequestKind.OBJECTION: tr("Voir sa fiche…"),
    }
    return words.get(kind, tr("Enregistrer sa copie…"))


def other_words(kind: RequestKind) -> str:
    """What is done for a request of who is no client."""
    return tr("Effacer ce fournisseur…") if kind is RequestKind.ERASURE else tr("Enregistrer sa copie…")
