"""Matchers of one transaction with the targets that it certainly settles, from the surest to the least.

A matcher returns None rather than choose between two equal candidates; these become suggestions.
"""

import re

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.matchers.cited import (
    cited_exact,
    cited_last_in_part,
    cited_part,
    cited_several,
    cited_with_surplus,
    listed_several,
)
from microdesk_desktop.reconcile.matchers.match import Matcher, Trait
from microdesk_desktop.reconcile.matchers.named import likely_exact, named_exact, named_late
from microdesk_desktop.reconcile.matchers.special import (
    gross_exact,
    gross_of_several,
    nature_exact,
    net_of_tariff,
    record_cited,
    slip_of_cheques,
    takings_of_day,
    takings_unstated,
)
from microdesk_desktop.reconcile.matchers.sums import (
    months_several,
    named_several,
    records_several,
    stated_instalment,
    stated_rest,
)
from microdesk_desktop.reconcile.open_items import OpenItems

# As integers: operations on flags are function calls.
_CITES, _DESIGNATES, _RESEMBLES, _HAS_NATURE, _MAY_PAY_SEVERAL, _IS_PAYOUT, _MAY_PAY_RECORDS, _HAS_DIGITS = map(
    int, Trait
)

# The State's accountants pay for its towns and schools, in the words in which it takes taxes.
_TREASURY = (Nature.TAX, Nature.SOCIAL)
_TAKINGS = (LabelKind.CARD_TAKINGS, LabelKind.CHEQUE_DEPOSIT)
_FREE = (LabelKind.TRANSFER, LabelKind.OTHER, LabelKind.CHEQUE)
FEE_WORD = re.compile(r"\b(?:COM|FRAIS|CHARGE|FEE|PRECOMPTE|RETENUE|COTISATION|CONTRIBUTION|W[HI]T)", re.IGNORECASE)

MATCHERS = (
    Matcher(gross_exact, Trait.IS_PAYOUT),
    Matcher(cited_exact, Trait.CITES, True),
    Matcher(cited_several, Trait.CITES),
    Matcher(listed_several, Trait.MAY_PAY_SEVERAL),
    Matcher(cited_last_in_part, Trait.CITES),
    Matcher(cited_part, Trait.CITES),
    Matcher(cited_with_surplus, Trait.CITES),
    Matcher(named_exact, Trait.DESIGNATES, True),
    Matcher(record_cited, Trait.HAS_DIGITS, True),
    Matcher(takings_of_day, Trait.IS_PAYOUT),
    Matcher(takings_unstated, Trait.IS_PAYOUT),
    Matcher(gross_of_several, Trait.IS_PAYOUT),
    Matcher(net_of_tariff, Trait.IS_PAYOUT),
    Matcher(slip_of_cheques, Trait.IS_PAYOUT),
    Matcher(nature_exact, Trait.HAS_NATURE, True),
    Matcher(likely_exact, Trait.RESEMBLES, True),
    Matcher(stated_instalment, Trait.DESIGNATES),
    Matcher(stated_rest, Trait.DESIGNATES),
    Matcher(months_several, Trait.DESIGNATES),
    Matcher(named_late, Trait.DESIGNATES, True),
    Matcher(named_several, Trait.MAY_PAY_SEVERAL),
    Matcher(records_several, Trait.MAY_PAY_RECORDS),
)


def traits_of(evidence: Evidence, items: OpenItems) -> int:
    """What the matchers need of a transaction, as one number; determined once, before anything is settled."""
    cited, parties, currency = evidence.cited, evidence.matched_parties, evidence.transaction.currency
    traits = _CITES if cited.found else 0
    if parties:
        traits |= _DESIGNATES
    if evidence.party_scores:
        traits |= _RESEMBLES
    if evidence.nature is not None:
        traits |= _HAS_NATURE
        return traits | (_HAS_DIGITS if evidence.nature in _TREASURY and evidence.transaction.amount_cents > 0 else 0)
    if len(parties) == 1 and len(items.open_invoices(parties[0], currency)) > 1:
        traits |= _MAY_PAY_SEVERAL
    if sum(len(items.open_records(party, currency)) for party in parties) > 1:
        traits |= _MAY_PAY_RECORDS
    transaction = evidence.transaction
    if evidence.kind in _TAKINGS or (
        transaction.amount_cents > 0 and (evidence.tariff or FEE_WORD.search(transaction.label))
    ):
        traits |= _IS_PAYOUT
    return traits | (_HAS_DIGITS if evidence.kind in _FREE else 0)
