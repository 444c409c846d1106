"""What is asked before the window closes on a message that has not left, or that no server has."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.window.dialogs import ask, confirm
from microdesk_desktop.pages.composer.message import OpenMessage


def ask_about_sending(host: QWidget, messages: Sequence[OpenMessage], send: Callable[[], object]) -> None:
    """Ask whether to send at once what waits, before the window closes."""
    ask(
        host,
        ntr("Un message n'est pas encore parti", "{count} messages ne sont pas encore partis", len(messages)).format(
            count=len(messages)
        ),
        tr("MicroDesk l'envoie tout de suite, puis se ferme. S'il ne peut pas partir, la fenêtre reste ouverte."),
        tr("Envoyer et quitter"),
        send,
        keep_text=tr("Revenir"),
    )


def ask_about_unsaved(host: QWidget, messages: Sequence[OpenMessage], then: Callable[[], object]) -> None:
    """Ask before messages are lost that the server does not have."""
    confirm(
        host,
        ntr("Quitter et perdre votre message ?", "Quitter et perdre {count} messages ?", len(messages)).format(
            count=len(messages)
        ),
        tr(
            "Ce que vous venez d'écrire n'est pas encore parmi vos brouillons. MicroDesk n'en garde rien sur cet"
            " ordinateur."
        ),
        tr("Quitter sans le garder"),
        then,
        keep_text=tr("Revenir"),
    )
