"""Before the vault locks by itself: what was typed and is saved nowhere is named, while it can still be saved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QApplication, QMainWindow

from microdesk_desktop.base.i18n import ntr, tr

if TYPE_CHECKING:
    from microdesk_desktop.gui.window.dialogs import SideSheet
    from microdesk_desktop.gui.workspace import Workspace

WARNED_MINUTES = 2
"""Before the lock: long enough to come back from another window, and to save."""
LOCK_KEY = "lock"


class Warned(Protocol):
    """The window that locks."""

    workspace: "Workspace | None"

    def notify(self, text: str) -> None:
        """Have the desktop show a text."""


def warn_of_lock(window: Warned, minutes: int) -> None:
    """Show in a sheet, shortly before the lock, that what was typed there goes with it: a lock keeps nothing."""
    for sheet in open_sheets(window):
        text = lock_warning(minutes) if minutes <= WARNED_MINUTES and sheet.holds_typed_text else ""
        if text and not sheet.warning:
            _alert(window)
        sheet.warn(text)
    if window.workspace is not None:
        _warn_of_unsaved(window, window.workspace, minutes)


def open_sheets(window: object) -> Sequence["SideSheet"]:
    """The sheets that a window shows."""
    # Imported here: the first window that is shown has no sheet.
    from microdesk_desktop.gui.window.dialogs import SideSheet

    assert isinstance(window, QMainWindow)
    return [each for each in window.findChildren(SideSheet) if each.isVisible()]


def _warn_of_unsaved(window: Warned, workspace: "Workspace", minutes: int) -> None:
    """Show the same where a page has what a lock would lose, such as a message that no server has."""
    if minutes > WARNED_MINUTES or not workspace.holds_unsaved:
        workspace.notices.dismiss(LOCK_KEY)
        return
    from microdesk_desktop.base.format.tone import Tone
    from microdesk_desktop.gui.notices import Banner

    if not any(each.key == LOCK_KEY for each in workspace.notices.banners):
        _alert(window)
    workspace.notices.show(lambda: Banner(key=LOCK_KEY, text=lock_warning(minutes), tone=Tone.ATTENTION))


def _alert(window: Warned) -> None:
    assert isinstance(window, QMainWindow)
    QApplication.alert(window)
    window.notify(tr("Le coffre va se verrouiller, une saisie n'est pas enregistrée."))


def lock_warning(minutes: int) -> str:
    """What goes with the lock, and how to stay."""
    text = ntr(
        "Le coffre se verrouille dans {count} min, et cette saisie serait perdue. Pour continuer,"
        " appuyez sur une touche ou bougez la souris.",
        "Le coffre se verrouille dans {count} min, et cette saisie serait perdue. Pour continuer,"
        " appuyez sur une touche ou bougez la souris.",
        minutes,
    )
    return text.format(count=minutes)
