"""Which files may be vouchers, and the dialog that asks for some."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.file_dialogs import LastFolder, choose_files

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
