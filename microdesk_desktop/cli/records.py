"""`import`: clients, catalogue, documents, receipts and expenses from CSV files."""

from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import PARTLY, Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.domain.bank.types import RowProblem
from microdesk_desktop.operations.imports.import_records import KINDS, import_records
from microdesk_desktop.views.bank.json import attributed_json
from microdesk_desktop.views.messages.problems import problem_line, problem_text
from microdesk_desktop.views.records.reports import records_text


def register(subparsers: Subparsers) -> None:
    """Declare `import KIND FILE`."""
    parser = add_command(subparsers, "import", tr("Importer un fichier CSV d'un autre outil"), _import)
    contents = tr("ce que contient le fichier : {kinds}").format(kinds=", ".join(KINDS))
    parser.add_argument("kind", choices=KINDS, metavar=tr("TYPE"), help=contents)
    parser.add_argument("file", type=Path, metavar=tr("FICHIER"), help=tr("fichier CSV"))


def _import(context: Context) -> Result:
    report = import_records(context.session(), context.arguments.kind, context.arguments.file, job=context.job)
    return Result(
        value={
            "kind": report.kind,
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            **refused_json(report.problems),
            "attribution": attributed_json(report.attributed),
        },
        text=[records_text(report), *map(problem_line, report.problems)],
        code=PARTLY if report.problems else 0,
    )


def refused_json(problems: Sequence[RowProblem]) -> dict[str, object]:
    """The refused rows, each with its line and reason."""
    return {"refused": [{"line": each.line, "code": each.code, "reason": problem_text(each)} for each in problems]}
