"""`documents look`: template, accent colour and logo of the documents to come."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.domain.documents.look import Template
from microdesk_desktop.operations.documents.look import put_look, read_logo
from microdesk_desktop.views.documents.look import load_look, look_json, look_line


def register(commands: Subparsers) -> None:
    """Declare `documents look`."""
    parser = add_command(commands, "look", tr("Montrer ou choisir l'apparence des documents"), _look)
    parser.add_argument("--template", choices=[*Template], help=tr("modèle"))
    parser.add_argument("--accent", metavar="#RRGGBB", help=tr("couleur"))
    logo = parser.add_mutually_exclusive_group()
    logo.add_argument("--logo", type=Path, metavar=tr("FICHIER"), help=tr("logo, en PNG, JPEG ou SVG"))
    logo.add_argument("--no-logo", action="store_true", help=tr("sans logo"))
    parser.add_argument("--qr", choices=("yes", "no"), help=tr("QR code de paiement à côté de l'IBAN"))


def _look(context: Context) -> Result:
    session, changes = context.session(), _changes(context.arguments)
    if changes:
        put_look(session, replace(session.read(load_look), **changes))
    look = session.read(load_look)
    return Result(value=look_json(look), text=[look_line(look)])


def _changes(arguments: Any) -> dict[str, Any]:
    given = {
        "template": arguments.template,
        "accent": arguments.accent.lower() if arguments.accent else None,
        "logo": b"" if arguments.no_logo else read_logo(arguments.logo) if arguments.logo else None,
        "shows_code": arguments.qr == "yes" if arguments.qr else None,
    }
    return {name: value for name, value in given.items() if value is not None}
