"""One conversation as a row of a list."""

from collections.abc import Callable, Sequence

from microdesk_desktop.domain.mail.types import Role, Row
from microdesk_desktop.mail.imap.headers import Summary
from microdesk_desktop.mail.imap.keys import folder_key

_OUTGOING = (Role.SENT, Role.DRAFTS)


def conversation_row(group: Sequence[Summary], role_of: Callable[[bytes], Role]) -> Row:
    """The row of some letters, oldest first; `role_of` gives the role of a folder by its name.

    Of letters that the user wrote the recipients are shown. A letter that lies in several folders counts once.
    """
    newest = group[-1]
    known = {letter.message_id for letter in group}
    people = dict.fromkeys(
        person
        for letter in group
        for person in letter.people(*(("to", "cc") if role_of(letter.key.folder) in _OUTGOING else ("from",)))
    )
    return Row(
        key=newest.key.text(),
        subject=newest.subject,
        people=tuple(people),
        when=newest.when,
        count=len({letter.message_id or letter.key.text() for letter in group}),
        complete=all(reference in known for letter in group for reference in letter.references),
        unread=any(letter.is_unread for letter in group),
        starred=any(letter.is_starred for letter in group),
        files=None,
        folders=frozenset(folder_key(letter.key.folder) for letter in group),
        preview="",
        letters=tuple(letter.key.text() for letter in group),
    )
