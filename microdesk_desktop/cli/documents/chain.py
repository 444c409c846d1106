"""`documents convert`: the next document of a chain."""

import argparse

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.cli.usage import Parser, Subparsers, add_command, positive_cents
from microdesk_desktop.domain.documents.numbers import Decimals, parse_decimal
from microdesk_desktop.domain.documents.parts import Part
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.chain.convert import convert


def register(commands: Subparsers) -> None:
    """Declare the commands."""
    parser = add_command(
        commands, "convert", tr("Préparer la suite d'un devis, d'une commande ou d'une facture"), _convert
    )
    parser.add_argument("number", metavar=tr("NUMÉRO"), help=tr("numéro du document"))
    types = [each.value for each in DocumentType if each is not DocumentType.CREDIT_NOTE]
    parser.add_argument("--to", required=True, choices=types, help=tr("type du document à préparer"))
    add_part(parser)
    parser.add_argument("--beyond-quote", action="store_true", help=tr("permettre de dépasser ce qui reste du devis"))


def add_part(parser: Parser) -> None:
    """Declare the options for how much of a document is taken."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--percent", type=_percent, metavar="P", help=tr("part du document entier, en pour cent"))
    group.add_argument("--amount", type=positive_cents, metavar=tr("MONTANT"), help=tr("montant, taxes comprises"))
    group.add_argument("--amount-excl-tax", type=positive_cents, metavar=tr("MONTANT"), help=tr("montant hors taxes"))
    quantity_help = tr("quantité d'une ligne, par son rang ; les lignes qui ne sont pas nommées ne sont pas prises")
    group.add_argument(
        "--quantity", type=_quantity, action="append", default=[], metavar=tr("LIGNE=QUANTITÉ"), help=quantity_help
    )


def part_of_arguments(arguments: argparse.Namespace) -> Part:
    """How much of a document the options ask for."""
    return Part(
        percent=arguments.percent,
        incl_tax=arguments.amount,
        excl_tax=arguments.amount_excl_tax,
        quantities=dict(arguments.quantity),
    )


def _convert(context: Context) -> Result:
    wanted = context.arguments
    result = convert(
        context.session(),
        wanted.number,
        DocumentType(wanted.to),
        part_of_arguments(wanted),
        is_beyond=wanted.beyond_quote,
    )
    return Result(value={"id": result.id}, text=[str(result.id)])


def _percent(text: str) -> int:
    return _positive(parse_decimal(text, Decimals.PERCENT))


def _quantity(text: str) -> tuple[int, int]:
    position, _, quantity = text.partition("=")
    return _positive(int(position)), parse_decimal(quantity, Decimals.QUANTITY)


def _positive(number: int) -> int:
    if number <= 0:
        raise ValueError(number)
    return number
