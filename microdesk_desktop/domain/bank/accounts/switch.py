"""Whether a new consent opens the account that is followed."""

from collections.abc import Sequence

from microdesk_desktop.domain.bank.types import AccountChoice


def is_left_out(iban: str | None, accounts: Sequence[AccountChoice]) -> bool:
    """Whether the account with this IBAN is certainly not among these: each has an IBAN, and it is another."""
    return iban is not None and all(each.iban is not None and each.iban != iban for each in accounts)
