"""The letters of one conversation, with those that lie in other folders."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from imapclient.exceptions import ProtocolError

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.conversations.threads import conversations
from microdesk_desktop.domain.mail.types import Letter
from microdesk_desktop.mail.imap.connection import Session
from microdesk_desktop.mail.imap.content import previews
from microdesk_desktop.mail.imap.headers import LETTER, Summary, summary
from microdesk_desktop.mail.imap.keys import LetterKey, folder_key
from microdesk_desktop.mail.imap.structure import Leaf, leaves
from microdesk_desktop.mail.mime.headers import header_people

_MOST = 200
"""Letters of one conversation; a mailing list has longer ones, which nobody reads through."""
_ROUNDS = 3
"""How often newly found letters are looked up in turn: each names the ones before it, so two mostly find all."""


def conversation(
    session: Session, key: LetterKey, known: Sequence[Summary], others: Iterable[bytes], job: Job
) -> tuple[Letter, ...]:
    """The conversation of a letter, oldest first: those of its list, of its folder, and of the other folders.

    `known` are the letters of the list that are in memory, of several folders where it searches them. Raises MAIL_GONE.
    """
    session.at(key.folder, key.validity)
    asked = _fetched(session, key.folder, [key.uid])
    if not asked:
        raise KnownError(ErrorCode.MAIL_GONE)
    same = [letter.key for letter in _same_conversation(asked[0][0], known)]
    listed = [each.uid for each in same if each.folder == key.folder]
    found = {letter.key: (letter, data) for letter, data in _fetched(session, key.folder, sorted({*listed, key.uid}))}
    for folder in dict.fromkeys((key.folder, *others, *(each.folder for each in same))):
        job.checkpoint()
        _add_from(session, folder, found)
    kept = {each.key for each in _same_conversation(asked[0][0], [letter for letter, _ in found.values()])}
    chosen = _without_copies([pair for pair in found.values() if pair[0].key in kept])
    # The only letter is shown unfolded, and its first words with the rest.
    texts = _texts(chosen) if len(chosen) > 1 else {}
    first = _previews(session, texts, job)
    return tuple(_letter(letter, data, key, first.get(letter.key, "")) for letter, data in chosen)


Fetched = tuple[Summary, dict[bytes, Any]]


def _fetched(session: Session, folder: bytes, uids: Sequence[int]) -> list[Fetched]:
    selected = session.at(folder, None)
    try:
        answers = session.fetch(uids[-_MOST:], (*LETTER, "BODYSTRUCTURE"))
    except (ProtocolError, ValueError, TypeError, IndexError):
        # One structure that the library cannot read must not hide the whole conversation; parts are then not known.
        answers = session.fetch(uids[-_MOST:], LETTER)
    pairs = ((summary(folder, selected.validity, data), data) for data in answers)
    return [(letter, data) for letter, data in pairs if letter is not None]


def _add_from(session: Session, folder: bytes, found: dict[LetterKey, Fetched]) -> None:
    """Add the letters of a folder that name, or are named by, those that were found; by their ids alone."""
    asked: set[str] = set()
    session.at(folder, None)
    for _ in range(_ROUNDS):
        ids = {each for letter, _ in found.values() for each in (letter.message_id, *letter.references[:1]) if each}
        new = sorted(ids - asked)[:10]
        if not new or len(found) >= _MOST:
            return
        asked |= set(new)
        there = {key.uid for key in found if key.folder == folder}
        uids = sorted(set(session.client.search(_naming(new))) - there)
        for letter, data in _fetched(session, folder, uids):
            found[letter.key] = (letter, data)


def _naming(ids: Sequence[str]) -> list[str]:
    """The criteria for letters that have one of these ids, or refer to one."""
    keys = [("HEADER", name, each) for each in ids for name in ("MESSAGE-ID", "REFERENCES", "IN-REPLY-TO")]
    criteria: list[str] = []
    for key in keys[:-1]:
        criteria += ("OR", *key)
    return [*criteria, *keys[-1]]


def _same_conversation(letter: Summary, among: Sequence[Summary]) -> list[Summary]:
    by_key = {each.key.text(): each for each in (*among, letter)}
    for thread in conversations([each.thread_header() for each in by_key.values()]):
        keys = [header.key for header in thread]
        if letter.key.text() in keys:
            return [by_key[key] for key in keys]
    return [letter]


def _without_copies(found: Sequence[Fetched]) -> list[Fetched]:
    """Each letter once, oldest first: a copy in another folder (Gmail's All Mail) has the same message id."""
    once: dict[str, Fetched] = {}
    for letter, data in sorted(found, key=lambda each: (each[0].when, each[0].key)):
        once.setdefault(letter.message_id or letter.key.text(), (letter, data))
    return list(once.values())


def _previews(session: Session, texts: Mapping[LetterKey, Leaf], job: Job) -> Mapping[LetterKey, str]:
    try:
        return previews(session, texts, job)
    except (ProtocolError, ValueError, TypeError, IndexError):
        return {}  # an answer that the library cannot read must not hide the conversation


def _texts(letters: Sequence[Fetched]) -> Mapping[LetterKey, Leaf]:
    """The plain text of each letter, where its structure is known and it has one."""
    found: dict[LetterKey, Leaf] = {}
    for letter, data in letters:
        plain = [leaf for leaf in leaves(data.get(b"BODYSTRUCTURE")) if leaf.is_text and leaf.kind == "text/plain"]
        if plain:
            found[letter.key] = plain[0]
    return found


def _letter(letter: Summary, data: dict[bytes, Any], conversation_of: LetterKey, preview: str) -> Letter:
    people = {name: header_people(letter.fields.get(name, b"")) for name in ("from", "reply-to", "to", "cc", "bcc")}
    return Letter(
        key=letter.key.text(),
        conversation=conversation_of.text(),
        message_id=letter.message_id,
        references=letter.references,
        sender=people["from"],
        reply_to=people["reply-to"],
        to=people["to"],
        cc=people["cc"],
        bcc=people["bcc"],
        when=letter.when,
        subject=letter.subject,
        folders=frozenset((folder_key(letter.key.folder),)),
        unread=letter.is_unread,
        parts=tuple(leaf.part() for leaf in leaves(data.get(b"BODYSTRUCTURE")) if not leaf.is_text),
        preview=preview,
    )
