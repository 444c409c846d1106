"""`privacy network`: what left this computer, to whom, what is closed, and the erasure of the journal."""

import argparse
from collections.abc import Callable
from pathlib import Path

from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import OK, PARTLY, Result
from microdesk_desktop.cli.usage import Subparsers, add_command, iso_day
from microdesk_desktop.operations.exports.write_text import csv_bytes
from microdesk_desktop.operations.privacy.erase_journal import erase_journal
from microdesk_desktop.operations.privacy.network_switches import (
    close_groups,
    go_offline,
    open_everything,
    open_groups,
)
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.exports.content import ListContent, rows_in_memory
from microdesk_desktop.views.exports.lists.others import connection_columns
from microdesk_desktop.views.exports.sheet import sheet_of
from microdesk_desktop.views.privacy.network.journal import Wanted, connection_line, event_json, load_wanted
from microdesk_desktop.views.privacy.network.journal_erasure import erased_line
from microdesk_desktop.views.privacy.network.recipients import load_recipients, recipient_json, recipient_lines
from microdesk_desktop.views.privacy.network.switches import switches_json, switches_lines

_ALL = "all"


def register(commands: Subparsers) -> None:
    """Declare `privacy network` and what can be done with it."""
    parser = add_command(commands, "network", tr("Ce qui est sorti de cet ordinateur, et ce qui peut en sortir"), _list)
    known = ", ".join(NetworkGroup)
    help_purpose = tr("ce motif seulement, ou un accès : {known}").format(known=known)
    parser.add_argument("--purpose", type=_purpose, metavar=tr("MOTIF"), help=help_purpose)
    parser.add_argument("--since", type=iso_day, metavar=tr("DATE"), help=tr("à partir de ce jour"))
    parser.add_argument("--until", type=iso_day, metavar=tr("DATE"), help=tr("jusqu'à ce jour"))
    parser.add_argument("-o", "--output", type=Path, metavar=tr("FICHIER"), help=tr("fichier CSV à écrire"))
    below = parser.add_subparsers(required=False, metavar=tr("COMMANDE"))
    _add_switch(below, "close", tr("Couper un accès au réseau, ou tous (hors ligne)"), _close)
    _add_switch(below, "open", tr("Rouvrir un accès au réseau, ou tous"), _open)
    add_command(below, "switches", tr("Les accès ouverts et coupés"), _switches)
    add_command(
        below, "recipients", tr("Qui a été joint ces douze derniers mois, et ce qu'il peut apprendre"), _recipients
    )
    erase = add_command(below, "erase", tr("Effacer le journal, sans retour"), _erase)
    erase.add_argument("--before", type=iso_day, metavar=tr("DATE"), help=tr("seulement ce qui précède ce jour"))
    erase.add_argument("--yes", action="store_true", required=True, help=tr("confirmer l'effacement"))


def _add_switch(commands: Subparsers, name: str, text: str, run: Callable[[Context], Result]) -> None:
    parser = add_command(commands, name, text, run)
    known = ", ".join([*NetworkGroup, _ALL])
    parser.add_argument("group", type=_group, metavar=tr("ACCÈS"), help=known)


def _group(text: str) -> NetworkGroup | None:
    """A group; None for all of them."""
    if text == _ALL:
        return None
    try:
        return NetworkGroup(text)
    except ValueError:
        known = ", ".join([*NetworkGroup, _ALL])
        refused = tr("« {value} » ne convient pas, choix possibles : {known}").format(value=text, known=known)
        raise argparse.ArgumentTypeError(refused) from None


def _purpose(text: str) -> str:
    """A purpose of the journal, or a group."""
    if text not in {*Purpose, *NetworkGroup}:
        known = ", ".join([*NetworkGroup, *Purpose])
        refused = tr("« {value} » ne convient pas, choix possibles : {known}").format(value=text, known=known)
        raise argparse.ArgumentTypeError(refused)
    return text


def _list(context: Context) -> Result:
    session, given = context.session(), context.arguments
    wanted = Wanted(purpose=given.purpose or "", since=given.since, until=given.until)
    listed = session.read(lambda reader: load_wanted(reader, wanted))
    if given.output is not None:
        content = ListContent(
            title=tr("Journal des connexions"),
            columns=connection_columns(),
            total=len(listed.rows),
            chunks=rows_in_memory(listed.rows),
        )
        write_atomic(given.output, csv_bytes(sheet_of(content, session.read)))
        return Result(value={"file": str(given.output), "connections": len(listed.rows)}, text=[str(given.output)])
    text = [connection_line(row) for row in listed.rows] or [tr("Aucune connexion.")]
    return Result(value=[event_json(event) for event in listed.events], text=text)


def _close(context: Context) -> Result:
    group = context.arguments.group
    return _switched(context, go_offline if group is None else lambda session: close_groups(session, [group]))


def _open(context: Context) -> Result:
    group = context.arguments.group
    return _switched(context, open_everything if group is None else lambda session: open_groups(session, [group]))


def _switched(context: Context, act: Callable[[Session], ChangeResult]) -> Result:
    act(context.session())
    return _switches(context)


def _switches(context: Context) -> Result:
    switches = context.session().gate.switches
    return Result(value=switches_json(switches), text=switches_lines(switches))


def _recipients(context: Context) -> Result:
    session = context.session()
    found = session.read(lambda reader: load_recipients(reader, session.clock.now()))
    return Result(value=[recipient_json(row) for row in found.rows], text=recipient_lines(found))


def _erase(context: Context) -> Result:
    done = erase_journal(context.session(), context.arguments.before, context.job)
    left = list(done.erasure.left)
    value = {"erased": not left, "removed": done.removed, "remaining": done.remaining}
    return Result(
        value={**value, **({"left": left} if left else {})},
        text=[erased_line(done.removed, done.remaining, is_finished=not done.erasure.left)],
        code=PARTLY if left else OK,
    )
