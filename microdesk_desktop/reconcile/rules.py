"""Rules: tested on labels, and proposed after two equal decisions, within the bounds of what these were about."""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

from microdesk_desktop.domain.bank.labels.parser import OwnTransfer, parse_label
from microdesk_desktop.domain.settle.rules import Precedent, Rule, RuleAction
from microdesk_desktop.domain.settle.transactions import Nature, Transaction
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.labels.first_names import FIRST_NAMES
from microdesk_desktop.reconcile.labels.vocabulary import (
    GENERIC,
    NON_REFERENCE_KEYWORDS,
    PAYMENT_WORDS,
    STOP_WORDS,
    TRADES,
)
from microdesk_desktop.reconcile.tuning import RULES

_SET_ASIDE = (Nature.RETURNED, Nature.CARD_TOTAL)
_SAYS_NOTHING = STOP_WORDS | PAYMENT_WORDS | GENERIC | FIRST_NAMES | NON_REFERENCE_KEYWORDS | RULES.bank_words


class PreparedRule(NamedTuple):
    """A rule with its words folded once."""

    rule: Rule
    words: str


def prepare_rules(rules: Iterable[Rule]) -> list[PreparedRule]:
    """The rules that have words and do not rest, the most specific first: bounded, then more words, then the older."""
    ready = [PreparedRule(rule, spaced(rule.words)) for rule in rules if not rule.is_paused]
    return sorted(filter(_has_words, ready), key=lambda each: (_span(each.rule), -len(each.words), each.rule.id))


def rule_applies(prepared: PreparedRule, transaction: Transaction, words: str) -> bool:
    """Whether the rule applies to this transaction, whose label has been through `spaced`."""
    rule = prepared.rule
    if not rule.takes_amount(transaction.amount_cents):
        return False
    if rule.action is RuleAction.PARTY:  # names come in any order
        return all(f" {word} " in words for word in prepared.words.split())
    return prepared.words in words


def matching_transactions(rule: Rule, transactions: Iterable[Transaction]) -> list[int]:
    """The ids of the transactions that the rule would take if no document settled them."""
    prepared = prepare_rules([rule])
    return [
        transaction.id
        for transaction in transactions
        if prepared and rule_applies(prepared[0], transaction, spaced(transaction.label)) and may_take(transaction)
    ]


def may_take(transaction: Transaction) -> bool:
    """Whether a rule may take the transaction: booked, and nothing that its nature alone decides."""
    label = parse_label(transaction.label)
    is_cash_out = label.nature is Nature.CASH and transaction.amount_cents < 0
    is_set_aside = label.nature in _SET_ASIDE or label.own_transfer is OwnTransfer.CERTAIN
    return not (transaction.pending or is_cash_out or is_set_aside)


def propose_rule(precedents: Sequence[Precedent]) -> Rule | None:
    """The rule (id 0) that repeats the two latest decisions when these are equal and of one counterparty.

    It takes amounts like theirs alone. None where the labels share no distinctive word,
    and for what the engine learns without a rule: who pays for whom.
    """
    if len(precedents) < 2:
        return None
    earlier, later = precedents[-2:]
    if later.action is RuleAction.PARTY or earlier.cents * later.cents <= 0 or _choice(earlier) != _choice(later):
        return None
    words = _common_words(earlier.label, later.label)
    if not words:
        return None
    least, most = band([earlier.cents, later.cents], later.action)
    return Rule(
        id=0,
        name=words,
        words=words,
        direction=1 if later.cents > 0 else -1,
        action=later.action,
        least_cents=least,
        most_cents=most,
        party_id=later.party_id,
        party_name=later.party_name,
        category=later.category,
    )


def band(cents: Iterable[int], action: RuleAction) -> tuple[int, int]:
    """The amounts around those seen, without sign: prices move a little; what is private is ignored as it was seen."""
    seen = [abs(each) for each in cents]
    least, most = min(seen), max(seen)
    if action is RuleAction.IGNORE:
        return least, most
    return least * (100 - RULES.band_percent) // 100, -(-most * (100 + RULES.band_percent) // 100)


def shared_words(labels: Sequence[str]) -> str:
    """The beginning that the counterparties of all these labels share, in distinctive words; empty for none."""
    return reduce(_common_words, labels[1:], _common_words(labels[0], labels[0])) if labels else ""


def is_distinctive(words: Iterable[str]) -> bool:
    """Whether some folded words distinguish a counterparty: not a place, a trade, a first name, a bank's word.

    A trade with a name is one: « BOULANGERIE MARTIN ».
    """
    known = set(words)
    is_rare = any(len(word) >= RULES.shared_letters and word not in _SAYS_NOTHING for word in known)
    return is_rare or not (known.isdisjoint(TRADES) or known.isdisjoint(FIRST_NAMES))


def _choice(precedent: Precedent) -> tuple[object, ...]:
    return precedent.action, precedent.party_id, fold(precedent.party_name), precedent.category


def _common_words(one: str, other: str) -> str:
    """The longest beginning that both counterparties share, in distinctive words."""
    shared = []
    for left, right in zip(_party_words(one), _party_words(other), strict=False):
        if left != right:
            break
        shared.append(left)
    return " ".join(shared) if is_distinctive(shared) else ""


def _party_words(label: str) -> list[str]:
    return [word for word in spaced(parse_label(label).party).split() if not any(map(str.isdigit, word))]


def _has_words(prepared: PreparedRule) -> bool:
    return bool(prepared.words.strip())


def _span(rule: Rule) -> tuple[bool, int]:
    """How wide the bounds of a rule are: the narrower comes first."""
    if rule.least_cents is None or rule.most_cents is None:
        return True, 0
    return False, rule.most_cents - rule.least_cents


def spaced(text: str) -> str:
    """The folded words of a text, each between spaces, so that a word is found whole or not at all."""
    return f" {' '.join(''.join(char if char.isalnum() else ' ' for char in fold(text)).split())} "
