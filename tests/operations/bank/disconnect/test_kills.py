"""A disconnect that is killed: the next opening finishes it, and nothing of the bank is left anywhere.

`python -m tests.attack.disconnect_kills` does the same at random instants, as often as one likes.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.vault.erasures import pending
from tests.support.clock import FakeClock
from tests.support.disconnects import Scene, killed, make_scene, way_given

SAMPLES = 12


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with SandboxBank(FakeClock()) as bank:
        yield make_scene(tmp_path_factory.mktemp("scene"), bank)


def last_instant(scene: Scene, tmp_path: Path, die: Callable[[Scene, int], bool]) -> int:
    """How many instants a disconnect has, found by halving."""
    low, high = 0, 1_000
    while low < high:
        middle = (low + high) // 2
        if die(scene.copy(tmp_path / f"length {middle}"), middle):
            low = middle + 1
        else:
            high = middle
    return low


def at_call(scene: Scene, number: int) -> bool:
    return killed(scene, kill_at=number)


def at_file(scene: Scene, number: int) -> bool:
    return killed(scene, file_event=number)


@pytest.mark.parametrize("die", [at_call, at_file], ids=["keyring", "files"])
def test_a_kill_at_any_instant_is_made_good_by_one_opening(
    scene: Scene, tmp_path: Path, die: Callable[[Scene, int], bool]
) -> None:
    instants = last_instant(scene, tmp_path, die)
    assert instants > SAMPLES
    outcomes, unfinished = {}, 0
    for number in range(0, instants, max(1, instants // SAMPLES)):
        copy = scene.copy(tmp_path / str(number))
        assert die(copy, number)
        unfinished += bool(pending(copy.profile))
        outcomes[number] = way_given(copy)
        assert pending(copy.profile) == {}
    assert unfinished > SAMPLES // 2
    assert {number: wrong for number, wrong in outcomes.items() if wrong} == {}
