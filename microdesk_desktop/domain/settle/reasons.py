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
