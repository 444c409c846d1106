"""The pages of the shell, in the order of the sidebar. A new page is one file and one line here."""

from microdesk_desktop.gui.page import Page
from microdesk_desktop.pages.settings import SettingsPage

PAGES: tuple[type[Page], ...] = (SettingsPage,)
HOME = SettingsPage.key
