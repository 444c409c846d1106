"""`books euros`: what money in another currency was worth in euros on its day."""

from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, iso_day, positive_cents
from microdesk_desktop.operations.books.euros import put_euro_value
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.books.euros import PaidAbroad, euros_json, euros_text, find_paid_abroad


def register(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "euros", tr("Indiquer la valeur en euros d'un paiement dans une autre devise"), _put)
    parser.add_argument("number", metavar=tr("NUMÉRO"), help=tr("numéro du document payé"))
    parser.add_argument(
        "amount", nargs="?", type=positive_cents, metavar=tr("MONTANT"), help=tr("valeur en euros le jour du paiement")
    )
    day_help = tr("jour du paiement ; inutile s'il n'y en a qu'un")
    parser.add_argument("--date", type=iso_day, metavar=tr("DATE"), help=day_help)
    parser.add_argument("--undo", action="store_true", help=tr("effacer cette valeur"))


def _put(context: Context) -> Result:
    session, given = context.session(), context.arguments
    if (given.amount is None) != given.undo:
        raise KnownError(ErrorCode.INVALID_VALUE, field="amount")
    document_id, paid = session.read(lambda reader: find_paid_abroad(reader, given.number))
    on = given.date or _only_day(paid)
    put_euro_value(session, document_id, on, given.amount)
    return _result(session, given.number, on)


def _only_day(paid: list[PaidAbroad]) -> date:
    """The day of the only payment, or a day without one, which the operation refuses.

    Raises INVALID_VALUE (`field`) where there are several.
    """
    if len(paid) > 1:
        raise KnownError(ErrorCode.INVALID_VALUE, field="date")
    return paid[0].on if paid else date.min


def _result(session: Session, number: str, on: date) -> Result:
    _, paid = session.read(lambda reader: find_paid_abroad(reader, number))
    (stated,) = (each for each in paid if each.on == on)
    return Result(value=euros_json(number, stated), text=[euros_text(number, stated)])
