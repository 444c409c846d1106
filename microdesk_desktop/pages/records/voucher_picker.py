"""The part of a form that holds the vouchers to attach once it is saved."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.vouchers import Voucher
from microdesk_desktop.gui import screen_reader
from microdesk_desktop.gui.theme.tokens import SMALL, TIGHT
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.file_drop import FileDrop
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.vouchers import read_voucher
from microdesk_desktop.pages.records.voucher_files import SUFFIXES, choose_vouchers
from microdesk_desktop.views.messages.errors import error_text


class VoucherPicker(QWidget):
    """Files are read and checked when they are chosen or dropped; `vouchers` are those that were accepted.

    `when_read` waits for those that are still being read: a form that is saved at once must not lose them.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.vouchers: list[Voucher] = []
        self._reading = 0
        self._waiting: Callable[[Sequence[Voucher]], object] | None = None
        self._names = QVBoxLayout()
        self._names.setSpacing(TIGHT)
        self._error = labels.error()
        self._error.hide()
        choose = buttons.plain(tr("Joindre un justificatif…"), self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(labels.caption(tr("Justificatif")))
        column.addLayout(self._names)
        column.addWidget(choose, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(labels.caption(tr("Image ou PDF, 10 Mo au plus. Gardé chiffré dans le coffre."), wraps=True))
        column.addWidget(self._error)

    def take_drops_on(self, form: QWidget) -> None:
        """Let files be dropped anywhere on the form."""
        FileDrop(form, SUFFIXES, lambda _: True, lambda paths, _: self.add(paths))

    def choose(self) -> None:
        """Ask for files."""
        choose_vouchers(self, self.add, self._workspace.last_folder)

    def add(self, paths: Sequence[Path]) -> None:
        """Read files; the first that is refused is named, and none is kept then."""
        self._reading += 1
        self._workspace.examine(
            lambda session, _: [read_voucher(session, path) for path in paths],
            owner=self,
            on_success=self._take,
            on_error=self._refuse,
        )

    def when_read(self, act: Callable[[Sequence[Voucher]], object]) -> None:
        """Call `act` with the vouchers once all are read; never where one of them is refused."""
        self._waiting = act
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting is not None and not self._reading:
            act, self._waiting = self._waiting, None
            act(self.vouchers)

    def _take(self, vouchers: Sequence[Voucher]) -> None:
        self._reading -= 1
        known = {each.content for each in self.vouchers}
        self.vouchers += [each for each in vouchers if each.content not in known]
        self._error.hide()
        self._show()
        self._go_on()

    def _refuse(self, error: KnownError) -> None:
        self._reading -= 1
        self._waiting = None
        self._error.setText(error_text(error))
        self._error.show()
        screen_reader.announce(self, self._error.text())

    def _drop(self, voucher: Voucher) -> None:
        self.vouchers.remove(voucher)
        self._show()

    def _show(self) -> None:
        empty_layout(self._names)
        for voucher in self.vouchers:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(SMALL)
            row.addWidget(labels.elided(voucher.name), 1)
            text = tr("Retirer {name}").format(name=voucher.name)
            row.addWidget(buttons.bare("x", text, partial(self._drop, voucher)))
            self._names.addWidget(line)
