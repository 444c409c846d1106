"""A field for the path of a file, typed or picked."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.file_dialogs import LastFolder, choose_file
from microdesk_desktop.gui.forms.form import Field, Invalid
from microdesk_desktop.gui.forms.text_fields import connect_edited, new_line_edit
from microdesk_desktop.gui.theme.tokens import TIGHT
from microdesk_desktop.gui.widgets import buttons


def path_field(label: str, *, hint: str = "") -> Field[Path]:
    """The path of a file; whether it exists is checked when it is read."""
    entry = new_line_edit()
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(TIGHT)
    layout.addWidget(entry, 1)

    def read() -> Path:
        if not entry.text().strip():
            raise Invalid(tr("À remplir."))
        try:
            return Path(entry.text().strip()).expanduser()
        except RuntimeError as error:  # « ~name » of nobody
            raise Invalid(tr("Ce dossier n'existe pas.")) from error

    field = connect_edited(
        Field(label, holder, read=read, write=lambda path: entry.setText(str(path)), focus=entry, hint=hint), entry
    )

    def pick() -> None:
        typed = entry.text().strip()
        choose_file(field, label, field.set_value, last=LastFolder(read().parent if typed and field.check() else None))

    choose = buttons.plain(tr("Choisir…"), pick)
    choose.setAccessibleName(tr("Choisir le fichier : {label}").format(label=label))
    layout.addWidget(choose)
    return field
