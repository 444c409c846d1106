"""A picture large enough to be read, over the window; it never leaves the vault for that."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.vouchers import VoucherFacts
from microdesk_desktop.gui.pictures import decode_picture
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import ROOMY
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.window.dialogs import SideSheet, scrolled
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.records.expenses.vouchers import load_picture

WIDTH = 720
MOST_HEIGHT = 4_000
"""A till receipt is twenty times as high as it is wide."""


class VoucherSheet(SideSheet):
    """Shows one picture at the width of the sheet; it scrolls."""

    def __init__(self, host: QWidget, workspace: Workspace, voucher: VoucherFacts) -> None:
        self._picture = labels.picture(tr("Image de {name}").format(name=voucher.name))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        super().__init__(host, voucher.name, scrolled(self._picture), width=WIDTH)
        close = self.add_button(buttons.plain(tr("Fermer"), self.close_sheet))
        close.setFocus()
        ratio = self.devicePixelRatioF()
        width = min(scaled(WIDTH), self.window().width()) - 3 * ROOMY
        bounds = QSize(round(width * ratio), round(MOST_HEIGHT * ratio))

        def read(reader: Any) -> QImage | None:
            content = load_picture(reader, voucher.id)
            return decode_picture(content, voucher.media_type, bounds) if content else None

        workspace.load(read, owner=self, on_success=self._show)

    def _show(self, image: QImage | None) -> None:
        if image is None:
            self._picture.setText(tr("Cette image ne peut pas être affichée."))
            return
        labels.show_picture(self._picture, image, self.devicePixelRatioF())
