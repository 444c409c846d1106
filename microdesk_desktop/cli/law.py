"""`law`: the figures of law that the program uses, each with its validity and its source; no vault is needed."""

from datetime import date

from microdesk_desktop.base.clock import SystemClock
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, iso_day
from microdesk_desktop.views.books.law_figures.command_line import figure_json, figures_lines, figures_of


def register(subparsers: Subparsers) -> None:
    """Declare `law`."""
    parser = add_command(subparsers, "law", tr("Les chiffres de la loi que MicroDesk emploie"), _law)
    help_on = tr("jour pour lequel ils valent, aujourd'hui par défaut")
    parser.add_argument("--on", type=iso_day, metavar=tr("DATE"), help=help_on)
    parser.add_argument("--search", default="", metavar=tr("MOTS"), help=tr("seulement ceux dont le texte a ces mots"))
    parser.add_argument("--all", action="store_true", help=tr("aussi les anciens et ceux à venir"))


def _law(context: Context) -> Result:
    arguments = context.arguments
    day: date = arguments.on or SystemClock().today()
    figures = figures_of(day, arguments.search, with_all=arguments.all)
    return Result(value=[figure_json(each) for each in figures], text=list(figures_lines(figures, day)))
