"""Entry point of the command line: parses the arguments, runs one command, returns its exit code."""

import argparse
import errno
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from microdesk_desktop import __version__
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.i18n import LANGUAGES, set_language, system_language, tr
from microdesk_desktop.cli.output import BUG, INTERRUPTED, KNOWN, USAGE, open_streams, show, show_failure, write_lines
from microdesk_desktop.cli.usage import Parser, UsageError, add_commands, repeat_option

if TYPE_CHECKING:
    from microdesk_desktop.cli.context import Context

_STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What asks a command to end; a hang-up that `nohup` has ignored stays so."""

GROUPS = {
    "vault": "vault.commands",
    "company": "company",
    "lookup": "lookup",
    "import": "imports",
    "imports": "imports",
    "bank": "bank.commands",
    "law": "law",
    "dashboard": "overview",
    "todo": "overview",
    "declarations": "declarations",
    "documents": "documents.commands",
    "books": "books.commands",
    "expenses": "expenses",
    "mail": "mail.commands",
    "mileage": "mileage.commands",
    "privacy": "privacy.commands",
    "demo": "demo.commands",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run one command, or open the window when none is named, on the files that are given; returns the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    as_json = "--json" in given
    open_streams(as_json=as_json)
    set_language(_wanted_language(given))
    try:
        return _dispatch(given)
    except UsageError as error:
        write_lines(error.usage, sys.stderr)
        show_failure("usage", error.sentence, as_json=as_json)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED


def _dispatch(words: Sequence[str]) -> int:
    common, rest = _common_parser(words).parse_known_args(repeat_option(words, "--map"))
    if all(_is_path(word) for word in rest):
        return _open_window(common, [Path(word) for word in rest])
    return _run(_parser(rest).parse_args(rest, common))


def _is_path(word: str) -> bool:
    """Whether the word can only be a file to open in the window: commands and options name no folder."""
    return not word.startswith("-") and any(separator in word for separator in (os.sep, os.altsep) if separator)


def _wanted_language(words: Sequence[str]) -> str:
    """The language asked for, else the system's: it is needed before the words are parsed, to refuse them in it."""
    joined = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    apart = [value for option, value in pairwise(words) if option == "--lang"]
    return next((value for value in (*joined, *apart) if value in LANGUAGES), system_language())


def _common_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The options that stand before or after the command, and those that need none."""
    parser = Parser(prog="microdesk", add_help=False)
    if "statement" not in words:  # `privacy statement` has a version of its own
        _add_version(parser)
    _add_common(parser, {})
    return parser


def _add_version(parser: argparse.ArgumentParser) -> None:
    version = f"microdesk {__version__}"
    parser.add_argument("--version", action="version", version=version, help=tr("afficher la version"))


def _add_common(parser: argparse.ArgumentParser, shared: Mapping[str, Any]) -> None:
    parser.add_argument("--profile", type=Path, metavar=tr("DOSSIER"), help=tr("dossier du coffre"), **shared)
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar=tr("FICHIER"),
        help=tr("fichier dont la première ligne est la phrase secrète"),
        **shared,
    )
    parser.add_argument(
        "--json", action="store_true", help=tr("écrire le résultat en JSON sur la sortie standard"), **shared
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=tr("langue des textes"), **shared)


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command that is named, or of all; importing the others would take half of the run."""
    parser = Parser(prog="microdesk", description=tr("Votre gestion, chez vous."), epilog=_files_text())
    _add_version(parser)
    _add_common(parser, {"default": argparse.SUPPRESS})
    subparsers = add_commands(parser)
    named = [module for name, module in GROUPS.items() if name in words]
    for module in dict.fromkeys(named or GROUPS.values()):
        import_module(f"microdesk_desktop.cli.{module}").register(subparsers)
    return parser


def _files_text() -> str:
    return tr("Sans commande, la fenêtre s'ouvre. microdesk ./FICHIER … ouvre ces fichiers dans la fenêtre.")


