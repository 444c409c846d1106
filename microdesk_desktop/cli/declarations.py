"""`declarations`: the calendar, the figures to copy, and what was declared."""

from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands, iso_day
from microdesk_desktop.domain.books.declared_periods import period_named
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.operations.books.declare import mark_declared, note_done
from microdesk_desktop.views.books.declarations.command_line import duty_lines, show_turnover, show_vat, show_year
from microdesk_desktop.views.books.declarations.duties import load_duty_rows
from microdesk_desktop.views.books.declarations.json import duties_json
from microdesk_desktop.views.books.declarations.turnover import turnover_figures
from microdesk_desktop.views.books.declarations.vat import vat_figures

FIRST_YEAR, LAST_YEAR = 2000, 2100
_KEPT = {
    DutyKind.TURNOVER: (turnover_figures, show_turnover),
    DutyKind.VAT: (vat_figures, show_vat),
}


def register(subparsers: Subparsers) -> None:
    """Declare the commands."""
    commands = add_commands(add_command(subparsers, "declarations", tr("Chiffre d'affaires, cotisations et TVA")))
    add_command(commands, "list", tr("Ce qui est à déclarer, et pour quand"), _list)
    parser = add_command(commands, "show", tr("Les montants à déclarer à l'Urssaf, et pourquoi"), _show)
    _add_period(parser)
    parser = add_command(commands, "vat", tr("Les cases de la déclaration de TVA (CA3)"), _vat)
    _add_period(parser)
    parser = add_command(commands, "year", tr("Les cases de la déclaration de revenus (2042-C-PRO)"), _year)
    parser.add_argument("--year", type=int, required=True, metavar=tr("ANNÉE"), help=tr("année des revenus"))
    parser = add_command(commands, "mark", tr("Noter une période comme déclarée et valider ses livres"), _mark)
    _add_period(parser)
    help_on = tr("jour de la déclaration")
    parser.add_argument("--on", type=iso_day, required=True, metavar=tr("DATE"), help=help_on)
    help_kind = tr("ce qui a été déclaré, le chiffre d'affaires par défaut")
    parser.add_argument("--kind", choices=[each.value for each in DutyKind], default="turnover", help=help_kind)


def _add_period(parser: Subparsers) -> None:
    help_period = tr("2026-T4 ou 2026-11")
    parser.add_argument("--period", required=True, metavar=tr("PÉRIODE"), help=help_period)


def _list(context: Context) -> Result:
    session = context.session()
    today = session.clock.today()
    rows = session.read(lambda reader: load_duty_rows(reader, today))
    return Result(value=duties_json(rows), text=duty_lines(rows))


def _show(context: Context) -> Result:
    period = period_named(context.arguments.period)
    session = context.session()
    today = session.clock.today()
    value, text = session.read(lambda reader: show_turnover(reader, period, today))
    return Result(value=value, text=text)


def _vat(context: Context) -> Result:
    period = period_named(context.arguments.period)
    session = context.session()
    today = session.clock.today()
    value, text = session.read(lambda reader: show_vat(reader, period, today))
    return Result(value=value, text=text)


def _year(context: Context) -> Result:
    year = context.arguments.year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise KnownError(ErrorCode.INVALID_VALUE, field="year")
    session = context.session()
    today = session.clock.today()
    value, text = session.read(lambda reader: show_year(reader, year, today))
    return Result(value=value, text=text)


def _mark(context: Context) -> Result:
    name, on, kind = context.arguments.period, context.arguments.on, DutyKind(context.arguments.kind)
    session = context.session()
    today = session.clock.today()
    if kind is DutyKind.TURNOVER or kind is DutyKind.VAT:
        figures, show = _KEPT[kind]
        period = period_named(name)
        mark_declared(session, kind, (period,), on, figures)
        value, _ = session.read(lambda reader: show(reader, period, today))
    else:
        note_done(session, kind, name, on)
        value = {"kind": kind.value, "period": name, "done_on": on.isoformat()}
    return Result(value=value, text=[_marked_text(name, on)])


def _marked_text(name: str, on: date) -> str:
    return tr(
        "{name} : déclarée le {day}. Une correction ultérieure comptera dans la période où elle est faite."
    ).format(name=name, day=dates.long_day(on))
