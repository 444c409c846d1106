"""The command line offers a provider from what it declares, and takes a pasted return address."""

import argparse
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.cli.bank import connection
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.output import Result
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.connection import load_connection
from tests.contract.flow import link
from tests.contract.stand_in import Answer, StandIn
from tests.support.bank import IBAN, OTHER_IBAN


def run(session: Session, *words: str) -> Result:
    parser = argparse.ArgumentParser()
    connection.register(parser.add_subparsers(required=True))
    arguments = parser.parse_args(words, argparse.Namespace(profile=session.profile, json=True, passphrase_file=None))
    context = Context(arguments)
    context.register_session(session)
    result = arguments.run(context)
    assert isinstance(result, Result)
    return result


def enter_keys(session: Session, stand_in: StandIn, folder: Path) -> Result:
    """Every key by its option; what is secret comes from a file."""
    words = list[str]()
    for key in stand_in.info.keys:
        value = stand_in.keys[key.name]
        if key.option.endswith("-file"):
            path = folder / key.name
            path.write_text(value, encoding="utf-8")
            value = str(path)
        words += [key.option, value]
    return run(session, "provider", "set", stand_in.info.name, "--base-url", stand_in.base_url, *words)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], bool]]:
    """Standard input as a pipe, and how to type a line into it."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield lambda line: os.write(writing, f"{line}\n".encode()) > 0
        os.close(writing)


def test_what_each_needs_is_listed(session: Session, stand_in: StandIn) -> None:
    listed = {each["name"]: each for each in as_list(run(session, "providers").value)}[stand_in.info.name]
    assert json.dumps(listed)
    assert set(listed) == {"name", "title", "default_url", "options", "return_addresses", "warning", "steps"}
    assert listed["options"] == [
        {"option": key.option, "is_file": key.option.endswith("-file")} for key in stand_in.info.keys
    ]


def as_list(value: object) -> Sequence[dict[str, object]]:
    assert isinstance(value, list)
    return value


def test_an_account_is_connected_with_a_pasted_return_address(
    session: Session,
    stand_in: StandIn,
    tmp_path: Path,
    typed: Callable[[str], bool],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def play_browser(url: str) -> None:
        typed("https://bank.example/?state=guess&code=1")
        page = ConsentPage(url=url, return_address="", is_received=False, offer=typed)
        stand_in.user(Answer.AGREE)(page)

    stand_in.open_account(IBAN)
    enter_keys(session, stand_in, tmp_path)
    monkeypatch.setattr("webbrowser.open", play_browser)
    run(session, "connect", "--provider", stand_in.info.name, "--institution", stand_in.institution_id)
    connection = session.read(load_connection)
    assert connection
    assert (connection.provider, connection.iban) == (stand_in.info.name, IBAN)
    assert capsys.readouterr().out == "", "with --json, nothing but the result goes to standard output"


def test_where_only_another_account_is_open_the_one_followed_is_kept(
    session: Session,
    stand_in: StandIn,
    typed: Callable[[str], bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def play_browser(url: str) -> None:
        stand_in.user(Answer.AGREE)(ConsentPage(url=url, return_address="", is_received=False, offer=typed))

    command = ("connect", "--provider", stand_in.info.name, "--institution", stand_in.institution_id)
    stand_in.open_account(IBAN)
    monkeypatch.setattr("webbrowser.open", play_browser)
    link(session, stand_in)
    stand_in.close_accounts()
    stand_in.open_account(OTHER_IBAN)
    stand_in.renew_limits()
    with pytest.raises(KnownError) as refusal:
        run(session, *command)
    kept = session.read(load_connection)
    assert (refusal.value.code, kept and kept.iban) == (ErrorCode.ACCOUNT_UNKNOWN, IBAN)


def test_without_keys_there_is_nothing_to_connect(session: Session, stand_in: StandIn) -> None:
    with pytest.raises(KnownError) as refusal:
        run(session, "connect", "--provider", stand_in.info.name, "--institution", "x", "--no-browser")
    assert refusal.value.code is ErrorCode.CREDENTIALS_MISSING


def test_a_provider_chosen_without_keys_is_not_reported_as_saved_keys(session: Session, stand_in: StandIn) -> None:
    chosen = run(session, "provider", "set", stand_in.info.name, "--base-url", stand_in.base_url)
    assert "aucune clé" in chosen.text[0]
