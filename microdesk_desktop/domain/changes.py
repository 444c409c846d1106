"""What an operation changed, so that a page reloads only when it shows that."""

from enum import Flag, auto


class Changes(Flag):
    """Flags that every changing operation returns."""

    NOTHING = 0
    BANK = auto()
    CONNECTION = auto()
    MATCHES = auto()
    INVOICES = auto()
    CLIENTS = auto()
    LEDGER = auto()
    RULES = auto()
    SETTINGS = auto()
    NETWORK = auto()
