"""What is asked before the window closes or locks, or an account goes, with a message that no server has yet."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.window.dialogs import ask, confirm
from microdesk_desktop.pages.composer.message import OpenMessage
from microdesk_desktop.views.mail.composer.words import subjects_text


def ask_about_sending(host: QWidget, messages: Sequence[OpenMessage], send: Callable[[], object]) -> None:
    """Ask whether to send at once what waits, before the window closes."""
    ask(
        host,
        ntr("Un message n'est pas encore parti", "{count} messages ne sont pas encore partis", len(messages)).format(
            count=len(messages)
        ),
        ntr(
            "MicroDesk l'envoie tout de suite, puis se ferme. S'il ne peut pas partir, la fenêtre reste ouverte.",
            "MicroDesk les envoie tout de suite, puis se ferme. Si l'un d'eux ne peut pas partir, la fenêtre reste"
            " ouverte.",
            len(messages),
        ),
        tr("Envoyer et quitter"),
        send,
        keep_text=tr("Revenir"),
    )


def ask_about_unsaved(host: QWidget, messages: Sequence[OpenMessage], *, then: Callable[[], object]) -> None:
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


def ask_about_lock(host: QWidget, messages: Sequence[OpenMessage], lock: Callable[[], object]) -> QDialog:
    """Name what is under way before the window locks by itself; the user may come back, or not wait for it."""
    return confirm(
        host,
        ntr(
            "Un message n'est pas encore chez votre fournisseur",
            "{count} messages ne sont pas encore chez votre fournisseur",
            len(messages),
        ).format(count=len(messages)),
        ntr(
            "MicroDesk le lui remet, puis verrouille de lui-même. Si vous n'attendez pas, ce qu'il n'a pas encore est"
            " perdu : rien n'en est gardé sur cet ordinateur.",
            "MicroDesk les lui remet, puis verrouille de lui-même. Si vous n'attendez pas, ce qu'il n'a pas encore est"
            " perdu : rien n'en est gardé sur cet ordinateur.",
            len(messages),
        ),
        tr("Verrouiller sans attendre"),
        lock,
        keep_text=tr("Revenir"),
    )


def ask_about_waiting(
    host: QWidget, messages: Sequence[OpenMessage], send: Callable[[], object], keep: Callable[[], object]
) -> None:
    """Ask what becomes of messages that are about to leave, before their account is removed."""
    ask(
        host,
        ntr(
            "Un message attend d'être envoyé de cette boîte",
            "{count} messages attendent d'être envoyés de cette boîte",
            len(messages),
        ).format(count=len(messages)),
        ntr(
            "{subjects} : l'envoyer maintenant, ou le garder en brouillon ? La boîte se retire ensuite.",
            "{subjects} : les envoyer maintenant, ou les garder en brouillon ? La boîte se retire ensuite.",
            len(messages),
        ).format(subjects=subjects_text([each.subject for each in messages])),
        tr("Envoyer"),
        send,
        other=(tr("En brouillon"), keep),
    )
