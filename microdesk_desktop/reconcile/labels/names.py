"""Recognise known names in labels, with words in another order, truncated, joined, abbreviated or misspelt.

A word weighs by how few names contain it (inverse document frequency); trades, places and first names weigh little.
Scores are integers, in thousandths, so that neither the order of words nor the hash seed changes a result.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import nlargest
from itertools import combinations
from math import log

from rapidfuzz.distance import OSA

from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.labels.first_names import FIRST_NAMES, Civility, civility_of, written_civility
from microdesk_desktop.reconcile.labels.name_checks import (
    COMMON_WORDS,
    FoundWords,
    Words,
    ceiling,
    contradicts_name,
    is_cut_short,
    stand_together,
)
from microdesk_desktop.reconcile.labels.spoilt import spoilt_forms, without_gaps
from microdesk_desktop.reconcile.labels.vocabulary import (
    COUPLE_LINKS,
    GENERIC,
    HOUSEHOLD,
    LEGAL_FORMS,
    PAYMENT_WORDS,
    STOP_WORDS,
    SYNONYMS,
)
from microdesk_desktop.reconcile.tuning import FULL_SCORE, NAMES

_WORD = re.compile(r"\b(?:[A-Z]++(?:\d[A-Z]++)?+|\d[A-Z]++)\d?+\b")
_LETTER = re.compile(r"\b[A-Z]\b")
_INITIALISM = re.compile(r"\b(?:[A-Z]\.){2,}[A-Z]?\b")
# Words are weighed in units fine enough for the share of a long name to be exact to a thousandth.
_WEIGHT_UNIT = 100_000

# What becomes of the words of a name, for those that change: nothing is left of the words that identify nobody.
_KEPT_AS = {word: "" if same in STOP_WORDS else same for word, same in SYNONYMS.items()} | dict.fromkeys(
    STOP_WORDS - SYNONYMS.keys(), ""
)

_NONE: frozenset[int] = frozenset()
# No slip of the keyboard in another word: « FAMILLE » is not « Camille ».
_WELL_WRITTEN = COMMON_WORDS | PAYMENT_WORDS

Aliases = tuple[tuple[int, int], ...]
NameParts = tuple[FoundWords, Sequence[str]]
"""The words of a name that a label has, and those that it has not."""
Strangers = tuple[int, ...]
"""The places, among the known words of a label, beside which a word stands that is of no name and of no payment."""


@dataclass(frozen=True, slots=True)
class NameScores:
    """How well each known name agrees with some words, in thousandths, and the names that they plainly designate.

    `contradicted` are names of which the words give one part and, beside it, another first name, trade or civility.
    `unsure` are persons of whose first name nobody knows whether that civility goes with it. `rivals` are other names
    than the matched ones of which the words give as much: « BOUAZIZI » is the company's whole name, and a person's.
    """

    scores: Mapping[int, int]
    matched: tuple[int, ...]
    contradicted: frozenset[int] = frozenset()
    unsure: frozenset[int] = frozenset()
    rivals: frozenset[int] = frozenset()


def best_of(scores: Mapping[int, int], contradicted: frozenset[int] = frozenset()) -> NameScores:
    """The matched names are those of the best score, if that score is high enough; several when they nearly tie."""
    best = max(scores.values(), default=0)
    if best < NAMES.strong:
        return NameScores(scores, (), contradicted)
    matched = sorted(name for name, score in scores.items() if score >= best - NAMES.margin)
    return NameScores(scores, tuple(matched), contradicted)


def name_words(text: str) -> Words:
    """The distinctive words of a name, without legal form, title or link word; all of its words if none is left."""
    return distinctive_words(fold(text))


def distinctive_words(folded: str) -> Words:
    """`name_words` of a text already folded."""
    if "." in folded:
        folded = _INITIALISM.sub(lambda found: found[0].replace(".", ""), folded)
    folded = without_gaps(folded)
    words = _WORD.findall(folded.replace("_", " "))
    distinctive = [kept for word in words if (kept := _KEPT_AS.get(word, word))]
    return tuple(distinctive or [SYNONYMS.get(word, word) for word in words])


def initials(folded: str) -> frozenset[str]:
    """The letters that stand alone and may be a first name's, though most often they are links or titles."""
    return STOP_WORDS.intersection(_LETTER.findall(folded))


