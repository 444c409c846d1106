"""`bank import|list|reconcile`: statement files and the list of transactions."""

import argparse
from datetime import date
from pathlib import Path

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli import bank_connection, bank_decisions
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import PARTLY, Result
from microdesk_desktop.cli.records import refused_json
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands
from microdesk_desktop.domain.bank.types import StatementFormat
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.operations.bank.import_statement import import_file
from microdesk_desktop.operations.run_attribution import run_attribution
from microdesk_desktop.views.bank.json import attributed_json, merge_json, transaction_json
from microdesk_desktop.views.bank.reports import attribution_run_text, import_text
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids, load_transactions
from microdesk_desktop.views.bank.words import transaction_line
from microdesk_desktop.views.messages.problems import problem_line

FORMATS = ("auto", *(each.value for each in StatementFormat))


def register(subparsers: Subparsers) -> None:
    """Declare `bank` and its commands."""
    commands = add_commands(add_command(subparsers, "bank", tr("Le compte bancaire et ses opérations")))
    bank_connection.register(commands)
    parser = add_command(commands, "import", tr("Importer un relevé"), _import)
    parser.add_argument("file", type=Path, metavar=tr("FICHIER"), help=tr("relevé téléchargé à la banque"))
    parser.add_argument(
        "--format", choices=FORMATS, default="auto", help=tr("format du relevé, reconnu automatiquement par défaut")
    )
    parser = add_command(commands, "list", tr("Lister les opérations"), _list)
    parser.add_argument("--status", choices=[status.value for status in Status], help=tr("garder ce statut"))
    parser.add_argument("--since", type=_day, metavar=tr("DATE"), help=tr("à partir de ce jour"))
    parser.add_argument("--until", type=_day, metavar=tr("DATE"), help=tr("jusqu'à ce jour"))
    parser.add_argument("--search", default="", metavar=tr("TEXTE"), help=tr("mots du libellé, ou montant"))
    add_command(commands, "reconcile", tr("Attribuer de nouveau ce que vous n'avez pas décidé"), _reconcile)
    bank_decisions.register(commands)


def _import(context: Context) -> Result:
    arguments = context.arguments
    report = import_file(context.session(), arguments.file, format_=arguments.format, job=context.job)
    return Result(
        value={
            "format": report.format,
            "preset": report.preset,
            "read": report.read,
            **merge_json(report.merge),
            **refused_json(report.problems),
            "balance_gaps": [format_decimal(gap.cents) for gap in report.balance_gaps],
            "attribution": attributed_json(report.attributed),
        },
        text=[import_text(report), *map(problem_line, report.problems)],
        code=PARTLY if report.problems else 0,
    )


def _list(context: Context) -> Result:
    arguments = context.arguments
    wanted = TransactionFilter(
        status=Status(arguments.status) if arguments.status else None,
        since=arguments.since,
        until=arguments.until,
        search=arguments.search,
    )
    rows = context.session().read(lambda reader: load_transactions(reader, load_transaction_ids(reader, wanted)))
    return Result(
        value=[transaction_json(row) for row in rows],
        text=[transaction_line(row) for row in rows] or [tr("Aucune opération.")],
    )


def _reconcile(context: Context) -> Result:
    attributed = run_attribution(context.session(), context.job, everything=True)
    return Result(value=attributed_json(attributed), text=[attribution_run_text(attributed)])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("date attendue, comme 2026-11-21")) from None
