"""The line under the title of the import page: what there is to do with the open files."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.pages.imports.controller import ImportController, OpenedFile


def state_text(imports: ImportController) -> str:
    """What to do next, or what has been done."""
    files = imports.files
    if not files:
        return tr("Rien n'est enregistré avant votre accord, et tout import peut être annulé.")
    if imports.is_keeping or any(file.is_reading for file in files):
        return tr("Lecture et comparaison avec votre coffre…")
    if imports.result is not None:
        return _after_import(imports)
    if imports.importable:
        return tr("Vérifiez, corrigez si besoin, puis importez.")
    return _nothing_to_import(files)


def _after_import(imports: ImportController) -> str:
    if imports.importable:
        return tr("L'import est fait. Ce que vous venez de corriger peut être importé aussi.")
    if any(_refused(file) for file in imports.files):
        return tr("L'import est fait. Les lignes refusées peuvent encore être corrigées.")
    return tr("L'import est fait. Vous pouvez encore l'annuler.")


def _nothing_to_import(files: Sequence[OpenedFile]) -> str:
    if all(file.refusal is not None for file in files):
        return tr("Rien ne peut être importé.")
    if any(file.refusal is None and not file.can_be_kept for file in files):
        return tr("Répondez à la question pour pouvoir importer.")
    if any(_refused(file) for file in files):
        return tr("Rien de nouveau, sauf les lignes que vous corrigerez.")
    return tr("Tout est déjà dans votre coffre.")


def _refused(file: OpenedFile) -> int:
    return file.preview.counts.get(RowOutcome.REFUSED, 0) if file.preview else 0
