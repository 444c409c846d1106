"""Rules: tested on labels, and proposed after two equal decisions."""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

from microdesk_desktop.domain.bank.labels.parser import parse_label
from microdesk_desktop.domain.settle.rules import Precedent, Rule, RuleAction
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.tuning import RULES


class PreparedRule(NamedTuple):
    """A rule with its words folded once."""

    rule: Rule
    words: str


def prepare_rules(rules: Iterable[Rule]) -> list[PreparedRule]:
    """The rules that have words, the most specific first: more words, then the older."""
    ready = [PreparedRule(rule, spaced(rule.words)) for rule in rules if spaced(rule.words).strip()]
    return sorted(ready, key=lambda each: (each.rule.amount_cents is None, -len(each.words), each.rule.id))


def rule_applies(prepared: PreparedRule, transaction: Transaction, words: str) -> bool:
    """Whether the rule applies to this transaction, whose label has been through `spaced`."""
    rule = prepared.rule
    if rule.direction and rule.direction * transaction.amount_cents <= 0:
        return False
    if rule.amount_cents is not None and abs(rule.amount_cents) != abs(transaction.amount_cents):
        return False
    if rule.action is RuleAction.PARTY:  # names come in any order
        return all(f" {word} " in words for word in prepared.words.split())
    return prepared.words in words


def matching_transactions(rule: Rule, transactions: Iterable[Transaction]) -> list[int]:
    """The ids of the transactions to which the rule applies."""
    prepared = prepare_rules([rule])
    return [
        transaction.id
        for transaction in transactions
        if prepared and rule_applies(prepared[0], transaction, spaced(transaction.label))
    ]


def propose_rule(precedents: Sequence[Precedent]) -> Rule | None:
    """The rule (id 0) that repeats the two latest decisions when these are equal and of one counterparty."""
    if len(precedents) < 2:
        return None
    earlier, later = precedents[-2:]
    same = (earlier.action, earlier.direction, earlier.party_id, fold(earlier.party_name), earlier.category)
    if same != (later.action, later.direction, later.party_id, fold(later.party_name), later.category):
        return None
    words = _common_words(earlier.label, later.label)
    if not words:
        return None
    return Rule(
        id=0,
        name=words,
        words=words,
        direction=later.direction,
        action=later.action,
        party_id=later.party_id,
        party_name=later.party_name,
        category=later.category,
    )


def shared_words(labels: Sequence[str]) -> str:
    """The beginning that the counterparties of all these labels share, in distinctive words; empty for none."""
    return reduce(_common_words, labels[1:], _common_words(labels[0], labels[0])) if labels else ""


def _common_words(one: str, other: str) -> str:
    """The longest beginning that both counterparties share, in distinctive words."""
    shared = []
    for left, right in zip(_party_words(one), _party_words(other), strict=False):
        if left != right:
            break
        shared.append(left)
    return " ".join(shared) if name_words(" ".join(shared)) and len("".join(shared)) >= RULES.shared_letters else ""


def _party_words(label: str) -> list[str]:
    return [word for word in spaced(parse_label(label).party).split() if not any(map(str.isdigit, word))]


def spaced(text: str) -> str:
    """The folded words of a text, each between spaces, so that a word is found whole or not at all."""
    return f" {' '.join(''.join(char if char.isalnum() else ' ' for char in fold(text)).split())} "
