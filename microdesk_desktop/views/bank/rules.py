"""Rules as their list shows them, tried on the history, and proposed after two like decisions of the user."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.settle.attributions import Origin, Status
from microdesk_desktop.domain.settle.rules import Precedent, Rule, RuleAction
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.reconcile.rules import band, matching_transactions, propose_rule, shared_words
from microdesk_desktop.store.bank.precedents import load_ignored_by_hand, load_manual_settlements
from microdesk_desktop.store.bank.rows import Link, TransactionRow, load_transaction_rows
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.bank.transactions import load_bank_history, load_bank_transactions
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_parties

MAX_EXAMPLES = 6
_MAX_PRECEDENTS = 500
_MAX_LOOKED_AT = 500

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


class Verdict(StrEnum):
    """What a rule would have been to a transaction that it covers.

    WAITING: it would take it now. LIKE: it, another rule or the user did the same. OTHERWISE: the user decided
    something else. BY_DOCUMENT: a document settles it, which comes before any rule.
    """

    WAITING = "waiting"
    LIKE = "like"
    OTHERWISE = "otherwise"
    BY_DOCUMENT = "by_document"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """A transaction that a rule would have taken."""

    transaction: Transaction
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a rule would have taken of the stored transactions.

    `count` of them, of which `waiting` now, and `otherwise` that the user decided in another way, which come first in
    `latest`.
    """

    count: int
    waiting: int
    otherwise: int
    latest: Sequence[TrialRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A rule that two like decisions suggest, and what it would have taken."""

    rule: Rule
    trial: Trial


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
    """Try a rule on every stored transaction, as if it did not rest."""
    found = load_covered_ids(reader, replace(rule, is_paused=False))
    party = next((each.name for each in load_parties(reader) if each.id == rule.party_id), "")
    rows = load_transaction_rows(reader, found, with_link_reasons=False)
    verdicts = {row.id: _verdict(row, rule, party) for row in rows}
    taken = [id_ for id_ in found if verdicts[id_] is not Verdict.BY_DOCUMENT]
    shown = sorted(taken[:_MAX_LOOKED_AT], key=lambda id_: verdicts[id_] is not Verdict.OTHERWISE)[:MAX_EXAMPLES]
    return Trial(
        count=len(taken),
        waiting=sum(verdicts[id_] is Verdict.WAITING for id_ in taken),
        otherwise=sum(verdicts[id_] is Verdict.OTHERWISE for id_ in taken),
        latest=[
            TrialRow(transaction=each, verdict=verdicts[each.id]) for each in load_bank_transactions(reader, shown)
        ],
    )


def load_rule_offer(reader: Reader, transaction_id: int) -> Offer | None:
    """The rule (id 0) that follows from the user's decisions on this transaction and on an earlier similar one.

    None when no two are alike, when a rule already covers this transaction, or when the rule would take nothing.
    """
    precedents = dict(_precedents(reader))
    latest = precedents.pop(transaction_id, None)
    transactions = load_bank_transactions(reader, [transaction_id])
    if latest is None or not transactions or _is_covered(load_rules(reader), transactions):
        return None
    offers = (propose_rule([earlier, latest]) for earlier in precedents.values())
    rule = next((offer for offer in offers if offer is not None), None)
    trial = load_trial(reader, rule) if rule is not None else None
    return Offer(rule=rule, trial=trial) if rule is not None and trial is not None and trial.count else None


def _is_covered(rules: Iterable[Rule], transactions: Sequence[Transaction]) -> bool:
    """Whether a rule takes these, even one that rests: the user had it rest."""
    return any(matching_transactions(replace(rule, is_paused=False), transactions) for rule in rules)


def _verdict(row: TransactionRow, rule: Rule, party: str) -> Verdict:
    """What a rule would have been to a transaction whose words, sign and amount it covers."""
    if not row.is_decided:
        is_by_rule = any(link.origin is Origin.RULE for link in row.attributions)
        if row.attributions and not is_by_rule and rule.action is not RuleAction.PARTY:
            return Verdict.BY_DOCUMENT
        return Verdict.WAITING if row.status in (Status.TODO, Status.SUGGESTED) else Verdict.LIKE
    return Verdict.LIKE if _agrees(row, rule, party) else Verdict.OTHERWISE


def _agrees(row: TransactionRow, rule: Rule, party: str) -> bool:
    """Whether the user decided of a transaction what the rule would have done; `party` is its client."""
    if rule.action is RuleAction.IGNORE:
        return row.status is Status.IGNORED
    kinds = {kind for kind, action in _ACTIONS.items() if action is rule.action}
    return bool(row.attributions) and all(
        link.kind in kinds and _is_like(link, rule, party) for link in row.attributions
    )


def _is_like(link: Link, rule: Rule, party: str) -> bool:
    if rule.action is RuleAction.PARTY:
        return link.party == party
    return rule.action is not RuleAction.EXPENSE or not rule.category or link.category in ("", rule.category)


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
    least, most = band([each.amount_cents for each in transactions], action)
    return Rule(
        id=0,
        name=words,
        words=words,
        direction=direction if is_one_way else 0,
        action=action,
        least_cents=least,
        most_cents=most,
    )


def _precedents(reader: Reader) -> Iterator[tuple[int, Precedent]]:
    """The user's own decisions by transaction, those that settle several targets left out."""
    settled = load_manual_settlements(reader, _MAX_PRECEDENTS)
    parts = Counter(each.transaction_id for each in settled)
    for each in settled:
        if parts[each.transaction_id] == 1 and each.kind in _ACTIONS:
            precedent = Precedent(
                label=each.label,
                cents=each.amount_cents,
                action=_ACTIONS[each.kind],
                party_id=each.party_id,
                party_name=each.party,
                category=each.category,
            )
            yield each.transaction_id, precedent
    for transaction in load_ignored_by_hand(reader, _MAX_PRECEDENTS):
        cents = transaction.amount_cents
        yield transaction.id, Precedent(label=transaction.label, cents=cents, action=RuleAction.IGNORE)
