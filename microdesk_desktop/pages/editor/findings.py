"""What must be mended before the issue, and what would be better there: each a sentence that leads to its field."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.theme.icons import Picture
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.answered import Answered
from microdesk_desktop.gui.widgets.labels import set_tone
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.views.documents.editor.state import EditorState, Finding

MOST = 4
"""Sentences in sight: the others follow once these are mended."""


class FindingsView(QFrame):
    """`wanted` carries the finding whose field the user wants to go to."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "banner")
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MIDDLE, SMALL, MIDDLE, SMALL)
        self._column.setSpacing(TIGHT)
        set_tone(self, Tone.NEUTRAL)

    def show_state(self, state: EditorState) -> None:
        """Show what was found in a draft."""
        shown = (tuple(state.findings), state.has_einvoice, state.is_begun)
        if shown == self._shown:
            return
        self._shown = shown
        empty_layout(self._column)
        if not state.findings:
            self._column.addWidget(_ready(has_einvoice=state.has_einvoice))
        else:
            self._list(state.findings)
        set_tone(self, Tone.ATTENTION if state.blocking and state.is_begun else Tone.NEUTRAL)
        for label in self.findChildren(QWidget):
            label.style().unpolish(label)
            label.style().polish(label)

    def _list(self, findings: Sequence[Finding]) -> None:
        blocking = sum(each.blocks for each in findings)
        head = (
            ntr("{count} point à compléter avant d'émettre", "{count} points à compléter avant d'émettre", blocking)
            if blocking
            else tr("Rien n'empêche d'émettre")
        )
        self._column.addWidget(labels.heading(head.format(count=blocking)))
        for finding in findings[:MOST]:
            texts = QVBoxLayout()
            texts.addWidget(labels.body(finding.text))
            link = buttons.link(tr("Y aller"), partial(self.wanted.emit, finding))
            link.setAccessibleName(tr("Y aller : {finding}").format(finding=finding.text))
            link.setObjectName(f"finding.{finding.field}")
            self._column.addWidget(Answered(texts, link))
        left = len(findings) - MOST
        if left > 0:
            self._column.addWidget(
                labels.caption(ntr("et {count} autre", "et {count} autres", left).format(count=left), wraps=True)
            )


def _ready(*, has_einvoice: bool) -> QWidget:
    """The sentence of a draft that can be issued."""
    text = (
        tr("Prêt à émettre : totaux, mentions et facture électronique vérifiés.")
        if has_einvoice
        else tr("Prêt à émettre : totaux et mentions vérifiés.")
    )
    holder = QFrame()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SMALL)
    line.addWidget(Picture("circle-check", "neutral"))
    line.addWidget(labels.body(text), 1)
    return holder
