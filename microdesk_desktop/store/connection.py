"""Open a SQLCipher connection with the settings for encryption, durability and secure deletion."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

KEY_BYTES = 32
BUSY_MS = 5_000
_MEMORY_ONLY = "2"
_PRAGMAS = (
    "synchronous = FULL",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    f"busy_timeout = {BUSY_MS}",
)


def connect(path: Path, key: bytes, *, foreign_keys: bool = True, is_immutable: bool = False) -> Any:
    """A connection to an existing file, in explicit transactions, usable from any thread by one at a time.

    An immutable one reads the file as it is, without its WAL, and changes nothing on the disk.
    Foreign keys are off for migrations only: SQLite ignores the pragma inside a transaction.
    Raises sqlcipher's errors: NOTADB for another key or another kind of file, CANTOPEN when it is missing.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    connection = sqlcipher.connect(
        path.absolute().as_uri() + ("?mode=ro&immutable=1" if is_immutable else "?mode=rw"),
        uri=True,
        check_same_thread=False,
        isolation_level=None,
    )
    try:
        _prepare(connection, key)
        connection.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        _check(connection, foreign_keys)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Any, key: bytes) -> None:
    # Raw bytes given to set_key() would be stretched as a passphrase; only this text is the key itself. A text of
    # Python's cannot be overwritten: one would stay in memory for each connection.
    text = bytearray(b"x'%b'" % bytes(2 * len(key)))
    try:
        for place, byte in enumerate(key):
            text[2 * place + 2 : 2 * place + 4] = b"%02x" % byte
        connection.set_key(text)
    finally:
        text[:] = bytes(len(text))
    connection.execute("PRAGMA cipher_log_level = NONE")
    # PRAGMA key answers "ok" whatever the key: only reading a page checks it.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _check(connection: Any, foreign_keys: bool) -> None:
    """Raise RuntimeError for a library that would leave plain text in temporary files or in freed pages."""
    held = {
        "cipher_version": _value(connection, "cipher_version").startswith("4."),
        "temp_store": _value(connection, "temp_store") == _MEMORY_ONLY,
        "secure_delete": _value(connection, "secure_delete") == "1",
        "foreign_keys": _value(connection, "foreign_keys") == str(int(foreign_keys)),
    }
    refused = [name for name, is_held in held.items() if not is_held]
    if refused:
        raise RuntimeError(f"SQLCipher refused: {', '.join(refused)}")


def _value(connection: Any, pragma: str) -> str:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return str(row[0]) if row else ""
