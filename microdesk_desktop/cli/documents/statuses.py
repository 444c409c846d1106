"""`documents status` and `documents answer`: statuses of e-invoices as files for the user's platform."""

from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, one_of
from microdesk_desktop.domain.documents.received import Answer
from microdesk_desktop.operations.documents.lifecycle.answer import write_answer
from microdesk_desktop.operations.documents.lifecycle.collected import write_collected
from microdesk_desktop.operations.documents.received.confirm import received_id
from microdesk_desktop.views.documents.statuses import collected_json, collected_rows, due_text


def register(commands: Subparsers) -> None:
    """Declare the two commands."""
    parser = add_command(
        commands,
        "status",
        tr("Enregistrer le statut « Encaissée » de ce qu'un document a reçu depuis le dernier"),
        _status,
    )
    parser.add_argument("number", metavar=tr("NUMÉRO"), help=tr("numéro du document"))
    parser.add_argument(
        "--again", action="store_true", help=tr("écrire de nouveau le dernier, dont le fichier est perdu")
    )
    _add_output(parser)
    parser = add_command(commands, "answer", tr("Répondre à une facture électronique reçue"), _answer)
    parser.add_argument("reference", metavar=tr("RÉFÉRENCE"), help=tr("référence de la dépense"))
    parser.add_argument(
        "answer",
        type=one_of(Answer),
        choices=list(Answer),
        metavar=tr("RÉPONSE"),
        help=tr("approve (approuvée), refuse (refusée), dispute (en litige) ou paid (payée)"),
    )
    parser.add_argument(
        "--reason",
        default="",
        metavar=tr("MOTIF"),
        help=tr("motif d'un refus ou d'un litige ; sans lui, la liste s'affiche"),
    )
    parser.add_argument("--remark", default="", metavar=tr("TEXTE"), help=tr("explication pour le fournisseur"))
    _add_output(parser)


def _add_output(parser: Parser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=tr("FICHIER"), help=tr("fichier à écrire"))


def _status(context: Context) -> Result:
    given = context.arguments
    written = write_collected(context.session(), given.number, given.output, again=given.again)
    rows = collected_rows(written.amounts, written.currency)
    return Result(
        value={
            "file": str(given.output),
            "due": written.is_due,
            "again": written.is_again,
            **collected_json(written.amounts, written.currency),
        },
        text=[str(given.output), *(f"{part}  {amount}" for part, amount in rows), due_text(is_due=written.is_due)],
    )


def _answer(context: Context) -> Result:
    session, given = context.session(), context.arguments
    expense_id = session.read(lambda reader: received_id(reader, given.reference))
    write_answer(session, expense_id, given.answer, given.output, reason=given.reason, remark=given.remark)
    value = {"file": str(given.output), "reference": given.reference, "answer": given.answer.value}
    return Result(value=value, text=[str(given.output)])
