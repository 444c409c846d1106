"""Rules, which decide on every transaction with given words, and the decisions from which a rule is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FEWEST_CHARACTERS = 3
"""Letters and digits that the words of a rule have at least: fewer are found in too many labels."""
DIRECTIONS: Mapping[str, int] = {"in": 1, "out": -1, "both": 0}
"""The direction of a rule by the name that it has outside of the program."""


class RuleAction(StrEnum):
    """What a rule does with a transaction that nothing else settled."""

    IGNORE = "ignore"
    EXPENSE = "expense"
    RECEIPT = "receipt"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the user decided for all transactions whose label contains these words, with this sign.

    `words` is compared after normalisation, on word boundaries.
    `direction` is 1 (money in), -1 (money out) or 0 (both). `least_cents` and `most_cents` bound the amount, without
    its sign; None for no such bound. A rule that `is_paused` is kept, and takes nothing.
    PARTY: this label is paid by (or to) that party; the engine then matches its open documents.
    EXPENSE and RECEIPT: the record is created, with `party_name`, `category` and `label`.
    """

    id: int
    name: str
    words: str
    direction: int
    action: RuleAction
    least_cents: int | None = None
    most_cents: int | None = None
    party_id: int | None = None
    party_name: str = ""
    category: str = ""
    label: str = ""
    is_paused: bool = False

    def takes_amount(self, cents: int) -> bool:
        """Whether an amount has the sign of the rule, and is within its bounds."""
        if self.direction and self.direction * cents <= 0:
            return False
        is_enough = self.least_cents is None or abs(cents) >= self.least_cents
        return is_enough and (self.most_cents is None or abs(cents) <= self.most_cents)


def is_specific(words: str) -> bool:
    """Whether the words of a rule have enough letters and digits."""
    return sum(map(str.isalnum, words)) >= FEWEST_CHARACTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A decision of the user on one label and signed amount; two equal ones are enough to propose a rule."""

    label: str
    cents: int
    action: RuleAction
    party_id: int | None = None
    party_name: str = ""
    category: str = ""
