"""Nothing of any message is at rest after a session in the window, nor in its memory once it is locked."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.mail_runs import Running, window
from tests.support.mail_world import MailWorld, mail_world
from tests.support.memory import writable_memory
from tests.support.window.display import x11_screen

pytestmark = [pytest.mark.real, pytest.mark.skipif(sys.platform != "linux", reason="open files are read in /proc")]
__all__ = ["x11_screen"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[MailWorld]:
    with mail_world(tmp_path) as made:
        yield made


def acts_of(world: MailWorld) -> list[tuple[str, ...]]:
    """What the user does up to a message that is written, and saved as a draft."""
    words = world.words
    attached = next(world.chosen.glob(f"{words['attached']}*"))
    return [
        ("list",),
        ("open",),
        ("search", f"{words['sought']} from:{words['person']}"),
        ("save", str(world.chosen)),
        ("write", f"{words['receiver']}@b.example", words["written"], f"{words['written']} du texte", str(attached)),
    ]


def act_and_look(run: Running, world: MailWorld, *act: str) -> None:
    run.act(*act)
    assert world.places.holding(world.words, run.process.pid) == [], act[0]


def in_memory(process: int, word: str) -> int:
    """How often a word stands in the memory of a process, as Python writes it or as Qt does."""
    return sum(area.count(word.encode()) + area.count(word.encode("utf-16-le")) for area in writable_memory(process))


def test_a_session_in_the_window_leaves_nothing(x11_screen: str, world: MailWorld) -> None:
    looked_for = [world.words[kind].encode().hex() for kind in ("text", "written")]
    with window(world, QT_QPA_PLATFORM="xcb", DISPLAY=x11_screen) as run:
        for act in acts_of(world):
            act_and_look(run, world, *act)
        assert int(run.act("live", looked_for[0])) > 0, "the search sees what is shown"
        for name in ("send", "bin", "remove", "lock"):
            act_and_look(run, world, name)
        assert [run.act("live", word) for word in looked_for] == ["0", "0"]
        left = {kind: in_memory(run.process.pid, word) for kind, word in world.words.items()}
        assert sum(left.values()) <= 5, left
        assert run.end() == 0
    assert world.places.holding(world.words) == []
    (sent,) = world.gmail.api.sent
    for kind in ("written", "receiver", "attached"):
        assert world.words[kind].encode() in sent.raw, "all was done"
    assert (world.chosen / f"{world.words['file']}.pdf").exists()


def test_a_window_that_is_killed_with_a_message_open_leaves_nothing(world: MailWorld) -> None:
    with window(world, QT_QPA_PLATFORM="offscreen") as run:
        for act in acts_of(world):
            run.act(*act)
        run.process.kill()
        run.process.wait(30)
    assert world.gmail.state.drafts, "the draft is at the server"
    assert world.places.holding(world.words) == []
