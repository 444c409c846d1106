"""The register of processing activities (RGPD, art. 30), saved as a PDF or as a table."""

from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import visible
from microdesk_desktop.gui.file_dialogs import FileForm, choose_new_file
from microdesk_desktop.gui.output.file_output import FileOutput
from microdesk_desktop.operations.exports.print_page import write_page
from microdesk_desktop.operations.exports.write_list import write_list
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.exports.lists.register import register_content
from microdesk_desktop.views.exports.sheet import sheet_of
from microdesk_desktop.views.privacy.inventory.register import load_register
from microdesk_desktop.views.privacy.inventory.register_page import register_page

_PDF = ".pdf"


class RegisterOutput(FileOutput):
    """Asks for a file, and writes the register into it."""

    def save(self) -> None:
        """Ask for a file, and write the register in the form that its name gives."""
        front = self.workspace.front
        if front is not None:
            choose_new_file(
                front,
                tr("Enregistrer le registre des traitements"),
                tr("Registre des traitements"),
                self.write,
                last=self.workspace.last_folder,
                forms=(FileForm(tr("Document PDF"), _PDF), FileForm("CSV", ".csv"), FileForm("Excel", ".xlsx")),
            )

    def write(self, path: Path) -> None:
        """Write the register into this file."""

        def act(session: Session, job: Job) -> int:
            beside, today = list_beside(session), session.clock.today()
            found = session.read(lambda reader: load_register(reader, beside, today))
            if path.suffix.lower() == _PDF:
                write_page(session, register_page(found), path, field="company")
            else:
                write_list(sheet_of(register_content(found), session.read), path, job)
            return len(found.entries)

        def written(_: int) -> None:
            text = tr("« {name} » est enregistré. Ce fichier n'est pas chiffré.")
            self.show_file(lambda: text.format(name=visible(path.name)), path)

        self.work(act, tr("Mise en page du registre…"), written)
