"""The category that an expense most likely has, learnt from those that have one; it is proposed, never filled in.

the supplier's own expenses → words that go with one category → the user's rules for the bank → the usual categories
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from heapq import nlargest
from typing import NamedTuple

from microdesk_desktop.books.expenses.tuning import CATEGORIES
from microdesk_desktop.books.expenses.usual import UsualCategory
from microdesk_desktop.domain.settle.rules import Rule, RuleAction, is_specific
from microdesk_desktop.domain.text import fold

_WORD = re.compile(r"[A-Z0-9]++")
_FORMS = frozenset("SA SAS SASU SARL EURL EI SNC SCI SCOP LTD LIMITED INC LLC GMBH BV".split())
_COMMON = frozenset(
    "FRANCE PARIS LYON EUROPE IRELAND SOCIETE ENTREPRISE FACTURE ABONNEMENT ACHAT PAIEMENT"
    " COMMANDE MENSUEL ANNUEL FRAIS POUR AVEC DANS JANVIER FEVRIER MARS AVRIL JUIN JUILLET AOUT SEPTEMBRE OCTOBRE"
    " NOVEMBRE DECEMBRE".split()
)
"""Words that go with any category."""
_TELLING_NOTHING = _COMMON | _FORMS


class CategoryReason(StrEnum):
    """Why a category is proposed."""

    SUPPLIER = "supplier"
    WORD = "word"
    RULE = "rule"
    USUAL = "usual"


class PastExpense(NamedTuple):
    """An expense that has a category."""

    on: date
    supplier: str
    label: str
    category: str


class CategoryProposal(NamedTuple):
    """A category, and why: `uses` of `among` expenses of the supplier or with the word, or the name of a rule."""

    category: str
    reason: CategoryReason
    uses: int = 0
    among: int = 0
    word: str = ""


class CategoryIndex:
    """What is known of categories; the order in which it is given changes nothing."""

    def __init__(
        self, past: Sequence[PastExpense], rules: Iterable[Rule], usual: Sequence[UsualCategory], language: str
    ) -> None:
        of_supplier: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
        self._of_word: defaultdict[str, Counter[str]] = defaultdict(Counter)
        uses = Counter((each.supplier, each.label, each.category) for each in past)
        for (supplier, label, category), count in uses.items():
            for word in {*_words(supplier), *_words(label)}:
                self._of_word[word][category] += count
        keys = {supplier: _key(supplier) for supplier, _, _ in uses}
        for each in past:
            of_supplier[keys[each.supplier]].append((each.on, each.category))
        self._latest = {key: nlargest(CATEGORIES.recent, found) for key, found in of_supplier.items() if key}
        self._rules = sorted(
            (rule for rule in rules if _decides(rule)), key=lambda rule: (-len(_key(rule.words)), rule.id)
        )
        self._usual = {word: each.names[language] for each in usual for word in each.words}

    def propose(self, supplier: str, label: str, bank_label: str = "") -> CategoryProposal | None:
        """The category of an expense that has none; None where nothing is known. `bank_label` is its transaction's."""
        texts = (supplier, label)
        return (
            self._by_supplier(supplier)
            or self._by_word(texts)
            or self._by_rule(" ".join((*texts, bank_label)))
            or self._by_usual(texts)
        )

    def _by_supplier(self, supplier: str) -> CategoryProposal | None:
        """The one that most of the supplier's latest expenses have; among equals that of the latest."""
        latest = self._latest.get(_key(supplier))
        if not latest:
            return None
        uses = Counter(category for _, category in latest)
        most = max(uses.values())
        category = next(category for _, category in latest if uses[category] == most)
        return CategoryProposal(category, CategoryReason.SUPPLIER, most, len(latest))

    def _by_word(self, texts: Sequence[str]) -> CategoryProposal | None:
        """The one of the word that goes most often with a single category."""
        found = [
            (uses, among, word, category)
            for word in sorted({word for text in texts for word in _words(text)})
            for category, uses, among in _settled(self._of_word.get(word))
        ]
        if not found:
            return None
        uses, among, word, category = min(found, key=lambda each: (each[1] - each[0], -each[0], each[2]))
        return CategoryProposal(category, CategoryReason.WORD, uses, among, word)

    def _by_rule(self, text: str) -> CategoryProposal | None:
        """That of the user's most specific rule whose words the text has."""
        spaced = f" {_key(text)} "
        rule = next((rule for rule in self._rules if f" {_key(rule.words)} " in spaced), None)
        return CategoryProposal(rule.category, CategoryReason.RULE, word=rule.name) if rule else None

    def _by_usual(self, texts: Sequence[str]) -> CategoryProposal | None:
        """The usual one that a word of the supplier, else of the label, goes with."""
        for text in texts:
            word = next((word for word in _key(text).split() if word in self._usual), None)
            if word is not None:
                return CategoryProposal(self._usual[word], CategoryReason.USUAL, word=word)
        return None


def _settled(uses: Counter[str] | None) -> Iterator[tuple[str, int, int]]:
    """The category that nearly all expenses with a word have, how many do, and how many there are."""
    if uses is None:
        return
    among = sum(uses.values())
    category = min(uses, key=lambda each: (-uses[each], each))
    if among >= CATEGORIES.word_uses and 100 * uses[category] >= CATEGORIES.word_percent * among:
        yield category, uses[category], among


def _decides(rule: Rule) -> bool:
    is_ready = not rule.is_paused and is_specific(rule.words)
    return rule.action is RuleAction.EXPENSE and bool(rule.category) and is_ready


def _key(text: str) -> str:
    """The folded words of a text, without its numbers and legal forms."""
    return " ".join(word for word in _WORD.findall(fold(text)) if not word.isdigit() and word not in _FORMS)


def _words(text: str) -> Sequence[str]:
    """The words of a text from which a category may follow."""
    return [
        word
        for word in _WORD.findall(fold(text))
        if len(word) >= CATEGORIES.word_letters and word.isalpha() and word not in _TELLING_NOTHING
    ]
