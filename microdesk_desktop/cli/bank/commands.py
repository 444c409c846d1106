"""`bank import|accounts|list|reconcile`: statement files, accounts and the list of transactions."""

from functools import partial
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.bank import connection, decisions, rules
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.imports import add_reading_options, kept_result, preview_result, wanted_columns
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands, iso_day, row_id
from microdesk_desktop.domain.bank.types import StatementFormat
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.imports.at_once import Wanted, import_at_once
from microdesk_desktop.views.bank.account_list import account_line, account_named, load_account_rows
from microdesk_desktop.views.bank.json import account_json, attributed_json, missing_json, transaction_json
from microdesk_desktop.views.bank.reports import attribution_run_text
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids, load_transactions
from microdesk_desktop.views.bank.words.account import account_of_transaction
from microdesk_desktop.views.bank.words.panel import load_explained
from microdesk_desktop.views.bank.words.transactions import transaction_line

FORMATS = ("auto", *(each.value for each in StatementFormat))


def register(subparsers: Subparsers) -> None:
    """Declare `bank` and its commands."""
    commands = add_commands(add_command(subparsers, "bank", tr("Le compte bancaire et ses opérations")))
    connection.register(commands)
    parser = add_command(commands, "import", tr("Importer un relevé"), _import)
    parser.add_argument("file", type=Path, metavar=tr("FICHIER"), help=tr("relevé téléchargé à la banque"))
    parser.add_argument(
        "--format", choices=FORMATS, default="auto", help=tr("format du relevé, reconnu automatiquement par défaut")
    )
    parser.add_argument(
        "--account",
        metavar=tr("COMPTE"),
        help=tr("compte du relevé : son IBAN, son numéro dans « bank accounts », ou new"),
    )
    add_reading_options(parser)
    add_command(commands, "accounts", tr("Lister les comptes"), _accounts)
    parser = add_command(commands, "list", tr("Lister les opérations"), _list)
    parser.add_argument("--status", choices=[status.value for status in Status], help=tr("garder ce statut"))
    parser.add_argument("--since", type=iso_day, metavar=tr("DATE"), help=tr("à partir de ce jour"))
    parser.add_argument("--until", type=iso_day, metavar=tr("DATE"), help=tr("jusqu'à ce jour"))
    parser.add_argument("--search", default="", metavar=tr("TEXTE"), help=tr("mots du libellé, ou montant"))
    parser.add_argument("--account", metavar=tr("COMPTE"), help=tr("garder ce compte : son IBAN ou son identifiant"))
    parser = add_command(commands, "show", tr("Expliquer une opération"), _show)
    parser.add_argument("id", type=row_id, metavar=tr("ID"), help=tr("identifiant que donne « bank list »"))
    add_command(commands, "reconcile", tr("Chercher de nouveau ce que règlent les opérations"), _reconcile)
    decisions.register(commands)
    rules.register(commands)


def _import(context: Context) -> Result:
    arguments = context.arguments
    wanted = Wanted(
        kind=ImportKind.STATEMENT,
        format=arguments.format,
        account=arguments.account,
        columns=wanted_columns(arguments),
    )
    if arguments.preview:
        return preview_result(context, arguments.file, wanted)
    kept = import_at_once(context.session(), arguments.file, wanted, context.job)
    done = [each for each in kept.files if each.refusal is None]
    read = sum(count for each in done for outcome, count in each.counts.items() if outcome is not RowOutcome.REFUSED)
    formats, presets = {each.format for each in done}, {each.preset for each in done}
    head = {
        "format": formats.pop() if len(formats) == 1 else None,
        "preset": presets.pop() if len(presets) == 1 else None,
        "read": read,
        "removed": sum(each.merge.removed for each in done),
        "balance_gaps": [format_decimal(cents) for each in done for cents in each.gaps_cents],
        "missing": [missing_json(period) for each in done for period in each.missing],
    }
    return kept_result(kept, head)


def _accounts(context: Context) -> Result:
    accounts = context.session().read(load_account_rows)
    return Result(
        value=[account_json(each) for each in accounts],
        text=[account_line(each) for each in accounts] or [tr("Aucun compte.")],
    )


def _list(context: Context) -> Result:
    arguments, session = context.arguments, context.session()
    wanted = TransactionFilter(
        status=Status(arguments.status) if arguments.status else None,
        account_id=session.read(partial(account_named, text=arguments.account)) if arguments.account else None,
        since=arguments.since,
        until=arguments.until,
        search=arguments.search,
    )
    rows = session.read(lambda reader: load_transactions(reader, load_transaction_ids(reader, wanted)))
    return Result(
        value=[transaction_json(row) for row in rows],
        text=[transaction_line(row) for row in rows] or [tr("Aucune opération.")],
    )


def _show(context: Context) -> Result:
    session, id_ = context.session(), context.arguments.id
    today = session.clock.today()
    explained = session.read(lambda reader: load_explained(reader, [id_], today))
    if not explained.rows:
        raise KnownError(ErrorCode.UNKNOWN_TRANSACTION, id=id_)
    return Result(value=transaction_json(explained.rows[0]), text=account_of_transaction(explained))


def _reconcile(context: Context) -> Result:
    attributed = run_attribution(context.session(), context.job, everything=True)
    return Result(value=attributed_json(attributed), text=[attribution_run_text(attributed)])
