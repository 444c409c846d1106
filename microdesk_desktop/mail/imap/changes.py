"""Marks and moves. A move is MOVE, or COPY with UID EXPUNGE of exactly these letters; nothing else is ever expunged."""

from collections.abc import Collection, Sequence
from itertools import groupby

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.mail.imap.connection import Session
from microdesk_desktop.mail.imap.headers import SUMMARY, summary
from microdesk_desktop.mail.imap.keys import LetterKey

_AT_ONCE = 300
"""Letters of one command (see `connection.py`)."""


def by_folder(keys: Collection[LetterKey]) -> list[tuple[tuple[bytes, int], list[int]]]:
    """The UIDs of letters by folder and UIDVALIDITY."""
    ordered = sorted(set(keys))
    return [(place, [key.uid for key in each]) for place, each in groupby(ordered, key=lambda key: key[:2])]


def set_flag(session: Session, keys: Collection[LetterKey], flag: bytes, *, present: bool) -> None:
    """Set or remove one flag of letters. Raises MAIL_GONE where UIDs have begun again."""
    for (folder, validity), uids in by_folder(keys):
        session.at(folder, validity, is_writable=True)
        for start in range(0, len(uids), _AT_ONCE):
            part = uids[start : start + _AT_ONCE]
            if present:
                session.client.add_flags(part, [flag], silent=True)
            else:
                session.client.remove_flags(part, [flag], silent=True)


def move(
    session: Session, folder: bytes, validity: int, ids: dict[int, str], target: bytes
) -> dict[LetterKey, LetterKey]:
    """Move letters into another folder; returns their new keys where the server gives them (UIDPLUS).

    `ids` has the message id of each UID as it was seen, empty where it was not. Raises MAIL_GONE where a UID is now
    another letter: some servers give UIDs anew.
    """
    session.at(folder, validity, is_writable=True)
    _check_identity(session, folder, validity, ids)
    moved: dict[LetterKey, LetterKey] = {}
    uids = sorted(ids)
    for start in range(0, len(uids), _AT_ONCE):
        target_validity, pairs = _move_some(session, uids[start : start + _AT_ONCE], target)
        for old, new in pairs.items():
            moved[LetterKey(folder, validity, old)] = LetterKey(target, target_validity, new)
    return moved


def _check_identity(session: Session, folder: bytes, validity: int, ids: dict[int, str]) -> None:
    found = {}
    for data in session.fetch(sorted(ids), SUMMARY):
        letter = summary(folder, validity, data)
        if letter is not None:
            found[letter.key.uid] = letter.message_id
    if any(uid not in found or (seen and found[uid] != seen) for uid, seen in ids.items()):
        raise KnownError(ErrorCode.MAIL_GONE)


def _move_some(session: Session, uids: Sequence[int], target: bytes) -> tuple[int, dict[int, int]]:
    client = session.client
    if client.has_capability("MOVE"):
        client.move(uids, target)
        return client.copied()
    if not client.has_capability("UIDPLUS"):
        # A plain EXPUNGE would also delete what other programs have marked.
        raise KnownError(ErrorCode.MAIL_UNSUPPORTED)
    client.copy(uids, target)
    copied = client.copied()
    client.add_flags(uids, [b"\\Deleted"], silent=True)
    client.uid_expunge(uids)
    return copied
