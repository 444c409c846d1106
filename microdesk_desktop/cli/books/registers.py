"""`books receipts`, `books purchases`, `books export`: a book of a year, and the folder for the accountant."""

import json
from datetime import date
from functools import partial
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, year
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.calendar.spans import year_of
from microdesk_desktop.views.books.register import Register, load_register

_FORMATS = ("json", "csv", "pdf")


def register(commands: Subparsers) -> None:
    """Declare the commands."""
    for book, text in (
        (Book.RECEIPTS, tr("Le livre des recettes d'une année")),
        (Book.PURCHASES, tr("Le registre des achats d'une année")),
    ):
        parser = add_command(commands, book.value, text)
        parser.set_defaults(run=partial(_show, book=book))
        _add_year(parser)
        parser.add_argument("--format", choices=_FORMATS, help=tr("forme du livre, un texte par défaut"))
        parser.add_argument("-o", "--output", type=Path, metavar=tr("FICHIER"), help=tr("fichier à écrire"))
    parser = add_command(
        commands, "export", tr("Dossier pour le comptable : livres, documents, justificatifs, banque"), _export
    )
    parser.add_argument("folder", type=Path, metavar=tr("DOSSIER"), help=tr("dossier nouveau ou vide"))
    _add_year(parser)


def _add_year(parser: Parser) -> None:
    parser.add_argument("--year", type=year, required=True, metavar=tr("ANNÉE"), help=tr("année, comme 2026"))


def _show(context: Context, book: Book) -> Result:
    wanted = context.arguments
    span = year_of(date(wanted.year, 1, 1))
    found = context.session().read(lambda reader: load_register(reader, book, span))
    form = wanted.format or (_form_of(wanted.output) if wanted.output else "")
    if wanted.output is not None or form == "pdf":
        return _written(context, found, form)
    if form == "csv":
        text = _csv(context, found).decode("utf-8-sig")
        return Result(value=text, text=text.splitlines())
    from microdesk_desktop.views.books.register_json import register_json, register_lines

    value = register_json(found)
    return Result(value=value, text=[json.dumps(value, ensure_ascii=False)] if form else register_lines(found))


def _form_of(path: Path) -> str:
    """The form that the name of a file asks for."""
    suffix = path.suffix.lower().removeprefix(".")
    return suffix if suffix in _FORMATS else "csv"


def _written(context: Context, found: Register, form: str) -> Result:
    """Write a file; one that the user named is replaced, as in every command, and no other."""
    path: Path = context.arguments.output or Path(f"{found.book.value}-{found.span.since.year}.pdf")
    if context.arguments.output is None and path.exists():
        raise KnownError(ErrorCode.FILE_EXISTS, path=str(path))
    content = _content(context, found, form)
    write_atomic(path, content)
    return Result(value={"file": str(path), "bytes": len(content)}, text=[str(path)])


def _content(context: Context, found: Register, form: str) -> bytes:
    if form == "csv":
        return _csv(context, found)
    if form == "pdf":
        from microdesk_desktop.operations.books.print_book import book_pdf

        return book_pdf(context.session(), found.book, found.span, found.lines, found.closed_until)
    from microdesk_desktop.views.books.register_json import register_json

    return json.dumps(register_json(found), ensure_ascii=False).encode() + b"\n"


def _csv(context: Context, found: Register) -> bytes:
    from microdesk_desktop.operations.exports.write_list import csv_bytes
    from microdesk_desktop.views.exports.lists.books import register_content
    from microdesk_desktop.views.exports.sheet import sheet_of

    return csv_bytes(sheet_of(register_content(found), context.session().read), context.job)


def _export(context: Context) -> Result:
    from microdesk_desktop.operations.exports.accountant.write import write_folder
    from microdesk_desktop.views.exports.accountant.plan import folder_plan
    from microdesk_desktop.views.exports.accountant.words import folder_text

    session, wanted = context.session(), context.arguments
    plan = folder_plan(session.read, wanted.year, session.clock.today())
    missing = write_folder(session, plan, wanted.folder, context.job)
    value = {"folder": str(wanted.folder), "files": plan.total, "missing": missing}
    return Result(value=value, text=[folder_text(wanted.folder.name, missing)])
