"""`documents …`: quotes, invoices and credit notes, from the draft to the export of all that was issued."""

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.files.bounded import read_at_most
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.documents import (
    answers,
    chain,
    follow_up,
    look,
    proof,
    received,
    recurring,
    reminders,
    statuses,
)
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, add_commands, row_id
from microdesk_desktop.operations.documents.chain.credit import credit
from microdesk_desktop.operations.documents.chain.load import is_continuable, load_chain
from microdesk_desktop.operations.documents.drafts import new_draft, require_draft
from microdesk_desktop.operations.documents.issue import issue, prepare_draft
from microdesk_desktop.operations.documents.seal.export import export_documents
from microdesk_desktop.operations.documents.seal.files import file_of, ubl_of
from microdesk_desktop.operations.documents.seal.reprint import CopyFor, copy_of
from microdesk_desktop.views.documents.franchise import with_franchise_remarks
from microdesk_desktop.views.documents.json import problems_json
from microdesk_desktop.views.documents.lists import (
    drafts_json,
    issued_json,
    load_document_rows,
    prepared_json,
    row_json,
    row_line,
)
from microdesk_desktop.views.documents.thread import thread_json, thread_of
from microdesk_desktop.views.messages.document_problems import problem_text
from microdesk_desktop.views.records.document_words import sending_text
from microdesk_desktop.views.records.rows import InvoiceRow

LONGEST_FORM_BYTES = 4_000_000
"""A thousand lines with long texts: far above any document."""


def register(subparsers: Subparsers) -> None:
    """Declare `documents` and its commands."""
    commands = add_commands(add_command(subparsers, "documents", tr("Devis, factures et avoirs")))
    add_command(commands, "list", tr("Lister les brouillons et les documents"), _list)
    _add_number(add_command(commands, "show", tr("Montrer un document"), _show))
    parser = add_command(commands, "new", tr("Créer un brouillon"), _new)
    _add_form(parser, required=True)
    _add_draft(add_command(commands, "check", tr("Vérifier un brouillon"), _check))
    parser = add_command(commands, "issue", tr("Émettre un brouillon : il reçoit son numéro et ne change plus"), _issue)
    _add_draft(parser)
    parser.add_argument(
        "--date", type=date.fromisoformat, metavar=tr("DATE"), help=tr("date d'émission, aujourd'hui par défaut")
    )
    parser = add_command(commands, "credit", tr("Préparer l'avoir d'une facture"), _credit)
    _add_number(parser)
    _add_form(parser, required=False)
    chain.add_part(parser)
    chain.register(commands)
    answers.register(commands)
    parser = add_command(commands, "pdf", tr("Enregistrer le PDF d'un document"), _pdf)
    _add_number(parser)
    _add_output(parser)
    parser.add_argument("--duplicate", action="store_true", help=tr("marqué « Duplicata », pour qui a perdu le sien"))
    parser = add_command(commands, "xml", tr("Enregistrer la facture électronique d'un document"), _xml)
    _add_number(parser)
    _add_output(parser)
    parser.add_argument("--syntax", choices=("cii", "ubl"), default="cii", help=tr("syntaxe"))
    follow_up.register(commands)
    reminders.register(commands)
    proof.register(commands)
    parser = add_command(commands, "export", tr("Exporter tous les documents émis, avec de quoi les vérifier"), _export)
    parser.add_argument("folder", type=Path, metavar=tr("DOSSIER"), help=tr("dossier nouveau ou vide"))
    look.register(commands)
    received.register(commands)
    statuses.register(commands)
    recurring.register(commands)


def _add_number(parser: Parser) -> None:
    parser.add_argument("number", metavar=tr("NUMÉRO"), help=tr("numéro du document"))


def _add_draft(parser: Parser) -> None:
    parser.add_argument("draft", type=row_id, metavar=tr("BROUILLON"), help=tr("identifiant du brouillon"))


def _add_form(parser: Parser, *, required: bool) -> None:
    help_text = tr("fichier JSON qui décrit le document")
    parser.add_argument("--from", dest="form", type=Path, required=required, metavar=tr("FICHIER"), help=help_text)


def _add_output(parser: Parser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=tr("FICHIER"), help=tr("fichier à écrire"))


def _list(context: Context) -> Result:
    session = context.session()
    drafts = session.read(drafts_json)
    rows = session.read(lambda reader: load_document_rows(reader, session.clock.today()))
    lines = [tr("brouillon {id}  {client}").format(id=each["id"], client=each["client"] or "") for each in drafts]
    return Result(value=[*drafts, *map(row_json, rows)], text=[*lines, *map(row_line, rows)])


