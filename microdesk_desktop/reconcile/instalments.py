"""Several transactions of one party that settle one document exactly: deposit then balance, instalments."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from microdesk_desktop.domain.settle.attributions import Outcome
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import MEDIUM
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import is_timely
from microdesk_desktop.reconcile.tuning import MATCHES

_TWO = 2
_PART_WORD = re.compile(r"\b(?:VERSEMENT|VERST|TRANCHE|ECHEANCE|MENSUALITE|PARTIE|PART|FRANCHISE|RESTE|PARTIEL)S?\b")

# A document and the transactions that settle it, all by position.
Settlement = tuple[int, tuple[int, ...]]
# Transactions by position, under the party that they pay and their currency.
Payments = dict[tuple[int, str], list[int]]


def payments_by_party(evidence: Sequence[Evidence], positions: Iterable[int], items: OpenItems) -> Payments:
    """The transactions, among these positions, that may be one of several payments to a party with open invoices."""
    payments: Payments = defaultdict(list)
    for position in positions:
        facts = evidence[position]
        if may_be_instalment(facts):
            for party in facts.matched_parties:
                payments[party, facts.transaction.currency].append(position)
    return {key: group for key, group in payments.items() if len(group) > 1 and items.open_invoices(*key)}


def settlements(
    payments: Payments, evidence: Sequence[Evidence], outcomes: Sequence[Outcome | None], items: OpenItems
) -> list[Settlement]:
    """Documents with the only undecided transactions that make up exactly what remains."""
    found: list[Settlement] = []
    for key, group in payments.items():
        undecided = [position for position in group if outcomes[position] is None]
        if 2 <= len(undecided) <= MATCHES.payments:
            for invoice in _may_be_made_up(undecided, evidence, items.open_invoices(*key), items):
                found += _made_up(invoice, undecided, evidence, items)
    return _unrivalled(found)


def may_be_instalment(evidence: Evidence) -> bool:
    """Whether the payment may be one of several of a document: not one that cites a document that is not open."""
    return evidence.nature is None and not evidence.cited.cites_closed_document


def _may_be_made_up(
    payments: Sequence[int], evidence: Sequence[Evidence], invoices: Sequence[int], items: OpenItems
) -> Sequence[int]:
    """Of many invoices, those that the payments may make up, by their amounts: the sums are made once for all."""
    if len(invoices) <= MATCHES.pool:
        return invoices
    amounts = [evidence[position].transaction.amount_cents for position in payments]
    sums = {sum(choice) for count in range(2, MATCHES.instalments + 1) for choice in combinations(amounts, count)}
    return [invoice for invoice in invoices if items.remaining[invoice] in sums]


def _made_up(
    invoice: int, payments: Sequence[int], evidence: Sequence[Evidence], items: OpenItems
) -> Iterator[Settlement]:
    left = items.remaining[invoice]
    parts = [position for position in payments if _may_be_part(evidence[position], invoice, items)]
    for count in range(2, min(MATCHES.instalments, len(parts)) + 1):
        for choice in combinations(parts, count):
            paid = [evidence[position] for position in choice]
            if sum(each.transaction.amount_cents for each in paid) != left:
                continue
            is_all = choice == tuple(payments) and _is_only(invoice, items)
            if (is_all and _ends_in_odd_rest(paid)) or _is_stated(paid, invoice, left):
                yield invoice, choice


def _ends_in_odd_rest(payments: Sequence[Evidence]) -> bool:
    """Whether whole euros were paid, and at last what was left to the cent."""
    *first, last = (each.transaction.amount_cents % MATCHES.round_cents for each in payments)
    return bool(last) and not any(first)


def _is_only(invoice: int, items: OpenItems) -> bool:
    """Whether the party has no other open document: then all its payments together, to the cent, are for this one."""
    return len(items.open_invoices(items.parties[invoice], items.targets[invoice].currency)) == 1


def _is_stated(payments: Sequence[Evidence], invoice: int, left: int) -> bool:
    """Whether the payments belong together: two that make an odd amount do; of more, a label must write it.

    « ACOMPTE » and « ACOMPTE » in round amounts may be those of two documents; « ACOMPTE » and « SOLDE » are of one.
    """
    if all(invoice in each.cited.found for each in payments):
        return True
    stated = [each.stated for each in payments]
    if left % MATCHES.round_cents:
        is_said = any(each.is_part for each in stated) or any(map(_mentions_part, payments))
        return len(payments) == _TWO or is_said or any(invoice in each.cited.found for each in payments)
    return all(each.instalment for each in stated) or any(each.is_balance for each in stated)


def _mentions_part(evidence: Evidence) -> bool:
    return _PART_WORD.search(evidence.text) is not None


def _may_be_part(evidence: Evidence, invoice: int, items: OpenItems) -> bool:
    amount, left = evidence.transaction.amount_cents, items.remaining[invoice]
    if amount * left <= 0 or abs(amount) >= abs(left) or not is_timely(evidence, items, invoice):
        return False
    cited = evidence.cited.at_least(MEDIUM)
    return not cited or invoice in cited


def _unrivalled(found: Sequence[Settlement]) -> list[Settlement]:
    """The settlements that share neither document nor transaction with another."""
    invoices = Counter(invoice for invoice, _ in found)
    transactions = Counter(position for _, choice in found for position in choice)
    return [
        (invoice, choice)
        for invoice, choice in found
        if invoices[invoice] == 1 and all(transactions[position] == 1 for position in choice)
    ]
