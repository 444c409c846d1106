"""`mail list|read`: what is in a mailbox; nothing is marked as read."""

import argparse

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.mail.accounts import named_account
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations
from microdesk_desktop.operations.mail.reading.read_enclosed import Enclosed, has_enclosed, read_enclosed
from microdesk_desktop.operations.mail.reading.read_letter import read_newest
from microdesk_desktop.views.mail.conversations.rows import page_json, row_line
from microdesk_desktop.views.mail.reading.enclosed import enclosed_json, enclosed_lines
from microdesk_desktop.views.mail.reading.letter import letter_json, letter_lines, letter_view

_MOST = 5_000
"""Rows that a mailbox keeps in memory."""


def register(commands: Subparsers) -> None:
    """Declare the commands that read a mailbox."""
    listing = add_command(commands, "list", tr("Lister les conversations d'une boîte"), _list)
    listing.add_argument("--label", metavar=tr("DOSSIER"), help=tr("dossier ou libellé ; sans lui, la réception"))
    listing.add_argument("--search", default="", metavar=tr("MOTS"), help=tr("mots, ou from:, to:, subject:, since:"))
    listing.add_argument("--texts", action="store_true", help=tr("chercher aussi dans le texte des messages"))
    listing.add_argument("--limit", type=_count, default=Wanted().limit, metavar="N", help=tr("combien au plus"))
    listing.add_argument("--after", metavar=tr("REPÈRE"), help=tr("la suite, d'après « next » de la liste précédente"))
    reading = add_command(commands, "read", tr("Lire le dernier message d'une conversation"), _read)
    reading.add_argument("id", metavar=tr("ID"), help=tr("identifiant que donne « mail list »"))
    for parser in (listing, reading):
        parser.add_argument(
            "--account", metavar=tr("BOÎTE"), help=tr("son adresse, ou son identifiant, s'il y en a plusieurs")
        )


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= _MOST):
        raise argparse.ArgumentTypeError(
            tr("« {text} » n'est pas un nombre de 1 à {most}").format(text=text, most=_MOST)
        )
    return int(text)


def _list(context: Context) -> Result:
    session, arguments = context.session(), context.arguments
    account = named_account(session, arguments.account)
    wanted = Wanted(
        folder=arguments.label,
        words=arguments.search,
        in_texts=arguments.texts,
        limit=arguments.limit,
        after=arguments.after,
    )
    page = list_conversations(session, account.id, wanted, context.job)
    return Result(value=page_json(page), text=[row_line(row) for row in page.rows])


def _read(context: Context) -> Result:
    session, arguments = context.session(), context.arguments
    account = named_account(session, arguments.account)
    letter, read = read_newest(session, account.id, arguments.id, context.job)
    view = letter_view(letter, read.reading)
    enclosed = read_enclosed(session, account.id, letter, context.job) if has_enclosed(letter) else Enclosed()
    found = (view, enclosed.invitations, enclosed.archived)
    return Result(
        value={**letter_json(view), **enclosed_json(*found)}, text=[*letter_lines(view), *enclosed_lines(*found)]
    )
