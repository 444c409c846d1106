"""The world's faults on the real command line: exit code 1, a sentence in the user's language, and nothing lost."""

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import set_language
from tests.attack.odd_worlds import fault_of, loss_of, run, template, try_one
from tests.attack.oddities import ODDITIES, SAMPLES, Oddity, World

LONG = "n" * 4_000
RESTORE, BACK_UP, LIST = ("vault", "restore"), ("vault", "backup"), ("bank", "list")
SET_ADDRESS = ("bank", "provider", "set", "gocardless", "--base-url")
INIT = ("vault", "init", "--name", "x", "--adult", "--accept-privacy")


@pytest.fixture(scope="module")
def start() -> Iterator[Path]:
    with template() as folder:
        yield folder


@pytest.fixture
def world(start: Path, tmp_path: Path) -> Iterator[World]:
    shutil.copytree(start, tmp_path / "world")
    (tmp_path / "world" / "loop").symlink_to("loop")
    yield World(folder=tmp_path / "world")
    set_language("fr")


def refusal(world: World, *words: str) -> str:
    """The code of the known error that a command ends with; its sentence differs between the two languages."""
    codes, sentences = set(), set()
    for language in ("fr", "en"):
        ran = run(world, ["--json", "--lang", language, *words])
        assert not fault_of(ran)
        assert ran.code == 1, ran
        error = json.loads(ran.out)["error"]
        assert ran.err.splitlines()[0] == error["message"]
        codes.add(error["code"])
        sentences.add(error["message"])
    assert len(sentences) == 2
    (code,) = codes
    assert not loss_of(world)
    return code


PATHS = [
    (("--profile", LONG, *LIST), "path_unusable"),
    (("--profile", LONG, *INIT), "path_unusable"),
    (("--profile", "{folder}/loop", *INIT), "file_exists"),
    (("--profile", "{folder}/secret/below", *INIT), "path_unusable"),
    (("--profile", "{folder}/secret", *LIST), "vault_missing"),
    (("--profile", "{folder}/secret", *INIT), "file_exists"),
    ((*BACK_UP, LONG), "path_unusable"),
    ((*BACK_UP, "{folder}/secret/below"), "path_unusable"),
    ((*BACK_UP, "{folder}/loop/below"), "path_unusable"),
    ((*BACK_UP, "{folder}/a\0b"), "path_unusable"),
    ((*BACK_UP, "{folder}/\ud83d"), "path_unusable"),
    ((*RESTORE, LONG), "path_unusable"),
    ((*RESTORE, "{folder}/secret/below"), "file_not_found"),
    ((*RESTORE, "{folder}/\x1b[31m\u202e"), "file_not_found"),
    ((*RESTORE, "{folder}/secret"), "backup_damaged"),
    ((*RESTORE, "/dev/zero"), "backup_damaged"),
    (("--passphrase-file", "{folder}", *LIST), "secret_unreadable"),
    (("--passphrase-file", "/dev/zero", *LIST), "secret_unreadable"),
    (("--passphrase-file", "{folder}/copy.mdbackup", *LIST), "secret_unreadable"),
    (("--passphrase-file", "{folder}/nothing", *LIST), "file_not_found"),
    (("vault", "passphrase", "--new-file", "{folder}/loop"), "secret_unreadable"),
    ((*SET_ADDRESS, "https://xn--/"), "address_refused"),
    ((*SET_ADDRESS, f"https://{'a' * 64}.fr/"), "address_refused"),
    ((*SET_ADDRESS, f"https://{'a.' * 150}fr/"), "address_refused"),
    ((*SET_ADDRESS, "https://bank\n.example/\u202e\x1b["), "address_refused"),
    (("bank", "ignore", "9" * 5_000), "unknown_transaction"),
    (("bank", "create-expense", "\ud83d"), "unknown_transaction"),
]


@pytest.mark.parametrize(("words", "code"), PATHS, ids=lambda value: ascii(value)[:60])
def test_what_cannot_be_used_is_refused_in_a_sentence(world: World, words: tuple[str, ...], code: str) -> None:
    assert refusal(world, *(word.replace("{folder}", str(world.folder)) for word in words)) == code


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to(path.name)], ids=["folder", "loop"])
def test_a_lock_that_cannot_be_taken_is_refused_in_a_sentence(world: World, make: Callable[[Path], None]) -> None:
    make(world.spoil(world.profile / "lock", None))
    assert refusal(world, *LIST) == "path_unusable"


@pytest.mark.parametrize("name", ["tokens.json", "reports", "settings.json"])
@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, os.mkfifo, lambda path: path.symlink_to(path.name)])
def test_what_a_command_does_not_need_does_not_stop_it(world: World, name: str, make: Callable[[Path], None]) -> None:
    make(world.spoil(world.profile / name, None))
    assert not fault_of(run(world, LIST))
    assert not loss_of(world)


def test_the_name_of_a_folder_cannot_write_on_the_terminal(world: World) -> None:
    folder = world.folder / "\x1b[31m\u202e\nMot de passe ?"
    ran = run(world, (*BACK_UP, str(folder)))
    assert not fault_of(ran)
    assert ran.out.count("\n") == 1
    assert r"\x1b[31m\u202e\nMot de passe ?" in ran.out
    shown = json.loads(run(world, ("--json", *BACK_UP, str(folder))).out)["file"]
    assert Path(shown).parent == folder


def test_an_archive_with_any_bit_flipped_is_read_or_refused() -> None:
    (sample,) = (each for each in SAMPLES if each.suffix == ".zip")
    data = sample.read_bytes()
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with contextlib.suppress(KnownError):
            read_statement(bytes(changed))


@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda oddity: oddity.__name__)
@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_no_odd_world_ends_as_a_bug(start: Path, oddity: Oddity, seed: str) -> None:
    words, fault = try_one(start, oddity, seed)
    assert not fault, words
