"""The columns of the list of conversations, and what stands in its place while it is empty."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.types import Role, Row
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.views.mail.conversations import words as words

_WIDTH = 260
"""Of the texts in place of the rows: the list is narrow."""


def columns(own: Callable[[], Collection[str]], now: Callable[[], datetime]) -> Sequence[Column[Row]]:
    """Whether unread, who and what, when and whether starred; `own` are the user's addresses in lower case."""
    return (
        Column(
            header="",
            text=lambda row: "●" if row.unread else "",
            kind=CellKind.MARK,
            tone=lambda _: Tone.POSITIVE,
            sample="●",
            spoken=words.spoken_marks,
        ),
        Column(
            header=tr("Conversation"),
            text=lambda row: words.who_text(row, own()),
            detail=words.subject_text,
            kind=CellKind.WHO,
            is_strong=lambda row: row.unread,
        ),
        Column(
            header=tr("Date"),
            text=lambda row: words.when_text(row.when, now()),
            detail=lambda row: "★" if row.starred else "",
            kind=CellKind.MUTED,
            sample="28/11/26",
            spoken=lambda row: words.spoken_when(row.when),
        ),
    )


def no_account(connect: Callable[[], object]) -> EmptyState:
    """Before the first account; `connect` leads to where one is connected."""
    return EmptyState(
        "mail",
        tr("Votre courrier s'affichera ici"),
        tr("Connectez votre boîte : rien de ce que vous y lisez n'est gardé sur cet ordinateur."),
        (tr("Connecter une boîte…"), connect),
        width=_WIDTH,
    )


def loading() -> EmptyState:
    """While the first page is read."""
    return EmptyState("mail", tr("Chargement…"), width=_WIDTH)


def empty_folder(role: Role) -> EmptyState:
    """A folder without any letter."""
    if role is Role.INBOX:
        return EmptyState(
            "inbox", tr("Aucun message en attente."), tr("Les nouveaux messages s'afficheront ici."), width=_WIDTH
        )
    return EmptyState("folder", tr("Rien dans ce dossier."), width=_WIDTH)


def nothing_found(action: tuple[str, Callable[[], object]] | None) -> EmptyState:
    """A search without a result; `action` may search further."""
    return EmptyState(
        "search",
        tr("Rien ne correspond"),
        tr("Précisez avec from:, to:, subject:, has:file ou since:2026-01-31."),
        action,
        width=_WIDTH,
    )


def closed(sentence: str, action: tuple[str, Callable[[], object]] | None) -> EmptyState:
    """The user has closed the network of this mailbox: nothing is wrong."""
    return EmptyState("unplug", tr("Hors ligne par votre choix"), sentence, action, width=_WIDTH)


def failed(sentence: str, action: tuple[str, Callable[[], object]] | None) -> EmptyState:
    """The list could not be read."""
    return EmptyState("unplug", sentence, "", action, width=_WIDTH)
