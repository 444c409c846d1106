"""The vouchers of one record: a preview of each picture, what it is, and the way to a copy or out of the vault."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.vouchers import VoucherFacts
from microdesk_desktop.gui.pictures import decode_picture
from microdesk_desktop.gui.runner import Task
from microdesk_desktop.gui.theme.apply import scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL, TIGHT
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.gui.widgets.inline_link import InlineLink
from microdesk_desktop.gui.widgets.strip import empty_layout
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.records.expenses.vouchers import VoucherContent, load_contents, voucher_text

WIDTH, HEIGHT = 250, 200
Shown = tuple[VoucherContent, QImage | None]


class VoucherList(QWidget):
    """The signals carry the facts of the voucher of which more is wanted; pictures are decoded on a worker."""

    view_wanted = Signal(object)
    copy_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, workspace: Workspace, *, can_remove: bool = True) -> None:
        super().__init__()
        self._can_remove = can_remove
        self._workspace = workspace
        self._reading: Task[list[Shown]] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(MIDDLE)

    def show_record(self, record_id: int | None) -> None:
        """Show the vouchers of a record once they are read; none for None."""
        if self._reading is not None:
            self._reading.forget()
        empty_layout(self._column)
        if record_id is None:
            return
        ratio = self.devicePixelRatioF()
        bounds = QSize(round(scaled(WIDTH) * ratio), round(scaled(HEIGHT) * ratio))
        self._reading = self._workspace.load(
            lambda reader: _read(reader, record_id, bounds), owner=self, on_success=self._show
        )

    def _show(self, vouchers: Sequence[Shown]) -> None:
        empty_layout(self._column)
        for voucher, image in vouchers:
            self._column.addWidget(self._voucher(voucher, image))

    def _voucher(self, voucher: VoucherContent, image: QImage | None) -> QWidget:
        facts = voucher.facts
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        if image is not None:
            column.addWidget(self._preview(facts, image))
        column.addWidget(labels.elided(facts.name))
        column.addWidget(labels.caption(voucher_text(voucher), wraps=True))
        links = QHBoxLayout()
        links.setSpacing(MIDDLE)
        viewing = [("view", tr("Agrandir"), self.view_wanted)] if image is not None else []
        removing = [("detach", tr("Retirer"), self.removal_wanted)] if self._can_remove else []
        for name, words, signal in (
            *viewing,
            ("save_copy", tr("Enregistrer…"), self.copy_wanted),
            *removing,
        ):
            link = InlineLink(words, partial(signal.emit, facts))
            link.setObjectName(name)
            link.setAccessibleDescription(facts.name)
            links.addWidget(link)
        links.addStretch()
        column.addLayout(links)
        return holder

    def _preview(self, facts: VoucherFacts, image: QImage) -> QWidget:
        made = labels.picture(tr("Aperçu de {name}").format(name=facts.name), image, self.devicePixelRatioF())
        made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        made.setMinimumWidth(1)  # a scroll bar beside it takes a little of the picture, not of the buttons below
        made.setContentsMargins(0, 0, 0, SMALL)
        return made


def _read(reader: Any, record_id: int, bounds: QSize) -> list[Shown]:
    """The vouchers, each with its picture in place of its content."""
    return [
        (
            replace(each, picture=None),
            decode_picture(each.picture, each.facts.media_type, bounds) if each.picture else None,
        )
        for each in load_contents(reader, record_id)
    ]
