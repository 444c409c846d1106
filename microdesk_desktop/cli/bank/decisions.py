"""`bank attribute|detach|ignore|unignore|create-expense|create-receipt`: manual decisions on one transaction."""

import argparse
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, one_of, positive_cents, row_id
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.bank.attribute_by_reference import NamedPart, attribute_by_reference
from microdesk_desktop.operations.bank.attribute_net import attribute_net_of_fee
from microdesk_desktop.operations.bank.doubles import keep_both, merge_double
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.views.bank.json import transaction_json
from microdesk_desktop.views.bank.prefill import prefilled_expense, prefilled_receipt
from microdesk_desktop.views.bank.rows import TransactionRow, load_transactions
from microdesk_desktop.views.bank.words.transactions import transaction_line
from microdesk_desktop.views.expenses.categories import load_category_index

Act = Callable[[Session, argparse.Namespace], ChangeResult]
_NO_AMOUNTS = frozenset(("nan", "inf", "infinity"))


def register(commands: Subparsers) -> None:
    """Declare the decisions below `bank`."""
    parser = _add_decision(commands, "attribute", tr("Indiquer ce que règle une opération"), _attribute)
    parser.add_argument(
        "--to",
        nargs="+",
        action="extend",
        required=True,
        type=_named_part,
        metavar=tr("TYPE:RÉFÉRENCE[=MONTANT]"),
        help=tr("ce qu'elle règle : invoice, expense ou receipt, sa référence, et la part qui lui revient"),
    )
    parser.add_argument(
        "--fee",
        type=positive_cents,
        metavar=tr("MONTANT"),
        help=tr("frais retenus sur le versement : ils deviennent une dépense, et le document est réglé en entier"),
    )
    for name, text, decide in (
        ("detach", tr("Défaire le règlement d'une opération"), decisions.detach),
        ("ignore", tr("Ignorer une opération"), decisions.ignore),
        ("unignore", tr("Ne plus ignorer une opération"), decisions.unignore),
    ):
        _add_decision(commands, name, text, partial(_decide, decide))
    for name, text, answer in (
        ("merge", tr("Ne faire qu'une opération de deux qui sont le même paiement"), merge_double),
        ("keep-both", tr("Garder les deux opérations d'un double possible"), keep_both),
    ):
        _add_answer(commands, name, text, answer)
    parser = _add_decision(commands, "create-expense", tr("Créer la dépense d'une opération"), _create_expense)
    parser.add_argument("--supplier", metavar=tr("NOM"), help=tr("fournisseur, lu dans le libellé par défaut"))
    parser.add_argument("--label", metavar=tr("TEXTE"), help=tr("objet"))
    parser.add_argument("--category", metavar=tr("TEXTE"), help=tr("catégorie"))
    parser.add_argument("--reference", metavar=tr("TEXTE"), help=tr("référence de la pièce"))
    _add_replace(parser)
    parser = _add_decision(commands, "create-receipt", tr("Créer la recette d'une opération"), _create_receipt)
    parser.add_argument("--client", metavar=tr("NOM"), help=tr("client, lu dans le libellé par défaut"))
    parser.add_argument("--label", metavar=tr("TEXTE"), help=tr("objet"))
    parser.add_argument("--reference", metavar=tr("TEXTE"), help=tr("référence de la pièce"))
    parser.add_argument("--method", type=one_of(Method), choices=list(Method), help=tr("moyen de paiement"))
    parser.add_argument("--activity", type=one_of(Activity), choices=list(Activity), help=tr("activité"))
    _add_replace(parser)


def _add_replace(parser: Parser) -> None:
    parser.add_argument("--replace", action="store_true", help=tr("remplacer ce que l'opération règle déjà"))


def _add_decision(commands: Subparsers, name: str, text: str, act: Act) -> Parser:
    def run(context: Context) -> Result:
        session, arguments = context.session(), context.arguments
        act(session, arguments)
        row = _row(session, arguments.id)
        return Result(value=transaction_json(row), text=[transaction_line(row)])

    parser = add_command(commands, name, text, run)
    parser.add_argument("id", type=row_id, metavar=tr("ID"), help=tr("identifiant que donne « bank list »"))
    return parser


def _add_answer(
    commands: Subparsers, name: str, text: str, answer: Callable[[Session, int, int], ChangeResult]
) -> None:
    """Declare an answer about the newer one of a possible double, which has the other one as its `double_of`."""

    def run(context: Context) -> Result:
        session, newer = context.session(), _row(context.session(), context.arguments.id)
        if newer.double_of is None:
            raise KnownError(ErrorCode.NOTHING_TO_DO)
        answered = answer(session, newer.id, newer.double_of)
        row = _row(session, answered.id or newer.id)
        return Result(value=transaction_json(row), text=[transaction_line(row)])

    parser = add_command(commands, name, text, run)
    parser.add_argument("id", type=row_id, metavar=tr("ID"), help=tr("identifiant que donne « bank list »"))


def _decide(
    decide: Callable[[Session, int], ChangeResult], session: Session, given: argparse.Namespace
) -> ChangeResult:
    return decide(session, given.id)


def _attribute(session: Session, given: argparse.Namespace) -> ChangeResult:
    if given.fee is None:
        return attribute_by_reference(session, given.id, given.to)
    return attribute_net_of_fee(session, given.id, given.to, given.fee)


def _create_expense(session: Session, given: argparse.Namespace) -> ChangeResult:
    expense = prefilled_expense(_row(session, given.id), session.read(load_category_index))
    expense = replace(expense, **_given(given, "supplier", "label", "category", "reference"))
    return decisions.create_record(session, given.id, expense, replaces=given.replace)


def _create_receipt(session: Session, given: argparse.Namespace) -> ChangeResult:
    receipt = prefilled_receipt(_row(session, given.id))
    receipt = replace(receipt, **_given(given, "client", "label", "reference", "method", "activity"))
    return decisions.create_record(session, given.id, receipt, replaces=given.replace)


def _given(arguments: argparse.Namespace, *names: str) -> dict[str, Any]:
    """The options that were written, by name."""
    return {name: value for name in names if (value := getattr(arguments, name)) is not None}


def _row(session: Session, transaction_id: int) -> TransactionRow:
    rows = session.read(lambda reader: load_transactions(reader, [transaction_id]))
    if not rows:
        raise KnownError(ErrorCode.UNKNOWN_TRANSACTION, id=transaction_id)
    return rows[0]


def _named_part(text: str) -> NamedPart:
    found = re.fullmatch(rf"({'|'.join(TargetKind)}):(.+)", text)
    if found is None:
        raise argparse.ArgumentTypeError(tr("attendu : invoice, expense ou receipt, puis :RÉFÉRENCE[=MONTANT]"))
    reference, mark, amount = found[2].rpartition("=")
    if not (reference and mark and _is_meant_as_amount(amount)):
        return NamedPart(kind=TargetKind(found[1]), reference=found[2])
    return NamedPart(kind=TargetKind(found[1]), reference=reference, amount_cents=positive_cents(amount))


def _is_meant_as_amount(text: str) -> bool:
    """Whether what follows the last « = » is an amount, right or wrong, rather than a part of the reference."""
    written = text.strip(" +-−€").casefold()
    return written in _NO_AMOUNTS or not any(each.isalpha() and each != "e" for each in written)
