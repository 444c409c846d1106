"""`keys.json`: the header of a vault, which holds its id and its data key, wrapped in one slot per way to open it."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.atomic import translate_os_errors, write_atomic
from microdesk_desktop.base.files.bounded import parse_json
from microdesk_desktop.vault.places import DATABASE_NAME, HEADER_NAME, vault_exists
from microdesk_desktop.vault.slots import (
    KEY_BYTES,
    Cost,
    Slot,
    new_recovery_key,
    open_passphrase_slot,
    open_secret_slot,
    parse_recovery_key,
    passphrase_slot,
    secret_slot,
)

_FORMAT = 1
_MAX_HEADER_BYTES = 100_000

Header = Mapping[str, Any]


def new_header(passphrase: str, cost: Cost) -> tuple[Header, bytes, str]:
    """A header for a new vault, its data key, and the recovery key to show once."""
    data_key, recovery_key, vault_id = os.urandom(KEY_BYTES), new_recovery_key(), os.urandom(8).hex()
    slots = {
        "passphrase": passphrase_slot(data_key, passphrase, vault_id, cost),
        "recovery": secret_slot({"kind": "recovery"}, data_key, parse_recovery_key(recovery_key), vault_id),
    }
    return {"format": _FORMAT, "vault": vault_id, "slots": slots}, data_key, recovery_key


def read_header(folder: Path) -> Header:
    """The header of the folder's vault.

    Raises VAULT_MISSING when there is no vault, VAULT_DAMAGED when a part is missing, empty or unreadable,
    VAULT_FROM_FUTURE for a format that this version does not know.
    """
    if not vault_exists(folder):
        raise KnownError(ErrorCode.VAULT_MISSING)
    database, header = folder / DATABASE_NAME, folder / HEADER_NAME
    if not header.exists() or not database.exists() or database.stat().st_size == 0:
        raise KnownError(ErrorCode.VAULT_DAMAGED)
    with translate_os_errors():
        return parse_header(header.read_bytes())


def parse_header(data: bytes) -> Header:
    """The header in these bytes. Raises VAULT_DAMAGED or VAULT_FROM_FUTURE."""
    try:
        header: Any = parse_json(data) if len(data) < _MAX_HEADER_BYTES else None
        if header["format"] > _FORMAT:
            raise KnownError(ErrorCode.VAULT_FROM_FUTURE, version=header["format"], latest=_FORMAT)
        is_whole = isinstance(header["vault"], str) and {"passphrase", "recovery"} <= set(header["slots"])
    except (ValueError, TypeError, KeyError):
        is_whole = False
    if not is_whole:
        raise KnownError(ErrorCode.VAULT_DAMAGED)
    return dict(header)


def write_header(folder: Path, header: Header) -> None:
    """Replace the header atomically."""
    write_atomic(folder / HEADER_NAME, header_bytes(header))


def header_bytes(header: Header) -> bytes:
    """The content of the header's file."""
    return json.dumps(header, indent=1).encode()


def open_with_passphrase(header: Header, passphrase: str) -> bytes:
    """The data key. Raises WRONG_PASSPHRASE or VAULT_DAMAGED."""
    return _guarded(lambda: open_passphrase_slot(header["slots"]["passphrase"], passphrase, header["vault"]))


def open_with_recovery_key(header: Header, recovery_key: str) -> bytes:
    """The data key. Raises WRONG_RECOVERY_KEY or VAULT_DAMAGED."""
    secret = parse_recovery_key(recovery_key)
    slot = header["slots"]["recovery"]
    return _guarded(lambda: open_secret_slot(slot, secret, header["vault"], ErrorCode.WRONG_RECOVERY_KEY))


def keyring_entry(header: Header) -> str | None:
    """The keyring entry whose secret opens this vault, None when the user did not allow it."""
    slot = header["slots"].get("keyring")
    return str(slot.get("entry")) if isinstance(slot, Mapping) else None


def open_with_keyring(header: Header, secret: str) -> bytes:
    """The data key. Raises KEYRING_MISMATCH when the keyring's secret is not the one of this vault."""
    slot = header["slots"]["keyring"]
    return _guarded(lambda: open_secret_slot(slot, secret.encode(), header["vault"], ErrorCode.KEYRING_MISMATCH))


def with_passphrase(header: Header, data_key: bytes, passphrase: str, cost: Cost) -> Header:
    """The header with a new passphrase; the other slots stay."""
    return _with_slot(header, "passphrase", passphrase_slot(data_key, passphrase, header["vault"], cost))


def with_keyring(header: Header, data_key: bytes, entry: str, secret: str) -> Header:
    """The header with a slot that the secret of this keyring entry opens."""
    parameters = {"kind": "keyring", "entry": entry}
    return _with_slot(header, "keyring", secret_slot(parameters, data_key, secret.encode(), header["vault"]))


def without_keyring(header: Header) -> Header:
    """The header without the keyring's slot."""
    return {**header, "slots": {kind: slot for kind, slot in header["slots"].items() if kind != "keyring"}}


def _with_slot(header: Header, kind: str, slot: Slot) -> Header:
    return {**header, "slots": {**header["slots"], kind: slot}}


def _guarded(act: Callable[[], bytes]) -> bytes:
    try:
        key = act()
    except (KeyError, TypeError, ValueError):
        raise KnownError(ErrorCode.VAULT_DAMAGED) from None
    if len(key) != KEY_BYTES:
        raise KnownError(ErrorCode.VAULT_DAMAGED)
    return key
