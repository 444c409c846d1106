"""`documents pay`, `sent`, `write-off`: what happens to a document after its issue."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, iso_day, one_of, positive_cents
from microdesk_desktop.domain.documents.follow_up.marks import Sending, Way
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.send import mark_sent
from microdesk_desktop.operations.documents.follow_up.write_off import remove_write_off, write_off
from microdesk_desktop.operations.privacy.choices import require_mail_allowed
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.documents.lists import find_row, row_json
from microdesk_desktop.views.documents.payments import platform_fee, returned_label, surplus_label
from microdesk_desktop.views.records.document_words import standing_line
from microdesk_desktop.views.records.rows import InvoiceRow


def register(commands: Subparsers) -> None:
    """Declare the commands of the follow-up below `documents`."""
    _declare_pay(add_command(commands, "pay", tr("Enregistrer un paiement qu'aucune banque ne montre"), _pay))
    parser = add_command(commands, "sent", tr("Noter qu'un document a été envoyé"), _sent)
    _add_number(parser)
    _add_date(parser, tr("jour de l'envoi, aujourd'hui par défaut"))
    parser.add_argument(
        "--by", type=one_of(Way), choices=list(Way), default=Way.MAIL, help=tr("par courriel, par la poste ou en main")
    )
    parser.add_argument("--undo", action="store_true", help=tr("effacer cette note"))
    parser = add_command(commands, "write-off", tr("Renoncer à ce qui reste dû d'un document"), _write_off)
    _add_number(parser)
    _add_date(parser, tr("jour de la décision, aujourd'hui par défaut"))
    parser.add_argument("--yes", action="store_true", help=tr("confirmer au-delà de quelques centimes"))
    parser.add_argument("--undo", action="store_true", help=tr("réclamer de nouveau ce reste"))


def _declare_pay(parser: Parser) -> None:
    _add_number(parser)
    _add_date(parser, tr("jour du paiement, aujourd'hui par défaut"))
    amount_help = tr("ce qui a été reçu, ou rendu pour un avoir ; tout le reste dû par défaut")
    parser.add_argument("--amount", type=positive_cents, metavar=tr("MONTANT"), help=amount_help)
    parser.add_argument(
        "--method", type=one_of(Method), choices=list(Method), required=True, help=tr("moyen de paiement")
    )
    fee_help = tr("frais retenus par une plateforme : ils deviennent une dépense, et le document est réglé en entier")
    parser.add_argument("--fee", type=positive_cents, metavar=tr("MONTANT"), help=fee_help)
    parser.add_argument("--platform", default="", metavar=tr("NOM"), help=tr("plateforme qui a retenu les frais"))
    parser.add_argument("--remark", default="", metavar=tr("TEXTE"), help=tr("remarque, au lieu de l'objet"))
    surplus_help = tr("noter ce qui dépasse le reste dû comme une recette à part, au lieu de le refuser")
    parser.add_argument("--surplus", action="store_true", help=surplus_help)
    returned_help = tr("le paiement est revenu impayé ou a été rendu : le document redevient dû de ce montant")
    parser.add_argument("--returned", action="store_true", help=returned_help)


def _add_number(parser: Parser) -> None:
    parser.add_argument("number", metavar=tr("NUMÉRO"), help=tr("numéro du document"))


def _add_date(parser: Parser, text: str) -> None:
    parser.add_argument("--date", type=iso_day, metavar=tr("DATE"), help=text)


def _pay(context: Context) -> Result:
    session, given = context.session(), context.arguments
    document_id, on = _document_id(session, given.number), given.date or session.clock.today()
    payment = NewPayment(
        on=on,
        method=given.method,
        cents=given.amount,
        remark=given.remark or (returned_label(given.number) if given.returned else ""),
        fee=platform_fee(on, given.platform, given.fee, given.number) if given.fee else None,
        surplus_label=surplus_label(given.number) if given.surplus else "",
        is_returned=given.returned,
    )
    pay(session, document_id, payment)
    return _result(session, given.number)


def _sent(context: Context) -> Result:
    session, given = context.session(), context.arguments
    document_id = _document_id(session, given.number)
    sending = None if given.undo else Sending(on=given.date or session.clock.today(), way=given.by)
    if sending is not None and sending.way is Way.MAIL:
        require_mail_allowed(session, [document_id])
    mark_sent(session, document_id, sending)
    return _result(session, given.number)


def _write_off(context: Context) -> Result:
    session, given = context.session(), context.arguments
    document_id = _document_id(session, given.number)
    if given.undo:
        remove_write_off(session, document_id)
    else:
        write_off(session, document_id, given.date or session.clock.today(), is_confirmed=given.yes)
    return _result(session, given.number)


def _document_id(session: Session, number: str) -> int:
    """The id of the document of this number. Raises UNKNOWN_TARGET (`reference`) when there is none."""
    return _row(session, number).id


def _row(session: Session, number: str) -> InvoiceRow:
    row = session.read(lambda reader: find_row(reader, number, session.clock.today()))
    if row is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    return row


def _result(session: Session, number: str) -> Result:
    """The document as it stands now."""
    row = _row(session, number)
    return Result(value=row_json(row), text=[standing_line(row)])