class NameIndex:
    """Finds the known names in the words of a label without comparing it with each of them.

    A name is known by its key: names that differ by legal form alone share one. Keys follow the alphabet, whatever
    the order of the names given.
    """

    def __init__(self, names: Iterable[str], of_payers: Container[str] = ()) -> None:
        """Take the names; of those `of_payers`, which may be persons', another first name makes another payer."""
        words_of = {name: _words_of_name(name) for name in names}
        self._names: Sequence[Words] = sorted(set(words_of.values()))
        keys = {words: key for key, words in enumerate(self._names)}
        self._keys = {name: keys[words] for name, words in words_of.items()}
        self._persons = {
            key for name, key in self._keys.items() if name in of_payers and _may_be_person(name, self._names[key])
        }
        self._holders: dict[str, set[int]] = defaultdict(set)
        for key, words in enumerate(self._names):
            for word in words:
                self._holders[word].add(key)
        self._weights = {word: _weight(word, len(keys)) for word, keys in self._holders.items()}
        self._civilities = {
            key: civility for name, key in self._keys.items() if (civility := written_civility(fold(name)))
        }
        self._households = {key for name, key in self._keys.items() if HOUSEHOLD.search(fold(name))}
        # Of a person, the word that stands first is taken for the first name where no list holds any of them.
        self._first_names = {
            key: self._names[key][0]
            for key in self._persons - self._households
            if FIRST_NAMES.isdisjoint(self._names[key])
        }
        self._totals = [
            sum(self._weight_in(key, word, self._weights[word]) for word in set(words))
            for key, words in enumerate(self._names)
        ]
        self._partners = {
            key: partners for name, key in self._keys.items() if key in self._persons and (partners := _partners(name))
        }
        self._spoilt = spoilt_forms(words_of, self._holders)
        self._aliases = self._all_aliases()
        # No alias is shorter than an initialism.
        self._alias_beginnings = {alias[: NAMES.initialism] for alias in self._aliases}
        self._sorted = sorted(self._holders)
        self._by_deletion = _words_by_deletion(self._sorted)
        self._longest = max(map(len, self._sorted), default=0)
        self._resolved: dict[str, Sequence[tuple[str, int]]] = {}
        self._found: dict[tuple[Words, Strangers, Aliases, frozenset[str]], NameScores] = {}
        self._found_by_text: dict[str, NameScores] = {}

    @property
    def all(self) -> Sequence[str]:
        """The names that the index was built of, in order."""
        return sorted(self._keys)

    def key(self, name: str) -> int:
        """The key of one of the names that the index was built of."""
        return self._keys[name]

    def agrees_with(self, key: int, words: Words, civility: Civility) -> bool | None:
        """Whether a civility before these words, without the first name, is this person's; None if unsure."""
        if key not in self._persons:
            return True
        name = self._names[key]
        missing = [word for word in name if word not in words]
        if not missing or len(missing) == len(name):
            return True
        own = self._civilities.get(key)
        possible = {own} if own is not None else {civility_of(word) for word in missing}
        if civility in possible or self._is_by_partner(key, words):
            return True
        return None if None in possible else False

    def _is_by_partner(self, key: int, words: Collection[str]) -> bool:
        """Whether the whole name of one of a couple stands among the words: they pay together."""
        return any(all(word in words for word in partner) for partner in self._partners.get(key, ()))

    def clear_cache(self) -> None:
        """Free the cached results."""
        self._resolved.clear()
        self._found.clear()
        self._found_by_text.clear()

    def _weight_in(self, key: int, word: str, weight: int) -> int:
        """The weight of a word in one name."""
        return weight * NAMES.first_name // FULL_SCORE if self._first_names.get(key) == word else weight

    def find(self, words: Words, letters: frozenset[str] = frozenset()) -> NameScores:
        """Score the names that these words, and these initials, may be; words of no known name are ignored."""
        if letters:
            return self._find_known(words, letters)
        text = " ".join(words)  # one text is several times smaller than its words
        found = self._found_by_text.get(text)
        if found is None:
            found = self._found_by_text[text] = self._find_known(words, letters)
        return found

    def _find_known(self, words: Words, letters: frozenset[str]) -> NameScores:
        resolved = self._resolved
        for word in words:
            if word not in resolved:
                resolved[word] = tuple(self._variants(word).items())
        is_known = [bool(resolved[word]) or len(word) == 1 or word in COMMON_WORDS for word in words]
        known = tuple([word for word, kept in zip(words, is_known, strict=True) if kept])
        strangers = _strangers(words, is_known) if not all(is_known) else ()
        query = known, strangers, self._by_alias(words), letters
        if query not in self._found:
            self._found[query] = self._find(*query)
        return self._found[query]

    def _all_aliases(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        aliases: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for name, key in self._keys.items():
            glued = "".join(_WORD.findall(fold(name)))
            if len(glued) >= NAMES.glued_full_name and glued != "".join(self._names[key]):
                aliases[glued].append((key, FULL_SCORE))
        for key, words in enumerate(self._names):
            for alias, score in _aliases(words):
                aliases[alias].append((key, score))
        return {alias: sorted(set(named)) for alias, named in aliases.items()}

    def _find(self, words: Words, strangers: Strangers, aliases: Aliases, letters: frozenset[str]) -> NameScores:
        found = self._find_words(words)
        shares = self._shares(found)
        least = NAMES.min_share
        if len(shares) > NAMES.candidates:
            least = max(least, nlargest(NAMES.candidates, shares.values())[-1])
        alone = letters.union([word for word in words if len(word) == 1])
        parts = {
            key: _parts_of(self._names[key], found)
            for key, share in shares.items()
            if share >= least and (share >= NAMES.faint or alone or self._names[key][0] in words)
        }
        scores = {key: self._adjusted_score(key, *each, words, shares[key], alone) for key, each in parts.items()}
        for key, score in aliases:
            scores[key] = max(scores.get(key, 0), score)
        whole = {key for key, score in aliases if score >= NAMES.strong}
        if self._partners:
            for key in self._partners.keys() & scores.keys():
                if self._is_by_partner(key, found):
                    scores[key] = max(scores[key], NAMES.sure)
                    whole.add(key)
        contradicted = [
            key
            for key, score in scores.items()
            if score >= NAMES.faint
            and key not in whole
            and key not in self._households
            and (
                self._is_contradicted(key, parts, found, words, strangers)
                or (key in self._persons and self._is_first_name_alone(key, found, words))
            )
        ]
        for key in contradicted:
            scores[key] = max(NAMES.faint, scores[key] * NAMES.contradicted // FULL_SCORE)
        self._demote_partial_names(scores, found)
        # Each empty set of its own would take as much memory as one of four.
        against = frozenset(contradicted) if contradicted else _NONE
        best = best_of({key: score for key, score in scores.items() if score >= NAMES.faint}, against)
        rivals = self._rivals(best, found) if best.matched and len(best.scores) > len(best.matched) else frozenset()
        return NameScores(best.scores, best.matched, best.contradicted, rivals=rivals) if rivals else best

    def _rivals(self, best: NameScores, found: FoundWords) -> frozenset[int]:
        """The names, not matched and not contradicted, of which the words found are those found of a matched one."""
        given = [found.keys() & set(self._names[key]) for key in best.matched]
        return frozenset(
            key
            for key in best.scores.keys() - set(best.matched) - best.contradicted
            if any(words and words <= set(self._names[key]) for words in given)
        )

    def _is_contradicted(
        self, key: int, parts: Mapping[int, NameParts], found: FoundWords, words: Words, strangers: Strangers
    ) -> bool:
        matched, missing = parts.get(key) or _parts_of(self._names[key], found)
        if not missing:
            return False
        has_stranger = bool(strangers) and any(place in strangers for _, place in matched.values())
        is_person = key in self._persons
        return contradicts_name(
            self._names[key], missing, matched, words, is_person=is_person, has_stranger=has_stranger
        )

    def _is_first_name_alone(self, key: int, found: FoundWords, words: Words) -> bool:
        """Whether a person's surname was cut off, or down to letters that begin many: « MME KHADIJA DOS »."""
        if key in self._civilities:
            return False
        name = self._names[key]
        surname = found.get(name[-1])
        if surname is not None and (surname[0] == FULL_SCORE or len(words[surname[1]]) >= NAMES.cut_length):
            return False
        first = {self._first_names[key]} if key in self._first_names else FIRST_NAMES.intersection(name)
        return first.issuperset(word for word in name[:-1] if word in found)

    def _demote_partial_names(self, scores: dict[int, int], found: FoundWords) -> None:
        """Lower the score of each matched name whose words are part of another one, matched at least as well."""
        strong = [key for key, score in scores.items() if score >= NAMES.strong]
        if len(strong) < 2:
            return
        matched = {key: {word for word in self._names[key] if word in found} for key in strong}
        partial = [
            key
            for key, words in matched.items()
            if any(words < others and scores[other] >= scores[key] - NAMES.margin for other, others in matched.items())
        ]
        for key in partial:
            scores[key] -= NAMES.part_of_another

    def _find_words(self, words: Words) -> FoundWords:
        """The words of known names that the label contains, each as well written as it is anywhere in it."""
        found: FoundWords = {}
        for place, word in enumerate(words):
            for name_word, quality in self._resolved[word] if len(word) > 1 else ():
                if name_word not in found or quality > found[name_word][0]:
                    found[name_word] = quality, place
        return found

    def _shares(self, found: FoundWords) -> dict[int, int]:
        """The share found of each name, by weight, in thousandths.

        Only names with one rare or two common words of these are scored.
        """
        weights: dict[int, int] = defaultdict(int)
        common = []
        for name_word, (quality, _) in found.items():
            holders, weight = self._holders[name_word], self._weights[name_word] * quality // FULL_SCORE
            if len(holders) > (NAMES.holders_of_common if name_word in COMMON_WORDS else NAMES.holders):
                common.append((len(holders), name_word, weight))
                continue
            for key in holders:
                weights[key] += self._weight_in(key, name_word, weight)
        common = sorted(common)[: NAMES.common_words]
        for (_, one, _), (_, other, _) in combinations(common, 2):
            for key in self._holders[one] & self._holders[other]:
                weights[key] += 0
        for _, name_word, weight in common:
            for key in self._holders[name_word] & weights.keys():
                weights[key] += self._weight_in(key, name_word, weight)
        return {key: FULL_SCORE * weight // self._totals[key] for key, weight in weights.items()}

    def _adjusted_score(
        self, key: int, matched: FoundWords, missing: Sequence[str], words: Words, share: int, letters: Set[str]
    ) -> int:
        """The share of the name that was found, corrected for the kind of its words and for the words around them.

        `letters` are all those that stand alone in the label.
        """
        name = self._names[key]
        if missing and letters:
            share += self._initials_share(key, missing, letters)
        if share < FULL_SCORE and name[0] in words and is_cut_short(name, words):
            return NAMES.sure
        if share < NAMES.faint:
            return share  # what follows only lowers it
        share = min(share, ceiling(name, matched, missing, words))
        return share if stand_together(matched) else share - NAMES.scattered

    def _initials_share(self, key: int, missing: Sequence[str], letters: Set[str]) -> int:
        """What the first names reduced to their initial in the label add to the share."""
        is_person = len(self._names[key]) == NAMES.first_and_last
        weight = sum(
            self._weight_in(key, name_word, self._weights[name_word])
            for name_word in missing
            if name_word[0] in letters and (is_person or name_word in FIRST_NAMES)
        )
        return NAMES.initial * weight // self._totals[key]

    def _by_alias(self, words: Words) -> Aliases:
        found: list[tuple[int, int]] = []
        for first, begin in enumerate(words):
            if begin[: NAMES.initialism] not in self._alias_beginnings and len(begin) >= NAMES.initialism:
                continue
            glued = ""
            for word in words[first : first + NAMES.words_of_alias]:
                glued += word
                found += self._aliases.get(glued, ())
        return tuple(found)

    def _variants(self, word: str) -> dict[str, int]:
        """The words of known names that this word may stand for, with a quality in thousandths."""
        found = {word: FULL_SCORE} if word in self._holders else {}
        for name_word in self._spoilt.get(word, ()):
            found.setdefault(name_word, FULL_SCORE)
        for length in range(NAMES.shortest_part, min(len(word), self._longest + 1)):
            if word[:length] in self._holders and word[:length] not in COMMON_WORDS:
                found.setdefault(word[:length], NAMES.cut_word)
        if len(word) >= NAMES.shortest_part and word not in FIRST_NAMES:
            for name_word in self._starting_with(word):
                found.setdefault(name_word, NAMES.cut_word)
        if word not in self._holders and word not in _WELL_WRITTEN and len(word) >= NAMES.typo_length:
            for name_word in self._misspelt(word):
                found.setdefault(name_word, NAMES.misspelt_word)
        return found

    def _misspelt(self, word: str) -> Iterator[str]:
        """The known words at edit distance 1 from this one; the shortest must have the same length."""
        if len(word) > self._longest + 1:
            return
        for cut in (word, *_deletions(word)):
            candidates = (*self._by_deletion.get(cut, ()), *((cut,) if cut in self._holders else ()))
            for name_word in candidates:
                if min(len(name_word), len(word)) < NAMES.typo_length + (len(name_word) != len(word)):
                    continue
                if OSA.distance(word, name_word) <= 1:
                    yield name_word

    def _starting_with(self, start: str) -> Iterator[str]:
        position = bisect_left(self._sorted, start)
        for name_word in self._sorted[position : position + NAMES.continuations]:
            if not name_word.startswith(start):
                return
            yield name_word


def _parts_of(name: Words, found: FoundWords) -> NameParts:
    matched = {word: found[word] for word in name if word in found}
    return matched, [word for word in name if word not in matched] if len(matched) < len(name) else ()


def _strangers(words: Words, is_known: Sequence[bool]) -> Strangers:
    strange = [
        not kept and len(word) >= NAMES.shortest_part and word not in PAYMENT_WORDS
        for word, kept in zip(words, is_known, strict=True)
    ]
    beside = [any(strange[max(0, place - 1) : place + 2]) for place, kept in enumerate(is_known) if kept]
    return tuple([place for place, is_beside in enumerate(beside) if is_beside])


def _may_be_person(name: str, words: Words) -> bool:
    """Whether a name of these distinctive words may be a first and a last name: no legal form, no trade, no place."""
    is_company = not LEGAL_FORMS.isdisjoint(_WORD.findall(fold(name)))
    return not is_company and 2 <= len(words) <= NAMES.words_of_person and GENERIC.isdisjoint(words)


def _partners(name: str) -> Sequence[Set[str]]:
    """The words of each one's name, of a couple: « Gwendal et Anne-Gaëlle Jacquelin » bear one surname, or two."""
    sides = [name_words(side) for side in COUPLE_LINKS.split(fold(name))]
    if len(sides) != 2 or not all(sides) or len(sides[1]) < 2:
        return ()
    first, second = sides
    if len(first) == 1 or FIRST_NAMES.issuperset(first):
        first = (*first, second[-1])
    return frozenset(first), frozenset(second)


def _words_of_name(name: str) -> Words:
    words = name_words(name)
    return tuple(word for word in words if len(word) > 1) or words


def _weight(word: str, holders: int) -> int:
    kind = FULL_SCORE
    if word in GENERIC:
        kind = NAMES.generic_word
    elif word in FIRST_NAMES or len(word) < NAMES.shortest_part:
        kind = NAMES.first_name
    return int(_WEIGHT_UNIT * kind / FULL_SCORE / (1 + log(holders)))


def _aliases(words: Words) -> Iterator[tuple[str, int]]:
    """Other ways to write the whole name in one word: glued, or by its initials."""
    glued = "".join(words)
    if len(glued) >= NAMES.glued_name:
        yield glued, FULL_SCORE
        if len(words) == 2:
            yield words[1] + words[0], FULL_SCORE
    if len(words) >= NAMES.initialism:
        yield "".join(word[0] for word in words), NAMES.by_initials


def _words_by_deletion(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The words by each of the strings that losing one letter makes of them (SymSpell's index of misspellings)."""
    by_deletion: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= NAMES.typo_length + (NAMES.typo_length_of_generic if word in GENERIC else 0):
            for cut in _deletions(word):
                by_deletion[cut].append(word)
    return dict(by_deletion)


def _deletions(word: str) -> Iterable[str]:
    return dict.fromkeys(word[:i] + word[i + 1 :] for i in range(len(word)))
