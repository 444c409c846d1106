"""A connection by Microsoft's page or by a bridge that is killed: afterwards the account is whole, or not there."""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from microdesk_desktop.operations.mail.accounts import list_accounts
from tests.support.disconnects import Scene, killed
from tests.support.mail.connections import ADDRESS, Connect, connecting, wrong_after_connecting
from tests.support.mail.imap_account import trusted
from tests.support.mail.two_accounts import make_scene
from tests.support.servers.certificates import Certificates


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("mail"))


@pytest.fixture(params=["microsoft", "bridge"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def connect(way: str, certificates: Certificates) -> Iterator[Connect]:
    with trusted(certificates), connecting(way, certificates) as act:
        yield act


def test_killed_at_any_call_of_the_keyring_or_change_of_a_file_it_is_whole_or_not_there(
    way: str, connect: Connect, made: Scene, tmp_path: Path
) -> None:
    kills = 0
    for number in count():
        scene = made.copy(tmp_path / f"keyring {number}")
        if not killed(scene, connect, kill_at=number):
            break
        kills += 1
        assert wrong_after_connecting(scene, way) == [], f"before the call {number} of the keyring"
    assert kills > 0
    with scene.opened() as session:
        assert ADDRESS in {each.address for each in list_accounts(session)}, "the last one was not killed"
    for number in random.Random().sample(range(12), 2):
        scene = made.copy(tmp_path / f"file {number}")
        killed(scene, connect, file_event=number)
        assert wrong_after_connecting(scene, way) == [], f"before the change {number} of a file"
