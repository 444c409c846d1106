"""All that a transaction's label tells, read once: kind, nature, documents named, parties meant."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.domain.bank.label_parser import Label, Own, read_label
from microdesk_desktop.domain.settle.matching import (
    Nature,
    Owner,
    Party,
    Rule,
    RuleAction,
    Target,
    TargetKind,
    Transaction,
)
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.names import (
    NameIndex,
    NameScores,
    Words,
    best_of,
    distinctive_words,
    initials,
    name_words,
)
from microdesk_desktop.reconcile.numbers import CitedDocuments, NumberIndex
from microdesk_desktop.reconcile.open_items import OpenItems, open_book
from microdesk_desktop.reconcile.rules import applies, prepare, spaced
from microdesk_desktop.reconcile.tuning import FULL_SCORE, NAMES
from microdesk_desktop.reconcile.vocabulary import GENERIC

_ON_DEBIT_ONLY = (Nature.FEE, Nature.LOAN, Nature.CARD_TOTAL)
_DIGIT = re.compile(r"\d")
_ASIDE = 100
_NOTHING = CitedDocuments({})


@dataclass(slots=True)
class Evidence:
    """A transaction and what its label tells.

    `likeness` gives how much each party's name is borne; `meant` are the parties that the label means, none where
    names are faint. `is_excluded` says that its nature forbids it to settle anything.
    """

    transaction: Transaction
    text: str
    label: Label
    nature: Nature | None
    is_excluded: bool
    mentions: CitedDocuments
    likeness: Mapping[int, int]
    meant: tuple[int, ...]
    rule: Rule | None = None


class EvidenceReader:
    """Reads transactions against the names and numbers of one question."""

    def __init__(
        self, targets: Sequence[Target], parties: Sequence[Party], owner: Owner, rules: Sequence[Rule]
    ) -> None:
        clients = {party.id: party.name for party in parties}
        written = {target.party_name for target in targets if target.party_id not in clients}
        self._names = NameIndex({*clients.values(), *written})
        known = {party_id: self._names.key(name) for party_id, name in clients.items()}
        self.book: OpenItems = open_book(targets, self._names, known)
        self._numbers = NumberIndex(
            (position, target.reference, target.kind is TargetKind.INVOICE) for position, target in enumerate(targets)
        )
        self._owners = [words for name in owner.names if (words := _telling(name_words(name)))]
        self._ibans = tuple(fold(iban).replace(" ", "") for iban in owner.ibans)
        self._aliases = prepare(rule for rule in rules if rule.action is RuleAction.PARTY)
        self._known = known
        self._numbered = _numbered_names({*clients.values(), *(target.party_name for target in targets)})

    def read(self, transaction: Transaction) -> Evidence:
        """What the transaction's label tells."""
        label = read_label(transaction.label)
        text = label.text
        words = distinctive_words(label.party)
        nature, is_excluded = self._nature(transaction, label, words)
        if is_excluded:
            return Evidence(transaction, text, label, nature, True, _NOTHING, {}, ())
        likeness, rule = self._likeness(label, words), None
        for alias in self._aliases:
            key = self._known.get(alias.rule.party_id or 0)
            if key is not None and applies(alias, transaction, spaced(text)):
                likeness, rule = NameScores({**likeness.scores, key: FULL_SCORE}, (key,)), alias.rule
        if _speaks_of_a_client(transaction, label, nature, likeness):
            nature = None
        return Evidence(
            transaction, text, label, nature, False, self._mentions(label), likeness.scores, likeness.matched, rule
        )

    def _mentions(self, label: Label) -> CitedDocuments:
        written = f"{label.party} | {label.words}" if label.is_split else label.words
        for digits in filter(self._numbered.get, label.party.split()) if self._numbered else ():
            for name in self._numbered[digits]:
                written = written.replace(name, "")
        return self._numbers.find(written) if _DIGIT.search(written) else _NOTHING

    def _likeness(self, label: Label, words: Words) -> NameScores:
        """Who is meant by the party's field, else, with less weight, by what is written."""
        found = self._names.find(words)
        if not found.matched and found.scores:
            found = self._names.find(words, initials(label.party))
        if found.matched or not label.is_split:
            return found
        scores = dict(found.scores)
        for key, score in self._names.find(distinctive_words(label.words)).scores.items():
            scores[key] = max(scores.get(key, 0), score - _ASIDE)
        return best_of(scores)

    def _nature(self, transaction: Transaction, label: Label, words: Words) -> tuple[Nature | None, bool]:
        """The nature of the transaction, and whether it bars any attribution."""
        if label.own is Own.SAID or self._names_own_account(label.text):
            return Nature.OWN_TRANSFER, True
        nature = label.nature
        if nature in _ON_DEBIT_ONLY and transaction.amount_cents > 0:
            return None, False
        if nature in (Nature.RETURNED, Nature.CARD_TOTAL, Nature.CASH):
            return nature, True
        if nature is None and (label.own is Own.HINTED or self._names_owner(label, words)):
            return Nature.OWN_TRANSFER, False
        return nature, False

    def _names_own_account(self, text: str) -> bool:
        return any(iban[:4] in text and iban in text.replace(" ", "") for iban in self._ibans)

    def _names_owner(self, label: Label, words: Words) -> bool:
        return any(set(owner) <= set(words[: len(owner) + 1]) for owner in self._owners) and (
            not label.is_split or len(words) <= max(map(len, self._owners)) + 2
        )


def _speaks_of_a_client(transaction: Transaction, label: Label, nature: Nature | None, likeness: NameScores) -> bool:
    """Whether words of a nature are only part of a known name: a savings bank or a health fund may be a client."""
    if nature is None or transaction.amount_cents < 0 or max(likeness.scores.values(), default=0) < NAMES.sure:
        return False
    return nature in (Nature.TAX, Nature.SOCIAL) or (nature is Nature.OWN_TRANSFER and label.own is Own.HINTED)


def _numbered_names(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The names in which digits stand apart, as in « 4 Saisons », by these digits: they are no document's number."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in filter(_DIGIT.search, names):
        folded = fold(name)
        for digits in filter(str.isdigit, folded.split()):
            found[digits].append(folded)
    return found


def _telling(words: Words) -> Words:
    telling = tuple(word for word in words if word not in GENERIC)
    return telling if len(telling) > 1 else words
