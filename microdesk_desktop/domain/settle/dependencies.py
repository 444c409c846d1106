"""Keys on which the outcome of a transaction depends, so that the engine looks again only at what a change affects."""

Dependency = tuple[str, int]
"""A kind and a value: a party's rank among all names, a target's id, signed cents, or 0 for REFERENCES and TAKINGS.

The rank of a party is valid as long as the engine's vocabulary does not change.
"""

PARTY = "party"
TARGET = "target"
AMOUNT = "amount"
TAKINGS = "takings"
"""Everything that takings of a shop may be made of: cheques and cards are paid in as sums, or net of a commission."""
REFERENCES = "references"
"""The references of all documents as a whole."""
