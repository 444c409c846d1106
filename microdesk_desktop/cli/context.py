"""What a command gets: its arguments, its job, and the open vault on demand."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.bounded import read_at_most
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.paths import profile_folder
from microdesk_desktop.base.text import well_formed
from microdesk_desktop.cli.output import is_terminal, write_lines
from microdesk_desktop.operations.erasing.begun import is_erasure_begun
from microdesk_desktop.operations.vault.exists import vault_exists

if TYPE_CHECKING:
    from microdesk_desktop.operations.session import Session

LONGEST_SECRET_BYTES = 65_536
"""Longest first line of a secret's file: far above any passphrase, far below what would slow the key derivation."""


class Context:
    """One run of one command; `session()` opens the vault once, and `close()` shuts it."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.profile = profile_folder(arguments.profile)
        self.job = Job(_Progress() if is_terminal(sys.stderr) else None)
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
        self._show_opening(session)
        _show_warnings(session)
        self.job.checkpoint()
        return session

    @property
    def opened(self) -> "Session | None":
        """The session of this run, None when its command did not need one."""
        return self._session

    def forget_session(self) -> None:
        """Forget the vault of this run, which was closed and is gone."""
        self._session = None

    def finish_erasing(self) -> None:
        """Finish the erasure of everything that a former run began, before anything else is done with the profile.

        Raises EVERYTHING_UNFINISHED where files are left that cannot be erased now, and as `finish_everything`.
        """
        if not is_erasure_begun(self.profile):
            return
        from microdesk_desktop.operations.erasing.destroy import finish_everything
        from microdesk_desktop.views.privacy.everything import report_lines

        report = finish_everything(self.profile)
        if report is not None:
            write_lines("\n".join(report_lines(report)), sys.stderr)
        if report is not None and not report.is_vault_gone:
            raise KnownError(ErrorCode.EVERYTHING_UNFINISHED)

    def passphrase(self) -> str:
        """The passphrase, from its file or typed on the terminal. Raises VAULT_LOCKED without either."""
        given = self.given_passphrase()
        return self.ask_secret(tr("Phrase secrète : ")) if given is None else given

    def given_passphrase(self) -> str | None:
        """The first line of the file named by `--passphrase-file` or MICRODESK_PASSPHRASE_FILE."""
        named = os.environ.get("MICRODESK_PASSPHRASE_FILE")
        path = self.arguments.passphrase_file or (Path(named) if named else None)
        if path is None:
            return None
        _harden()
        with self._asking():
            return first_line(path)

    def ask_secret(self, prompt: str) -> str:
        """Ask on the terminal without echo. Raises VAULT_LOCKED without a terminal."""
        _harden()
        if not is_terminal(sys.stdin):
            raise KnownError(ErrorCode.VAULT_LOCKED)
        import getpass

        with self._asking():
            try:
                return well_formed(getpass.getpass(prompt, stream=sys.stderr))
            except UnicodeDecodeError:
                raise KnownError(ErrorCode.SECRET_UNREADABLE) from None

    def ask_optional_secret(self, prompt: str) -> str | None:
        """Ask on the terminal without echo; None without a terminal, and for an empty answer."""
        return (self.ask_secret(prompt) or None) if is_terminal(sys.stdin) else None

    def confirm(self, question: str) -> bool:
        """Ask a yes/no question on the terminal; False without a terminal."""
        if not is_terminal(sys.stdin):
            return False
        write_lines(f"{question} {tr('[o/N]')}", sys.stderr, end=" ")
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

    def _show_opening(self, session: "Session") -> None:
        """Name on standard error what the opening healed, finished, or could not finish."""
        if session.opening.healed_from is not None:
            from microdesk_desktop.views.vault.opening import healed_text

            print(healed_text(session.opening), file=sys.stderr)
        if session.erasures:
            from microdesk_desktop.views.privacy.opening import erasure_texts

            write_lines("\n".join(erasure_texts(session.erasures)), sys.stderr)
        if session.outdated_backups:
            from microdesk_desktop.views.vault.outdated_backups import outdated_lines

            write_lines("\n".join(outdated_lines(session.outdated_backups)), sys.stderr)
        self._ask_agreement(session)

    def _ask_agreement(self, session: "Session") -> None:
        """Name on one line of standard error that the privacy statement waits for an answer, and the command for it."""
        if getattr(self.arguments, "answers_statement", False):
            return
        from microdesk_desktop.views.privacy.statement import asking_text, load_statement_state

        state = session.read(load_statement_state)
        if state.asks:
            write_lines(f"{asking_text(state)} microdesk privacy statement --accept", sys.stderr)

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
    """The first line of a secret's file: UTF-8, ended by LF or CRLF alone. Raises FILE_NOT_FOUND, SECRET_UNREADABLE.

    Any other character belongs to the secret, as it does where it is typed (U+2028, a form feed).
    """
    try:
        line, is_ended, _ = read_at_most(path, LONGEST_SECRET_BYTES, until=b"\n").partition(b"\n")
        text = (line.removesuffix(b"\r") if is_ended else line).decode("utf-8-sig")
    except (KnownError, UnicodeDecodeError) as error:
        if isinstance(error, KnownError) and error.code is not ErrorCode.PATH_UNUSABLE:
            raise
        raise KnownError(ErrorCode.SECRET_UNREADABLE, path=str(path)) from None
    # UTF-16 without its mark reads as UTF-8 with zeros.
    if len(line) == LONGEST_SECRET_BYTES or "\0" in text:
        raise KnownError(ErrorCode.SECRET_UNREADABLE, path=str(path))
    return text


def _show_warnings(session: "Session") -> None:
    from microdesk_desktop.operations.vault.warnings import warnings
    from microdesk_desktop.views.messages.actions import command_text
    from microdesk_desktop.views.messages.errors import error_text

    for warning in warnings(session):
        print(error_text(warning), command_text(warning.code), sep="\n", file=sys.stderr)


class _Progress:
    """Progress on one line of the terminal, rewritten at each report."""

    def __call__(self, done: int, total: int, key: str) -> None:
        from microdesk_desktop.views.messages.steps import step_text

        share = f"{100 * done // total:3} %" if total else ""
        is_over = bool(total) and done >= total
        print(f"\r\x1b[K{step_text(key)} {share}", end="\n" if is_over else "", file=sys.stderr, flush=True)


def _harden() -> None:
    """Before a secret is read, nobody else can read the memory of the process."""
    from microdesk_desktop.base.process.hardening import harden_process

    harden_process()
