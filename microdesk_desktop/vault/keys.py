"""The ways to open a vault: each slot of its header wraps the data key under one secret."""

import os
from collections.abc import Callable, Mapping

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.header import Header, header_damaged, header_key, sealed
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


def new_header(passphrase: str, cost: Cost) -> tuple[Header, bytes, str]:
    """A header for a new vault, its data key, and the recovery key to show once."""
    data_key, vault_id = os.urandom(KEY_BYTES), os.urandom(8).hex()
    recovery_key, recovery = _recovery_slot(data_key, vault_id)
    slots = {"passphrase": passphrase_slot(data_key, passphrase, vault_id, cost), "recovery": recovery}
    header = sealed({"vault": vault_id, "slots": slots}, 0, header_key(data_key, vault_id))
    return header, data_key, recovery_key


def new_recovery_slot(header: Header, data_key: bytes) -> tuple[str, Slot]:
    """A new recovery key, and the slot that it opens in place of the former one."""
    return _recovery_slot(data_key, header["vault"])


def _recovery_slot(data_key: bytes, vault_id: str) -> tuple[str, Slot]:
    key = new_recovery_key()
    return key, secret_slot({"kind": "recovery"}, data_key, parse_recovery_key(key), vault_id)


def open_with_passphrase(header: Header, passphrase: str) -> bytes:
    """The data key. Raises WRONG_PASSPHRASE or VAULT_DAMAGED."""
    return _guarded(lambda: open_passphrase_slot(header["slots"]["passphrase"], passphrase, header["vault"]))


def open_with_recovery_key(header: Header, recovery_key: str) -> bytes:
    """The data key. Raises WRONG_RECOVERY_KEY or VAULT_DAMAGED."""
    secret = parse_recovery_key(recovery_key)
    return _guarded(
        lambda: open_secret_slot(header["slots"]["recovery"], secret, header["vault"], ErrorCode.WRONG_RECOVERY_KEY)
    )


def keyring_entry(header: Header) -> str | None:
    """The keyring entry whose secret opens this vault, None when the user did not allow it."""
    slot = header["slots"].get("keyring")
    return str(slot.get("entry")) if isinstance(slot, Mapping) else None


def open_with_keyring(header: Header, secret: str) -> bytes:
    """The data key. Raises KEYRING_MISMATCH for a secret that is not the one of this vault, or VAULT_DAMAGED."""
    return _guarded(
        lambda: open_secret_slot(
            header["slots"]["keyring"], secret.encode(), header["vault"], ErrorCode.KEYRING_MISMATCH
        )
    )


def with_passphrase(header: Header, data_key: bytes, passphrase: str, cost: Cost) -> Header:
    """The header with a new passphrase, to be sealed; the other slots stay."""
    return with_slot(header, "passphrase", passphrase_slot(data_key, passphrase, header["vault"], cost))


def with_keyring(header: Header, data_key: bytes, entry: str, secret: str) -> Header:
    """The header with a slot that the secret of this keyring entry opens, to be sealed."""
    parameters = {"kind": "keyring", "entry": entry}
    return with_slot(header, "keyring", secret_slot(parameters, data_key, secret.encode(), header["vault"]))


def without_keyring(header: Header) -> Header:
    """The header without the keyring's slot, to be sealed."""
    return {**header, "slots": {kind: slot for kind, slot in header["slots"].items() if kind != "keyring"}}


def with_slot(header: Header, kind: str, slot: Slot) -> Header:
    """The header with this slot in place of the one of its kind, to be sealed."""
    return {**header, "slots": {**header["slots"], kind: slot}}


def _guarded(act: Callable[[], bytes]) -> bytes:
    try:
        key = act()
    except (KeyError, TypeError, ValueError):
        raise header_damaged() from None
    if len(key) != KEY_BYTES:
        raise header_damaged()
    return key
