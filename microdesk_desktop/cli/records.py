"""`import`: clients, catalogue, documents, receipts and expenses from CSV files."""

from pathlib import Path

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.cli.context import Context, Subparsers
from microdesk_desktop.cli.output import PARTLY, Result
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.operations.records.import_csv import KINDS, RecordsReport, import_records
from microdesk_desktop.views.bank.json import attributed_json
from microdesk_desktop.views.messages.problems import problem_text


def register(subparsers: Subparsers) -> None:
    """Declare `import KIND FILE`."""
    parser = subparsers.add_parser("import", help=tr("Importer un fichier CSV d'un autre outil"))
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=_import)


def _import(context: Context) -> Result:
    report = import_records(context.session(), context.arguments.kind, context.arguments.file, job=context.job)
    return Result(
        value={
            "kind": report.kind,
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            **refused(report.problems),
            "attribution": attributed_json(report.attributed),
        },
        text=[_summary(report), *refused_lines(report.problems)],
        code=PARTLY if report.problems else 0,
    )


def _summary(report: RecordsReport) -> str:
    added = ntr("{count} ligne ajoutée", "{count} lignes ajoutées", report.added).format(count=report.added)
    updated = ntr("{count} mise à jour", "{count} mises à jour", report.updated).format(count=report.updated)
    known = ntr("{count} déjà connue", "{count} déjà connues", report.unchanged).format(count=report.unchanged)
    return f"{added}, {updated}, {known}."


def refused(problems: tuple[RowProblem, ...]) -> dict[str, object]:
    """The refused rows as JSON, each with its line and reason."""
    return {
        "refused": [
            {"line": problem.line, "code": problem.code, "reason": problem_text(problem)} for problem in problems
        ]
    }


def refused_lines(problems: tuple[RowProblem, ...]) -> list[str]:
    """The refused rows as text, a line each."""
    return [
        tr("Ligne {line} : {reason}").format(line=problem.line, reason=problem_text(problem)) for problem in problems
    ]