def _open_window(common: argparse.Namespace, files: Sequence[Path]) -> int:
    """Show the window; where the profile has one already, that one comes to the front and opens the files."""
    from microdesk_desktop.base.bug_report import silence_libraries
    from microdesk_desktop.base.instance import hand_over, listen
    from microdesk_desktop.base.paths import profile_folder

    silence_libraries()
    profile = profile_folder(common.profile)
    try:
        _refuse_missing(files)
        # Before Qt is loaded, which takes most of a start: two starts at the same time meet, and the second needs none.
        listener = listen(profile)
        if listener is None and hand_over(profile, files, os.environ.get("XDG_ACTIVATION_TOKEN", "")):
            return 0
        from microdesk_desktop.app import open_window

        return open_window(profile, common.lang, files, listener)
    except Exception as error:  # noqa: BLE001 - an outermost handler: what the window cannot show itself
        return _fail(error, profile, as_json=common.json)


def _refuse_missing(files: Sequence[Path]) -> None:
    for path in files:
        if not path.exists():
            raise KnownError(ErrorCode.FILE_NOT_FOUND, path=str(path))


def _run(arguments: argparse.Namespace) -> int:
    from microdesk_desktop.base.bug_report import silence_libraries
    from microdesk_desktop.cli.context import Context

    silence_libraries()
    context = Context(arguments)
    former = {
        number: signal.signal(number, lambda *_: context.interrupt()) for number in _STOPS if not _is_ignored(number)
    }
    try:
        with closing(context):
            return _outcome(context)
    except BrokenPipeError:
        _drop_output()  # the reader left early, as `head` does: there is nobody to show an error to
        return KNOWN
    except Exception as error:  # noqa: BLE001 - an outermost handler: the vault could not be closed
        return _fail(error, context.profile, as_json=False)
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _is_ignored(number: int) -> bool:
    return signal.getsignal(number) is signal.SIG_IGN


def _drop_output() -> None:
    """Leave nothing on standard output for the interpreter to write at its end, where it would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _outcome(context: "Context") -> int:
    as_json = context.arguments.json
    try:
        context.finish_erasing()
        result = context.arguments.run(context)
        if context.opened is not None:
            context.opened.database.checkpoint()
        show(result, as_json=as_json)
        as_json = False  # one value was written, and there is never a second
        _back_up_today(context)
        return int(result.code)
    except (Cancelled, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - an outermost handler: a bug is reported, never swallowed
        if isinstance(error, OSError) and error.errno == errno.ENOSPC and not _takes_output():
            _drop_output()
            as_json = False
        return _fail(error, context.profile, as_json=as_json)


def _takes_output() -> bool:
    """Whether what is left to write on standard output can be written."""
    try:
        sys.stdout.flush()
    except OSError:
        return False
    return True


def _fail(error: Exception, profile: Path, *, as_json: bool) -> int:
    """Show a known error with what to do next, or the report of a bug; returns the exit code."""
    from microdesk_desktop.base.outermost import without_blame
    from microdesk_desktop.views.messages.actions import command_text
    from microdesk_desktop.views.messages.errors import error_text

    error = without_blame(error)
    if isinstance(error, KnownError):
        show_failure(error.code.value, error_text(error), command_text(error.code), as_json=as_json)
        return KNOWN
    show_failure("bug", _bug_text(profile, error), as_json=as_json)
    return BUG


def _back_up_today(context: "Context") -> None:
    if context.opened is None:
        return
    from microdesk_desktop.base.jobs import Job
    from microdesk_desktop.operations.vault.backups.make import back_up_today
    from microdesk_desktop.views.messages.errors import error_text

    try:
        back_up_today(context.opened, Job())
    except KnownError as error:
        refused = tr("La sauvegarde du jour n'a pas pu être faite.")
        write_lines(f"{refused} {error_text(error)}", sys.stderr)


def _bug_text(profile: Path, error: Exception) -> str:
    from microdesk_desktop.base.bug_report import bug_report, keep_report

    try:
        place = str(keep_report(profile, error))
    except (KnownError, OSError):
        text = tr("Un défaut de MicroDesk a interrompu la commande. Voici le rapport, sans donnée personnelle :")
        return f"{text}\n{bug_report(error)}"
    text = tr("Un défaut de MicroDesk a interrompu la commande. Le rapport, sans donnée personnelle : {place}")
    return text.format(place=place)
