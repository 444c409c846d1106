"""What the expenses in the list come to by category; a category is shown alone, renamed, or merged into another."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.text_fields import complete, text_field
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.dialogs import Sheet, SideSheet, scrolled
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.expenses.category_totals import CategoryTotal

WIDTH = 560


class CategorySheet(SideSheet):
    """`show_only` is called with the category that the user chose, `rename` with one and its new name."""

    def __init__(
        self,
        host: QWidget,
        totals: Sequence[CategoryTotal],
        show_only: Callable[[str], object],
        rename: Callable[[str, str], object],
    ) -> None:
        self._host, self._totals, self._rename = host, totals, rename
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(MIDDLE)
        grid.setVerticalSpacing(SMALL)
        grid.setColumnStretch(0, 1)
        for line, total in enumerate(totals):
            self._add_line(grid, line, total, show_only)
        super().__init__(host, tr("Dépenses par catégorie"), scrolled(body), width=WIDTH)
        self.add_button(buttons.plain(tr("Fermer"), self.close_sheet))

    def _add_line(self, grid: QGridLayout, line: int, total: CategoryTotal, show_only: Callable[[str], object]) -> None:
        name = total.category or tr("Sans catégorie")
        shown = buttons.link(buttons.literal(name), lambda: self._leave_for(lambda: show_only(total.category)))
        number = ntr("{count} dépense", "{count} dépenses", total.expenses)
        grid.addWidget(shown, line, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(labels.muted(number.format(count=counts.count(total.expenses)), wraps=False), line, 1)
        grid.addWidget(labels.amount(sums_text(total.sums)), line, 2)
        if total.category:
            text = tr("Renommer {name}").format(name=name)
            rename = buttons.bare("pencil", text, partial(self._ask_name, total.category))
            rename.setObjectName(f"rename_{total.category}")
            grid.addWidget(rename, line, 3)

    def _leave_for(self, act: Callable[[], object]) -> None:
        self.close_sheet()
        act()

    def _ask_name(self, former: str) -> None:
        form = _NameForm(former, [total.category for total in self._totals if total.category not in ("", former)])

        def save() -> None:
            wanted = form.name.value()
            sheet.close_sheet()
            if wanted != former:
                self._rename(former, wanted)

        self.close_sheet()
        sheet = Sheet(self._host, tr("Renommer la catégorie"), form, tr("Renommer"), save)


class _NameForm(Form):
    """The new name of a category."""

    def __init__(self, former: str, others: Sequence[str]) -> None:
        super().__init__()
        hint = tr("Le nom d'une autre catégorie réunit les deux. Vos règles suivent.")
        self.name = text_field(tr("Nom"), required=True, hint=hint)
        complete(self.name, others)
        self.name.set_value(former)
        self.add(self.name)
