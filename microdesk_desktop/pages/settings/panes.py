"""The panes of the settings, in the order of the list; a new pane is one file and one line here."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.pages.settings.application.about import AboutPane
from microdesk_desktop.pages.settings.application.appearance import AppearancePane
from microdesk_desktop.pages.settings.application.modules import ModulesPane
from microdesk_desktop.pages.settings.application.notifications import NotificationsPane
from microdesk_desktop.pages.settings.application.shortcuts import ShortcutsPane
from microdesk_desktop.pages.settings.banks import BanksPane
from microdesk_desktop.pages.settings.business.activity import ActivityPane
from microdesk_desktop.pages.settings.business.documents import DocumentsPane
from microdesk_desktop.pages.settings.business.identity import CompanyPane
from microdesk_desktop.pages.settings.imports import ImportsPane
from microdesk_desktop.pages.settings.mail import MailPane
from microdesk_desktop.pages.settings.pane import Pane
from microdesk_desktop.pages.settings.privacy import PrivacyPane
from microdesk_desktop.pages.settings.security.backups import BackupsPane
from microdesk_desktop.pages.settings.security.lock import LockPane
from microdesk_desktop.pages.settings.security.passphrase import PassphrasePane


def groups() -> Sequence[tuple[str, Sequence[type[Pane]]]]:
    """The panes in their groups, by name."""
    return (
        (tr("Entreprise"), (CompanyPane, ActivityPane, DocumentsPane)),
        (tr("Connexions"), (BanksPane, MailPane, ImportsPane)),
        (tr("Sécurité"), (PassphrasePane, LockPane, BackupsPane, PrivacyPane)),
        (tr("Application"), (AppearancePane, NotificationsPane, ModulesPane, ShortcutsPane, AboutPane)),
    )
