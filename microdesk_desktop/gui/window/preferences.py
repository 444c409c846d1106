"""Settings stored outside of the vault: those of the profile, and the window's geometry."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from microdesk_desktop.base.settings import Settings, load_settings, save_settings
from microdesk_desktop.gui.theme.tokens import Mode

LOCK_CHOICES = (5, 15, 30, 60)
_MAX_GEOMETRY_BYTES = 100_000  # a hundred times what the window writes


def keep_no_history() -> None:
    """Have Qt's own dialogs, those inside its print dialog too, save nothing; call it before the first one."""
    # No file can be made below a device.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


class Preferences:
    """The settings as last saved, and how to change one of them."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._geometry_path = profile / "window.ini"
        self.settings = load_settings(profile)

    def forget(self) -> None:
        """Go back to the settings of a new profile, once those of the file are erased."""
        self.settings = Settings()

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
        stored = self._geometry_file().value("geometry") if self._has_usable_geometry_file() else None
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        if self._has_usable_geometry_file() and self._profile.is_dir():
            file = self._geometry_file()
            file.setValue("geometry", geometry)
            file.sync()

    def _geometry_file(self) -> QSettings:
        return QSettings(str(self._geometry_path), QSettings.Format.IniFormat)

    def _has_usable_geometry_file(self) -> bool:
        """Whether the file is missing, or an ordinary one: Qt would wait for a pipe, and read a file of any size."""
        try:
            facts = self._geometry_path.stat()
        except FileNotFoundError:
            return True
        except (OSError, ValueError):
            return False
        return stat.S_ISREG(facts.st_mode) and facts.st_size <= _MAX_GEOMETRY_BYTES
