"""What can be done with one transaction, its key, and which action comes first."""

from enum import StrEnum


class Verb(StrEnum):
    """The user's possible words on a transaction."""

    ACCEPT = "accept"
    CHOOSE = "choose"
    RECORD = "record"
    IGNORE = "ignore"
    UNIGNORE = "unignore"
    DETACH = "detach"


KEYS = {
    Verb.CHOOSE: ("C",),
    Verb.RECORD: ("E",),
    Verb.IGNORE: ("I",),
    Verb.DETACH: ("Del", "Backspace"),
}
