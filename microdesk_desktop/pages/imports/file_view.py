"""One opened file: what it is, where it goes, its columns, and its rows."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.imports.drafts import NEW_ACCOUNT, Draft, WantedAccount
from microdesk_desktop.domain.tables import ImportKind, TableMapping
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.gui.forms.inputs import ChoiceBox
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, WIDE
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.wrapping import Wrapping
from microdesk_desktop.pages.imports.controller import ImportController, OpenedFile
from microdesk_desktop.pages.imports.mapping import MappingPanel
from microdesk_desktop.pages.imports.rows_table import RowsTable
from microdesk_desktop.views.imports.kinds import kind_names
from microdesk_desktop.views.imports.summary import source_text, unused_text

KIND_WIDTH, ACCOUNT_WIDTH = 184, 280
SIDE_BY_SIDE_FROM = 820
"""The width from which the file's name and its menus stand on one line."""


class FileView(QFrame):
    """The card of the file in sight."""

    def __init__(self, controller: ImportController) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._controller = controller
        self._file: OpenedFile | None = None
        self._read_as: tuple[object, ...] = ()
        self.mapping: MappingPanel | None = None
        self._opened_for: int | None = None
        self._name = labels.elided("")
        self._source = labels.elided("", is_caption=True)
        self._kind, self._kind_field = _menu(tr("Contenu"), KIND_WIDTH)
        self._account, self._account_field = _menu(tr("Compte"), ACCOUNT_WIDTH)
        self._columns = buttons.plain(tr("Colonnes…"), self.toggle_columns)
        self._columns.setCheckable(True)
        self._remove = buttons.bare("x", tr("Retirer ce fichier"), self._close)
        self.rows = RowsTable()
        self.unused = labels.elided("", is_caption=True)
        self.setFocusProxy(self.rows)
        self._lay_out()
        self._kind.chosen.connect(self._take_kind)
        self._account.chosen.connect(self._take_account)
        self.rows.corrected.connect(self._correct)

    def show_file(self, file: OpenedFile, titles: Mapping[int, str]) -> None:
        """Show a file as it stands; `titles` are the names of the stored accounts."""
        is_other = self._file is None or self._file.id != file.id
        self._file = file
        self._name.setText(file.draft.name)
        self._source.setText(_state_line(file))
        self._kind.set_choices(kind_names(), file.draft.kind)
        self._kind_field.setVisible(file.draft.refusal is None)
        self._show_account(file, titles)
        self._columns.setVisible(bool(file.columns))
        self.unused.setText(unused_text(file.preview.unused) if file.preview else "")
        self.unused.setVisible(bool(self.unused.text()))
        self._show_mapping(file, is_other=is_other)
        self._show_rows(file, is_other=is_other)

    def clear(self) -> None:
        """Keep nothing of the file that was shown."""
        self._file, self._read_as = None, ()
        for label in (self._name, self._source, self.unused):
            label.setText("")
        self._drop_mapping()
        self.rows.clear()

    def toggle_columns(self) -> None:
        """Show the columns and their fields, or hide them."""
        if self.mapping is not None:
            self._drop_mapping()
        elif self._file is not None:
            self._open_mapping(self._file)

    def correct(self) -> None:
        """Open the editor of the selected row."""
        self.rows.correct_current()

    def close_columns(self) -> bool:
        """Hide the columns; False when they are not in sight."""
        was_open = self.mapping is not None
        self._drop_mapping()
        return was_open

    def _lay_out(self) -> None:
        foot = QVBoxLayout()
        foot.setContentsMargins(WIDE, SMALL, WIDE, SMALL)
        foot.addWidget(self.unused)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(1, 1, 1, 1)
        self._body.setSpacing(0)
        self._body.addWidget(self._new_head())
        self._body.addWidget(rule())
        self._body.addWidget(self.rows, 5)
        self._body.addStretch()
        self._body.addLayout(foot)

    def _new_head(self) -> QWidget:
        """The file's name with its menus beside or below it."""
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._source)
        menus = Wrapping(self._kind_field, self._account_field, self._columns, self._remove, at_bottom=True)
        head = QWidget()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(WIDE, MIDDLE, MIDDLE, MIDDLE)
        self._head.setSpacing(MIDDLE)
        self._head.addLayout(names, 1)
        self._head.addWidget(menus)
        return head

    def _show_account(self, file: OpenedFile, titles: Mapping[int, str]) -> None:
        accounts = file.preview.accounts if file.preview and file.draft.kind is ImportKind.STATEMENT else ()
        self._account_field.setVisible(len(accounts) == 1)
        if len(accounts) == 1:
            stored = accounts[0].stored
            current: WantedAccount = stored.id if stored else NEW_ACCOUNT
            choices = [*titles.items(), (NEW_ACCOUNT, tr("Nouveau compte"))]
            self._account.set_choices(choices, None if accounts[0].is_unclear else current)

    def _show_mapping(self, file: OpenedFile, *, is_other: bool) -> None:
        if is_other:
            self._drop_mapping()
        elif self.mapping is not None and not file.is_reading and not self.mapping.fits(file.columns, file.mapping):
            self._drop_mapping()
            self._open_mapping(file)
        is_unknown = file.preview is not None and file.preview.is_proposed
        if is_unknown and self.mapping is None and self._opened_for != file.id:
            self._opened_for = file.id
            self._open_mapping(file)

    def _open_mapping(self, file: OpenedFile) -> None:
        if not file.columns or file.draft.kind is None:
            self._columns.setChecked(False)
            return
        mapping = file.mapping or TableMapping(kind=file.draft.kind, fields={})
        self.mapping = MappingPanel(file.draft.kind, file.columns, mapping)
        self.mapping.changed.connect(self._take_mapping)
        self._body.insertWidget(2, self.mapping, 7)
        self._columns.setChecked(True)

    def _drop_mapping(self) -> None:
        if self.mapping is not None:
            self._body.removeWidget(self.mapping)
            self.mapping.hide()
            self.mapping.deleteLater()
            self.mapping = None
        self._columns.setChecked(False)

    def _show_rows(self, file: OpenedFile, *, is_other: bool) -> None:
        kind = file.draft.kind
        has_rows = file.preview is not None and (bool(file.preview.rows) or not file.preview.is_proposed)
        self.rows.setVisible(has_rows and kind is not None)
        if file.preview is None or kind is None or file.is_reading:
            return
        read_as = (file.id, kind, file.draft.mapping, file.kept)
        is_new = is_other or read_as != self._read_as
        self.rows.show_rows(kind, file.preview, file.rows, keeps_order=not is_new)
        self._read_as = read_as

    def _take_kind(self, kind: ImportKind) -> None:
        self._decide(lambda draft: draft.with_kind(kind))

    def _take_account(self, account: WantedAccount) -> None:
        self._decide(lambda draft: draft.with_account(account))

    def _take_mapping(self, mapping: TableMapping) -> None:
        self._decide(lambda draft: draft.with_mapping(mapping))

    def _correct(self, line: int, field: str, text: str) -> None:
        if self._file is not None:
            self._controller.correct(self._file.id, line, field, text)

    def _decide(self, change: Callable[[Draft], Draft]) -> None:
        if self._file is not None:
            self._controller.decide(self._file.id, change)

    def _close(self) -> None:
        if self._file is not None:
            self._controller.close_file(self._file.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= scaled(SIDE_BY_SIDE_FROM)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if direction is not self._head.direction():
            self._head.setDirection(direction)
            head = self._head.parentWidget()
            assert head is not None
            head.updateGeometry()  # Qt leaves it the height of the other direction


def _menu(label: str, width: int) -> tuple[ChoiceBox, Field[object]]:
    """A menu below its label."""
    box = ChoiceBox()
    box.setPlaceholderText(tr("À choisir"))
    box.setFixedWidth(scaled(width))
    return box, Field(label, box, read=lambda: box.value, write=lambda _: None)


def _state_line(file: OpenedFile) -> str:
    """What the file is, who wrote it, and into how many accounts it goes when they are several."""
    source = (file.preview.source if file.preview else "") or file.draft.source
    if file.draft.kind is None and file.refusal is not None:
        return tr("Refusé")
    accounts = len(file.preview.accounts) if file.preview else 0
    if accounts < 2:
        return source_text(file.draft, source)
    number = ntr("{count} compte", "{count} comptes", accounts).format(count=counts.count(accounts))
    return f"{source_text(file.draft, source)} · {number}"
