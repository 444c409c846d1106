"""`keys.json`: the header of a vault, which holds its data key in wrapped slots and nothing else.

It is written whole or not at all, and never over another vault.
"""

import binascii
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files import write_whole
from microdesk_desktop.vault.slots import (
    KEY_BYTES,
    Cost,
    Slot,
    new_recovery_key,
    open_passphrase_slot,
    open_secret_slot,
    passphrase_slot,
    read_recovery_key,
    secret_slot,
)

HEADER_NAME, DATABASE_NAME = "keys.json", "vault.db"
_FORMAT = 1

Header = Mapping[str, Any]


def header_exists(folder: Path) -> bool:
    """Whether anything of a vault is in the folder, whole or not."""
    return (folder / HEADER_NAME).exists() or (folder / DATABASE_NAME).exists()


def new_header(passphrase: str, cost: Cost) -> tuple[Header, bytes, str]:
    """A header for a new vault, its data key, and the recovery key to show once."""
    data_key, recovery_key, vault_id = os.urandom(KEY_BYTES), new_recovery_key(), os.urandom(8).hex()
    slots = {
        "passphrase": passphrase_slot(data_key, passphrase, vault_id, cost),
        "recovery": secret_slot("recovery", data_key, read_recovery_key(recovery_key), vault_id),
    }
    return {"format": _FORMAT, "vault": vault_id, "slots": slots}, data_key, recovery_key


def read_header(folder: Path) -> Header:
    """The header of the folder's vault.

    Raises VAULT_MISSING when there is no vault, VAULT_DAMAGED when a part is missing, empty or unreadable,
    VAULT_FROM_FUTURE for a format that this version does not know.
    """
    if not header_exists(folder):
        raise KnownError(ErrorCode.VAULT_MISSING)
    database = folder / DATABASE_NAME
    if not database.exists() or database.stat().st_size == 0:
        raise KnownError(ErrorCode.VAULT_DAMAGED)
    try:
        return parse_header((folder / HEADER_NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise KnownError(ErrorCode.VAULT_DAMAGED) from None


def parse_header(text: str) -> Header:
    """The header of this text. Raises VAULT_DAMAGED or VAULT_FROM_FUTURE."""
    try:
        header = json.loads(text)
        known = header["format"] <= _FORMAT
        _ = header["vault"], header["slots"]["passphrase"], header["slots"]["recovery"]
    except (ValueError, TypeError, KeyError):
        raise KnownError(ErrorCode.VAULT_DAMAGED) from None
    if not known:
        raise KnownError(ErrorCode.VAULT_FROM_FUTURE)
    return header  # type: ignore[no-any-return]


def write_header(folder: Path, header: Header) -> None:
    """Replace the header in one step."""
    write_whole(folder / HEADER_NAME, json.dumps(header, indent=1).encode())


def open_with_passphrase(header: Header, passphrase: str) -> bytes:
    """The data key. Raises WRONG_PASSPHRASE or VAULT_DAMAGED."""
    return _guarded(lambda: open_passphrase_slot(header["slots"]["passphrase"], passphrase, header["vault"]))


def open_with_recovery_key(header: Header, recovery_key: str) -> bytes:
    """The data key. Raises WRONG_RECOVERY_KEY or VAULT_DAMAGED."""
    secret = read_recovery_key(recovery_key)
    slot = header["slots"]["recovery"]
    return _guarded(lambda: open_secret_slot(slot, secret, header["vault"], ErrorCode.WRONG_RECOVERY_KEY))


def open_with_keyring(header: Header, secret: bytes) -> bytes:
    """The data key. Raises KEYRING_LOCKED when the keyring's secret is not the one of this vault."""
    slot = header["slots"]["keyring"]
    return _guarded(lambda: open_secret_slot(slot, secret, header["vault"], ErrorCode.KEYRING_LOCKED))


def with_passphrase(header: Header, data_key: bytes, passphrase: str, cost: Cost) -> Header:
    """The header with a new passphrase; the other slots stay."""
    return _with_slot(header, "passphrase", passphrase_slot(data_key, passphrase, header["vault"], cost))


def with_keyring(header: Header, data_key: bytes, secret: bytes | None) -> Header:
    """The header with a slot that the keyring's secret opens, or without one."""
    slot = secret_slot("keyring", data_key, secret, header["vault"]) if secret else None
    return _with_slot(header, "keyring", slot)


def _with_slot(header: Header, kind: str, slot: Slot | None) -> Header:
    slots = {name: each for name, each in header["slots"].items() if name != kind}
    return {**header, "slots": {**slots, kind: slot} if slot else slots}


def _guarded(act: Callable[[], bytes]) -> bytes:
    try:
        return act()
    except (KeyError, TypeError, binascii.Error):
        raise KnownError(ErrorCode.VAULT_DAMAGED) from None
