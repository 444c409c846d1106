"""Rules as their list shows them, tried on the history, and proposed after two like decisions of the user."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.settle.matching import Precedent, Rule, RuleAction, TargetKind, Transaction
from microdesk_desktop.reconcile.rules import propose_rule, test_rule
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.bank.transactions import load_all_facts, load_facts
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_parties

FIRST = 6
_LOOKED_AT = 500

_DECISIONS = (
    "SELECT transaction_id, bank_transaction.label, bank_transaction.amount_cents, payment.kind,"
    " coalesce(client.id, 0),"
    " coalesce(client.name, expense.supplier, receipt.client), coalesce(expense.category, '')"
    " FROM attribution JOIN payment ON payment.id = attribution.payment_id"
    " JOIN bank_transaction ON bank_transaction.id = transaction_id"
    " LEFT JOIN document ON payment.kind = 'invoice' AND document.id = payment.target_id"
    " LEFT JOIN client ON client.id = document.client_id"
    " LEFT JOIN expense ON payment.kind = 'expense' AND expense.id = payment.target_id"
    " LEFT JOIN receipt ON payment.kind = 'receipt' AND receipt.id = payment.target_id"
    # a proposal that was accepted keeps its reasons: the engine needs no rule to find it
    " WHERE attribution.origin = 'manual' AND attribution.reasons = '[]'"
    " ORDER BY payment.id DESC LIMIT ?"
)
_IGNORED = (
    "SELECT id, label, amount_cents FROM bank_transaction WHERE status = 'ignored' AND is_decided = 1"
    " ORDER BY booked_on DESC, id DESC LIMIT ?"
)
_ACTIONS = {
    TargetKind.INVOICE: RuleAction.PARTY,
    TargetKind.EXPENSE: RuleAction.EXPENSE,
    TargetKind.RECEIPT: RuleAction.RECEIPT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule; `party` is the name of the client or supplier that it means, empty for none."""

    id: int
    rule: Rule
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a rule would take of the whole history: how many, and the latest of them."""

    count: int
    first: Sequence[Transaction]


def load_rule_rows(reader: Reader) -> list[RuleRow]:
    """Every rule, oldest first."""
    names = {party.id: party.name for party in load_parties(reader)}
    return [
        RuleRow(id=rule.id, rule=rule, party=names.get(rule.party_id or 0, "") or rule.party_name)
        for rule in load_rules(reader)
    ]


def load_client_names(reader: Reader) -> list[tuple[int, str]]:
    """The clients that a rule may mean, by name."""
    return sorted(((party.id, party.name) for party in load_parties(reader)), key=lambda pair: pair[1].casefold())


def load_trial(reader: Reader, rule: Rule) -> Trial:
    """Try a rule on every stored transaction."""
    found = test_rule(rule, load_all_facts(reader))
    return Trial(count=len(found), first=load_facts(reader, found[:FIRST]))


def load_rule_offer(reader: Reader, transaction_id: int) -> Rule | None:
    """The rule (id 0) that the user's word on this transaction and an earlier like one suggest.

    None when no two are alike, or when a rule already speaks of this transaction.
    """
    precedents = dict(_precedents(reader))
    latest = precedents.pop(transaction_id, None)
    transactions = load_facts(reader, [transaction_id])
    if latest is None or not transactions or any(test_rule(rule, transactions) for rule in load_rules(reader)):
        return None
    offers = (propose_rule([earlier, latest]) for earlier in precedents.values())
    return next((offer for offer in offers if offer is not None), None)


def _precedents(reader: Reader) -> Iterator[tuple[int, Precedent]]:
    """The user's own decisions by transaction, those that settle several targets left out."""
    rows = reader.all(_DECISIONS, (_LOOKED_AT,))
    parts = Counter(row[0] for row in rows)
    for id_, label, cents, kind, client_id, party, category in rows:
        if parts[id_] == 1:
            yield (
                id_,
                Precedent(
                    label=label,
                    direction=1 if cents > 0 else -1,
                    action=_ACTIONS[TargetKind(kind)],
                    party_id=client_id or None,
                    party_name=party or "",
                    category=category,
                ),
            )
    for id_, label, cents in reader.iterate(_IGNORED, (_LOOKED_AT,)):
        yield id_, Precedent(label=label, direction=1 if cents > 0 else -1, action=RuleAction.IGNORE)
