"""Rules as their list shows them, tried on the history, and proposed after two like decisions of the user."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.settle.rules import Precedent, Rule, RuleAction
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.reconcile.rules import matching_transactions, propose_rule, shared_words
from microdesk_desktop.store.bank.precedents import load_ignored_by_hand, load_manual_settlements
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.bank.transactions import load_bank_history, load_bank_transactions
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_parties

MAX_EXAMPLES = 6
_MAX_PRECEDENTS = 500

# What a rule does to repeat a choice of this kind; a kind that is missing here gives no rule.
_ACTIONS = {
    TargetKind.INVOICE: RuleAction.PARTY,
    TargetKind.EXPENSE: RuleAction.EXPENSE,
    TargetKind.RECEIPT: RuleAction.RECEIPT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule; `party` is the name of its client or supplier, empty for none."""

    id: int
    rule: Rule
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How many stored transactions a rule covers, and the latest of them."""

    count: int
    latest: Sequence[Transaction]


def load_rule_rows(reader: Reader) -> list[RuleRow]:
    """Every rule, oldest first."""
    names = {party.id: party.name for party in load_parties(reader)}
    return [
        RuleRow(id=rule.id, rule=rule, party=names.get(rule.party_id or 0, "") or rule.party_name)
        for rule in load_rules(reader)
    ]


def load_rule_row(reader: Reader, rule_id: int) -> RuleRow:
    """The rule of this id. Raises UNKNOWN_RULE."""
    found = [row for row in load_rule_rows(reader) if row.id == rule_id]
    if not found:
        raise KnownError(ErrorCode.UNKNOWN_RULE, id=rule_id)
    return found[0]


def load_covered_ids(reader: Reader, rule: Rule) -> Sequence[int]:
    """The ids of the stored transactions that a rule covers, whatever was decided about them, latest first."""
    return matching_transactions(rule, load_bank_history(reader))


def load_client_names(reader: Reader) -> list[tuple[int, str]]:
    """The clients that a rule may recognise, by name."""
    return sorted(((party.id, party.name) for party in load_parties(reader)), key=lambda pair: pair[1].casefold())


def load_trial(reader: Reader, rule: Rule) -> Trial:
    """Try a rule on every stored transaction."""
    found = load_covered_ids(reader, rule)
    return Trial(count=len(found), latest=load_bank_transactions(reader, found[:MAX_EXAMPLES]))


def load_rule_offer(reader: Reader, transaction_id: int) -> Rule | None:
    """The rule (id 0) that follows from the user's decisions on this transaction and on an earlier similar one.

    None when no two are alike, or when a rule already covers this transaction.
    """
    precedents = dict(_precedents(reader))
    latest = precedents.pop(transaction_id, None)
    transactions = load_bank_transactions(reader, [transaction_id])
    if (
        latest is None
        or not transactions
        or any(matching_transactions(rule, transactions) for rule in load_rules(reader))
    ):
        return None
    offers = (propose_rule([earlier, latest]) for earlier in precedents.values())
    return next((offer for offer in offers if offer is not None), None)


def load_rule_draft(reader: Reader, transaction_ids: Sequence[int]) -> Rule | None:
    """A rule (id 0) for what the labels of these transactions have in common; None where that is nothing.

    It creates the expense of money out, and the receipt of money in.
    """
    transactions = load_bank_transactions(reader, transaction_ids)
    words = shared_words([each.label for each in transactions])
    if not words:
        return None
    direction = 1 if transactions[0].amount_cents > 0 else -1
    is_one_way = all(each.amount_cents * direction > 0 for each in transactions)
    action = RuleAction.RECEIPT if direction > 0 else RuleAction.EXPENSE
    return Rule(id=0, name=words, words=words, direction=direction if is_one_way else 0, action=action)


def _precedents(reader: Reader) -> Iterator[tuple[int, Precedent]]:
    """The user's own decisions by transaction, those that settle several targets left out."""
    settled = load_manual_settlements(reader, _MAX_PRECEDENTS)
    parts = Counter(each.transaction_id for each in settled)
    for each in settled:
        if parts[each.transaction_id] == 1 and each.kind in _ACTIONS:
            precedent = Precedent(
                label=each.label,
                direction=1 if each.amount_cents > 0 else -1,
                action=_ACTIONS[each.kind],
                party_id=each.party_id,
                party_name=each.party,
                category=each.category,
            )
            yield each.transaction_id, precedent
    for transaction in load_ignored_by_hand(reader, _MAX_PRECEDENTS):
        direction = 1 if transaction.amount_cents > 0 else -1
        yield transaction.id, Precedent(label=transaction.label, direction=direction, action=RuleAction.IGNORE)
