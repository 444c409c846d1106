"""Recognise clients and suppliers in labels, however their names are ordered, cut, glued, abbreviated or misspelt.

A word weighs by how few names bear it (inverse document frequency); trades, places and first names weigh little.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import log
from typing import NamedTuple

from rapidfuzz.distance import OSA

from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.words import FIRST_NAMES, GENERIC, SAME, SILENT

STRONG = 0.74
MEDIUM = 0.5
FAINT = 0.3
MARGIN = 0.04

_WORD = re.compile(r"[A-Z0-9]*[A-Z][A-Z0-9]*")
_INITIALISM = re.compile(r"\b(?:[A-Z]\.){2,}[A-Z]?\b")
_COMMON = 300
_TYPO_LENGTH = 5
_CUT_LENGTH = 15

Words = tuple[str, ...]


class Likeness(NamedTuple):
    """How much of a name a label bears, between 0 and 1."""

    party: int
    score: float


def name_words(text: str) -> Words:
    """The telling words of a name, folded and without legal form, title or link word; all of them if none is left."""
    folded = _INITIALISM.sub(lambda found: found[0].replace(".", ""), fold(text))
    words = [SAME.get(word, word) for word in _WORD.findall(folded)]
    telling = tuple(word for word in words if word not in SILENT)
    return telling or tuple(words)


class NameIndex:
    """Every name known, found from the words of a label without comparing it with each of them."""

    def __init__(self) -> None:
        self._names: list[Words] = []
        self._keys: dict[Words, int] = {}
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._aliases: dict[str, list[Likeness]] = defaultdict(list)
        self._weights: dict[str, float] = {}
        self._sorted: list[str] = []
        self._cuts: dict[str, list[str]] = {}
        self._resolved: dict[str, list[tuple[str, float]]] = {}
        self._found: dict[Words, tuple[Likeness, ...]] = {}

    def add(self, name: str) -> int:
        """The key of the name; names that differ by legal form alone share one."""
        words = tuple(word for word in name_words(name) if len(word) > 1) or name_words(name)
        if words not in self._keys:
            self._keys[words] = len(self._names)
            self._names.append(words)
        return self._keys[words]

    def seal(self) -> None:
        """Weigh the words once every name is in."""
        for key, words in enumerate(self._names):
            for word in dict.fromkeys(words):
                self._holders[word].append(key)
            for alias, score in _aliases(words):
                self._aliases[alias].append(Likeness(key, score))
        self._weights = {word: _base(word) / (1 + log(len(keys))) for word, keys in self._holders.items()}
        self._sorted = sorted(self._holders)
        cuts: dict[str, list[str]] = defaultdict(list)
        for word in self._sorted:
            if len(word) >= _TYPO_LENGTH and word not in GENERIC:
                for cut in _deletions(word):
                    cuts[cut].append(word)
        self._cuts = dict(cuts)

    def find(self, words: Words) -> tuple[Likeness, ...]:
        """The names that these words may be, best first."""
        if words not in self._found:
            self._found[words] = self._find(words)
        return self._found[words]

    def _find(self, words: Words) -> tuple[Likeness, ...]:
        resolved = {word: self._resolve(word) for word in words if len(word) > 1}
        qualities = self._gather(resolved)
        scores = {key: self._score(key, hits, words) for key, hits in qualities.items()}
        for key, score in self._by_alias(words):
            scores[key] = max(scores.get(key, 0.0), score)
        likely = [Likeness(key, score) for key, score in scores.items() if score >= FAINT]
        return tuple(sorted(likely, key=lambda each: (-each.score, each.party))[:8])

    def _gather(self, resolved: dict[str, list[tuple[str, float]]]) -> dict[int, dict[str, tuple[float, str]]]:
        """For each name that may be meant, the quality with which each of its words was met, and in which word."""
        hits = sorted(
            (
                (len(self._holders[own]), own, quality, word)
                for word, pairs in resolved.items()
                for own, quality in pairs
            ),
        )
        gathered: dict[int, dict[str, tuple[float, str]]] = {}
        crowds: list[tuple[str, float, str]] = []
        for count, own, quality, word in hits:
            if count > _COMMON:
                crowds.append((own, quality, word))
                continue
            for key in self._holders[own]:
                _keep_best(gathered.setdefault(key, {}), own, quality, word)
        if crowds and not gathered:
            shared = set.intersection(*(set(self._holders[own]) for own, _, _ in crowds[:3]))
            gathered = {key: {} for key in list(shared)[:_COMMON]}
        for own, quality, word in crowds:
            for key, hit in gathered.items():
                if own in self._names[key]:
                    _keep_best(hit, own, quality, word)
        return gathered

    def _score(self, key: int, hits: dict[str, tuple[float, str]], words: Words) -> float:
        name = self._names[key]
        if not hits:
            return 0.0
        weights = {word: self._weights[word] for word in name}
        total = sum(weights.values())
        met = sum(weights[own] * quality for own, (quality, _) in hits.items())
        met += _initials(name, hits, words, weights)
        score = met / total
        if score < STRONG and _is_cut_short(name, words):
            score = 0.9
        if all(own in GENERIC or own in FIRST_NAMES for own in hits) and len(hits) < len(set(name)):
            score = min(score, MEDIUM)
        elif all(own in GENERIC for own in hits) and (len(name) == 1 or not _stand_together(hits, words)):
            score = min(score, STRONG - 0.01) if words[: len(name)] != name else score
        if _other_first_name(name, hits, words):
            score *= 0.6
        return score if _stand_together(hits, words) else score - 0.06

    def _by_alias(self, words: Words) -> Iterator[Likeness]:
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
        if word not in self._holders and len(word) >= _TYPO_LENGTH - 1:
            for cut in (word, *_deletions(word)):
                for own in self._cuts.get(cut, ()):
                    if OSA.distance(word, own) <= 1:
                        found.setdefault(own, 0.88)
                if cut in self._holders and len(cut) >= _TYPO_LENGTH:
                    found.setdefault(cut, 0.88)
        return found

    def _starting_with(self, start: str) -> Iterator[str]:
        position = bisect_left(self._sorted, start)
        for own in self._sorted[position : position + 20]:
            if not own.startswith(start):
                return
            yield own


def _keep_best(hits: dict[str, tuple[float, str]], own: str, quality: float, word: str) -> None:
    if quality > hits.get(own, (0.0, ""))[0]:
        hits[own] = quality, word


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


def _initials(name: Words, hits: dict[str, tuple[float, str]], words: Words, weights: dict[str, float]) -> float:
    """What the initials of first names bring, once the rest of the name is met."""
    letters = {word for word in words if len(word) == 1}
    if not letters:
        return 0.0
    return sum(0.8 * weights[own] for own in name if own not in hits and own in FIRST_NAMES and own[0] in letters)


def _is_cut_short(name: Words, words: Words) -> bool:
    """Whether the label bears the beginning of the name, long enough, and then was cut."""
    start = "".join(name)
    for first, word in enumerate(words):
        if word != name[0]:
            continue
        length = 0
        for own, met in zip(name, words[first:], strict=False):
            if not own.startswith(met):
                break
            length += len(met)
            if own != met:
                break
        if length >= _CUT_LENGTH and length >= 0.5 * len(start):
            return True
    return False


def _other_first_name(name: Words, hits: dict[str, tuple[float, str]], words: Words) -> bool:
    """Whether the label gives somebody else's first name beside the family name."""
    missing = [own for own in name if own in FIRST_NAMES and own not in hits]
    if not missing:
        return False
    used = {word for _, word in hits.values()}
    places = [place for place, word in enumerate(words) if word in used]
    around = {words[near] for place in places for near in (place - 1, place + 1) if 0 <= near < len(words)} - used
    others = {word for word in around if word in FIRST_NAMES}
    letters = {word for word in around if len(word) == 1}
    return bool(others) or bool(letters and not any(own[0] in letters for own in missing))


def _stand_together(hits: dict[str, tuple[float, str]], words: Words) -> bool:
    used = {word for _, word in hits.values()}
    places = [place for place, word in enumerate(words) if word in used]
    return not places or places[0] + len(used) + 1 >= min(places[-1] + 1, places[0] + 3 * len(used))
