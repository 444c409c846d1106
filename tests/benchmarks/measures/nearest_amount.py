"""The floor of the attribution: the rule « exact amount, nearest date », the least that any engine must do."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from microdesk_desktop.domain.settle.targets import Target
from microdesk_desktop.domain.settle.transactions import Transaction

Entry = tuple[int, str, int]


def attribute_by_amount(transactions: Sequence[Transaction], targets: Sequence[Target]) -> dict[int, Entry]:
    """For each transaction, the open target of exactly its amount whose date is nearest: (day, kind, id)."""
    by_amount = defaultdict[tuple[int, str], list[Entry]](list)
    for target in targets:
        by_amount[target.remaining_cents, target.currency].append((target.on.toordinal(), target.kind, target.id))
    for entries in by_amount.values():
        entries.sort()
    found: dict[int, Entry] = {}
    for transaction in transactions:
        entries = by_amount.get((transaction.amount_cents, transaction.currency), [])
        if entries:
            day = transaction.on.toordinal()
            at = bisect_left(entries, (day,))
            found[transaction.id] = min(entries[max(0, at - 1) : at + 1], key=lambda entry: abs(entry[0] - day))
    return found
