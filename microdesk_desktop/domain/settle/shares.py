"""How much of a transaction goes to each of the targets that the user names."""

from microdesk_desktop.domain.settle.targets import Target


def share_of(left_cents: int, target: Target) -> int:
    """The signed part of what is left of a transaction that goes to a target named without an amount.

    As much as both can take; the whole target where nothing is left or the signs differ, so that the sum is refused
    by its own check and not silently cut to nothing.
    """
    if left_cents * target.remaining_cents <= 0:
        return target.remaining_cents
    return min(left_cents, target.remaining_cents, key=abs)


def signed_like(target: Target, cents: int) -> int:
    """A positive amount, with the sign of the transaction that settles the target."""
    return abs(cents) if target.total_cents > 0 else -abs(cents)
