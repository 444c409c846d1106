"""Asks what files are that were dropped beside the expenses: a new expense, or the voucher of one that has none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.theme.tokens import SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.dialogs import SideSheet, scrolled
from microdesk_desktop.views.records.expenses.voucher_candidates import VoucherCandidate, candidate_text, files_words

WIDTH = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAnswers:
    """What can be done with the files: an expense of each, one of all, or attached to one that is there."""

    one_each: Callable[[], object]
    one_of_all: Callable[[], object]
    attach: Callable[[int], object]


class DropSheet(SideSheet):
    """Enter makes a new expense of each file."""

    def __init__(
        self, host: QWidget, names: Sequence[str], candidates: Sequence[VoucherCandidate], answers: DropAnswers
    ) -> None:
        self._answers = answers
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(labels.by_others(labels.body(files_words(names))))
        many = tr("Une nouvelle dépense par fichier")
        new = buttons.primary(many if len(names) > 1 else tr("Nouvelle dépense"), self.submit)
        new.setObjectName("one_each")
        column.addWidget(new, alignment=Qt.AlignmentFlag.AlignLeft)
        if len(names) > 1:
            one = buttons.plain(tr("Une seule dépense avec ces fichiers"), lambda: self._answer(answers.one_of_all))
            one.setObjectName("one_of_all")
            column.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)
        if candidates:
            column.addSpacing(SMALL)
            column.addWidget(labels.caption(tr("Ou une dépense sans justificatif :")))
        for candidate in candidates:
            column.addWidget(self._button(candidate), alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(labels.caption(tr("Gardé chiffré dans le coffre."), wraps=True))
        body.setFocusProxy(new)
        super().__init__(host, tr("Justificatif"), scrolled(body), width=WIDTH)
        self.add_button(buttons.plain(tr("Annuler"), self.close_sheet))

    def submit(self) -> None:
        self._answer(self._answers.one_each)

    def _answer(self, act: Callable[[], object]) -> None:
        self.close_sheet()
        act()

    def _button(self, candidate: VoucherCandidate) -> QWidget:
        expense_id = candidate.expense.id
        text = buttons.literal(candidate_text(candidate))
        made = buttons.link(text, lambda: self._answer(lambda: self._answers.attach(expense_id)))
        made.setObjectName(f"attach_{expense_id}")
        return made
