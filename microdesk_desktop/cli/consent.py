"""Giving a consent from the terminal: the page to open, the return address to paste, the account to choose."""

import os
import queue
import re
import sys
import threading
import webbrowser
from collections.abc import Sequence
from typing import TextIO

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.output import is_terminal, write_lines
from microdesk_desktop.domain.bank.types import AccountChoice
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.views.bank.connections.account_switch import left_out_text
from microdesk_desktop.views.bank.connections.pasted import pasted_flaw, return_steps

_POLL_S = 0.2


class ConsentTerminal:
    """Shows the page of a consent, whose address goes to `stream`, and asks for the account."""

    def __init__(self, job: Job, *, stream: TextIO, opens_browser: bool) -> None:
        self._job = job
        self._stream = stream
        self._opens_browser = opens_browser
        self._page: ConsentPage | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._is_reading = False
        self._is_answered = False
        self.unanswered = ""
        """The return address that nobody pasted before standard input ended, after which nothing could arrive."""

    def announce(self, page: ConsentPage) -> None:
        """Print the address of the page, and take pasted return addresses from standard input meanwhile."""
        write_lines(tr("Donnez votre accord à cette adresse :"), self._stream)
        write_lines(page.url, self._stream)
        if page.is_received and not self._opens_browser:
            elsewhere = tr("Le navigateur est sur un autre ordinateur ? Collez ici l'adresse entière où il finit.")
            write_lines(elsewhere, sys.stderr)
        if not page.is_received:
            for number, step in enumerate(return_steps(page.return_address), 1):
                write_lines(f"{number}. {step}", sys.stderr)
        self._page = page
        self._start_reading()
        if self._opens_browser:
            webbrowser.open(page.url)

    def choose(self, accounts: Sequence[AccountChoice], left_out: str) -> AccountChoice:
        """The account picked on the terminal; `left_out` is the IBAN of the one followed so far if it is not offered.

        Without a terminal, or a right number, raises ACCOUNT_UNKNOWN for the one left out, else ACCOUNT_AMBIGUOUS.
        """
        listing = ", ".join(account.iban or account.name or account.id for account in accounts)
        if left_out:
            refusal = KnownError(ErrorCode.ACCOUNT_UNKNOWN, iban=left_out)
        else:
            refusal = KnownError(ErrorCode.ACCOUNT_AMBIGUOUS, accounts=listing)
        if not is_terminal(sys.stdin):
            raise refusal
        self._page = None
        if left_out:
            write_lines(left_out_text(left_out), sys.stderr)
        self._start_reading()
        for position, account in enumerate(accounts, 1):
            write_lines(f"{position}. {account.iban or account.id}  {account.name or ''}", sys.stderr)
        write_lines(tr("Numéro du compte à suivre :"), sys.stderr, end=" ")
        answer = self._next_answer()
        if not re.fullmatch("[0-9]{1,4}", answer) or not 0 < int(answer) <= len(accounts):
            raise refusal
        return accounts[int(answer) - 1]

    def _next_answer(self) -> str:
        while True:
            try:
                return self._answers.get(timeout=_POLL_S)
            except queue.Empty:
                self._job.checkpoint()

    def _receive(self, line: str) -> None:
        page = self._page
        if page is None:
            self._answers.put(line)
        elif line and page.offer(line):
            self._is_answered = True
        elif line:
            flaw = pasted_flaw(line, page=page.url, return_address=page.return_address)
            write_lines(flaw, sys.stderr)

    def _start_reading(self) -> None:
        descriptor = _readable_input()
        if descriptor is not None and not self._is_reading:
            self._is_reading = True
            threading.Thread(target=self._read, args=(descriptor,), name="standard input", daemon=True).start()

    def _read(self, descriptor: int) -> None:
        # Not through sys.stdin: a daemon thread that holds its lock crashes the end of the interpreter.
        rest = b""
        while chunk := os.read(descriptor, 4096):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._receive(line.decode(errors="replace").strip())
        self._receive(rest.decode(errors="replace").strip())
        page = self._page
        if page is not None and not page.is_received and not self._is_answered:
            self.unanswered = page.return_address
            self._job.cancel()


def _readable_input() -> int | None:
    """The descriptor of standard input; None where reading would fail, or stop a program in the background."""
    try:
        descriptor = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return None
    if hasattr(os, "tcgetpgrp") and os.isatty(descriptor) and os.tcgetpgrp(descriptor) != os.getpgrp():
        return None
    return descriptor
