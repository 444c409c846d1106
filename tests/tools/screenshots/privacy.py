"""The scenes of « Confidentialité » and of the vault's security that are sheets, and the screens of an erasure."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.gui.window.dialogs import Sheet, SideSheet
from microdesk_desktop.operations.mileage.named import client_named
from microdesk_desktop.operations.privacy.archive.destination import Destination
from microdesk_desktop.pages.clients.erase import ask_erase
from microdesk_desktop.pages.privacy.export_sheet import ExportForm, export_to
from microdesk_desktop.pages.privacy.import_sheet import open_import
from microdesk_desktop.pages.privacy.page import PrivacyPage
from microdesk_desktop.pages.settings.page import SettingsPage
from microdesk_desktop.pages.settings.security.passphrase import PassphrasePane
from microdesk_desktop.pages.shared.erasing import EraseForm
from microdesk_desktop.pages.shell.window import Window
from microdesk_desktop.pages.start.erasing import ErasedPage, ErasingPage, RefusedErasurePage
from microdesk_desktop.vault.destruction import Kind
from microdesk_desktop.vault.erased import Access, EverythingErased, Step
from tests.tools.screenshots.states import shown

ERASED = "Atelier Brun SARL"
REPORT = EverythingErased(
    profile=Path("/srv/jeanne/microdesk"),
    erased={Kind.HEADERS: 2, Kind.DATABASE: 3, Kind.BACKUPS: 7, Kind.SETTINGS: 1},
    secrets=7,
    left={Step.KEYRING: ErrorCode.KEYRING_LOCKED},
    copies=(Path("/media/jeanne/CLÉ USB/MicroDesk-2026-11-20.mdbackup"),),
    access=Access(ended=("gocardless", "google")),
)


def scenes(window: Window, settle: Callable[[], None]) -> Iterator[str]:
    """Each sheet as it opens; then an export, a client who is erased, and their reports."""
    window.go_to(PrivacyPage.key)
    settle()
    yield "privacy"
    page = shown(window, PrivacyPage)
    workspace = page.workspace
    client_id = workspace.session.read(lambda reader: client_named(reader, "Nova SARL"))
    openings: tuple[tuple[str, Callable[[], object]], ...] = (
        ("export", page.export_everything),
        ("import", lambda: open_import(page, workspace)),
        ("erase", page.erase_everything),
        ("erase-client", lambda: ask_erase(page, workspace, client_id)),
    )
    for name, open_sheet in openings:
        open_sheet()
        settle()
        yield f"privacy-{name}"
        if name == "export":
            shown(window, ExportForm).choose(False)
            QApplication.processEvents()
            yield "privacy-export-folder"
        yield from _closed(window, settle)
    window.go_to(SettingsPage.key)
    settings = shown(window, SettingsPage)
    for name, act in (
        ("passphrase", PassphrasePane.change_passphrase),
        ("recovery", PassphrasePane.renew_recovery_key),
        ("try-key", PassphrasePane.try_recovery_key),
    ):
        settings.on_pane(PassphrasePane, act)
        settle()
        yield f"security-{name}"
        yield from _closed(window, settle)
    yield from _reports(window, settle)
    yield from _erasure(window)


def _reports(window: Window, settle: Callable[[], None]) -> Iterator[str]:
    """The banners that stay: of an export, and of a client who was erased."""
    window.go_to(PrivacyPage.key)
    settle()
    page = shown(window, PrivacyPage)
    workspace = page.workspace
    export_to(workspace, Destination(path=workspace.host.profile.parent / "Export MicroDesk", passphrase=None))
    settle()
    yield "privacy-export-report"
    ask_erase(page, workspace, workspace.session.read(lambda reader: client_named(reader, ERASED)))
    settle()
    sheet = shown(window, Sheet)
    sheet.submit()
    settle()
    yield "privacy-erase-client-refused"
    shown(window, EraseForm).name.set_value(ERASED)
    sheet.submit()
    settle()
    yield "privacy-erase-client-report"
    workspace.notices.clear()


def _erasure(window: Window) -> Iterator[str]:
    """The step, the refusal at a start, and the report."""
    front = window.takeCentralWidget()
    assert front is not None
    screens = (
        ("step", lambda: ErasingPage()),
        ("refused", lambda: RefusedErasurePage(KnownError(ErrorCode.BUSY), retry=list, leave=list)),
        ("report", lambda: ErasedPage(REPORT, go_on=list, retry=list)),
    )
    for name, make in screens:
        window.setCentralWidget(make())
        QApplication.processEvents()
        yield f"privacy-erasure-{name}"
    window.setCentralWidget(front)
    QApplication.processEvents()


def _closed(window: Window, settle: Callable[[], None]) -> Iterator[str]:
    """Close every sheet; pictures nothing."""
    for sheet in window.findChildren(SideSheet):
        sheet.close_sheet()
    settle()
    yield from ()