def _show(context: Context) -> Result:
    session, number = context.session(), context.arguments.number
    rows = session.read(lambda reader: load_document_rows(reader, session.clock.today()))
    row = next((row for row in rows if row.number == number), None)
    if row is None:
        return _show_draft(context, row_id(number))
    sending = row.follow_up.sending
    return Result(value=_issued(context, row), text=[row_line(row), *([sending_text(sending)] if sending else ())])


def _issued(context: Context, row: InvoiceRow) -> Mapping[str, Any]:
    """An issued document with its chain; of those of other tools only quotes and orders have one."""
    session = context.session()
    value, today = session.read(lambda reader: issued_json(reader, row)), session.clock.today()
    if not session.read(lambda reader: is_continuable(reader, row.number)):
        return value
    found = session.read(lambda reader: load_chain(reader, row.number, today))
    thread = session.read(lambda reader: thread_of(reader, found, today))
    return {**value, "chain": thread_json(thread, found)}


def _show_draft(context: Context, draft_id: int) -> Result:
    session = context.session()
    today = session.clock.today()
    prepared = session.read(lambda reader: prepare_draft(reader, require_draft(reader, draft_id), today))
    prepared = session.read(partial(with_franchise_remarks, prepared=prepared, today=today))
    value = prepared_json(prepared, draft_id)
    return Result(value=value, text=[tr("brouillon {id}  {client}").format(id=draft_id, client=value["client"])])


def _new(context: Context) -> Result:
    return _kept(new_draft(context.session(), _form(context.arguments.form)).id)


def _credit(context: Context) -> Result:
    form = _form(context.arguments.form) if context.arguments.form else None
    part = chain.part_of_arguments(context.arguments)
    return _kept(credit(context.session(), context.arguments.number, form, part).id)


def _kept(draft_id: int | None) -> Result:
    return Result(value={"id": draft_id}, text=[str(draft_id)])


def _check(context: Context) -> Result:
    session, draft_id = context.session(), context.arguments.draft
    today = session.clock.today()
    prepared = session.read(lambda reader: prepare_draft(reader, require_draft(reader, draft_id), today))
    prepared = session.read(partial(with_franchise_remarks, prepared=prepared, today=today))
    found = [*prepared.problems, *prepared.remarks]
    return Result(
        value={"problems": problems_json(prepared.problems), "remarks": problems_json(prepared.remarks)},
        text=list(dict.fromkeys(map(problem_text, found))) or [tr("Ce document peut être émis.")],
    )


def _issue(context: Context) -> Result:
    issued = issue(context.session(), context.arguments.draft, context.arguments.date)
    return Result(value={"number": issued.number}, text=[issued.number])


def _pdf(context: Context) -> Result:
    wanted = context.arguments
    made = copy_of(context.session(), wanted.number, CopyFor.DUPLICATE if wanted.duplicate else CopyFor.FILE)
    write_atomic(wanted.output, made.content)
    value = {"file": str(wanted.output), "bytes": len(made.content), "copy": made.copy, "marked": made.is_marked}
    return Result(value=value, text=[str(wanted.output)])


def _xml(context: Context) -> Result:
    session, wanted = context.session(), context.arguments
    is_ubl = wanted.syntax == "ubl"
    return _written(context, ubl_of(session, wanted.number) if is_ubl else file_of(session, wanted.number, "xml"))


def _written(context: Context, content: bytes) -> Result:
    path = context.arguments.output
    write_atomic(path, content)
    return Result(value={"file": str(path), "bytes": len(content)}, text=[str(path)])


def _export(context: Context) -> Result:
    written = export_documents(context.session(), context.arguments.folder, context.job)
    return Result(value={"documents": written}, text=[str(context.arguments.folder)])


def _form(path: Path) -> Mapping[str, Any]:
    """The JSON object of a file. Raises FILE_UNREADABLE for a file that is none."""
    data = read_at_most(path, LONGEST_FORM_BYTES + 1)
    try:
        form = json.loads(data)
    except ValueError:
        raise KnownError(ErrorCode.FILE_UNREADABLE, path=path) from None
    if len(data) > LONGEST_FORM_BYTES or not isinstance(form, dict):
        raise KnownError(ErrorCode.FILE_UNREADABLE, path=path)
    return form
