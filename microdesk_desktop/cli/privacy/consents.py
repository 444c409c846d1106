"""`privacy consents`: what was agreed to, which text, when, and when it was taken back."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.views.privacy.consents import consent_lines, load_consent_rows, load_consents_json


def register(commands: Subparsers) -> None:
    """Declare `privacy consents`."""
    add_command(commands, "consents", tr("Le registre des accords, avec leur preuve"), _list)


def _list(context: Context) -> Result:
    session = context.session()
    rows, value = session.read(load_consent_rows), session.read(load_consents_json)
    return Result(value=list(value), text=consent_lines(rows))
