"""The form of a folder or label: its name, where it stands, and the colour of a label."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.types import Folder, FolderKind, Role
from microdesk_desktop.gui.forms.form import Form
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.views.mail.conversations.folders import colour_choices, folder_rows


class FolderForm(Form):
    """A new folder has a parent to choose; one that is there keeps its own. `are_labels`: as at Gmail."""

    def __init__(self, folders: Sequence[Folder], folder: Folder | None, *, are_labels: bool) -> None:
        super().__init__()
        self.name = text_field(tr("Nom"), required=True)
        self.add(self.name)
        above = [
            (each.folder.key, "    " * each.depth + each.name)
            for each in folder_rows(folders)
            if each.folder.role is Role.NONE
        ]
        self.parent_folder = choice_field(tr("À l'intérieur de"), [(None, tr("Aucun, au premier niveau")), *above])
        self.colour = choice_field(tr("Couleur"), colour_choices(folder.colour if folder is not None else None))
        if folder is None and above:
            self.add(self.parent_folder)
        if are_labels:
            self.add(self.colour)
        if folder is not None:
            self.name.set_value(folder.name)
            self.colour.set_value(folder.colour)


def are_labels(folders: Sequence[Folder]) -> bool:
    """Whether a letter can carry several of these, which have colours."""
    return any(each.kind is FolderKind.LABEL for each in folders)
