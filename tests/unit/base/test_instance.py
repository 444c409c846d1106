"""Two starts of one profile meet, and nothing that arrives is trusted."""

import json
import os
import select
import socket
import threading
from pathlib import Path

import pytest

from microdesk_desktop.base.instance import (
    MOST_FILES,
    Connection,
    Listener,
    Request,
    hand_over,
    listen,
    parse_request,
)
from microdesk_desktop.base.paths import WINDOW_SOCKET


def encoded(files: object, token: object = "") -> bytes:
    return json.dumps({"files": files, "token": token}).encode() + b"\n"


def readable(side: Listener | Connection) -> None:
    assert select.select([side], [], [], 30)[0]


def arrived(listener: Listener) -> Connection:
    readable(listener)
    connection = listener.accept()
    assert connection is not None
    return connection


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "relevé.csv"
    path.touch()
    return path


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A folder whose path no address of a socket could hold."""
    path = tmp_path / ("n" * 120)
    path.mkdir(mode=0o700)
    return path


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[]",
        b'{"files": "/etc/passwd", "token": ""}',
        b'{"files": []}',
        encoded([], token=1),
        encoded(["/nowhere"] * (MOST_FILES + 1)),
        encoded(["/" + "n" * 500_000]),
    ],
)
def test_what_this_program_would_not_send_is_refused(data):
    assert parse_request(data) is None


def test_of_the_files_only_existing_ones_on_this_computer_are_taken(tmp_path, statement):
    os.mkfifo(tmp_path / "pipe")
    odd = [
        "relevé.csv",
        "http://example.org/a.csv",
        "/nowhere",
        str(tmp_path),
        str(tmp_path / "pipe"),
        "/\0",
        "/\ud800",
        7,
    ]
    assert parse_request(encoded([*odd, str(statement)])) == Request(files=(statement,))


@pytest.mark.parametrize("token", ["x" * 300, "a\nb", "é"])
def test_a_token_that_no_desktop_gives_is_left_out(statement, token):
    assert parse_request(encoded([str(statement)], token)) == Request(files=(statement,))


def test_a_second_start_hands_its_files_over(profile, statement):
    listener = listen(profile)
    assert listener is not None
    assert (profile / WINDOW_SOCKET).stat().st_mode & 0o777 == 0o600
    outcome: list[bool] = []
    second = threading.Thread(target=lambda: outcome.append(hand_over(profile, [statement], "token-1")))
    second.start()
    connection = arrived(listener)
    readable(connection)
    assert connection.read()
    assert connection.request() == Request(files=(statement,), token="token-1")
    connection.close(is_taken=True)
    second.join()
    assert outcome == [True]
    listener.close()
    assert not (profile / WINDOW_SOCKET).exists()


def test_without_a_window_there_is_nobody_to_take_the_files(profile, statement, monkeypatch):
    assert not hand_over(profile, [statement])
    left_behind = socket.socket(socket.AF_UNIX)
    monkeypatch.chdir(profile)
    left_behind.bind(WINDOW_SOCKET)
    left_behind.close()
    assert not hand_over(profile, [statement])
    listener = listen(profile, replaces=True)
    assert listener is not None, "what a killed window left behind is replaced"
    listener.close()


def test_of_two_starts_at_the_same_time_one_listens_and_the_other_asks(profile, statement):
    first = listen(profile)
    assert first is not None
    assert listen(profile) is None
    assert [path.name for path in profile.iterdir()] == [WINDOW_SOCKET], "nothing is left of the second's own socket"
    outcome: list[bool] = []
    second = threading.Thread(target=lambda: outcome.append(hand_over(profile, [statement])))
    second.start()
    connection = arrived(first)  # though the second had asked before anybody watched
    readable(connection)
    connection.read()
    connection.close(is_taken=True)
    second.join()
    assert outcome == [True]
    first.close()


def test_a_window_that_ends_leaves_the_place_of_the_next_one_alone(profile):
    first, second = listen(profile), listen(profile, replaces=True)
    assert first is not None
    assert second is not None
    first.close()
    assert (profile / WINDOW_SOCKET).exists()
    second.close()


def test_one_who_keeps_silent_is_not_waited_for(profile):
    listener = listen(profile)
    assert listener is not None
    outcome: list[bool] = []
    second = threading.Thread(target=lambda: outcome.append(hand_over(profile, [])))
    second.start()
    connection = arrived(listener)
    connection.close(is_taken=False)
    second.join()
    assert outcome == [False]
    listener.close()


def test_a_folder_that_is_not_there_has_no_window(tmp_path):
    assert listen(tmp_path / "missing") is None
    assert listen(tmp_path / ("n" * 4_000)) is None
    assert not hand_over(tmp_path / ("n" * 4_000), [])
