"""Recognise clients and suppliers in labels, however their names are ordered, cut, glued, abbreviated or misspelt.

A word weighs by how few names bear it (inverse document frequency); trades, places and first names weigh little.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import log
from typing import NamedTuple

from rapidfuzz.distance import OSA

from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.vocabulary import FIRST_NAMES, GENERIC, SAME, STOP_WORDS, TRADES

SURE = 0.9
STRONG = 0.74
MEDIUM = 0.5
FAIR = 0.4
FAINT = 0.3
MARGIN = 0.04

_WORD = re.compile(r"\b[A-Z]*\d?[A-Z]+\d?\b")
_LETTER = re.compile(r"\b[A-Z]\b")
_INITIALISM = re.compile(r"\b(?:[A-Z]\.){2,}[A-Z]?\b")
_COMMON = 24
_COMMON_KNOWN = 8
_JUDGED = 6
_CROWDS = 5
_TYPO_LENGTH = 4
_LONG_START = 12
_CUT_LENGTH = 4
_SHORT_NAME = 6
_FIRST_AND_LAST = 2
_PART_OF_ANOTHER = 0.1

COMMON_WORDS = GENERIC | FIRST_NAMES

Words = tuple[str, ...]
MatchedWords = dict[str, tuple[float, int]]
Aliased = tuple[tuple[int, float], ...]


class Likeness(NamedTuple):
    """How much of each name some words bear, between 0 and 1, and which names they plainly mean."""

    scores: Mapping[int, float]
    meant: tuple[int, ...]


def compare(scores: Mapping[int, float]) -> Likeness:
    """Plainly meant are the names borne best, if well enough."""
    best = max(scores.values(), default=0.0)
    if best < STRONG:
        return Likeness(scores, ())
    return Likeness(scores, tuple(sorted(party for party, score in scores.items() if score >= best - MARGIN)))


def name_words(text: str) -> Words:
    """The telling words of a name, without legal form, title or link word; all of them if none is left."""
    return telling_words(fold(text))


def telling_words(folded: str) -> Words:
    """`name_words` of a text already folded."""
    if "." in folded:
        folded = _INITIALISM.sub(lambda found: found[0].replace(".", ""), folded)
    words = [SAME.get(word, word) for word in _WORD.findall(folded.replace("_", " "))]
    telling = tuple(word for word in words if word not in STOP_WORDS)
    return telling or tuple(words)


def initials(folded: str) -> frozenset[str]:
    """The letters that stand alone and may be a first name's, though most often they are links or titles."""
    return STOP_WORDS.intersection(_LETTER.findall(folded))


