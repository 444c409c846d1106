"""Open what is outside of the program, a folder of this computer or a page of the web: nothing else does."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_folder(path: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_address(address: QUrl) -> None:
    """Open an address in the user's own browser, which no switch of the network governs: `pages/shared/browser.py` asks
    before while the user is offline."""
    QDesktopServices.openUrl(address)
