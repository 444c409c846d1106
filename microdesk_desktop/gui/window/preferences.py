"""Settings stored outside of the vault: those of the profile, and the window's geometry."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from microdesk_desktop.base.settings import load_settings, save_settings
from microdesk_desktop.gui.theme.tokens import Mode

LOCK_CHOICES = (5, 15, 30, 60)


class Preferences:
    """The settings as last saved, and how to change one of them."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._geometry_file = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat)
        self.settings = load_settings(profile)

    @property
    def mode(self) -> Mode:
        """The theme that the user chose."""
        return Mode(self.settings.theme) if self.settings.theme in set(Mode) else Mode.SYSTEM

    def change(self, **changes: Any) -> None:
        """Save new values of some settings. Raises DISK_FULL or READ_ONLY, and then keeps the old ones."""
        settings = replace(self.settings, **changes)
        save_settings(self._profile, settings)
        self.settings = settings

    @property
    def geometry(self) -> QByteArray:
        """The window's last geometry; empty the first time."""
        stored = self._geometry_file.value("geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        if self._profile.is_dir():
            self._geometry_file.setValue("geometry", geometry)
            self._geometry_file.sync()
