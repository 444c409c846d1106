"""Wrapping the vault's random data key: AES-256-GCM under a key that a passphrase, a recovery key or the keyring gives.

Parameters follow RFC 9106 and OWASP's floor for Argon2id; what stands in a header is checked before it is used, so
that neither a weakened nor a monstrous header is obeyed.
"""

import base64
import hashlib
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError

KEY_BYTES = 32
FLOOR_ITERATIONS, FLOOR_MEMORY_KIB = 3, 65_536
CEILING_ITERATIONS, CEILING_MEMORY_KIB, CEILING_LANES = 64, 524_288, 16
CALIBRATED_S = 0.75
_MOST_MEMORY = 4  # times the floor: what a modest computer still spares
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_BYTES, _CHECK_CHARS, _GROUP = 20, 4, 6

Slot = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """How hard Argon2id works."""

    iterations: int = FLOOR_ITERATIONS
    memory_kib: int = FLOOR_MEMORY_KIB
    lanes: int = 4


def calibrated_cost() -> Cost:
    """The cost that takes this computer about `CALIBRATED_S` seconds, memory first, never below the floor."""
    effort = CALIBRATED_S / min(_floor_seconds() for _ in range(2))
    memory = min(_MOST_MEMORY, max(1, int(effort)))
    iterations = min(CEILING_ITERATIONS, max(FLOOR_ITERATIONS, round(effort / memory * FLOOR_ITERATIONS)))
    return Cost(iterations=iterations, memory_kib=memory * FLOOR_MEMORY_KIB)


def _floor_seconds() -> float:
    started = perf_counter()
    _argon2id("calibration", b"0" * 16, Cost())
    return perf_counter() - started


def passphrase_slot(data_key: bytes, passphrase: str, vault_id: str, cost: Cost) -> Slot:
    """A slot that the passphrase opens."""
    salt = os.urandom(16)
    facts = {
        "kind": "passphrase",
        "iterations": cost.iterations,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": _text(salt),
    }
    return _wrap(data_key, _argon2id(passphrase, salt, cost), facts, vault_id)


def open_passphrase_slot(slot: Slot, passphrase: str, vault_id: str) -> bytes:
    """The data key. Raises WRONG_PASSPHRASE, or VAULT_DAMAGED for parameters out of bounds."""
    cost = Cost(iterations=slot["iterations"], memory_kib=slot["memory_kib"], lanes=slot["lanes"])
    if not (
        FLOOR_ITERATIONS <= cost.iterations <= CEILING_ITERATIONS
        and FLOOR_MEMORY_KIB <= cost.memory_kib <= CEILING_MEMORY_KIB
        and 1 <= cost.lanes <= CEILING_LANES
    ):
        raise KnownError(ErrorCode.VAULT_DAMAGED)
    return _unwrap(slot, _argon2id(passphrase, _bytes(slot["salt"]), cost), vault_id, ErrorCode.WRONG_PASSPHRASE)


def secret_slot(facts: Mapping[str, str], data_key: bytes, secret: bytes, vault_id: str) -> Slot:
    """A slot that a random secret opens, the recovery key or what the keyring holds; `facts` name its kind."""
    return _wrap(data_key, derived(secret, facts["kind"], vault_id), facts, vault_id)


def open_secret_slot(slot: Slot, secret: bytes, vault_id: str, refusal: ErrorCode) -> bytes:
    """The data key. Raises `refusal` for another secret."""
    return _unwrap(slot, derived(secret, slot["kind"], vault_id), vault_id, refusal)


def derived(secret: bytes, purpose: str, vault_id: str) -> bytes:
    """A key of 32 bytes for one purpose, from a secret that is random enough to need no stretching."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=vault_id.encode(), info=purpose.encode()).derive(secret)


def new_recovery_key() -> str:
    """160 random bits and a checksum, in groups that are easy to copy by hand."""
    return spell_recovery_key(os.urandom(_RECOVERY_BYTES))


def spell_recovery_key(secret: bytes) -> str:
    """The letters and digits of a recovery key, in groups."""
    text = _digits(int.from_bytes(secret, "big"), _RECOVERY_BYTES * 8 // 5) + _checksum(secret)
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def read_recovery_key(text: str) -> bytes:
    """The secret of a recovery key, whatever its case and spaces, O read as 0, I and L as 1.

    Raises WRONG_RECOVERY_KEY when a letter is wrong.
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
    return _digits(int.from_bytes(hashlib.sha256(secret).digest()[:4], "big"), _CHECK_CHARS)


def _digits(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _argon2id(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def _wrap(data_key: bytes, key: bytes, facts: Mapping[str, Any], vault_id: str) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    wrapped = AESGCM(key).encrypt(nonce, data_key, _bound(facts, vault_id))
    return {**facts, "nonce": _text(nonce), "wrapped": _text(wrapped)}


def _unwrap(slot: Slot, key: bytes, vault_id: str, refusal: ErrorCode) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    facts = {name: value for name, value in slot.items() if name not in ("nonce", "wrapped")}
    try:
        return AESGCM(key).decrypt(_bytes(slot["nonce"]), _bytes(slot["wrapped"]), _bound(facts, vault_id))
    except InvalidTag:
        raise KnownError(refusal) from None


def _bound(facts: Mapping[str, Any], vault_id: str) -> bytes:
    return json.dumps([vault_id, sorted(facts.items())]).encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
