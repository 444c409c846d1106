"""`bank`: statement files, the list of transactions, and the user's word on each."""

import argparse
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.cli import bank_connection
from microdesk_desktop.cli.context import Context, Subparsers
from microdesk_desktop.cli.output import PARTLY, Result
from microdesk_desktop.cli.records import refused, refused_lines
from microdesk_desktop.domain.bank.label_parser import counterparty_name
from microdesk_desktop.domain.bank.types import StatementFormat
from microdesk_desktop.domain.money import Money, format_decimal, parse_cents
from microdesk_desktop.domain.records.receipts_expenses import Activity, Expense, Method, Receipt
from microdesk_desktop.domain.settle.matching import Allocation, Status, Target, TargetKind, Transaction
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.bank.import_statement import ImportReport, import_file
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.run_attribution import run_attribution
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.attributions import load_attributions
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import load_facts
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.json import attributed_json, merge_json, transaction_json
from microdesk_desktop.views.bank.rows import (
    TransactionFilter,
    TransactionRow,
    load_transaction_ids,
    load_transactions,
)

FORMATS = ("auto", *StatementFormat)


def register(subparsers: Subparsers) -> None:
    """Declare `bank` and its verbs."""
    verbs = subparsers.add_parser("bank", help=tr("Le compte bancaire et ses opérations")).add_subparsers(required=True)
    bank_connection.register(verbs)
    parser = verbs.add_parser("import", help=tr("Importer un relevé"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--format", choices=FORMATS, default="auto")
    parser.set_defaults(run=_import)
    parser = verbs.add_parser("list", help=tr("Lister les opérations"))
    parser.add_argument("--status", choices=[status.value for status in Status])
    parser.add_argument("--since", type=_day)
    parser.add_argument("--until", type=_day)
    parser.add_argument("--search", default="")
    parser.set_defaults(run=_list)
    parser = verbs.add_parser("reconcile", help=tr("Attribuer de nouveau ce que personne n'a décidé"))
    parser.set_defaults(run=_reconcile)
    _register_decisions(verbs)


def _register_decisions(verbs: Subparsers) -> None:
    parser = verbs.add_parser("attribute", help=tr("Attribuer une opération"))
    parser.add_argument("id", type=_transaction)
    parser.add_argument("--to", nargs="+", required=True, metavar="KIND:REF[=AMOUNT]", type=_destination)
    parser.set_defaults(run=_attribute)
    for verb, act, text in (
        ("detach", decisions.detach, tr("Retirer l'attribution d'une opération")),
        ("ignore", decisions.ignore, tr("Ignorer une opération")),
        ("unignore", decisions.unignore, tr("Ne plus ignorer une opération")),
    ):
        parser = verbs.add_parser(verb, help=text)
        parser.add_argument("id", type=_transaction)
        parser.set_defaults(run=_decision(act))
    parser = verbs.add_parser("create-expense", help=tr("Créer la dépense d'une opération"))
    parser.add_argument("id", type=_transaction)
    for option in ("supplier", "label", "category", "reference"):
        parser.add_argument(f"--{option}", default="")
    parser.set_defaults(run=_decision(_create_expense))
    parser = verbs.add_parser("create-receipt", help=tr("Créer la recette d'une opération"))
    parser.add_argument("id", type=_transaction)
    for option in ("client", "label", "reference"):
        parser.add_argument(f"--{option}", default="")
    parser.add_argument("--method", choices=[method.value for method in Method], default=Method.TRANSFER.value)
    parser.add_argument("--activity", choices=[activity.value for activity in Activity])
    parser.set_defaults(run=_decision(_create_receipt))


def _import(context: Context) -> Result:
    arguments = context.arguments
    report = import_file(context.session(), arguments.file, format_=arguments.format, job=context.job)
    return Result(
        value={
            "format": report.format,
            "preset": report.preset,
            "read": report.read,
            **merge_json(report.merge),
            **refused(report.problems),
            "balance_gaps": [format_decimal(gap.cents) for gap in report.balance_gaps],
            "attribution": attributed_json(report.attributed),
        },
        text=[_summary(report), *_gap_lines(report), *refused_lines(report.problems)],
        code=PARTLY if report.problems else 0,
    )


def _summary(report: ImportReport) -> str:
    added, known = report.merge.added, report.read - report.merge.added
    return ", ".join(
        (
            ntr("{count} opération ajoutée", "{count} opérations ajoutées", added).format(count=added),
            ntr("{count} déjà connue", "{count} déjà connues", known).format(count=known),
            ntr("{count} attribuée", "{count} attribuées", report.attributed.attributed).format(
                count=report.attributed.attributed
            ),
        )
    )


def _gap_lines(report: ImportReport) -> list[str]:
    return [
        tr("Le solde du relevé et ses lignes diffèrent de {amount} {currency}.").format(
            amount=format_decimal(gap.cents), currency=gap.currency
        )
        for gap in report.balance_gaps
    ]


def _list(context: Context) -> Result:
    arguments = context.arguments
    wanted = TransactionFilter(
        status=Status(arguments.status) if arguments.status else None,
        since=arguments.since,
        until=arguments.until,
        search=arguments.search,
    )
    rows = context.session().read(lambda reader: load_transactions(reader, load_transaction_ids(reader, wanted)))
    return Result(value=[transaction_json(row) for row in rows], text=[_line(row) for row in rows])


def _line(row: TransactionRow) -> str:
    links = ", ".join(link.reference for link in row.attributions or row.suggestions)
    amount = format_decimal(row.amount_cents)
    return f"{row.id:>7}  {row.on}  {amount:>12}  {row.status.value:<10}  {row.label}  {links}"


def _reconcile(context: Context) -> Result:
    attributed = run_attribution(context.session(), context.job)
    text = ntr("{count} opération attribuée.", "{count} opérations attribuées.", attributed.attributed)
    return Result(value=attributed_json(attributed), text=[text.format(count=attributed.attributed)])


def _attribute(context: Context) -> Result:
    session, arguments = context.session(), context.arguments
    transaction = _movement(session, arguments.id)
    left, allocations = transaction.amount_cents, []
    for kind, reference, cents in arguments.to:
        target = _target(session, transaction.id, kind, reference)
        amount = _signed(cents, target) if cents else _share(left, target)
        left -= amount
        allocations.append(Allocation(target_id=target.id, amount_cents=amount))
    decisions.attribute(session, transaction.id, allocations)
    return _shown(session, transaction.id)


def _target(session: Session, transaction_id: int, kind: TargetKind, reference: str) -> Target:
    """The target with all that it can take: what this transaction settles of it now is settled anew."""

    def read(reader: Reader) -> Target:
        target = find_target(reader, kind, reference)
        if target is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET, reference=reference)
        now = load_attributions(reader, transaction_id)
        freed = sum(each.amount_cents for each in now if each.target_id == target.id)
        return replace(target, remaining_cents=target.remaining_cents + freed)

    return session.read(read)


def _signed(cents: int, target: Target) -> int:
    return abs(cents) if target.total_cents > 0 else -abs(cents)


def _share(left: int, target: Target) -> int:
    """What of the transaction goes to a target named without an amount: all it can take."""
    if target.remaining_cents == 0:
        none_left = Money(0, target.currency)
        raise KnownError(ErrorCode.AMOUNT_EXCEEDS_REMAINING, reference=target.reference, remaining=none_left)
    if left * target.remaining_cents <= 0:
        return target.remaining_cents
    return min(left, target.remaining_cents, key=abs)


def _create_expense(session: Session, transaction_id: int, arguments: argparse.Namespace) -> ChangeResult:
    transaction = _movement(session, transaction_id)
    expense = Expense(
        on=transaction.on,
        supplier=arguments.supplier or counterparty_name(transaction.label),
        label=arguments.label,
        amount_cents=-transaction.amount_cents,
        category=arguments.category,
        reference=arguments.reference,
    )
    return decisions.create_record(session, transaction_id, expense)


def _create_receipt(session: Session, transaction_id: int, arguments: argparse.Namespace) -> ChangeResult:
    transaction = _movement(session, transaction_id)
    receipt = Receipt(
        on=transaction.on,
        client=arguments.client or counterparty_name(transaction.label),
        label=arguments.label,
        amount_cents=transaction.amount_cents,
        method=Method(arguments.method),
        activity=Activity(arguments.activity) if arguments.activity else None,
        reference=arguments.reference,
    )
    return decisions.create_record(session, transaction_id, receipt)


def _decision(act: Callable[..., ChangeResult]) -> Callable[[Context], Result]:
    def run(context: Context) -> Result:
        session, arguments = context.session(), context.arguments
        extra = (arguments,) if act in (_create_expense, _create_receipt) else ()
        act(session, arguments.id, *extra)
        return _shown(session, arguments.id)

    return run


def _shown(session: Session, transaction_id: int) -> Result:
    rows = session.read(lambda reader: load_transactions(reader, [transaction_id]))
    return Result(value=transaction_json(rows[0]), text=[_line(rows[0])])


def _movement(session: Session, transaction_id: int) -> Transaction:
    transactions = session.read(lambda reader: load_facts(reader, [transaction_id]))
    if not transactions:
        raise KnownError(ErrorCode.UNKNOWN_TRANSACTION, id=transaction_id)
    return transactions[0]


def _transaction(text: str) -> int:
    """An identifier as `bank list` gives it; 0, which no transaction has, for any other text."""
    return int(text) if text.isdigit() and len(text) < 19 else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("date attendue, comme 2026-11-21")) from None


def _destination(text: str) -> tuple[TargetKind, str, int | None]:
    found = re.fullmatch(rf"({'|'.join(TargetKind)}):(.+?)(?:=(-?[\d.,\s]+))?", text)
    if found is None:
        raise argparse.ArgumentTypeError(tr("attendu : invoice, expense ou receipt, puis :RÉFÉRENCE[=MONTANT]"))
    kind, reference, amount = found.groups()
    try:
        cents = parse_cents(amount, "," if "," in amount else ".") if amount else None
    except ValueError:
        raise argparse.ArgumentTypeError(tr("montant attendu, comme 120.50")) from None
    return TargetKind(kind), reference, cents
