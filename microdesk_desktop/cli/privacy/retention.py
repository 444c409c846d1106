"""`privacy retention`: how long each kind of data stays, what goes next and what went; choose, or keep longer."""

import argparse
from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, one_of
from microdesk_desktop.operations.privacy.retention import Category, keep_longer, set_duration
from microdesk_desktop.operations.retention_facts import count_held
from microdesk_desktop.views.privacy.retention import (
    RetentionRow,
    load_going,
    load_retention,
    retention_json,
    retention_lines,
    staying_lines,
)
from microdesk_desktop.views.privacy.retention_words import final_text

_NEVER = "never"


def register(commands: Subparsers) -> None:
    """Declare `privacy retention` and what it takes."""
    text = tr("Combien de temps chaque donnée est gardée, ce qui partira et ce qui est parti")
    parser = add_command(commands, "retention", text, _show)
    actions = parser.add_subparsers(metavar=tr("ACTION"))
    setting = add_command(actions, "set", tr("Choisir combien d'années une donnée est gardée"), _set)
    _add_category(setting)
    help_years = tr("nombre d'années, ou never pour ne jamais effacer")
    setting.add_argument("years", type=_years, metavar=tr("ANNÉES"), help=help_years)
    keeping = add_command(actions, "keep", tr("Garder plus longtemps ce qui allait partir"), _keep)
    _add_category(keeping)
    help_item = tr("une année ou un client seulement, par son numéro")
    keeping.add_argument("--id", type=int, metavar=tr("NUMÉRO"), help=help_item)


def _add_category(parser: argparse.ArgumentParser) -> None:
    names = tr("ce qui est gardé : {names}").format(names=", ".join(Category))
    parser.add_argument("category", type=one_of(Category), choices=list(Category), metavar=tr("DONNÉE"), help=names)


def _years(text: str) -> int | None:
    if text == _NEVER:
        return None
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:4]) < 1000):
        raise argparse.ArgumentTypeError(tr("« {text} » n'est ni un nombre d'années ni never").format(text=text))
    return int(text)


def _show(context: Context) -> Result:
    rows = _rows(context)
    value, text = [retention_json(row) for row in rows], [*retention_lines(rows), "", final_text(), *staying_lines()]
    return Result(value=value, text=text)


def _rows(context: Context) -> Sequence[RetentionRow]:
    session = context.session()
    today = session.clock.today()
    return session.read(lambda reader: load_retention(reader, today, count_held(reader, today)))


def _set(context: Context) -> Result:
    set_duration(context.session(), context.arguments.category, context.arguments.years)
    return _one(context)


def _keep(context: Context) -> Result:
    session, category, wanted = context.session(), context.arguments.category, context.arguments.id
    for row in session.read(load_going):
        if row.category is category and wanted in (None, row.item):
            keep_longer(session, category, row.item)
    return _one(context)


def _one(context: Context) -> Result:
    """The category as it stands now."""
    category, rows = context.arguments.category, _rows(context)
    row = next(each for each in rows if each.category is category)
    return Result(value=retention_json(row), text=retention_lines([row]))
