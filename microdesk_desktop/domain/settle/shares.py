"""How much of a transaction goes to each of the targets that the user names."""

from microdesk_desktop.domain.settle.targets import Target


def share_of(left_cents: int, target: Target) -> int:
    """The signed cents of a transaction that go to a target given without an amount; `left_cents` are unallocated.

    As much as both have left. The whole target where nothing is left or the signs differ: the check of the total then
    refuses the allocation instead of reducing it to zero.
    """
    if left_cents * target.remaining_cents <= 0:
        return target.remaining_cents
    return min(left_cents, target.remaining_cents, key=abs)


def signed_like(target: Target, cents: int) -> int:
    """A positive amount, with the sign of what remains of the target, that of the transaction that settles it."""
    return abs(cents) if target.remaining_cents > 0 else -abs(cents)
