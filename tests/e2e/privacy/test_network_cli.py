"""`microdesk privacy network …` as scripts use it: the journal, the switches, the recipients, the erasure."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.store.privacy.network.journal import save_event
from tests.support.clock import FakeClock
from tests.support.terminal import run
from tests.support.vaults import PASSPHRASE, new_vault

KEYS = {"at", "host", "purpose", "bytes_out", "bytes_in", "outcome"}
SAMPLES = (
    ("bank.example", Purpose.BANK_TRANSACTIONS, 400, "200"),
    ("gmail.googleapis.com", Purpose.GMAIL_LIST, 3, "200"),
    ("gmail.googleapis.com", Purpose.GMAIL_SEND, 2, "offline"),
    ("bank.example", Purpose.BANK_BALANCES, 1, "200"),
)


@pytest.fixture
def options(tmp_path: Path) -> tuple[object, ...]:
    clock = FakeClock()
    session = new_vault(tmp_path / "profile", clock=clock).session
    for host, purpose, days, outcome in SAMPLES:
        at = clock.now() - timedelta(days=days)
        event = NetworkEvent(at=at, host=host, purpose=purpose, bytes_out=10, bytes_in=20, outcome=outcome)
        session.write(lambda writer, event=event: save_event(writer, event))
    session.close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    return ("--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret", "--json")


def test_the_journal_is_an_array_of_events_that_can_be_narrowed_and_written(
    options: tuple[object, ...], tmp_path: Path
) -> None:
    events = run(*options, "privacy", "network").value
    assert [each["purpose"] for each in events] == ["bank.balances", "gmail.send", "gmail.list", "bank.transactions"]
    assert all(each.keys() == KEYS for each in events)
    only = run(*options, "privacy", "network", "--purpose", "gmail.list").value
    assert [each["host"] for each in only] == ["gmail.googleapis.com"]
    of_group = run(*options, "privacy", "network", "--purpose", "bank", "--since", "2026-11-01").value
    assert [each["purpose"] for each in of_group] == ["bank.balances"]
    assert run(*options, "privacy", "network", "--purpose", "banks").code == 2, "a slip would show an empty journal"
    path = tmp_path / "journal.csv"
    assert run(*options, "privacy", "network", "--until", "2026-11-19", "-o", path).value["connections"] == 3
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[1] for row in rows[3:]] == ["gmail.googleapis.com", "gmail.googleapis.com", "bank.example"]


def test_what_is_closed_stays_closed_and_names_how_to_open_it(options: tuple[object, ...]) -> None:
    assert run(*options, "privacy", "network", "close", "companies").value["closed"] == ["companies"]
    refused = run(*options, "lookup", "company", "nova")
    assert (refused.code, refused.error) == (1, "network_closed")
    assert "Recherche d’entreprises" in refused.err
    assert "privacy network open" in refused.err
    offline = run(*options, "privacy", "network", "close", "all").value
    assert (offline["offline"], offline["closed"], offline["open"]) == (True, ["companies"], [])
    assert run(*options, "lookup", "address", "10 rue de la Paix").error == "network_closed"
    assert len(run(*options, "privacy", "network").value) == len(SAMPLES), "nothing was even tried"
    opened = run(*options, "privacy", "network", "open", "all").value
    assert (opened["offline"], opened["closed"]) == (False, [])
    assert run(*options, "privacy", "network", "close", "nothing").code == 2


def test_each_recipient_of_the_last_year_is_named_with_what_it_may_learn(options: tuple[object, ...]) -> None:
    found = {each["host"]: each for each in run(*options, "privacy", "network", "recipients").value}
    assert {host: each["requests"] for host, each in found.items()} == {"bank.example": 1, "gmail.googleapis.com": 2}
    assert "adresse IP" in found["bank.example"]["learns"]


def test_the_journal_is_erased_only_on_a_word_that_confirms_it(options: tuple[object, ...]) -> None:
    assert run(*options, "privacy", "network", "erase").code == 2
    done = run(*options, "privacy", "network", "erase", "--yes", "--before", "2026-11-01").value
    assert done == {"erased": True, "removed": 1, "remaining": 3}
    assert run(*options, "privacy", "network", "erase", "--yes").value["remaining"] == 0
    assert run(*options, "privacy", "network").value == []
