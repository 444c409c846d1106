"""What an operation changed: a page reloads when it shows one of these."""

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
    COMPANY = auto()
    DOCUMENTS = auto()
    CATALOGUE = auto()
    RECURRING = auto()
    MAIL = auto()
    MILEAGE = auto()
    DECLARATIONS = auto()
    CONSENTS = auto()
    REQUESTS = auto()
    RETENTION = auto()
