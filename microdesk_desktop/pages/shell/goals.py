"""Where the button of an error leads: each goal is a page, with what it is given."""

from collections.abc import Mapping

from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.views.messages.actions import Goal

DATA = Place(page="privacy")
"""Where the user's data are seen, exported and erased."""
PLACES: Mapping[Goal, Place] = {
    Goal.RENEW_CONSENT: Place(page="bank", wanted=Goal.RENEW_CONSENT),
    Goal.CONNECT_BANK: Place(page="bank", wanted=Goal.CONNECT_BANK),
    Goal.IMPORT_STATEMENT: Place(page="imports", wanted=ImportKind.STATEMENT),
    Goal.BANK_SETTINGS: Place(page="settings", wanted="banks"),
    Goal.BACKUP_SETTINGS: Place(page="settings", wanted="backups"),
    Goal.CONNECT_MAIL: Place(page="settings", wanted=Goal.CONNECT_MAIL),
    Goal.MAIL_SETTINGS: Place(page="settings", wanted="mail"),
    Goal.STATEMENT: Place(page="statement"),
    Goal.NETWORK_ACCESS: Place(page="network_journal", wanted=Goal.NETWORK_ACCESS),
}
