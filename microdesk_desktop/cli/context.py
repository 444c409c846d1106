"""What a command gets: its arguments, its job, and the open vault on demand."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.paths import profile_folder
from microdesk_desktop.operations.vault.exists import vault_exists

if TYPE_CHECKING:
    from microdesk_desktop.operations.session import Session


class Context:
    """One run of one command; `session()` opens the vault once, and `close()` shuts it."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.profile = profile_folder(arguments.profile)
        self.job = Job(_Progress() if sys.stderr.isatty() else None)
        self.is_asking = False
        self._session: Session | None = None

    def session(self) -> "Session":
        """The open vault. Raises what unlocking raises, and VAULT_LOCKED when no passphrase is given."""
        if self._session is None:
            self.register_session(self._unlock())
        assert self._session is not None
        return self._session

    def register_session(self, session: "Session") -> "Session":
        """Register a session that the command opened itself, to be closed with this run."""
        self._session = session
        self.job.checkpoint()
        return session

    @property
    def opened(self) -> "Session | None":
        """The session of this run, None when its command did not need one."""
        return self._session

    def passphrase(self) -> str:
        """The passphrase, from its file or typed on the terminal. Raises VAULT_LOCKED without either."""
        given = self.given_passphrase()
        return self.ask_secret(tr("Phrase secrète : ")) if given is None else given

    def given_passphrase(self) -> str | None:
        """The first line of the file named by `--passphrase-file` or MICRODESK_PASSPHRASE_FILE."""
        named = os.environ.get("MICRODESK_PASSPHRASE_FILE")
        path = self.arguments.passphrase_file or (Path(named) if named else None)
        return first_line(path) if path else None

    def ask_secret(self, prompt: str) -> str:
        """Ask on the terminal without echo. Raises VAULT_LOCKED without a terminal."""
        if not sys.stdin.isatty():
            raise KnownError(ErrorCode.VAULT_LOCKED)
        import getpass

        with self._asking():
            return getpass.getpass(prompt, stream=sys.stderr)

    def confirm(self, question: str) -> bool:
        """Ask a yes/no question on the terminal; False without a terminal."""
        if not sys.stdin.isatty():
            return False
        print(question, tr("[o/N]"), end=" ", file=sys.stderr, flush=True)
        with self._asking():
            return sys.stdin.readline().strip().lower() in (tr("o"), tr("oui"))

    def interrupt(self) -> None:
        """Ask the work to stop at its next safe point; a question, or a second call, ends at once."""
        is_insisting = self.job.is_cancelled
        self.job.cancel()
        if self.is_asking or is_insisting:
            raise KeyboardInterrupt

    def close(self) -> None:
        """Shut the vault."""
        if self._session is not None:
            self._session.close()

    def _unlock(self) -> "Session":
        if not vault_exists(self.profile):
            raise KnownError(ErrorCode.VAULT_MISSING)
        # Loading SQLCipher and the keyring would double the start of the commands that open nothing.
        from microdesk_desktop.operations.vault.unlock import unlock, unlock_with_keyring

        given = self.given_passphrase()
        if given is not None:
            return unlock(self.profile, given)
        remembered = unlock_with_keyring(self.profile)
        return remembered or unlock(self.profile, self.passphrase())

    @contextmanager
    def _asking(self) -> Iterator[None]:
        self.is_asking = True
        try:
            yield
        finally:
            self.is_asking = False


def first_line(path: Path) -> str:
    """The first line of a secret's file. Raises FILE_NOT_FOUND or FILE_UNREADABLE."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise KnownError(ErrorCode.FILE_NOT_FOUND, path=str(path)) from None
    except (OSError, UnicodeDecodeError):
        raise KnownError(ErrorCode.FILE_UNREADABLE, path=str(path)) from None
    return lines[0] if lines else ""


class _Progress:
    """Progress on one line of the terminal, rewritten at each report."""

    def __call__(self, done: int, total: int, key: str) -> None:
        from microdesk_desktop.views.messages.steps import step_text

        share = f"{100 * done // total:3} %" if total else ""
        is_over = bool(total) and done >= total
        print(f"\r\x1b[K{step_text(key)} {share}", end="\n" if is_over else "", file=sys.stderr, flush=True)
