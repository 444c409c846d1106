"""What the sheets of the export and of its return have in common: one of two forms, and the password of an archive."""

from PySide6.QtWidgets import QWidget

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.choice import Choice
from microdesk_desktop.gui.forms.form import Field, Form
from microdesk_desktop.gui.forms.text_fields import password_field


class ArchiveForm(Form):
    """An encrypted archive or a folder, and the fields that only the archive needs."""

    def __init__(self, folder_name: str) -> None:
        super().__init__()
        self.is_encrypted = True
        values = [(True, tr("Archive chiffrée")), (False, folder_name)]
        self.form = Choice(tr("Forme de l'export"), values, self.is_encrypted)
        self.form.chosen.connect(self.choose)
        self.password = password_field(tr("Mot de passe de l'archive"))
        self._of_archive: list[Field[str]] = []

    def add_choice(self, below: QWidget | None = None, *more: Field[str]) -> None:
        """Put the choice into the form, what stands `below` it, then the password and `more` about it."""
        self.add_widget(self.form)
        if below is not None:
            self.add_widget(below)
        for field in (self.password, *more):
            self.add(field)
            self._of_archive.append(field)

    def choose(self, is_encrypted: bool) -> None:
        """Take one of the two forms."""
        self.is_encrypted = is_encrypted
        self.form.choose(is_encrypted)
        for field in self._of_archive:
            field.setVisible(is_encrypted)

    def check(self) -> bool:
        """Whether the password is there, where one is needed."""
        return not self.is_encrypted or super().check()

    def passphrase(self) -> str | None:
        """The password of the archive; None for a folder. Raises Invalid."""
        return self.password.value() if self.is_encrypted else None
