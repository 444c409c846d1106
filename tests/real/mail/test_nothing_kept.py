"""Nothing of any message is at rest, whatever is done with the mailbox, and wherever its process is killed."""

import os
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.domain.parties import Client
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.vault.unlock import unlock
from tests.support.mail.runs import session
from tests.support.mail.session import ACTS
from tests.support.mail.world import KINDS, MailWorld, mail_world
from tests.support.traces import spellings
from tests.support.vaults import PASSPHRASE

pytestmark = [pytest.mark.real, pytest.mark.skipif(sys.platform != "linux", reason="open files are read in /proc")]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[MailWorld]:
    with mail_world(tmp_path) as made:
        yield made


def test_nothing_of_any_message_is_at_rest_while_and_after_a_session(world: MailWorld) -> None:
    with session(world) as run:
        for name in ACTS:
            run.act(name)
            assert world.places.holding(world.words, run.process.pid) == [], name
        assert run.end() == 0
    assert world.places.holding(world.words) == []
    came = world.servers.came()
    found = {kind for kind in KINDS if any(form in came for form in spellings(world.words[kind]))}
    assert found == {*KINDS} - {"sought"}, "all was done, and the search finds it"
    assert f"saved {world.words['file']}.pdf" in {path.name for path in world.chosen.iterdir()}


def test_nothing_of_any_message_is_at_rest_after_a_kill_amid_the_removal(world: MailWorld) -> None:
    with session(world) as run:
        for name in ACTS[:-1]:
            run.act(name)
        run.begin(ACTS[-1])
        run.process.kill()
        run.process.wait(30)
    assert world.places.holding(world.words) == []


def test_the_search_finds_words_in_names_pages_and_open_files(world: MailWorld) -> None:
    (world.folder / "tmp" / f"{world.words['subject']}.txt").touch()
    vault = unlock(world.places.profile, PASSPHRASE)
    put_client(vault, Client(name=f"Mme {world.words['person']}"))
    with tempfile.TemporaryFile(dir=world.folder / "chosen") as unlinked:
        unlinked.write(world.words["text"].encode())
        unlinked.flush()
        found = world.places.holding(world.words, os.getpid())
    vault.close()
    assert [each.partition(" in ")[0] for each in found] == ["person", "subject", "text"]


@pytest.mark.parametrize("before", ["", "x", "xy"])
def test_the_search_finds_a_word_inside_of_base64(before: str) -> None:
    encoded = b64encode(f"{before}canaritexte du texte".encode())
    assert any(form in encoded for form in spellings("canaritexte"))
    assert not any(form in b64encode(b"xyz canarisujet") for form in spellings("canaritexte"))
