"""`mileage invoice`, `release`: trips become a line of a draft, or can be invoiced again."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.mileage.arguments import price
from microdesk_desktop.cli.mileage.trips import add_trips
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, positive_cents, row_id
from microdesk_desktop.operations.mileage.invoice import Charge, invoice_trips
from microdesk_desktop.operations.mileage.named import client_named
from microdesk_desktop.operations.mileage.trips import release_trips
from microdesk_desktop.views.mileage.rows import load_form_choices
from microdesk_desktop.views.mileage.words import trips_count, turnover_text


def register(commands: Subparsers) -> None:
    """Declare what invoices trips again."""
    parser = add_command(
        commands, "invoice", tr("Refacturer des trajets : une ligne d'un brouillon de facture"), _invoice
    )
    add_trips(parser)
    help_client = tr("client, par son nom ou son identifiant")
    parser.add_argument("--client", required=True, metavar=tr("CLIENT"), help=help_client)
    help_price = tr("prix d'un kilomètre hors taxes, sinon le dernier que vous avez donné")
    parser.add_argument("--price", type=price, metavar=tr("PRIX"), help=help_price)
    help_disbursement = tr("péages payés au nom du client, sur mandat écrit et avec un justificatif à son nom")
    parser.add_argument("--disbursement", type=positive_cents, metavar=tr("MONTANT"), help=help_disbursement)
    help_draft = tr("brouillon de facture de ce client à compléter, sinon un nouveau")
    parser.add_argument("--draft", type=row_id, metavar=tr("ID"), help=help_draft)
    parser = add_command(
        commands, "release", tr("Rendre des trajets refacturables, leur ligne une fois ôtée"), _release
    )
    add_trips(parser)


def _invoice(context: Context) -> Result:
    session, given = context.session(), context.arguments
    ids = list(dict.fromkeys(given.trips))
    client_id = session.read(lambda reader: client_named(reader, given.client))
    wanted = given.price or session.read(load_form_choices).price
    if wanted is None:
        raise KnownError(ErrorCode.INVALID_VALUE, part="trip price", field="unit_price")
    charge = Charge(client_id=client_id, price=wanted, disbursement_cents=given.disbursement or 0)
    draft_id = invoice_trips(session, ids, charge, given.draft).id
    done = tr("{trips} dans le brouillon {draft}.").format(trips=trips_count(len(ids)), draft=draft_id)
    return Result(value={"draft": draft_id, "trips": ids}, text=[done, turnover_text()])


def _release(context: Context) -> Result:
    ids = list(dict.fromkeys(context.arguments.trips))
    release_trips(context.session(), ids)
    return Result(value={"released": ids}, text=[tr("Ces trajets peuvent de nouveau être refacturés.")])
