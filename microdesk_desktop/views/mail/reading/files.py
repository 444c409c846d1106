"""Sentences about the files of a letter."""

from collections.abc import Sequence

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.format.sizes import size
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.reading.files import FileWarning
from microdesk_desktop.views.mail.reading.letter import FileRow, file_warning_text

_MOST_NAMED = 12


def files_text(files: Sequence[FileRow]) -> str:
    """« 3 pièces jointes, 1,2 Mo »."""
    number = ntr("{n} pièce jointe", "{n} pièces jointes", len(files)).format(n=count(len(files)))
    return f"{number}, {size(sum(file.size for file in files))}" if len(files) > 1 else number


def dangerous(files: Sequence[FileRow]) -> Sequence[FileRow]:
    """Those for which the user is asked before they are saved; a winmail.dat only carries others."""
    return [file for file in files if file.warning not in {None, FileWarning.OUTLOOK}]


def save_question(files: Sequence[FileRow]) -> tuple[str, str]:
    """The question before files that may do harm are saved, and why."""
    if len(files) == 1:
        (file,) = files
        warning = file_warning_text(file.warning) if file.warning else ""
        return tr("Enregistrer {name} ?").format(name=visible(file.name)), warning
    names = ", ".join(visible(file.name) for file in files[:_MOST_NAMED])
    return (
        tr("Enregistrer des fichiers à risque ?"),
        tr("Ceux-ci peuvent contenir des programmes ou tromper sur ce qu'ils sont : {names}.").format(names=names),
    )


def saved_text(names: Sequence[str]) -> str:
    """What was saved."""
    if len(names) == 1:
        return tr("{name} : enregistré").format(name=names[0])
    return ntr("{n} pièce jointe enregistrée", "{n} pièces jointes enregistrées", len(names)).format(
        n=count(len(names))
    )


def archived_text(names: Sequence[str]) -> str:
    """What an archive of Outlook holds."""
    shown = ", ".join(visible(name) for name in names[:_MOST_NAMED])
    left = len(names) - _MOST_NAMED
    if left <= 0:
        return tr("Elle contient : {names}.").format(names=shown)
    return ntr(
        "Elle contient : {names} et {n} autre fichier.", "Elle contient : {names} et {n} autres fichiers.", left
    ).format(names=shown, n=count(left))
