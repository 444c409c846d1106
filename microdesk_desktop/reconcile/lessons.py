"""The lessons that concern a transaction, found by the words of its label."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import NamedTuple

from microdesk_desktop.domain.settle.lessons import Lesson, LessonKind
from microdesk_desktop.reconcile.learning import Tariff

PartyKey = int
KeyOfParty = Callable[[int | None, str], PartyKey | None]


class Learnt(NamedTuple):
    """What the user taught of a payer: for whom it pays and for whom not, by party, what it keeps, what is private."""

    pays_for: Mapping[PartyKey, Lesson] = MappingProxyType({})
    not_for: Mapping[PartyKey, Lesson] = MappingProxyType({})
    tariff: Tariff | None = None
    private: Lesson | None = None


NOTHING_LEARNT = Learnt()


class LessonIndex:
    """Lessons by the longest of their words: a label is compared with those alone that it may concern."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], Lesson]]] = defaultdict(list)
        self._tariffs: dict[str, Tariff] = {}
        for lesson in lessons:
            words = lesson.words.split()
            self._by_word[max(words, key=lambda word: (len(word), word))].append((frozenset(words), lesson))
            if lesson.kind is LessonKind.KEEPS:
                self._tariffs[lesson.words] = Tariff(lesson)

    def find(self, text: str, cents: int, key_of: KeyOfParty) -> Learnt:
        """What is known of the payer of a transaction, whose label has been through `spaced`."""
        words = set(text.split())
        if self._by_word.keys().isdisjoint(words):
            return NOTHING_LEARNT
        pays_for: dict[PartyKey, Lesson] = {}
        not_for: dict[PartyKey, Lesson] = {}
        tariff, private = None, None
        for lesson in self._of_words(words, cents):
            if lesson.kind is LessonKind.KEEPS:
                tariff = self._tariffs[lesson.words]
            elif lesson.kind is LessonKind.PRIVATE:
                private = lesson if cents in lesson.cents else private
            elif (key := key_of(lesson.party_id, lesson.party_name)) is not None:
                (pays_for if lesson.kind is LessonKind.PAYS_FOR else not_for)[key] = lesson
        return Learnt(pays_for, not_for, tariff, private)

    def _of_words(self, words: Set[str], cents: int) -> Iterator[Lesson]:
        """The lessons of this sign whose words are all among those of a label, the more specific last."""
        found = [
            (len(wanted), lesson)
            for word in sorted(self._by_word.keys() & words)
            for wanted, lesson in self._by_word[word]
            if wanted <= words and lesson.direction * cents > 0
        ]
        return (lesson for _, lesson in sorted(found, key=lambda each: (each[0], each[1].at, each[1].taught_by)))