class NameIndex:
    """Every name known, found from the words of a label without comparing it with each of them."""

    def __init__(self) -> None:
        self._names: list[Words] = []
        self._keys: dict[Words, int] = {}
        self._holders: dict[str, set[int]] = defaultdict(set)
        self._aliases: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._weights: dict[str, float] = {}
        self._totals: list[float] = []
        self._sorted: list[str] = []
        self._cuts: dict[str, list[str]] = {}
        self._resolved: dict[str, list[tuple[str, float]]] = {}
        self._found: dict[tuple[Words, Aliased, frozenset[str]], Likeness] = {}

    def add(self, name: str) -> int:
        """The key of the name; names that differ by legal form alone share one."""
        words = tuple(word for word in name_words(name) if len(word) > 1) or name_words(name)
        if words not in self._keys:
            self._keys[words] = len(self._names)
            self._names.append(words)
        glued = "".join(_WORD.findall(fold(name)))
        if len(glued) >= 8 and glued != "".join(words):
            self._aliases[glued].append((self._keys[words], 1.0))
        return self._keys[words]

    def seal(self) -> None:
        """Weigh the words once every name is in."""
        for key, words in enumerate(self._names):
            for word in dict.fromkeys(words):
                self._holders[word].add(key)
            for alias, score in _aliases(words):
                self._aliases[alias].append((key, score))
        self._weights = {word: _base(word) / (1 + log(len(keys))) for word, keys in self._holders.items()}
        self._totals = [sum(self._weights[word] for word in set(words)) for words in self._names]
        self._sorted = sorted(self._holders)
        cuts: dict[str, list[str]] = defaultdict(list)
        for word in self._sorted:
            if len(word) >= _TYPO_LENGTH + 2 * (word in GENERIC):
                for cut in _deletions(word):
                    cuts[cut].append(word)
        self._cuts = dict(cuts)

    def find(self, words: Words, letters: frozenset[str] = frozenset()) -> Likeness:
        """The names that these words, and these initials, may be; words that no name bears change nothing."""
        told = tuple(word for word in words if self._resolve(word) or len(word) == 1 or word in COMMON_WORDS)
        asked = told, tuple(self._by_alias(words)), letters
        if asked not in self._found:
            self._found[asked] = self._find(*asked)
        return self._found[asked]

    def _find(self, words: Words, aliased: Aliased, letters: frozenset[str]) -> Likeness:
        met = self._meet(words)
        shares = sorted(((share, -key) for key, share in self._shares(met).items()), reverse=True)[:_JUDGED]
        scores = {
            -key: self._adjusted_score(-key, met, words, share, letters) for share, key in shares if share >= FAINT / 2
        }
        for key, score in aliased:
            scores[key] = max(scores.get(key, 0.0), score)
        self._prefer_the_fullest(scores, met)
        return compare({key: score for key, score in scores.items() if score >= FAINT})

    def _prefer_the_fullest(self, scores: dict[int, float], met: MatchedWords) -> None:
        """Of two names well borne, one whose words are part of the other's gives way."""
        borne = {key: {own for own in self._names[key] if own in met} for key in scores if scores[key] >= STRONG}
        for key, words in borne.items():
            if any(words < others and scores[other] >= scores[key] - MARGIN for other, others in borne.items()):
                scores[key] -= _PART_OF_ANOTHER

    def _meet(self, words: Words) -> MatchedWords:
        """The words of known names that the label bears, each with its quality and its place in the label."""
        met: MatchedWords = {}
        for place, word in enumerate(words):
            for own, quality in self._resolve(word) if len(word) > 1 else ():
                if own not in met or quality > met[own][0]:
                    met[own] = quality, place
        return met

    def _shares(self, met: MatchedWords) -> dict[int, float]:
        """The share, by weight, of each name that bears a rare one of these words or two of the common ones."""
        borne: dict[int, float] = defaultdict(float)
        crowds = []
        for own, (quality, _) in met.items():
            holders, weight = self._holders[own], self._weights[own] * quality
            if len(holders) > (_COMMON_KNOWN if own in COMMON_WORDS else _COMMON):
                crowds.append((holders, weight))
                continue
            for key in holders:
                borne[key] += weight
        crowds = sorted(crowds, key=lambda crowd: len(crowd[0]))[:_CROWDS]
        for (one, _), (other, _) in combinations(crowds, 2):
            for key in one & other:
                borne[key] += 0.0
        for holders, weight in crowds:
            for key in holders & borne.keys():
                borne[key] += weight
        return {key: weight / self._totals[key] for key, weight in borne.items()}

    def _adjusted_score(
        self, key: int, met: MatchedWords, words: Words, share: float, letters: frozenset[str]
    ) -> float:
        """The share, tempered by what it is made of."""
        name = self._names[key]
        hits = {own: met[own] for own in name if own in met}
        for own in name:
            is_first_name = own in FIRST_NAMES or len(name) == _FIRST_AND_LAST
            if own not in hits and is_first_name and (own[0] in words or own[0] in letters):
                share += 0.8 * self._weights[own] / self._totals[key]
        if share < 1.0 and _is_cut_short(name, words):
            return SURE
        if len(name) == 1 and len(name[0]) <= _SHORT_NAME and all(quality < 1.0 for quality, _ in hits.values()):
            share = min(share, MEDIUM)
        places = [place for _, place in hits.values()]
        together = max(places) - min(places) <= len(places) + 1
        if all(own in COMMON_WORDS for own in hits):
            if any(own not in hits and own[0] not in words for own in name):
                share = min(share, MEDIUM)
            elif (len(name) == 1 or not together) and words[: len(name)] != name and not hits.keys() & FIRST_NAMES:
                share = min(share, STRONG - 0.01)
        if _contradicts_name(name, hits, words):
            share *= 0.5
        return share if together else share - 0.06

    def _by_alias(self, words: Words) -> Iterator[tuple[int, float]]:
        for first in range(len(words)):
            glued = ""
            for word in words[first : first + 4]:
                glued += word
                yield from self._aliases.get(glued, ())

    def _resolve(self, word: str) -> list[tuple[str, float]]:
        if word not in self._resolved:
            self._resolved[word] = list(self._variants(word).items())
        return self._resolved[word]

    def _variants(self, word: str) -> dict[str, float]:
        """The words of known names that this word may stand for, with a quality between 0 and 1."""
        found = {word: 1.0} if word in self._holders else {}
        for length in range(3, len(word)):
            if word[:length] in self._holders and _base(word[:length]) == 1.0:
                found.setdefault(word[:length], 0.85)
        if len(word) >= 3 and word not in FIRST_NAMES:
            for own in self._starting_with(word):
                found.setdefault(own, 0.85)
        if word not in self._holders and word not in COMMON_WORDS and len(word) >= _TYPO_LENGTH:
            for own in self._misspelt(word):
                found.setdefault(own, 0.88)
        return found

    def _misspelt(self, word: str) -> Iterator[str]:
        """The known words at one slip from this one; the shortest words forgive no letter lost or added."""
        for cut in (word, *_deletions(word)):
            candidates = (*self._cuts.get(cut, ()), *((cut,) if cut in self._holders else ()))
            for own in candidates:
                if min(len(own), len(word)) < _TYPO_LENGTH + (len(own) != len(word)):
                    continue
                if OSA.distance(word, own) <= 1:
                    yield own

    def _starting_with(self, start: str) -> Iterator[str]:
        position = bisect_left(self._sorted, start)
        for own in self._sorted[position : position + 20]:
            if not own.startswith(start):
                return
            yield own


