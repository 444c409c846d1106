"""What a verb is given: its arguments, its job, and the vault when it asks for it."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.paths import profile_folder
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.unlock import unlock, unlock_with_keyring

Subparsers = Any  # argparse keeps its own class private


class Context:
    """One run of one verb; `session()` opens the vault once, and `close()` shuts it."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.profile = profile_folder(arguments.profile)
        self.job = Job(_Progress() if sys.stderr.isatty() else None)
        self._session: Session | None = None

    def session(self) -> Session:
        """The open vault. Raises what unlocking raises."""
        if self._session is None:
            self._session = self._unlock()
        return self._session

    def _unlock(self) -> Session:
        given = self.given_passphrase()
        if given is not None:
            return unlock(self.profile, given)
        remembered = unlock_with_keyring(self.profile)
        return remembered or unlock(self.profile, self.ask_passphrase())

    def given_passphrase(self) -> str | None:
        """The first line of the file named by `--passphrase-file` or MICRODESK_PASSPHRASE_FILE."""
        named = os.environ.get("MICRODESK_PASSPHRASE_FILE")
        path = self.arguments.passphrase_file or (Path(named) if named else None)
        return first_line(path) if path else None

    def ask_passphrase(self) -> str:
        """Ask on the terminal. Raises VAULT_LOCKED without one."""
        if not sys.stdin.isatty():
            raise KnownError(ErrorCode.VAULT_LOCKED)
        return getpass.getpass(tr("Phrase secrète : "), stream=sys.stderr)

    def close(self) -> None:
        """Shut the vault."""
        if self._session is not None:
            self._session.close()


def first_line(path: Path) -> str:
    """The first line of a secret's file. Raises FILE_NOT_FOUND or FILE_UNREADABLE."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise KnownError(ErrorCode.FILE_NOT_FOUND, path=str(path)) from None
    except (OSError, UnicodeDecodeError):
        raise KnownError(ErrorCode.FILE_UNREADABLE, path=str(path)) from None
    return lines[0] if lines else ""


class _Progress:
    """Progress on one line of the terminal."""

    def __call__(self, done: int, total: int, key: str) -> None:
        share = f"{100 * done // total:3} %" if total else f"{done}"
        print(f"\r{key} {share}", end="\n" if total and done >= total else "", file=sys.stderr, flush=True)
