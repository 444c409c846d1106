"""Reasons of a match."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Reason(NamedTuple):
    """One piece of evidence: a code, and its values as text.

    A party or a document is given by `target_id`, a rule by `rule_id`: names are looked up when the reason is shown,
    so that a stored reason never holds one (`views/bank/reason_names.py`, sentences in `views/messages/reasons.py`).
    """

    code: str
    params: Mapping[str, str] = MappingProxyType({})


BY_NAME = frozenset(
    ("number", "number_maybe", "numbers", "client", "client_like", "supplier", "supplier_like", "party_rule", "rule")
)
"""The codes of what the label itself shows: a number or a name."""
EXACT = frozenset(("amount", "balance", "sum", "instalments", "gross", "share", "deposit"))
"""The codes of an amount that is right to the cent."""
GROUNDS = BY_NAME | EXACT
"""One of these is needed before Enter settles anything."""
FEE = "fee"
"""The code of an expense that stands for the fee kept of a payment; it is deleted when the attribution ends."""
AGAINST = frozenset(
    (
        "surplus", "shortfall", "part", "sum_part", "days_before", "cites_other", "cites_settled", "unknown_number",
        "several_stated", "other_person", "other_month", "before_issue", "other_nature", "no_client_card",
        "own_transfer_maybe",
    )
)  # fmt: skip
"""The codes of what weakens a match rather than supports it."""
