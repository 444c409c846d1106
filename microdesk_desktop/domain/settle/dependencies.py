"""Keys on which the outcome of a transaction depends, so that the engine looks again only at what a change affects."""

Dependency = tuple[str, int]
"""A kind and a value: a party's rank among all names, a target's id, signed cents, or 0 for REFERENCES, TAKINGS and
PAID_TAKINGS.

The rank of a party is valid as long as the engine's vocabulary does not change.
"""

PARTY = "party"
TARGET = "target"
AMOUNT = "amount"
TAKINGS = "takings"
"""Everything that takings of a shop may be made of: cheques and cards are paid in as sums, or net of a commission."""
PAID = "paid"
"""The party that a payment settles something of by itself: what comes of that party may take its place."""
PAID_TAKINGS = "paid_takings"
"""As TAKINGS, for takings that are settled by themselves."""
REFERENCES = "references"
"""The references of all documents as a whole."""
