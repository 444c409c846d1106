"""`documents accept`, `refuse`, `reopen`, `duplicate`, `note`, `attach`: what happens beside a document."""

from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, iso_day, row_id
from microdesk_desktop.domain.documents.beside import Holder, QuoteAnswer
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.operations.documents.beside.attachments import attach_files, save_attachments
from microdesk_desktop.operations.documents.beside.notes import add_note
from microdesk_desktop.operations.documents.chain.decide import answer_quote
from microdesk_desktop.operations.documents.chain.duplicate import duplicate_document, duplicate_draft
from microdesk_desktop.views.documents.lists import find_row, row_json
from microdesk_desktop.views.records.document_words import standing_line
from microdesk_desktop.views.records.rows import InvoiceRow


def register(commands: Subparsers) -> None:
    """Declare the commands."""
    for name, text, do in (
        ("accept", tr("Noter qu'un devis est accepté"), _accept),
        ("refuse", tr("Noter qu'un devis est refusé"), _refuse),
    ):
        parser = add_command(commands, name, text, do)
        _add_number(parser)
        parser.add_argument(
            "--on", type=iso_day, metavar=tr("DATE"), help=tr("jour de la réponse, aujourd'hui par défaut")
        )
        parser.add_argument("--remark", default="", metavar=tr("TEXTE"), help=tr("comment la réponse est venue"))
    _add_number(add_command(commands, "reopen", tr("Remettre un devis en attente de réponse"), _reopen))
    _add_either(add_command(commands, "duplicate", tr("Préparer un document semblable"), _duplicate))
    parser = add_command(commands, "note", tr("Ajouter une note interne, jamais imprimée"), _note)
    _add_either(parser)
    parser.add_argument("text", metavar=tr("TEXTE"), help=tr("texte de la note"))
    parser = add_command(commands, "attach", tr("Joindre des images ou des PDF"), _attach)
    _add_either(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar=tr("FICHIER"), help=tr("fichiers à joindre"))
    parser = add_command(commands, "attachments", tr("Enregistrer les fichiers joints, en clair"), _attachments)
    _add_either(parser)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar=tr("DOSSIER"), help=tr("dossier où les écrire")
    )


def _add_number(parser: Parser) -> None:
    parser.add_argument("number", metavar=tr("NUMÉRO"), help=tr("numéro du document"))


def _add_either(parser: Parser) -> None:
    parser.add_argument(
        "document", metavar=tr("NUMÉRO|BROUILLON"), help=tr("numéro du document, ou identifiant du brouillon")
    )


def _accept(context: Context) -> Result:
    return _answer(context, DocumentStatus.ACCEPTED)


def _refuse(context: Context) -> Result:
    return _answer(context, DocumentStatus.DECLINED)


def _reopen(context: Context) -> Result:
    return _answered(context, QuoteAnswer(status=DocumentStatus.ISSUED))


def _answer(context: Context, status: DocumentStatus) -> Result:
    on = context.arguments.on or context.session().clock.today()
    return _answered(context, QuoteAnswer(status=status, on=on, remark=context.arguments.remark))


def _answered(context: Context, answer: QuoteAnswer) -> Result:
    session, number = context.session(), context.arguments.number
    answer_quote(session, _row(context, number).id, answer)
    row = _row(context, number)
    return Result(value=row_json(row), text=[standing_line(row)])


def _duplicate(context: Context) -> Result:
    session, wanted = context.session(), context.arguments.document
    row = session.read(lambda reader: find_row(reader, wanted, session.clock.today()))
    result = duplicate_document(session, wanted) if row else duplicate_draft(session, row_id(wanted))
    return Result(value={"id": result.id}, text=[str(result.id)])


def _note(context: Context) -> Result:
    result = add_note(context.session(), _holder(context), context.arguments.text)
    return Result(value={"id": result.id}, text=[str(result.id)])


def _attach(context: Context) -> Result:
    attach_files(context.session(), _holder(context), context.arguments.files)
    names = [path.name for path in context.arguments.files]
    return Result(value={"attached": names}, text=names)


def _attachments(context: Context) -> Result:
    paths = save_attachments(context.session(), _holder(context), context.arguments.output)
    return Result(value={"files": [str(path) for path in paths]}, text=[str(path) for path in paths])


def _holder(context: Context) -> Holder:
    """The document of the number that was given, else the draft of the id."""
    session, wanted = context.session(), context.arguments.document
    row = session.read(lambda reader: find_row(reader, wanted, session.clock.today()))
    return Holder(document_id=row.id) if row else Holder(draft_id=row_id(wanted))


def _row(context: Context, number: str) -> InvoiceRow:
    session = context.session()
    row = session.read(lambda reader: find_row(reader, number, session.clock.today()))
    if row is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=number)
    return row
