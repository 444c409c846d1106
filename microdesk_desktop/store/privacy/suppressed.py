"""Addresses that are not to be written to, though nothing else of their owners is kept: a keyed hash of each.

The key is random, and lies in the vault: outside of it, a hash cannot be compared with an address that is guessed.
"""

import secrets
from collections.abc import Iterable, Mapping

from microdesk_desktop.domain.mail.compose.wishes import address_hash
from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.store.database import Reader, Writer

_KEY_BYTES = 32


def suppress(writer: Writer, addresses: Iterable[str], choice: MailPreference = MailPreference.BUSINESS) -> None:
    """Keep that these addresses refuse commercial messages, or all mail; the stricter refusal of an address stays."""
    found = [each for each in addresses if each.strip()]
    if not found:
        return
    key = load_key(writer) or _make_key(writer)
    writer.run_many(
        "INSERT INTO suppressed_address (hash, choice) VALUES (?, ?)"
        " ON CONFLICT (hash) DO UPDATE SET choice = excluded.choice WHERE excluded.choice = 'none'",
        [(address_hash(key, each), choice) for each in found],
    )


def release(writer: Writer, addresses: Iterable[str]) -> None:
    """Forget the refusals of these addresses: their owners agreed since."""
    key = load_key(writer)
    if key:
        rows = [(address_hash(key, each),) for each in addresses]
        writer.run_many("DELETE FROM suppressed_address WHERE hash = ?", rows)


def is_suppressed(reader: Reader, address: str) -> bool:
    """Whether the owner of an address refused to be written to before they were erased."""
    hashed = address_hash(load_key(reader), address)
    return bool(reader.value("SELECT 1 FROM suppressed_address WHERE hash = ?", (hashed,)))


def load_suppressed(reader: Reader) -> Mapping[str, MailPreference]:
    """What is refused, by the hash of the address."""
    rows = reader.iterate("SELECT hash, choice FROM suppressed_address")
    return {hashed: MailPreference(choice) for hashed, choice in rows}


def load_key(reader: Reader) -> bytes:
    """The key of the hashes; empty while there is none."""
    row = reader.one("SELECT key FROM suppression_key")
    return bytes(row[0]) if row else b""


def _make_key(writer: Writer) -> bytes:
    key = secrets.token_bytes(_KEY_BYTES)
    writer.run("INSERT INTO suppression_key (id, key) VALUES (1, ?)", (key,))
    return key
