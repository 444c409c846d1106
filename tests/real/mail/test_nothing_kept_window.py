"""Nothing of any message is at rest after a session in the window, nor in its memory once it is locked."""

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.support.mail.runs import AFTER, Running, acts_of, kill_amid, window
from tests.support.mail.world import MailWorld, imap_world, mail_world
from tests.support.measures.memory import occurrences
from tests.support.servers.certificates import Certificates
from tests.support.servers.dovecot import Dovecot
from tests.support.window.display import x11_screen

pytestmark = [pytest.mark.real, pytest.mark.skipif(sys.platform != "linux", reason="open files are read in /proc")]
__all__ = ["x11_screen"]

Make = Callable[[], AbstractContextManager[MailWorld]]


@pytest.fixture(params=["gmail", "imap"])
def make(request: pytest.FixtureRequest, tmp_path: Path, user: str) -> Make:
    if request.param == "gmail":
        return lambda: mail_world(tmp_path)
    dovecot: Dovecot = request.getfixturevalue("dovecot")
    certificates: Certificates = request.getfixturevalue("certificates")
    return lambda: imap_world(tmp_path, dovecot, certificates, user)


@pytest.fixture
def world(make: Make) -> Iterator[MailWorld]:
    with make() as made:
        yield made


def act_and_look(run: Running, world: MailWorld, *act: str) -> None:
    run.act(*act)
    assert world.places.holding(world.words, run.process.pid) == [], act[0]


def test_a_session_in_the_window_leaves_nothing(x11_screen: str, world: MailWorld) -> None:
    looked_for = [world.words[kind].encode().hex() for kind in ("text", "written")]
    with window(world, QT_QPA_PLATFORM="xcb", DISPLAY=x11_screen) as run:
        for act in acts_of(world):
            act_and_look(run, world, *act)
        assert int(run.act("live", *looked_for)) > 0, "the search sees what is shown"
        assert world.servers.drafts() == 1
        for act in (*AFTER, ("lock",)):
            act_and_look(run, world, *act)
        assert run.act("live", *looked_for) == "0"
        left = occurrences(run.process.pid, world.words)
        assert sum(left.values()) <= 5, left
        assert run.end() == 0
    assert world.places.holding(world.words) == []
    (sent,) = world.servers.sent()
    for kind in ("written", "receiver", "attached"):
        assert world.words[kind].encode() in sent, "all was done"
    assert (world.servers.drafts(), world.servers.binned()) == (0, 1)
    assert (world.chosen / f"{world.words['file']}.pdf").exists()


def test_a_window_that_is_killed_leaves_nothing(world: MailWorld) -> None:
    """Killed at random: first while a message is shown or written, then while it is sent, or the account removed."""
    chance = random.Random()
    before = acts_of(world)
    for acts in (before[: chance.randint(1, len(before))], [*before, *AFTER[: chance.randint(1, len(AFTER))]]):
        killed = kill_amid(world, acts, chance.random())
        assert world.places.holding(world.words) == [], killed
