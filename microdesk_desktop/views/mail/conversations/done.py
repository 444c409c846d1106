"""What was done with conversations, in the words of a toast: one is named by its subject, several are counted."""

from collections.abc import Sequence

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.mail.types import Folder, Row
from microdesk_desktop.views.mail.conversations.folders import folder_name
from microdesk_desktop.views.mail.conversations.words import title_text

Rows = Sequence[Row]


def binned_text(rows: Rows) -> str:
    """Conversations are in the bin."""
    several = ntr("{count} conversation à la corbeille", "{count} conversations à la corbeille", len(rows))
    return _text(rows, tr("« {subject} » : à la corbeille"), several)


def restored_text(rows: Rows) -> str:
    """Conversations are out of the bin."""
    several = ntr(
        "{count} conversation sortie de la corbeille", "{count} conversations sorties de la corbeille", len(rows)
    )
    return _text(rows, tr("« {subject} » : hors de la corbeille"), several)


def archived_text(rows: Rows) -> str:
    """Conversations are out of the inbox."""
    several = ntr("{count} conversation archivée", "{count} conversations archivées", len(rows))
    return _text(rows, tr("« {subject} » : hors de la réception, dans les archives"), several)


def moved_text(rows: Rows, folder: Folder) -> str:
    """Conversations are in another folder."""
    several = ntr(
        "{count} conversation déplacée dans « {folder} »",
        "{count} conversations déplacées dans « {folder} »",
        len(rows),
    )
    return _text(rows, tr("« {subject} » : déplacée dans « {folder} »"), several, folder)


def labelled_text(rows: Rows, folder: Folder) -> str:
    """Conversations carry a label."""
    several = ntr(
        "{count} conversation avec le libellé « {folder} »",
        "{count} conversations avec le libellé « {folder} »",
        len(rows),
    )
    return _text(rows, tr("« {subject} » : libellé « {folder} » ajouté"), several, folder)


def unlabelled_text(rows: Rows, folder: Folder) -> str:
    """Conversations carry a label no more."""
    several = ntr(
        "{count} conversation sans le libellé « {folder} »",
        "{count} conversations sans le libellé « {folder} »",
        len(rows),
    )
    return _text(rows, tr("« {subject} » : libellé « {folder} » retiré"), several, folder)


def _text(rows: Rows, one: str, several: str, folder: Folder | None = None) -> str:
    name = folder_name(folder) if folder is not None else ""
    if len(rows) == 1:
        return one.format(subject=title_text(rows[0]), folder=name)
    return several.format(count=count(len(rows)), folder=name)
