"""What can be done with one transaction, its key, and which action comes first."""

from enum import StrEnum


class TransactionAction(StrEnum):
    """The user's possible words on a transaction."""

    ACCEPT = "accept"
    CHOOSE = "choose"
    RECORD = "record"
    IGNORE = "ignore"
    UNIGNORE = "unignore"
    DETACH = "detach"


KEYS = {
    TransactionAction.CHOOSE: ("C",),
    TransactionAction.RECORD: ("E",),
    TransactionAction.IGNORE: ("I",),
    TransactionAction.DETACH: ("Del", "Backspace"),
}
