"""`privacy erase`: a client, but for what the law keeps, each thing until its day; or every mailbox."""

import argparse
import re

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import OK, PARTLY, Result
from microdesk_desktop.cli.usage import Subparsers, add_command
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.remove import remove_all
from microdesk_desktop.operations.privacy.erase_client import erase_client, load_erasure_plan
from microdesk_desktop.views.mail.accounts import account_json, account_line, removal_text
from microdesk_desktop.views.privacy.erasure import erased_lines, plan_json, plan_lines

_CLIENT = re.compile(r"client:(\d{1,18})")
_MAIL = "mail"


def register(commands: Subparsers) -> None:
    """Declare `privacy erase`."""
    parser = add_command(
        commands, "erase", tr("Effacer un client, sauf ce que la loi oblige à garder, ou vos boîtes"), _erase
    )
    help_scope = tr("le client à effacer, ou toutes vos boîtes mail")
    parser.add_argument("--scope", type=_scope, required=True, metavar="client:ID|mail", help=help_scope)
    agreed = parser.add_mutually_exclusive_group(required=True)
    agreed.add_argument("--yes", action="store_true", help=tr("confirmer l'effacement"))
    agreed.add_argument(
        "--preview", action="store_true", help=tr("montrer ce qui partirait et resterait, sans rien faire")
    )


def _scope(text: str) -> int | str:
    """The id of a client, or `mail`."""
    found = _CLIENT.fullmatch(text)
    if found is None and text != _MAIL:
        raise argparse.ArgumentTypeError(tr("« {text} » n'est ni client:ID ni mail").format(text=text))
    return int(found[1]) if found else text


def _erase(context: Context) -> Result:
    scope = context.arguments.scope
    return _erase_mail(context) if scope == _MAIL else _erase_client(context, scope)


def _erase_mail(context: Context) -> Result:
    session = context.session()
    if context.arguments.preview:
        accounts = list_accounts(session)
        value = {"accounts": [account_json(each) for each in accounts], "erased": False}
        return Result(value=value, text=[account_line(each) for each in accounts])
    reports = remove_all(session, context.job)
    left = sorted({part for report in reports for part in report.erasure.left})
    return Result(
        value={
            "accounts": [account_json(report.account) for report in reports],
            "revoked": all(report.revoked for report in reports),
            "erased": not left,
            **({"left": left} if left else {}),
        },
        text=[removal_text(report.account, report.erasure) for report in reports],
        code=PARTLY if left else OK,
    )


def _erase_client(context: Context, client_id: int) -> Result:
    session = context.session()
    if context.arguments.preview:
        plan = session.read(lambda reader: load_erasure_plan(reader, client_id))
        return Result(value={**plan_json(plan), "erased": False}, text=plan_lines(plan))
    done = erase_client(session, client_id, context.job)
    left = list(done.erasure.left)
    return Result(
        value={**plan_json(done.plan), "erased": not left, **({"left": left} if left else {})},
        text=erased_lines(done.plan, done.erasure),
        code=PARTLY if left else OK,
    )
