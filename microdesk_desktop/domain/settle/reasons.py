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
    (
        "number",
        "number_maybe",
        "numbers",
        "numbers_some",
        "client",
        "client_like",
        "supplier",
        "supplier_like",
        "party_rule",
        "rule",
        "learnt",
    )
)
"""The codes of what the label itself shows: a number or a name."""
EXACT = frozenset(
    (
        "amount",
        "balance",
        "sum",
        "sum_deducted",
        "sum_last_share",
        "instalments",
        "gross",
        "share",
        "deposit",
        "standing_order",
    )
)  # fmt: skip
"""The codes of an amount that is right to the cent."""
GROUNDS = BY_NAME | EXACT
"""One of these is needed before Enter settles anything."""
KEPT_PAYMENT = "kept_payment"
"""The code of a payment that was in the books before its transaction came: kept when the bank was disconnected."""
MADE = "made"
"""The code of a record that was made of its transaction; unchanged, it is deleted when the attribution ends."""
FEE = "fee"
"""The code of an expense that stands for the fee kept of a payment; it is deleted when the attribution ends."""
REVISED = "revised"
"""The code of a transaction that the engine decided anew, with the day and the document that it settled before."""
RETURNED_DECIDED = "returned_decided"
"""The code of what takes back a payment whose attribution is fixed, with its transaction and its day."""
RETURNED_BY = "returned_by"
"""The code that such a payment is shown with: nothing but a look at the other transaction says it."""
AGAINST = frozenset(
    (
        "surplus", "shortfall", "part", "gross_maybe", "sum_last_part", "sum_surplus", "days_before", "before_issue",
        "cites_other", "cites_other_client", "cites_settled", "unknown_number", "names_other", "other_payer",
        "other_person", "several_stated", "other_month", "other_share", "other_instalment", "not_the_balance",
        "learnt_not", "same_amount", "other_sums", "other_nature", "cash", "transposed", "no_client_card",
        "own_transfer_maybe",
        RETURNED_DECIDED, RETURNED_BY,
    )
)  # fmt: skip
"""The codes of what weakens a match rather than supports it."""
