"""A process that is killed while it exports or brings back leaves all of it or nothing."""

import signal
import subprocess
import sys

import pytest

from tests.support.archives import exported
from tests.support.clock import FakeClock
from tests.support.erasures import SOLD_ON
from tests.support.vaults import reopened


def run(*words):
    command = [sys.executable, "-m", "tests.support.archives", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False, timeout=300).returncode


@pytest.mark.parametrize("name", ["export", "export.zip"])
@pytest.mark.parametrize("number", [1, 6, 15])
def test_an_export_that_is_killed_has_no_name_and_its_rest_goes_at_the_next_opening(session, tmp_path, number, name):
    session.close()
    (tmp_path / "target").mkdir()

    ended = run("export", tmp_path / "profile", tmp_path / "target" / name, number)

    assert ended == -signal.SIGKILL
    assert not (tmp_path / "target" / name).exists()
    reopened(tmp_path / "profile", clock=FakeClock(SOLD_ON)).close()
    assert list((tmp_path / "target").iterdir()) == []


@pytest.mark.parametrize("number", [1, 40, 120, 250])
def test_an_import_that_is_killed_leaves_the_vault_empty_and_can_be_done_again(session, other, tmp_path, number):
    report = exported(session, tmp_path / "export")
    other.close()

    ended = run("import", tmp_path / "other", tmp_path / "export", number)

    assert ended == -signal.SIGKILL
    again = reopened(tmp_path / "other", clock=FakeClock(SOLD_ON))
    assert again.read(lambda reader: reader.value("SELECT count(*) FROM document")) == 0
    again.close()
    assert run("import", tmp_path / "other", tmp_path / "export", 10_000) == 0
    whole = reopened(tmp_path / "other", clock=FakeClock(SOLD_ON))
    assert exported(whole, tmp_path / "again").digest == report.digest
    whole.close()
