"""`privacy register`: the register of processing activities (RGPD, art. 30) as a PDF, or as a table."""

from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.exports.print_page import write_page
from microdesk_desktop.operations.exports.write_list import write_list
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.views.exports.lists.register import register_content
from microdesk_desktop.views.exports.sheet import sheet_of
from microdesk_desktop.views.privacy.inventory.register import load_register
from microdesk_desktop.views.privacy.inventory.register_page import register_page

_PDF = ".pdf"


def register(commands: Subparsers) -> None:
    """Declare `privacy register`."""
    parser = add_command(commands, "register", tr("Votre registre des traitements (RGPD, art. 30)"), _register)
    help_output = tr("fichier à écrire : .pdf, .csv ou .xlsx")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=tr("FICHIER"), help=help_output)


def _register(context: Context) -> Result:
    session, path = context.session(), context.arguments.output
    beside, today = list_beside(session), session.clock.today()
    found = session.read(lambda reader: load_register(reader, beside, today))
    if path.suffix.lower() == _PDF:
        write_page(session, register_page(found), path, field="company")
    else:
        write_list(sheet_of(register_content(found), session.read), path, context.job)
    return Result(value={"file": str(path), "activities": len(found.entries)}, text=[str(path)])
