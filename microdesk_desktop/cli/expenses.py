"""`expenses list|expected`: what was spent, and the expenses that come again."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Subparsers, add_command, add_commands
from microdesk_desktop.views.expenses.expected import expected_json, expected_line, load_expected_expenses
from microdesk_desktop.views.records.expenses.json import expense_json, expense_line
from microdesk_desktop.views.records.rows import load_expense_rows
from microdesk_desktop.views.records.words import category


def register(subparsers: Subparsers) -> None:
    """Declare the group and its commands."""
    commands = add_commands(add_command(subparsers, "expenses", tr("Les dépenses, et celles qui sont attendues")))
    parser = add_command(commands, "list", tr("Lister les dépenses"), _list)
    parser.add_argument("--missing-voucher", action="store_true", help=tr("celles sans justificatif seulement"))
    parser.add_argument("--category", metavar=tr("TEXTE"), help=tr("celles de cette catégorie, vide pour aucune"))
    add_command(commands, "expected", tr("Lister les dépenses attendues, et celles qui ne sont pas venues"), _expected)


def _list(context: Context) -> Result:
    session, arguments = context.session(), context.arguments
    rows = [
        row
        for row in session.read(load_expense_rows)
        if not (arguments.missing_voucher and row.has_voucher) and arguments.category in (None, category(row.record))
    ]
    return Result(value=[expense_json(row) for row in rows], text=[expense_line(row) for row in rows])


def _expected(context: Context) -> Result:
    session = context.session()
    today = session.clock.today()
    series = session.read(lambda reader: load_expected_expenses(reader, today))
    return Result(value=[expected_json(each) for each in series], text=[expected_line(each) for each in series])
