"""A link of a letter that was clicked: its real host is shown before the browser opens; mail is written here."""

from collections.abc import Callable
from urllib.parse import unquote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.reading.links import Link
from microdesk_desktop.domain.mail.types import Person
from microdesk_desktop.gui.system.opening import open_address
from microdesk_desktop.gui.widgets.long_text import long_text
from microdesk_desktop.gui.window.dialogs import ask, confirm, inform
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.pages.shared.browser import copy_button, is_offline, offline_text
from microdesk_desktop.views.mail.reading.link import is_web, leads_to_the_same, link_question

_LINES = 3


def open_link(host: QWidget, workspace: Workspace, link: Link, write_to: Callable[[Person], object]) -> None:
    """Ask before a page of the web is opened in the browser; give the person of an address of mail to `write_to`."""
    if is_web(link):
        _ask(host, workspace, link)
    elif link.url.lower().startswith("mailto:"):
        write_to(Person("", unquote(link.url[7:].partition("?")[0])))
    else:
        number = unquote(link.url.partition(":")[2])
        inform(host, tr("Numéro de téléphone"), visible(number))


def browser_address(link: Link) -> QUrl | None:
    """The address as the browser is given it; None where it would lead elsewhere than the user was shown."""
    url = QUrl(link.url)
    encoded = bytes(url.toEncoded().data()).decode("ascii", "replace")
    return url if url.isValid() and leads_to_the_same(link, encoded) else None


def _ask(host: QWidget, workspace: Workspace, link: Link) -> None:
    url = browser_address(link)
    if url is None:
        inform(
            host, tr("Ce lien est mal formé"), tr("On ne peut pas savoir avec certitude où il mène : il reste fermé.")
        )
        return
    words, copy, whole = link_question(link), copy_button(link.url), _whole(link)
    text, button = words.text, words.button
    if is_offline(workspace):
        text, button = f"{offline_text()} {text}", tr("Ouvrir quand même")
    if words.is_warning:
        confirm(
            host,
            words.question,
            text,
            button,
            lambda: open_address(url),
            whole,
            copy,
            keep_text=tr("Ne pas ouvrir"),
        )
    else:
        ask(host, words.question, text, button, lambda: open_address(url), whole, copy)


def _whole(link: Link) -> QPlainTextEdit:
    made = long_text(visible(link.url), tr("Adresse complète"), lines=_LINES)
    made.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    made.setFixedHeight(made.minimumSizeHint().height())
    return made
