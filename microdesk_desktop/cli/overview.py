"""`dashboard`, `todo`: the figures of the business, and what waits for the user."""

from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, iso_day
from microdesk_desktop.domain.calendar.periods import Period, PeriodKind, period_of
from microdesk_desktop.domain.calendar.spans import Span, span_of
from microdesk_desktop.views.dashboard.command_line import dashboard_json, dashboard_lines
from microdesk_desktop.views.dashboard.figures import load_dashboard, with_usual
from microdesk_desktop.views.waiting.command_line import queue_lines, waiting_json
from microdesk_desktop.views.waiting.queue import EVERYTHING, load_queue
from microdesk_desktop.views.waiting.registry import BY_KIND


def register(subparsers: Subparsers) -> None:
    """Declare `dashboard` and `todo`."""
    parser = add_command(subparsers, "dashboard", tr("Encaissé, dépensé, à encaisser, en retard, solde"), _dashboard)
    help_since = tr("début d'une période de votre choix, le mois dernier par défaut")
    parser.add_argument("--since", type=iso_day, metavar=tr("DATE"), help=help_since)
    parser.add_argument("--until", type=iso_day, metavar=tr("DATE"), help=tr("fin de cette période"))
    parser = add_command(subparsers, "todo", tr("Ce qui attend, et que faire"), _todo)
    parser.add_argument("--kind", choices=list(BY_KIND), help=tr("ce genre seulement"))


def _dashboard(context: Context) -> Result:
    session, arguments = context.session(), context.arguments
    today = session.clock.today()
    chosen = _chosen(arguments.since, arguments.until, today)
    dashboard = session.read(lambda reader: with_usual(reader, load_dashboard(reader, today, chosen)))
    return Result(value=dashboard_json(dashboard, chosen), text=dashboard_lines(dashboard, chosen))


def _chosen(since: date | None, until: date | None, today: date) -> Span:
    """The period of the options. Raises INVALID_VALUE for one that ends before it begins."""
    if since is None and until is None:
        return span_of(period_of(PeriodKind.LAST_MONTH, today), today)
    span = span_of(Period(kind=PeriodKind.CHOSEN, since=since, until=until), today)
    if span.since > span.until:
        raise KnownError(ErrorCode.INVALID_VALUE, field="date")
    return span


def _todo(context: Context) -> Result:
    session, kind = context.session(), context.arguments.kind or ""
    today = session.clock.today()
    queue = session.read(lambda reader: load_queue(reader, today, kind, listed=EVERYTHING))
    return Result(value=[waiting_json(item) for item in queue.items], text=queue_lines(queue))
