"""Slots: the vault's random data key, wrapped by AES-256-GCM under a passphrase, the recovery key or a keyring secret.

Argon2id parameters follow RFC 9106 and OWASP's minimum. Those read from a header are range-checked against downgrade
and denial of service. Each slot's parameters and the vault's id are the additional data of its encryption, so that a
slot cannot be altered or moved to another vault.
"""

import base64
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError

KEY_BYTES = 32
MIN_ITERATIONS, MIN_MEMORY_KIB = 3, 65_536
MAX_MEMORY_KIB = 4 * MIN_MEMORY_KIB
"""256 MiB, which a modest computer still has free."""
MAX_ITERATIONS = 32
"""What `TARGET_UNLOCK_S` allows at the most memory on a computer that takes 23 ms for the least cost, which is faster
than any of 2026. A header that asks for more is not ours: it would only keep the user waiting."""
LANES = 4
"""Threads of the derivation. Always four: the result depends on them, and two cores run four threads as well."""
TARGET_UNLOCK_S = 0.75
"""Time that opening the passphrase slot should take: it slows down guesses, and the user waits less than a second."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_BYTES, _CHECK_CHARS, _GROUP = 20, 4, 6
_NONCE_BYTES, _TAG_BYTES = 12, 16

Slot = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Argon2id parameters: passes, memory in KiB, threads."""

    iterations: int = MIN_ITERATIONS
    memory_kib: int = MIN_MEMORY_KIB
    lanes: int = LANES


def calibrated_cost() -> Cost:
    """Parameters that take this computer about `TARGET_UNLOCK_S` seconds, never below the floor; memory first."""
    effort = TARGET_UNLOCK_S / min(_seconds_at_minimum() for _ in range(2))
    memory = min(MAX_MEMORY_KIB // MIN_MEMORY_KIB, max(1, int(effort)))
    iterations = min(MAX_ITERATIONS, max(MIN_ITERATIONS, round(effort / memory * MIN_ITERATIONS)))
    return Cost(iterations=iterations, memory_kib=memory * MIN_MEMORY_KIB)


def _seconds_at_minimum() -> float:
    started = perf_counter()
    _argon2id("calibration", b"0" * 16, Cost())
    return perf_counter() - started


def passphrase_slot(data_key: bytes, passphrase: str, vault_id: str, cost: Cost) -> Slot:
    """A slot that the passphrase opens."""
    salt = os.urandom(16)
    parameters = {
        "kind": "passphrase",
        "iterations": cost.iterations,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": _base64(salt),
    }
    return _wrap(data_key, _argon2id(passphrase, salt, cost), parameters, vault_id)


def open_passphrase_slot(slot: Slot, passphrase: str, vault_id: str) -> bytes:
    """The data key. Raises WRONG_PASSPHRASE, or VAULT_DAMAGED for parameters out of bounds."""
    cost = Cost(iterations=slot["iterations"], memory_kib=slot["memory_kib"], lanes=slot["lanes"])
    if not (
        MIN_ITERATIONS <= cost.iterations <= MAX_ITERATIONS
        and MIN_MEMORY_KIB <= cost.memory_kib <= MAX_MEMORY_KIB
        and cost.lanes == LANES
    ):
        raise KnownError(ErrorCode.VAULT_DAMAGED)
    return _unwrap(slot, _argon2id(passphrase, _from_base64(slot["salt"]), cost), vault_id, ErrorCode.WRONG_PASSPHRASE)


def is_slot(slot: Any, kind: str) -> bool:
    """Whether this is, by its shape, a slot of this kind: what a damaged one without a checksum rarely is."""
    return (
        slot["kind"] == kind
        and len(_from_base64(slot["nonce"])) == _NONCE_BYTES
        and len(_from_base64(slot["wrapped"])) == KEY_BYTES + _TAG_BYTES
    )


def secret_slot(parameters: Mapping[str, str], data_key: bytes, secret: bytes, vault_id: str) -> Slot:
    """A slot that a random secret opens: the recovery key, or one in the keyring. `parameters` must hold its "kind"."""
    return _wrap(data_key, derive_key(secret, parameters["kind"], vault_id), parameters, vault_id)


def open_secret_slot(slot: Slot, secret: bytes, vault_id: str, refusal: ErrorCode) -> bytes:
    """The data key. Raises `refusal` for another secret."""
    return _unwrap(slot, derive_key(secret, slot["kind"], vault_id), vault_id, refusal)


def derive_key(secret: bytes, purpose: str, vault_id: str) -> bytes:
    """Derive a 32-byte key for one purpose from a random secret (HKDF-SHA256; no stretching needed)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=vault_id.encode(), info=purpose.encode()).derive(secret)


def new_recovery_key() -> str:
    """A new recovery key: 160 random bits and a checksum in Crockford's base 32, in groups of six."""
    return format_recovery_key(os.urandom(_RECOVERY_BYTES))


def format_recovery_key(secret: bytes) -> str:
    """The text of the recovery key of these bytes."""
    text = _digits(int.from_bytes(secret, "big"), _RECOVERY_BYTES * 8 // 5) + _checksum(secret)
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def parse_recovery_key(text: str) -> bytes:
    """The bytes of a recovery key; case, spaces and hyphens are ignored, O is read as 0, I and L as 1.

    Raises WRONG_RECOVERY_KEY for another length, a foreign character or a wrong checksum.
    """
    plain = "".join(char for char in text.upper() if char.isalnum()).translate(str.maketrans("OIL", "011"))
    body, check = plain[:-_CHECK_CHARS], plain[-_CHECK_CHARS:]
    if len(body) != _RECOVERY_BYTES * 8 // 5 or any(char not in _ALPHABET for char in plain):
        raise KnownError(ErrorCode.WRONG_RECOVERY_KEY)
    number = 0
    for char in body:
        number = number * 32 + _ALPHABET.index(char)
    secret = number.to_bytes(_RECOVERY_BYTES, "big")
    if _checksum(secret) != check:
        raise KnownError(ErrorCode.WRONG_RECOVERY_KEY)
    return secret


def _checksum(secret: bytes) -> str:
    import hashlib

    return _digits(int.from_bytes(hashlib.sha256(secret).digest()[:4], "big"), _CHECK_CHARS)


def _digits(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _argon2id(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def _wrap(data_key: bytes, key: bytes, parameters: Mapping[str, Any], vault_id: str) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    wrapped = AESGCM(key).encrypt(nonce, data_key, _additional_data(parameters, vault_id))
    return {**parameters, "nonce": _base64(nonce), "wrapped": _base64(wrapped)}


def _unwrap(slot: Slot, key: bytes, vault_id: str, refusal: ErrorCode) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    parameters = {name: value for name, value in slot.items() if name not in ("nonce", "wrapped")}
    try:
        return AESGCM(key).decrypt(
            _from_base64(slot["nonce"]), _from_base64(slot["wrapped"]), _additional_data(parameters, vault_id)
        )
    except InvalidTag:
        raise KnownError(refusal) from None


def _additional_data(parameters: Mapping[str, Any], vault_id: str) -> bytes:
    return json.dumps([vault_id, sorted(parameters.items())]).encode()


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _from_base64(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
