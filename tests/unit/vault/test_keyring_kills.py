"""A kill at any call of the keyring, while a secret in several pieces is written, replaced or erased."""

import json
import os
import secrets
import shutil
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from microdesk_desktop.vault.keyring import Keyring
from microdesk_desktop.vault.tokens import FILE_NAME, TokenStore
from tests.support.strict_keyring import StrictKeyring

KEY = bytes(32)
FORMER, LONG = "former " * 200, "0123456789" * 190
Act = Callable[[TokenStore], None]


def store(folder: Path, kill_at: int | None = None) -> TokenStore:
    back_end = StrictKeyring(folder / "keyring", kill_at)
    return TokenStore(folder, Keyring(lambda: back_end), KEY)


def sealed(name: str, entry: str) -> str:
    """A name as the file keeps it."""
    nonce = secrets.token_bytes(12)
    return b64encode(nonce + AESGCM(KEY).encrypt(nonce, name.encode(), entry.encode())).decode()


def killed(folder: Path, act: Act, kill_at: int) -> bool:
    """Run the act in a process of its own, killed before that call of the keyring; False when it came to its end."""
    child = os.fork()
    if child == 0:
        act(store(folder, kill_at))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def copies_after_each_kill(tmp_path: Path, act: Act) -> list[Path]:
    """A profile for each call of the keyring, as it is after a kill before that call."""
    before = tmp_path / "before"
    before.mkdir()
    store(before).put("bank.token", FORMER)
    store(before).put("mail.token", FORMER)
    copies: list[Path] = []
    while True:
        copy = Path(shutil.copytree(before, tmp_path / str(len(copies))))
        if not killed(copy, act, len(copies)):
            return copies
        copies.append(copy)


@pytest.mark.parametrize(
    "act",
    [lambda tokens: tokens.put("bank.token", LONG), lambda tokens: tokens.delete_all("bank.")],
    ids=["put", "erase"],
)
def test_whatever_a_kill_leaves_is_found_by_the_next_erasure(tmp_path: Path, act: Act) -> None:
    copies = copies_after_each_kill(tmp_path, act)
    assert len(copies) > 6, "a secret of several pieces takes several calls"
    for folder in copies:
        assert store(folder).get("bank.token") in (FORMER, LONG, None)
        store(folder).delete_all("bank.")
        assert store(folder).names() == ["mail.token"]
        assert store(folder).get("mail.token") == FORMER
        store(folder).delete_all("")
        assert StrictKeyring(folder / "keyring").content == ""


def test_a_kill_while_a_secret_is_replaced_leaves_one_of_the_two(tmp_path: Path) -> None:
    for folder in copies_after_each_kill(tmp_path, lambda tokens: tokens.put("bank.token", LONG)):
        assert store(folder).get("bank.token") in (FORMER, LONG)


@pytest.mark.parametrize("left", [(3,), (3, 2), (3, 2, 1), (2,), (1,), (0, 1), (0,)])
def test_pieces_that_former_versions_left_are_erased(tmp_path: Path, left: tuple[int, ...]) -> None:
    """They wrote the first piece last, so a kill left the last ones without it."""
    entry = secrets.token_hex(16)
    back_end = StrictKeyring(tmp_path / "keyring")
    for number in left:
        service = f"MicroDesk/{entry}" if number == 0 else f"MicroDesk/{entry}.{number}"
        back_end.set_password(service, "MicroDesk", f"4:0123456789abcdef:{LONG[:500]}" if number == 0 else LONG[:600])
    (tmp_path / FILE_NAME).write_text(json.dumps({entry: sealed("bank.token", entry)}), encoding="utf-8")
    assert store(tmp_path).get("bank.token") is None
    store(tmp_path).delete_all("bank.")
    assert (back_end.content, store(tmp_path).names()) == ("", [])


@pytest.mark.parametrize("first", ["", "4", "0::", "-1:a:b", "²:a:b", "9" * 5000 + ":a:b", "999999999:a:b", "x:y:z"])
def test_a_first_piece_that_something_else_wrote_is_no_secret_and_is_erased_with_the_others(
    tmp_path: Path, first: str
) -> None:
    store(tmp_path).put("bank.token", LONG)
    (path,) = [path for path in (tmp_path / "keyring").iterdir() if "." not in path.name]
    path.write_text(first, encoding="utf-8")
    assert store(tmp_path).get("bank.token") is None
    store(tmp_path).delete_all("bank.")
    assert StrictKeyring(tmp_path / "keyring").content == ""


@pytest.mark.parametrize("damage", [b"{", b"[]", b"\xff", b"[" * 50_000, b"null"])
def test_a_damaged_list_of_names_keeps_no_secret_from_an_erasure(tmp_path: Path, damage: bytes) -> None:
    store(tmp_path).put("bank.token", LONG)
    path = tmp_path / FILE_NAME
    path.write_bytes(damage + path.read_bytes())
    assert store(tmp_path).get("bank.token") is None
    store(tmp_path).delete_all("bank.")
    assert StrictKeyring(tmp_path / "keyring").content == ""
    store(tmp_path).put("bank.token", FORMER)
    assert store(tmp_path).get("bank.token") == FORMER
