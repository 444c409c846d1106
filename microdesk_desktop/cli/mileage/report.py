"""`mileage report`: the trips of a year, what the scale gives for them, as text, JSON, a table or a PDF."""

import json
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.mileage.arguments import year
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.exports.print_page import write_page
from microdesk_desktop.operations.exports.write_list import write_list
from microdesk_desktop.operations.exports.write_text import csv_bytes, csv_text
from microdesk_desktop.operations.mileage.named import client_named, vehicle_named
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.exports.lists.mileage import report_content
from microdesk_desktop.views.exports.sheet import sheet_of
from microdesk_desktop.views.mileage.json import report_json
from microdesk_desktop.views.mileage.report import Report, Scope, load_report, report_lines
from microdesk_desktop.views.mileage.report_page import load_report_page

JSON, CSV, XLSX, PDF = "json", "csv", "xlsx", "pdf"
_FORMATS = (JSON, CSV, XLSX, PDF)


def register(commands: Subparsers) -> None:
    """Declare `mileage report`."""
    parser = add_command(commands, "report", tr("Les kilomètres d'une année et ce qu'en fait le barème"), _report)
    help_year = tr("année, celle d'aujourd'hui par défaut")
    parser.add_argument("--year", type=year, metavar=tr("ANNÉE"), help=help_year)
    parser.add_argument("--vehicle", metavar=tr("VÉHICULE"), help=tr("ce véhicule seulement"))
    parser.add_argument("--client", metavar=tr("CLIENT"), help=tr("ce client seulement"))
    parser.add_argument("--format", choices=_FORMATS, help=tr("forme du rapport, le texte par défaut"))
    parser.add_argument("-o", "--output", type=Path, metavar=tr("FICHIER"), help=tr("fichier à écrire"))


def _report(context: Context) -> Result:
    session, given = context.session(), context.arguments
    scope = Scope(
        year=given.year or session.clock.today().year,
        vehicle_id=session.read(lambda reader: vehicle_named(reader, given.vehicle)) if given.vehicle else None,
        client_id=session.read(lambda reader: client_named(reader, given.client)) if given.client else None,
    )
    report = session.read(lambda reader: load_report(reader, scope))
    if given.output is None:
        return _printed(session, report, given.format)
    return _written(context, report, given.output, given.format or given.output.suffix.lower().removeprefix("."))


def _printed(session: Session, report: Report, form: str | None) -> Result:
    """The report on standard output. Raises INVALID_VALUE for a form that needs a file."""
    if form in (XLSX, PDF):
        raise KnownError(ErrorCode.INVALID_VALUE, part="report file", field="output")
    value = report_json(report)
    if form == JSON:
        return Result(value=value, text=[json.dumps(value, ensure_ascii=False)])
    if form == CSV:
        return Result(value=value, text=csv_text(sheet_of(report_content(report), session.read)).splitlines())
    return Result(value=value, text=report_lines(report))


def _written(context: Context, report: Report, path: Path, form: str) -> Result:
    session = context.session()
    if form == JSON:
        write_atomic(path, json.dumps(report_json(report), ensure_ascii=False, indent=1).encode())
    elif form == CSV:
        write_atomic(path, csv_bytes(sheet_of(report_content(report), session.read)))
    elif form == XLSX:
        write_list(sheet_of(report_content(report), session.read), path, context.job)
    elif form == PDF:
        today = session.clock.today()
        page = session.read(lambda reader: load_report_page(reader, report.scope, today))
        write_page(session, page, path, field="trip")
    else:
        raise KnownError(ErrorCode.PATH_UNUSABLE, path=str(path))
    return Result(value={"file": str(path), "trips": len(report.rows)}, text=[str(path)])
