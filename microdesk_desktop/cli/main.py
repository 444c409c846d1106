"""The front door of the command line: arguments in, one outcome and one exit code out."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from microdesk_desktop import __version__
from microdesk_desktop.base.errors import Cancelled, KnownError
from microdesk_desktop.base.i18n import LANGUAGES, set_language, system_language, tr
from microdesk_desktop.cli.output import BUG, INTERRUPTED, KNOWN, show, show_failure

_COMMON = {
    "--profile": {"type": Path, "metavar": "DIR"},
    "--passphrase-file": {"type": Path, "metavar": "FILE"},
    "--json": {"action": "store_true"},
    "--lang": {"choices": LANGUAGES},
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one verb, or open the window when none is named; returns the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    common, rest = _common_parser().parse_known_args(given)
    set_language(common.lang or system_language())
    if not rest:
        return _open_window(common)
    return _run(_parser().parse_args(rest, common))


def _common_parser() -> argparse.ArgumentParser:
    """The options that stand before or after the verb."""
    parser = argparse.ArgumentParser(prog="microdesk", add_help=False, allow_abbrev=False)
    for name, settings in _COMMON.items():
        parser.add_argument(name, **settings)  # type: ignore[arg-type]
    return parser


def _parser() -> argparse.ArgumentParser:
    from microdesk_desktop.cli import bank, demo, records, vault

    parser = argparse.ArgumentParser(prog="microdesk", allow_abbrev=False, description=tr("Votre gestion, chez vous."))
    parser.add_argument("--version", action="version", version=f"microdesk {__version__}")
    for name, settings in _COMMON.items():
        parser.add_argument(name, **settings, default=argparse.SUPPRESS)  # type: ignore[arg-type]
    subparsers = parser.add_subparsers(required=True, metavar=tr("COMMANDE"))
    for group in (vault, records, bank, demo):
        group.register(subparsers)
    return parser


def _open_window(common: argparse.Namespace) -> int:
    from microdesk_desktop.app import open_window
    from microdesk_desktop.base.paths import profile_folder

    return open_window(profile_folder(common.profile), common.lang)


def _run(arguments: argparse.Namespace) -> int:
    from microdesk_desktop.base.log import report_bug
    from microdesk_desktop.cli.context import Context
    from microdesk_desktop.views.errors import sentence

    context = Context(arguments)
    signal.signal(signal.SIGINT, lambda *_: context.job.cancel())
    try:
        result = arguments.run(context)
        show(result, as_json=arguments.json)
        return int(result.code)
    except KnownError as error:
        show_failure(error.code.value, sentence(error), as_json=arguments.json)
        return KNOWN
    except (Cancelled, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last door: a bug is told, never swallowed
        place = report_bug(context.profile, error)
        message = tr("Une erreur imprévue est survenue. Le rapport, sans donnée personnelle, est dans {place}.")
        show_failure("bug", message.format(place=place), as_json=arguments.json)
        return BUG
    finally:
        context.close()
