"""`documents recurring …`: documents that come again."""

from argparse import ArgumentTypeError

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, add_commands, iso_day, one_of, row_id
from microdesk_desktop.domain.documents.recurring.series import Repeated, Rhythm, RhythmUnit, Series
from microdesk_desktop.operations.documents.recurring.catch_up import catch_up
from microdesk_desktop.operations.documents.recurring.series import (
    pause_series,
    put_repeated,
    remove_series,
    resume_series,
    source_of,
)
from microdesk_desktop.views.documents.recurring.series import (
    caught_up_text,
    load_series_rows,
    series_json,
    series_line,
)

_LONGEST_NUMBER = 6  # digits: beyond what any of these numbers may be


def register(commands: Subparsers) -> None:
    """Declare `recurring` below `documents`."""
    actions = add_commands(add_command(commands, "recurring", tr("Documents récurrents")))
    add_command(actions, "list", tr("Lister les documents récurrents"), _list)
    _register_add(add_command(actions, "add", tr("Rendre un document récurrent"), _add))
    for name, text, run in (
        ("pause", tr("Mettre en pause : rien n'est préparé jusqu'à la reprise"), _pause),
        ("resume", tr("Reprendre à partir d'aujourd'hui"), _resume),
        ("remove", tr("Retirer ; les documents déjà préparés restent"), _remove),
    ):
        parser = add_command(actions, name, text, run)
        help_text = tr("identifiant que donne « documents recurring list »")
        parser.add_argument("id", type=row_id, metavar=tr("ID"), help=help_text)
    add_command(actions, "run", tr("Préparer ce qui est dû aujourd'hui et depuis la dernière fois"), _run)


def _register_add(parser: Parser) -> None:
    text = tr("numéro d'un document émis, ou identifiant d'un brouillon")
    parser.add_argument("source", metavar=tr("DOCUMENT"), help=text)
    parser.add_argument(
        "--start", type=iso_day, required=True, metavar=tr("DATE"), help=tr("jour du premier, dont les autres suivent")
    )
    parser.add_argument("--every", type=_number, default=1, metavar="N", help=tr("toutes les N unités, 1 par défaut"))
    parser.add_argument(
        "--unit", type=one_of(RhythmUnit), choices=list(RhythmUnit), default=RhythmUnit.MONTH, help=tr("unité de temps")
    )
    parser.add_argument("--until", type=iso_day, metavar=tr("DATE"), help=tr("dernier jour possible"))
    parser.add_argument("--times", type=_number, metavar="N", help=tr("nombre de documents"))
    parser.add_argument("--terms", type=_number, metavar=tr("JOURS"), help=tr("délai de paiement, sinon du client"))
    parser.add_argument("--issue", action="store_true", help=tr("émettre sans votre accord, si rien ne manque"))


def _number(text: str) -> int:
    """The type of an argument that is a whole number."""
    if not (text.isascii() and text.isdecimal() and len(text) < _LONGEST_NUMBER):
        raise ArgumentTypeError(tr("nombre entier attendu, comme 3"))
    return int(text)


def _list(context: Context) -> Result:
    rows = context.session().read(load_series_rows)
    text = [series_line(row) for row in rows] or [tr("Aucun document récurrent.")]
    return Result(value=[series_json(row) for row in rows], text=text)


def _add(context: Context) -> Result:
    given, session = context.arguments, context.session()
    rhythm = Rhythm(start=given.start, unit=given.unit, every=given.every)
    of_draft = given.source.isascii() and given.source.isdigit()
    repeated = Repeated(draft_id=row_id(given.source)) if of_draft else Repeated(number=given.source)
    source = session.read(lambda reader: source_of(reader, repeated))
    series = Series(
        rhythm=rhythm,
        until=given.until,
        times=given.times,
        terms=given.terms if given.terms is not None else source.terms,
        is_issued=given.issue,
    )
    series_id = put_repeated(session, repeated, series).id
    return Result(value={"id": series_id}, text=[str(series_id)])


def _pause(context: Context) -> Result:
    return _done(context, pause_series(context.session(), context.arguments.id).id)


def _resume(context: Context) -> Result:
    return _done(context, resume_series(context.session(), context.arguments.id).id)


def _remove(context: Context) -> Result:
    remove_series(context.session(), context.arguments.id)
    return _done(context, context.arguments.id)


def _done(context: Context, series_id: int | None) -> Result:
    rows = [row for row in context.session().read(load_series_rows) if row.id == series_id]
    return Result(value={"id": series_id}, text=[series_line(row) for row in rows] or [str(series_id)])


def _run(context: Context) -> Result:
    done = catch_up(context.session(), context.job)
    value = {"drafts": list(done.drafts), "issued": list(done.issued), "held": list(done.held)}
    text = caught_up_text(len(done.drafts), done.issued) or tr("Rien à préparer.")
    return Result(value=value, text=[text])
