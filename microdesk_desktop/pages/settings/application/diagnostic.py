"""The diagnostic: versions, sizes and settings, without personal data."""

import platform

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from microdesk_desktop import __version__
from microdesk_desktop.base.i18n import language
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.views.vault.status import load_status

_KIB = 1024


def load_diagnostic(workspace: Workspace) -> str:
    """One fact on each line, in English as the reports of bugs; no name, path, amount or address."""
    profile, settings = workspace.host.profile, workspace.host.preferences.settings
    status = load_status(profile, workspace.clock.today(), workspace.session.database.version)
    screen = QGuiApplication.primaryScreen()
    size = screen.availableGeometry()
    facts = {
        "MicroDesk": __version__,
        "Python": platform.python_version(),
        "PySide6": f"{PySide6.__version__}, Qt {qVersion()}, {QGuiApplication.platformName()}",
        "System": f"{platform.system()} {platform.release()} {platform.machine()}",
        "Screen": f"{size.width()} × {size.height()}, scale {screen.devicePixelRatio():g}",
        "Vault": f"format {status.format}, schema {status.schema}, {-(-status.size_bytes // _KIB)} KiB",
        "Backups": str(sum(each.is_known for each in status.backups.rows)),
        "Commits lost": str(workspace.session.database.lost_commits),
        "Keyring allowed": "yes" if status.is_remembered else "no",
        "Settings": f"{language()}, {settings.theme}, lock after {settings.lock_after_minutes} min",
    }
    return "\n".join(f"{name}: {value}" for name, value in facts.items())
