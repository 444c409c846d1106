"""The scenes of « Confidentialité » that are sheets: the export of everything, and its erasure."""

from collections.abc import Callable, Iterator

from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.pages.privacy.page import PrivacyPage
from microdesk_desktop.pages.shell.window import Window
from tests.tools.screenshots.states import shown


def scenes(window: Window, settle: Callable[[], None]) -> Iterator[str]:
    """Each sheet as it opens; nothing is exported or erased."""
    window.go_to(PrivacyPage.key)
    settle()
    page = shown(window, PrivacyPage)
    for name, open_sheet in (("export", page.export_everything), ("erase", page.erase_everything)):
        open_sheet()
        settle()
        yield f"privacy-{name}"
        for sheet in window.findChildren(SideSheet):
            sheet.close_sheet()
        settle()