def _base(word: str) -> float:
    if word in GENERIC:
        return 0.3
    return 0.4 if word in FIRST_NAMES or len(word) < 3 else 1.0


def _aliases(words: Words) -> Iterator[tuple[str, float]]:
    """Other ways to write the whole name in one word: glued, or by its initials."""
    glued = "".join(words)
    if len(words) > 1 and len(glued) >= 5:
        yield glued, 1.0
        if len(words) == 2:
            yield words[1] + words[0], 1.0
    elif len(words) == 1 and len(glued) >= 5:
        yield glued, 1.0
    if len(words) >= 3:
        yield "".join(word[0] for word in words), 0.8


def _deletions(word: str) -> Iterable[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _is_cut_short(name: Words, words: Words) -> bool:
    """Whether the label bears the beginning of the name, long enough, and then was cut."""
    for first, word in enumerate(words):
        if word != name[0]:
            continue
        length, is_cut = 0, False
        for own, met in zip(name, words[first:], strict=False):
            if not own.startswith(met):
                break
            length += len(met)
            is_cut = own != met and len(met) >= _CUT_LENGTH
            if own != met:
                break
        if length >= _LONG_START or (is_cut and length >= 2 * _CUT_LENGTH):
            return True
    return False


def _contradicts_name(name: Words, hits: MatchedWords, words: Words) -> bool:
    """Whether beside what is borne the label gives another first name, or another trade, than the name's own."""
    missing = [own for own in name if own not in hits]
    used = {place for _, place in hits.values()}
    near = {place + step for place in used for step in (-1, 1)} - used
    around = [words[place] for place in near if 0 <= place < len(words)]
    letters = [word for word in around if len(word) == 1]
    first_names = [own for own in missing if own in FIRST_NAMES]
    if first_names and any(word in FIRST_NAMES for word in around):
        return True
    if any(own in TRADES for own in missing) and any(word in TRADES and word not in name for word in around):
        return True
    return bool(first_names and letters) and not any(own[0] in letters for own in first_names)
