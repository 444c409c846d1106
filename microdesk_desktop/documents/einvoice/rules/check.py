"""All rules over the terms of an e-invoice."""

from collections.abc import Sequence

from microdesk_desktop.documents.einvoice.rules import amounts, french, lists, presence, vat
from microdesk_desktop.documents.einvoice.rules.problem import Problem, Terms

_RULES = (*presence.RULES, *amounts.RULES, *vat.RULES, *french.RULES, *lists.RULES)


def problems_of(terms: Terms) -> Sequence[Problem]:
    """What is wrong with an e-invoice, in the order of the rules; empty where it may be issued."""
    return [problem for rule in _RULES for problem in rule(terms)]
