"""The user's own browser."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_in_browser(url: str) -> None:
    """Open a page, such as the bank's or the service's, in the user's own browser."""
    QDesktopServices.openUrl(QUrl(url))
