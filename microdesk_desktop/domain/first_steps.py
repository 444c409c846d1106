"""The first steps of a new vault."""

from enum import StrEnum


class FirstStep(StrEnum):
    """What a new user does first, in this order."""

    RECORDS = "records"
    STATEMENT = "statement"
    COMPANY = "company"
    RECOVERY_KEY = "recovery_key"
    MAIL = "mail"
