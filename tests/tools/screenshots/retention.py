"""The scenes of durations: what goes, the choice of a duration; a copy elsewhere, and a restoration that is tested."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.copies import note_copy
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.privacy.retention import set_duration
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.privacy.retention_page import RetentionPage
from microdesk_desktop.pages.settings.page import SettingsPage
from microdesk_desktop.pages.settings.security.backups import BackupsPane
from microdesk_desktop.pages.shell.shell import Shell
from microdesk_desktop.privacy.retention import Category
from tests.tools.screenshots.states import shown


def fill(session: Session) -> None:
    """Let old trips go, and make two copies elsewhere."""
    old = session.clock.today() - timedelta(800)
    put_trip(session, Trip(on=old, origin="Bureau", destination="Gare de la Part-Dieu", tenths=62))
    set_duration(session, Category.TRIPS, 1)
    note_copy(session, Path("/media/jeanne/CLÉ USB/MicroDesk-2026-11-20-093000.mdbackup"), CopyKind.BACKUP)
    note_copy(session, Path("/srv/jeanne/Dossier comptable 2026"), CopyKind.ACCOUNTANT)


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The page, its sheet, and the test of a restoration."""
    shell.navigate(RetentionPage.key)
    settle()
    yield "retention"
    page = shown(shell, RetentionPage)
    page.change_category(Category.ARCHIVES)
    settle()
    yield "retention-change"
    shown(shell, SideSheet).close_sheet()
    shell.navigate(SettingsPage.key, BackupsPane.key)
    settle()
    shown(shell, BackupsPane).try_restore()
    settle()
    yield "security-restore-test"
    shown(shell, SideSheet).close_sheet()
