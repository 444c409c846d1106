"""To whom a reply goes."""

from collections.abc import Collection
from dataclasses import dataclass

from microdesk_desktop.domain.mail.addresses import address_key, without_repeats
from microdesk_desktop.domain.mail.types import Letter, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """The people of a message that is about to be written; no address is in it twice."""

    to: tuple[Person, ...]
    cc: tuple[Person, ...] = ()


def reply_recipients(letter: Letter, own: Collection[str]) -> Recipients:
    """Whom a reply goes to: Reply-To, else the sender; for a letter of the user's own, the people it was sent to.

    `own` are all addresses of the user. They are left out, unless nobody else is left.
    """
    mine = frozenset(map(address_key, own))
    return Recipients(to=_others(_answered(letter, mine), mine) or _fallback(letter))


def reply_all_recipients(letter: Letter, own: Collection[str]) -> Recipients:
    """Whom a reply to all goes to: as `reply_recipients`, then the others of To, and in copy those of Cc."""
    mine = frozenset(map(address_key, own))
    to = _others((*_answered(letter, mine), *letter.to), mine)
    cc = without_repeats(letter.cc, mine | {address_key(each.address) for each in to})
    if not to and cc:
        # The sender was the only one in To and is the user: somebody in copy becomes the one written to.
        return Recipients(to=cc)
    return Recipients(to=to or _fallback(letter), cc=cc)


def _answered(letter: Letter, mine: frozenset[str]) -> tuple[Person, ...]:
    """The people whom the letter asks to answer, the user's own addresses not yet left out."""
    if any(address_key(each.address) in mine for each in letter.sender):
        return letter.to or letter.cc or letter.bcc
    # A Reply-To that names only the user, as some forms and lists set it, would hide the sender.
    return letter.reply_to if _others(letter.reply_to, mine) else letter.sender


def _others(people: tuple[Person, ...], mine: frozenset[str]) -> tuple[Person, ...]:
    return without_repeats(people, mine)


def _fallback(letter: Letter) -> tuple[Person, ...]:
    """Where nobody but the user is left: those whom the letter names, so that a note to oneself can be answered."""
    return without_repeats(letter.to or letter.sender)
