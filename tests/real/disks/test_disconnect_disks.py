"""A disconnect on a disk that is full or read-only: nothing is lost, and it ends once there is room."""

import json
import sys
from pathlib import Path

import pytest

from tests.support.disks import run_on_small_disk

pytestmark = pytest.mark.real

KIB = 32_000
# From nothing at all to room for a part of the work, then for the whole.
FREE_BYTES = (0, 8_192, 65_536, 300_000, 700_000, 1_000_000, 3_000_000)


def test_a_full_disk_loses_nothing_and_the_disconnect_ends_once_there_is_room(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.support.full_disk", str(tmp_path), *map(str, FREE_BYTES)]
    result = run_on_small_disk(tmp_path, KIB, command)
    outcomes = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(outcomes) == len(FREE_BYTES), result.stderr
    for outcome in outcomes:
        assert (outcome["lost"], outcome["partial"], outcome["sound"]) == ([], [], True)
        assert outcome["noted"] == bool(outcome["left"])
        assert (outcome["words"], outcome["pending"]) == ([], False)
    assert outcomes[0]["left"]["vault"] == outcomes[0]["left"]["backups"] == "disk_full"
    assert any(set(outcome["left"]) == {"backups"} for outcome in outcomes), "room for the vault, not for its backups"
    assert outcomes[-1]["left"] == {}
