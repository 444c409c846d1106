"""The parser of the command line, whose refusals speak the user's language."""

import argparse
import re
from collections.abc import Callable, Mapping
from typing import NoReturn

from microdesk_desktop.base.i18n import tr


class Misuse(Exception):
    """Words that are no command of ours: how they should be, and one sentence on what is wrong."""

    def __init__(self, usage: str, sentence: str) -> None:
        super().__init__(sentence)
        self.usage = usage
        self.sentence = sentence


class Parser(argparse.ArgumentParser):
    """Raises Misuse for what it does not understand; subparsers are of the same kind."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**{"allow_abbrev": False, **settings})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        raise Misuse(self.format_usage(), refusal(message))


def refusal(message: str) -> str:
    """argparse's refusal in the user's language."""
    for pattern, sentence in _SENTENCES.items():
        found = re.fullmatch(pattern, message)
        if found:
            return sentence().format_map({key: value or "" for key, value in found.groupdict().items()})
    return message


_SENTENCES: Mapping[str, Callable[[], str]] = {
    r"argument (?:COMMANDE|COMMAND|\{[^}]*\}): invalid choice: '(?P<value>.*?)' .*": lambda: tr(
        "Commande inconnue : {value}. Voyez « microdesk --help »."
    ),
    r"the following arguments are required: (?P<name>.*)": lambda: tr("Il manque : {name}."),
    r"unrecognized arguments: (?P<name>.*)": lambda: tr("Arguments inconnus : {name}."),
    r"argument (?P<name>.*?): expected .* arguments?": lambda: tr("{name} attend une valeur."),
    r"argument (?P<name>.*?): invalid choice: '(?P<value>.*?)' \(choose from (?P<known>.*)\)": lambda: tr(
        "« {value} » ne convient pas à {name}. Choix possibles : {known}."
    ),
    r"argument (?P<name>.*?): invalid \S+ value: '(?P<value>.*?)'": lambda: tr("« {value} » ne convient pas à {name}."),
    r"argument (?P<name>.*?): (?P<why>.*)": lambda: tr("{name} : {why}."),
}
