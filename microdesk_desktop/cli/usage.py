"""The parser of the command line: argparse with its help and its errors in the user's language."""

import argparse
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible, well_formed
from microdesk_desktop.domain.money import parse_cents

_COLUMNS = 80  # of an output that is no terminal
_LONGEST_ID = 19  # digits of the first number that SQLite cannot hold
Subparsers = Any  # argparse keeps its own class private
Value = TypeVar("Value", bound=StrEnum)


class UsageError(Exception):
    """A command line that cannot be parsed: the usage of the command, and what is wrong in one sentence."""

    def __init__(self, usage: str, sentence: str) -> None:
        super().__init__(sentence)
        self.usage = usage
        self.sentence = sentence


class _HelpFormatter(argparse.HelpFormatter):
    """argparse's help with a translated heading, at most as wide as the terminal.

    argparse would load shutil and its compressors to learn that width, at each start.
    """

    def __init__(self, prog: str) -> None:
        try:
            columns = os.get_terminal_size().columns
        except OSError:
            columns = _COLUMNS
        super().__init__(prog, width=columns - 2)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, tr("Utilisation : ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Raises UsageError for a command line that it cannot parse; its subparsers are of the same class."""

    def __init__(self, *, add_help: bool = True, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_HelpFormatter, **settings)
        # The type of every argument that declares none: bytes that are no UTF-8 arrive as halves of surrogate pairs.
        self.register("type", None, well_formed)
        self._positionals.title = _heading(tr("Arguments :"))
        self._optionals.title = _heading(tr("Options :"))
        if add_help:
            self.add_argument("-h", "--help", action="help", help=tr("afficher cette aide"))

    def add_subparsers(self, **settings: Any) -> Any:
        """As argparse's; the words of the subcommand, paths among them, reach its own parser unchanged."""
        action = super().add_subparsers(**settings)
        action.type = str
        return action

    def error(self, message: str) -> NoReturn:
        raise UsageError(self.format_usage(), translate_error(message))


def add_commands(parser: argparse.ArgumentParser) -> Subparsers:
    """Where the subcommands of a command are declared."""
    return parser.add_subparsers(required=True, metavar=tr("COMMANDE"), title=_heading(tr("Commandes :")))


def add_command(commands: Subparsers, name: str, text: str, run: Callable[..., object] | None = None) -> Parser:
    """Declare one command: `text` describes it in the help, `run` executes it."""
    parser: Parser = commands.add_parser(name, help=text, description=f"{text}.")
    if run is not None:
        parser.set_defaults(run=run)
    return parser


def one_of(values: type[Value]) -> Callable[[str], Value]:
    """The type of an argument that is one of these values; its refusal names them as they are typed."""

    def read(text: str) -> Value:
        try:
            return values(text)
        except ValueError:
            known = ", ".join(values)
            refused = tr("« {value} » ne convient pas, choix possibles : {known}").format(value=text, known=known)
            raise argparse.ArgumentTypeError(refused) from None

    return read


def repeat_option(words: Sequence[str], option: str) -> Sequence[str]:
    """The words with `option` before each value of the form NAME=VALUE that follows it: it may be written once.

    argparse could take several values too, but then a file that is named after them would be one of them.
    """
    repeated: list[str] = []
    values: int | None = None
    for word in words:
        if word == option:
            values = 0
        elif values == 0 or (values and "=" in word and not word.startswith("-")):
            repeated += [option] if values else []
            values += 1
        else:
            values = 1 if word.startswith(f"{option}=") else None
        repeated.append(word)
    return repeated


def positive_cents(text: str) -> int:
    """The type of an argument that is an amount above zero, with a comma or a dot before its decimals."""
    try:
        cents = parse_cents(text, "," if "," in text else ".")
    except ValueError:
        cents = 0
    if cents <= 0:
        raise argparse.ArgumentTypeError(tr("montant au-dessus de zéro attendu, au centime près, comme 120.50"))
    return cents


def iso_day(text: str) -> date:
    """The type of an argument that is a day, as 2026-11-21."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("date attendue, comme 2026-11-21")) from None


def year(text: str) -> int:
    """The type of an argument that is a year, as 2026."""
    if not (text.isascii() and text.isdecimal() and len(text) == len("2026") and int(text)):
        raise argparse.ArgumentTypeError(tr("année attendue, comme 2026"))
    return int(text)


def row_id(text: str) -> int:
    """An id as a list of the command line gives it; 0, which no row has, for any other text."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST_ID else 0


def listed_number(text: str) -> int:
    """The type of an argument that is the number of something in a list, as 12."""
    number = row_id(text)
    if not number:
        raise argparse.ArgumentTypeError(tr("numéro attendu, comme 12"))
    return number


def _heading(text: str) -> str:
    """The heading of a section of the help; argparse adds the colon itself."""
    return text.removesuffix(":")


def translate_error(message: str) -> str:
    """argparse's error message in the user's language."""
    for pattern, sentence in _SENTENCES.items():
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return sentence().format_map({key: visible(value or "") for key, value in found.groupdict().items()})
    return tr("Cette commande n'est pas comprise. Voyez « microdesk --help ».")


# The messages of argparse from Python 3.11 to 3.14, the most specific first.
_SENTENCES: Mapping[str, Callable[[], str]] = {
    r"argument (?:COMMANDE|COMMAND): invalid choice: '(?P<value>.*?)' .*": lambda: tr(
        "Commande inconnue : {value}. Voyez « microdesk --help »."
    ),
    r"the following arguments are required: (?P<name>.*)": lambda: tr("Il manque : {name}."),
    r"unrecognized arguments: (?P<name>.*)": lambda: tr("Arguments inconnus : {name}."),
    r"argument (?P<name>.*?): expected .* arguments?": lambda: tr("{name} attend une valeur."),
    r"argument (?P<name>.*?): ignored explicit argument .*": lambda: tr("{name} n'attend pas de valeur."),
    r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)": lambda: tr(
        "{name} et {other} ne vont pas ensemble."
    ),
    r"argument (?P<name>.*?): invalid choice: '(?P<value>.*?)' \(choose from (?P<known>.*)\)": lambda: tr(
        "« {value} » ne convient pas à {name}. Choix possibles : {known}."
    ),
    r"argument (?P<name>.*?): invalid \S+ value: '(?P<value>.*?)'": lambda: tr("« {value} » ne convient pas à {name}."),
    r"argument (?P<name>.*?): (?P<why>.*)": lambda: tr("{name} : {why}."),
}
