"""Which files may be vouchers, the dialog that asks for some, and the copy of one in clear."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.records.vouchers import VoucherFacts
from microdesk_desktop.gui.file_dialogs import LastFolder, choose_files, choose_new_file
from microdesk_desktop.gui.notices import Toast
from microdesk_desktop.gui.runner import Lane
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.records.vouchers import save_voucher_copy
from microdesk_desktop.views.records.expenses.vouchers import copied_text

SUFFIXES = frozenset((".pdf", ".jpg", ".jpeg", ".png", ".webp"))
"""By the name, while a file is dragged or chosen; what it is shows in its content once it is read."""


def choose_vouchers(host: QWidget, take: Callable[[list[Path]], object], last: LastFolder) -> None:
    """Ask for pictures or PDFs, and give them to `take`."""
    patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(SUFFIXES))
    choose_files(
        host,
        tr("Joindre un justificatif"),
        take,
        last=last,
        filters=tr("Images et PDF ({patterns})").format(patterns=patterns),
    )


def save_copy(host: QWidget, workspace: Workspace, voucher: VoucherFacts) -> None:
    """Ask for a file, and write the voucher into it in clear."""

    def save(path: Path) -> None:
        workspace.work(
            lambda session, _: save_voucher_copy(session, voucher.id, path),
            lane=Lane.WRITE,
            on_success=lambda _: workspace.notices.toast(lambda: Toast(text=copied_text(path.name))),
        )

    title = tr("Enregistrer une copie en clair de {name}").format(name=voucher.name)
    choose_new_file(host, title, voucher.name, save, last=workspace.last_folder)
