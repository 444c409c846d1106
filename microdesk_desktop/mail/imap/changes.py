"""Marks and moves. A move is MOVE, or COPY with UID EXPUNGE of exactly these letters; nothing else is ever expunged."""

from collections.abc import Collection, Mapping
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


Begun = set[tuple[LetterKey, bytes]]
"""The letters whose copy into a folder was asked for, and which may still be where they were: after a cut."""


def move(
    session: Session, folder: bytes, validity: int, ids: Mapping[int, str], target: bytes, begun: Begun
) -> dict[LetterKey, LetterKey]:
    """Move letters into another folder; returns their new keys where the server gives them (UIDPLUS).

    `ids` has the message id of each UID as it was seen, empty where it was not. A move in `begun` is looked up before
    it is repeated. Raises MAIL_GONE where a UID is now another letter: some servers give UIDs anew.
    """
    session.at(folder, validity, is_writable=True)
    found = _checked_identity(session, folder, validity, ids)
    moved: dict[LetterKey, LetterKey] = {}
    uids = sorted(ids)
    for start in range(0, len(uids), _AT_ONCE):
        some = {LetterKey(folder, validity, uid): found[uid] for uid in uids[start : start + _AT_ONCE]}
        moved.update(_move_some(session, some, target, begun))
    return moved


def _checked_identity(session: Session, folder: bytes, validity: int, ids: Mapping[int, str]) -> Mapping[int, str]:
    """The message ids of these letters as they are now."""
    found = {}
    for data in session.fetch(sorted(ids), SUMMARY):
        letter = summary(folder, validity, data)
        if letter is not None:
            found[letter.key.uid] = letter.message_id
    if any(uid not in found or (seen and found[uid] != seen) for uid, seen in ids.items()):
        raise KnownError(ErrorCode.MAIL_GONE)
    return found


def _move_some(
    session: Session, letters: Mapping[LetterKey, str], target: bytes, begun: Begun
) -> Mapping[LetterKey, LetterKey]:
    """Move letters of one folder, given with their message ids."""
    client = session.client
    uids = [key.uid for key in letters]
    if client.has_capability("MOVE"):
        client.move(uids, target)
        return _copied(session, letters, target)
    if not client.has_capability("UIDPLUS"):
        # A plain EXPUNGE would also delete what other programs have marked.
        raise KnownError(ErrorCode.MAIL_UNSUPPORTED)
    moved = _copied_before(session, {key: id_ for key, id_ in letters.items() if (key, target) in begun}, target)
    missing = [key for key in letters if key not in moved]
    if missing:
        begun.update((key, target) for key in missing)
        client.copy([key.uid for key in missing], target)
        moved |= _copied(session, missing, target)
    client.add_flags(uids, [b"\\Deleted"], silent=True)
    client.uid_expunge(uids)
    begun.difference_update((key, target) for key in letters)
    return moved


def _copied(session: Session, letters: Collection[LetterKey], target: bytes) -> dict[LetterKey, LetterKey]:
    """The new keys of the letters that were just copied or moved, where the server gives them."""
    validity, pairs = session.client.copied()
    return {key: LetterKey(target, validity, pairs[key.uid]) for key in letters if key.uid in pairs}


def _copied_before(session: Session, letters: Mapping[LetterKey, str], target: bytes) -> dict[LetterKey, LetterKey]:
    """The copies that an interrupted move has left in its target, by their message ids."""
    found: dict[LetterKey, LetterKey] = {}
    if not letters:
        return found
    validity = session.at(target, None).validity
    for key, message_id in letters.items():
        copies = session.client.search(["HEADER", "MESSAGE-ID", message_id]) if message_id else ()
        if copies:
            found[key] = LetterKey(target, validity, max(copies))
    origin = next(iter(letters))
    session.at(origin.folder, origin.validity, is_writable=True)
    return found
