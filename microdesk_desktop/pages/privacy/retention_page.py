"""« Durées de conservation »: what goes soon and may be kept, how long each kind of data stays and why, what went."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.layout.scroll import Scroll
from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.window.dialogs import Sheet, can_open_sheet
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.privacy.retention import Category, keep_longer, set_duration
from microdesk_desktop.operations.retention_facts import count_held
from microdesk_desktop.pages.settings.pane import Card
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.privacy.inventory.stays import staying
from microdesk_desktop.views.privacy.retention import GoingRow, RetentionRow, load_retention
from microdesk_desktop.views.privacy.retention_reasons import reason_text, reference_text
from microdesk_desktop.views.privacy.retention_words import announcement_text, final_text

SHOWN_GONE = 20
"""Of what went: some months; the command line has all."""


class RetentionPage(Page):
    """`activate` is given a category, whose line is then in sight."""

    key = "retention"
    icon = "clock"
    behind = "privacy"
    flags = Changes.RETENTION | Changes.CLIENTS | Changes.MILEAGE | Changes.BANK

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.set_subtitle(announcement_text())
        self._readings = Readings(workspace, self)
        self._wanted = ""
        self._changing: dict[str, QPushButton] = {}
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(MIDDLE)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = Scroll(inside)
        self.body.addWidget(self._scroll, 1)

    @staticmethod
    def title() -> str:
        return tr("Durées de conservation")

    def reload(self) -> None:
        today = self.workspace.clock.today()
        self._readings.load(
            "retention", lambda reader: load_retention(reader, today, count_held(reader, today)), self._show
        )

    def activate(self, wanted: object = None) -> None:
        self._wanted = wanted if isinstance(wanted, str) else ""
        self._bring_into_sight()

    def place(self) -> object:
        return self._wanted

    def keep(self, row: GoingRow) -> None:
        """Keep longer what was announced."""
        self.workspace.perform(
            lambda session: keep_longer(session, row.category, row.item),
            message=lambda: tr("Gardé plus longtemps : {name}.").format(name=row.name),
            place=Place(page=self.key, wanted=row.category.value),
        )

    def change(self, row: RetentionRow) -> None:
        """Open the choice of how long a category stays."""
        if not can_open_sheet(self):
            return
        form = Form()
        years = choice_field(tr("Durée de conservation"), row.choices)
        years.set_value(row.duration.years)
        form.add(years)
        form.add_widget(labels.muted(row.detail))
        form.add_widget(labels.muted(reason_text(row.duration)))
        form.add_widget(labels.caption(reference_text(row.duration), wraps=True))

        def save() -> None:
            wanted = years.value()
            sheet.hold()
            self.workspace.perform(
                lambda session: set_duration(session, row.category, wanted),
                owner=sheet,
                message=lambda: tr("{name} : {duration}.").format(name=row.name, duration=dict(row.choices)[wanted]),
                place=Place(page=self.key, wanted=row.category.value),
                on_success=lambda _: sheet.close_sheet(),
                on_error=lambda error: sheet.refuse(error_text(error)),
            )

        sheet = Sheet(self, row.name, form, tr("Enregistrer"), save)

    def change_category(self, category: Category) -> None:
        """Open the choice of how long a category stays that is shown."""
        change = self._changing.get(category.value)
        if change is not None:
            change.click()

    def _show(self, rows: Sequence[RetentionRow]) -> None:
        empty_layout(self._column)
        self._changing.clear()
        self._add_going([each for row in rows for each in row.going])
        self._add_durations(rows)
        self._add_staying()
        self._add_gone(rows)
        self._bring_into_sight()

    def _add_going(self, going: Sequence[GoingRow]) -> None:
        card = self._card(tr("Ce qui va partir"))
        if not going:
            card.add(labels.muted(tr("Rien dans les trente jours qui viennent.")))
        for row in sorted(going, key=lambda each: each.on):
            keep = buttons.plain(tr("Garder"), partial(self.keep, row))
            keep.setObjectName(f"keep.{row.category.value}.{row.item}")
            keep.setAccessibleName(tr("Garder plus longtemps : {name}").format(name=row.text))
            what = labels.caption(row.text, wraps=True)
            card.add_line(row.title, labels.by_others(what) if row.category.is_by_client else what, keep)
        if going:
            card.add(labels.muted(final_text()))

    def _add_durations(self, rows: Sequence[RetentionRow]) -> None:
        card = self._card(tr("Combien de temps, et pourquoi"))
        for row in rows:
            change = buttons.plain(tr("Changer…"), partial(self.change, row))
            change.setObjectName(f"change.{row.category.value}")
            change.setAccessibleName(tr("Changer la durée : {name}").format(name=row.name))
            self._changing[row.category.value] = change
            why = f"{reason_text(row.duration)}\n{reference_text(row.duration)}"
            held = f"\n{row.held_text}" if row.held else ""
            explanation = f"{row.lasts}. {row.detail}{held}\n{why}"
            card.add_line(row.name, explanation, change)

    def _add_staying(self) -> None:
        card = self._card(tr("Ce que rien n'efface de soi-même"))
        for name, reason in staying():
            card.add_line(name, reason)

    def _add_gone(self, rows: Sequence[RetentionRow]) -> None:
        gone = sorted((each for row in rows for each in row.gone), key=lambda each: each.on, reverse=True)
        card = self._card(tr("Ce qui est parti"))
        if not gone:
            card.add(labels.muted(tr("Rien n'est encore parti de soi-même.")))
        for each in gone[:SHOWN_GONE]:
            card.add(labels.muted(f"{each.title} · {each.text}"))

    def _card(self, title: str) -> Card:
        made = Card(title)
        self._column.addWidget(made.frame)
        return made

    def _bring_into_sight(self) -> None:
        change = self._changing.get(self._wanted)
        if change is not None:
            change.setFocus()
