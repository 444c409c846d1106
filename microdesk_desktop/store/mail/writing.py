"""The signatures of mail accounts, and the attempts to send whose outcome is open."""

from collections.abc import Sequence
from datetime import datetime

from microdesk_desktop.domain.mail.compose.compositions import Attempt
from microdesk_desktop.store.database import Reader, Writer


def load_signature(reader: Reader, address: str) -> str:
    """The signature of an account, empty where it has none."""
    return str(reader.value("SELECT text FROM mail_signature WHERE address = ?", (address,)) or "")


def save_signature(writer: Writer, address: str, text: str) -> None:
    """Keep the signature of an account; an empty one is removed."""
    writer.run("DELETE FROM mail_signature WHERE address = ?", (address,))
    if text:
        writer.run("INSERT INTO mail_signature (address, text) VALUES (?, ?)", (address, text))


def load_attempts(reader: Reader) -> Sequence[Attempt]:
    """The attempts whose outcome is open, the oldest first."""
    return [
        Attempt(id=id_, address=address, begun_at=datetime.fromisoformat(begun_at))
        for id_, address, begun_at in reader.all("SELECT id, address, begun_at FROM mail_attempt ORDER BY id")
    ]


def add_attempt(writer: Writer, address: str, at: datetime) -> int:
    """Note that a message is about to be sent; returns the id of the note."""
    return writer.run("INSERT INTO mail_attempt (address, begun_at) VALUES (?, ?)", (address, at.isoformat()))


def end_attempt(writer: Writer, attempt_id: int) -> None:
    """Remove the note of an attempt; nothing happens when it is gone."""
    writer.run("DELETE FROM mail_attempt WHERE id = ?", (attempt_id,))


def erase_writing(writer: Writer, account_id: str) -> None:
    """Delete the signature and the open attempts of an account that is about to be erased."""
    for table in ("mail_signature", "mail_attempt"):
        writer.run(
            f"DELETE FROM {table} WHERE address = (SELECT address FROM mail_account WHERE id = ?)", (account_id,)
        )
