"""What to search a mailbox for, about a client or a document, in the syntax of `Mailbox.page`."""

from collections.abc import Sequence

MOST_ADDRESSES = 5
"""Each address of a client is a search of its own, and Gmail allows about ten of them in a minute."""
SHORT_NUMBER = 5
"""Characters: a shorter number of another tool, as « 12 », stands in many messages that are about something else."""


def client_searches(addresses: Sequence[str]) -> tuple[str, ...]:
    """The searches for the letters from and to these addresses."""
    return tuple(map(_quoted, addresses[:MOST_ADDRESSES]))


def document_searches(number: str, addresses: Sequence[str]) -> tuple[str, ...]:
    """The searches for the letters that name a document; a short number counts only beside an address of its client."""
    if len(number) >= SHORT_NUMBER:
        return (_quoted(number),)
    return tuple(f"{_quoted(number)} {_quoted(address)}" for address in addresses[:MOST_ADDRESSES])


def _quoted(text: str) -> str:
    plain = text.replace('"', "")
    return f'"{plain}"'
