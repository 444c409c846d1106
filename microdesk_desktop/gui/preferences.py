"""What the window remembers outside of the vault: its place, theme, language and delay; nothing about the user."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from microdesk_desktop.base.i18n import LANGUAGES
from microdesk_desktop.gui.roles import Mode

LOCK_CHOICES = (5, 15, 30, 60)
DEFAULT_LOCK_MINUTES = 15


class Preferences:
    """The file `window.ini` of the profile; a value that makes no sense is as good as absent."""

    def __init__(self, profile: Path) -> None:
        self._store = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat)

    @property
    def mode(self) -> Mode:
        stored = self._store.value("theme")
        return Mode(stored) if stored in set(Mode) else Mode.SYSTEM

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._store.setValue("theme", mode.value)

    @property
    def language(self) -> str | None:
        """The language that the user chose, None while the system decides."""
        stored = self._store.value("language")
        return str(stored) if stored in LANGUAGES else None

    @language.setter
    def language(self, language: str) -> None:
        self._store.setValue("language", language)

    @property
    def lock_minutes(self) -> int:
        """How long without a sign of life before the vault locks; one of LOCK_CHOICES."""
        stored = str(self._store.value("lock_minutes"))
        return int(stored) if stored in map(str, LOCK_CHOICES) else DEFAULT_LOCK_MINUTES

    @lock_minutes.setter
    def lock_minutes(self, minutes: int) -> None:
        self._store.setValue("lock_minutes", minutes)

    @property
    def geometry(self) -> QByteArray:
        stored = self._store.value("geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)
