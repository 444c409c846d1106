"""The format of a vault's header: its id, its data key wrapped in slots, a checksum and a MAC of it all.

    sha256   SHA-256 of the canonical JSON of everything else: finds damage before any key is known
    mac      HMAC-SHA256 of the canonical JSON of everything but itself and the checksum, under a key derived from the
             data key: finds a header that somebody edited or pasted, once a slot has opened

Format 1 had neither, nor a generation. Every later format keeps `sha256`, so that a damaged format number is not taken
for a later program's.
"""

import json
from collections.abc import Mapping
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.bounded import parse_json
from microdesk_desktop.vault.slots import derive_key, is_slot

FORMAT = 2
_PURPOSE = "header"
MAX_BYTES = 100_000
_UNSEALED_FIELDS = {"format", "vault", "slots"}

Header = Mapping[str, Any]


def header_damaged() -> KnownError:
    """The error that names the header, not the passphrase nor the database, as what is damaged."""
    return KnownError(ErrorCode.VAULT_DAMAGED, part="header")


def parse_header(data: bytes) -> Header:
    """The header in these bytes, whole by its checksum. Raises VAULT_DAMAGED or VAULT_FROM_FUTURE."""
    try:
        header: Any = parse_json(data) if len(data) <= MAX_BYTES else None
        is_whole = _is_whole(header)
    except (ValueError, TypeError, KeyError, AttributeError):
        is_whole = False
    if not is_whole:
        raise header_damaged()
    if header["format"] > FORMAT:
        raise KnownError(ErrorCode.VAULT_FROM_FUTURE, version=header["format"], latest=FORMAT)
    return dict(header)


def header_bytes(header: Header) -> bytes:
    """The content of the header's file."""
    return json.dumps(header, indent=1).encode()


def header_key(data_key: bytes, vault_id: str) -> bytes:
    """The key of the MAC of a vault's header."""
    return derive_key(data_key, _PURPOSE, vault_id)


def sealed(header: Header, generation: int, key: bytes) -> Header:
    """The header in today's format, with this generation, its MAC under `key` and its checksum."""
    body = {"format": FORMAT, "vault": header["vault"], "generation": generation, "slots": header["slots"]}
    signed = {**body, "mac": _mac(body, key)}
    return {**signed, "sha256": _checksum(signed)}


def is_sealed(header: Header) -> bool:
    """Whether the header has a checksum and a MAC; those of format 1 have not."""
    return bool(header["format"] >= FORMAT)


def is_authentic(header: Header, data_key: bytes) -> bool:
    """Whether somebody who knew the data key wrote the whole header."""
    import hmac  # loaded when a header is read: with OpenSSL it takes a tenth of the shortest command

    return is_sealed(header) and hmac.compare_digest(
        str(header["mac"]).encode(), _mac(header, header_key(data_key, header["vault"])).encode()
    )


def generation_of(header: Header) -> int:
    """How many times the vault had been opened when the header was written; 0 in format 1."""
    return int(header.get("generation", 0))


def _is_whole(header: Any) -> bool:
    if type(header["format"]) is not int or header["format"] < 1:
        return False
    if header["format"] == 1:
        return set(header) == _UNSEALED_FIELDS and _has_slots(header)
    if header["sha256"] != _checksum(header):
        return False
    return header["format"] > FORMAT or (_is_count(header["generation"]) and "mac" in header and _has_slots(header))


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _has_slots(header: Any) -> bool:
    slots = header["slots"]
    return (
        isinstance(header["vault"], str)
        and {"passphrase", "recovery"} <= set(slots)
        and all(is_slot(slot, kind) for kind, slot in slots.items())
    )


def _mac(header: Header, key: bytes) -> str:
    import hashlib
    import hmac

    return hmac.new(key, _canonical(header, without=("mac", "sha256")), hashlib.sha256).hexdigest()


def _checksum(header: Header) -> str:
    import hashlib

    return hashlib.sha256(_canonical(header, without=("sha256",))).hexdigest()


def _canonical(header: Header, *, without: tuple[str, ...]) -> bytes:
    """Compact JSON in ASCII with sorted names."""
    kept = {name: value for name, value in header.items() if name not in without}
    return json.dumps(kept, sort_keys=True, separators=(",", ":")).encode()
