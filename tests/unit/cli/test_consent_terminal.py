"""A consent on the terminal: pasted addresses, each wrong one told, and an input that ends without the right one."""

import io
import os
import threading

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.consent import ConsentTerminal
from microdesk_desktop.domain.bank.types import AccountChoice
from microdesk_desktop.operations.consent_page import ConsentPage

RETURN = "https://service.example/return"
RIGHT = f"{RETURN}?code=1&state=mine"


@pytest.fixture
def typed(monkeypatch):
    """Standard input as a pipe that holds these lines and then ends."""

    opened = []

    def type_lines(*lines):
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{line}\n" for line in lines).encode())
        os.close(writing)
        opened.append(os.fdopen(reading))
        monkeypatch.setattr("sys.stdin", opened[0])

    yield type_lines
    end_reading()  # before its descriptor can become another file's
    opened[0].close()


def end_reading():
    """Wait until whoever reads standard input has come to its end."""
    for each in threading.enumerate():
        if each.name == "standard input":
            each.join(10)


def run(is_received=False):
    """Announce a page; returns the terminal and its job once standard input has ended."""
    job, taken = Job(), []
    terminal = ConsentTerminal(job, stream=io.StringIO(), opens_browser=False)
    page = ConsentPage(
        url="https://bank.example/consent",
        return_address=RETURN,
        is_received=is_received,
        offer=lambda text: text == RIGHT and not taken.append(text),
    )
    terminal.announce(page)
    end_reading()
    return terminal, job, taken


def is_cancelled(job):
    try:
        job.checkpoint()
    except Cancelled:
        return True
    return False


def test_an_input_that_ends_without_the_address_ends_the_wait(typed, capsys):
    typed("1234", f"{RETURN}?code=1")
    terminal, job, taken = run()
    assert (terminal.unanswered, is_cancelled(job), taken) == (RETURN, True, [])
    told = capsys.readouterr().err
    assert "1. Sur la page qui s’est ouverte" in told
    assert "morceau d’adresse" in told
    assert "Il manque la fin" in told


@pytest.mark.parametrize("lines", [(RIGHT,), ("1234", RIGHT, "more")])
def test_an_input_that_held_the_address_goes_on(typed, lines):
    typed(*lines)
    terminal, job, taken = run()
    assert (terminal.unanswered, is_cancelled(job), taken) == ("", False, [RIGHT])


def test_where_the_program_listens_an_empty_input_ends_nothing(typed):
    typed()
    terminal, job, _ = run(is_received=True)
    assert (terminal.unanswered, is_cancelled(job)) == ("", False)


ONLY = AccountChoice(id="1", iban="FR7640618802980004087654372")
FORMER = "FR7640618802980004012345609"


@pytest.mark.parametrize(("line", "is_followed"), [("1", True), ("n", False)])
def test_another_account_than_the_one_followed_is_asked_about(typed, monkeypatch, capsys, line, is_followed):
    typed(line)
    monkeypatch.setattr("microdesk_desktop.cli.consent.is_terminal", lambda stream: True)
    terminal = ConsentTerminal(Job(), stream=io.StringIO(), opens_browser=False)
    if is_followed:
        assert terminal.choose([ONLY], FORMER) is ONLY
    else:
        with pytest.raises(KnownError) as refusal:
            terminal.choose([ONLY], FORMER)
        assert (refusal.value.code, refusal.value.params) == (ErrorCode.ACCOUNT_UNKNOWN, {"iban": FORMER})
    assert "ne couvre pas le compte suivi" in capsys.readouterr().err


def test_without_a_terminal_another_account_than_the_one_followed_is_refused(typed):
    typed("1")
    terminal = ConsentTerminal(Job(), stream=io.StringIO(), opens_browser=False)
    with pytest.raises(KnownError) as refusal:
        terminal.choose([ONLY], FORMER)
    assert refusal.value.code is ErrorCode.ACCOUNT_UNKNOWN
