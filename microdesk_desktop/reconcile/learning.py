"""What the user's own decisions teach of a payer: for whom it pays or not, what it keeps, what of it is private.

    decisions, oldest first ──▶ what each answers about its payer ──▶ the latest answers ──▶ lessons

One decision is enough: it is explained by its day, listed, and forgotten when the user wishes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.bank.labels.parser import parse_label
from microdesk_desktop.domain.bank.labels.vocabulary import ACQUIRERS
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.lessons import Decided, Lesson, LessonKind
from microdesk_desktop.domain.settle.targets import Target
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.labels.vocabulary import PAYMENT_WORDS, STOP_WORDS
from microdesk_desktop.reconcile.rules import is_distinctive, spaced
from microdesk_desktop.reconcile.tuning import LEARNING

Gross = int
Fee = int


class _Question(NamedTuple):
    """What decisions may contradict one another about: the payer, and a party or an amount."""

    words: Sequence[str]
    direction: int
    party: tuple[int | None, str] | None = None
    cents: int | None = None


class _Answer(NamedTuple):
    """The answer of one decision; no kind where it takes back what was learnt."""

    kind: LessonKind | None
    decided: Decided


class Tariff:
    """The commissions that agree with what a payer kept so far: one rate and fixed part for all, else one for each."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        alone = (_terms_of(frozenset({each})) for each in lesson.fees)
        # A payer with a tariff for each kind of card keeps one or another.
        self._terms = _terms_of(frozenset(lesson.fees)) or tuple(chain.from_iterable(alone))

    def may_keep(self, gross_cents: int, fee_cents: int) -> bool:
        """Whether the payer keeps exactly this of that."""
        return any(_fee(gross_cents, rate, fixed) == fee_cents for rate, fixed in self._terms)

    def may_keep_of(self, amounts: Sequence[int], fee_cents: int) -> bool:
        """Whether the payer keeps exactly this of several sales, commission by commission; refunds cost nothing."""
        return any(
            sum(_fee(gross, rate, fixed) for gross in amounts if gross > 0) == fee_cents for rate, fixed in self._terms
        )


def learn(decisions: Iterable[Decided], targets: Iterable[Target]) -> list[Lesson]:
    """The lessons that follow from the decisions of the user's, given in the order in which they were made.

    Nothing is learnt of a payer whose label distinguishes it from nobody, nor what the engine finds by itself.
    """
    parties = {target.id: (target.party_id, target.party_name) for target in targets}
    said: dict[_Question, list[_Answer]] = defaultdict(list)
    kept: dict[str, list[Decided]] = defaultdict(list)
    for decided in decisions:
        words = payer_words(decided.transaction.label)
        if not words:
            continue
        for question, kind in _answers(decided, words, parties):
            if kind is None or kind not in decided.forgotten:
                said[question].append(_Answer(kind, decided))
        if decided.fee_cents > 0 and LessonKind.KEEPS not in decided.forgotten:
            kept[words[0]].append(decided)
    lessons = [*_of_parties(said), *_of_private(said), *_of_fees(kept)]
    return sorted(lessons, key=lambda each: (each.at, each.taught_by, each.kind, each.party_name, each.party_id or 0))


def payer_words(label: str) -> Sequence[str]:
    """The words by which a payer is known again: the counterparty, without what changes from payment to payment."""
    words: list[str] = []
    for word in spaced(parse_label(label).party).split():
        is_silent = word in PAYMENT_WORDS or word in STOP_WORDS or any(map(str.isdigit, word)) or len(word) < 2
        if not is_silent:
            words.append(word)
        elif words and word in PAYMENT_WORDS:
            break  # what follows is written by the payer: another time it is something else
        if len(words) == LEARNING.words:
            break
    return tuple(words) if sum(map(len, words)) >= LEARNING.letters else ()


def _answers(
    decided: Decided, words: Sequence[str], parties: Mapping[int, tuple[int | None, str]]
) -> Iterator[tuple[_Question, LessonKind | None]]:
    cents = decided.transaction.amount_cents
    direction = 1 if cents > 0 else -1
    settled = {parties[id_]: None for id_, _ in decided.settled if id_ in parties}
    for party in settled:
        yield _Question(words, direction, party=party), LessonKind.PAYS_FOR
    for party in {parties[id_]: None for id_ in decided.refused if id_ in parties}:
        if party not in settled:
            yield _Question(words, direction, party=party), LessonKind.NOT_FOR
    is_private = decided.status is Status.IGNORED
    yield _Question(words, direction, cents=cents), LessonKind.PRIVATE if is_private else None


def _of_parties(said: Mapping[_Question, Sequence[_Answer]]) -> Iterator[Lesson]:
    for question, words in said.items():
        kind = words[-1].kind
        if question.party is None or kind is None:
            continue
        id_, name = question.party
        if kind is LessonKind.PAYS_FOR and not _is_news(question, name):
            continue
        like = [each.decided for each in words if each.kind is kind]
        yield _lesson(kind, question.words, question.direction, like, party_id=id_, party_name=name)


def _is_news(question: _Question, name: str) -> bool:
    """Whether a label with these words does not name the party by itself, and names a payer of its own."""
    if not is_distinctive(question.words) or not ACQUIRERS.keywords.isdisjoint(question.words):
        return False
    written, known = set(question.words), set(name_words(name))
    return not (written <= known or (known and known <= written))


def _of_private(said: Mapping[_Question, Sequence[_Answer]]) -> Iterator[Lesson]:
    """One lesson for each payer: the amounts that settle nothing by the latest decision."""
    private: dict[tuple[Sequence[str], int], list[tuple[int, Decided]]] = defaultdict(list)
    for question, words in said.items():
        if question.cents is not None and words[-1].kind is LessonKind.PRIVATE and is_distinctive(question.words):
            like = [(question.cents, each.decided) for each in words if each.kind is LessonKind.PRIVATE]
            private[question.words, question.direction] += like
    for (payer, direction), seen in private.items():
        decisions = sorted((decided for _, decided in seen), key=_in_order)
        cents = tuple(sorted({cents for cents, _ in seen}))
        after = min(each.transaction.on for each in decisions)
        yield replace(_lesson(LessonKind.PRIVATE, payer, direction, decisions, cents=cents), after=after)


def _of_fees(kept: Mapping[str, Sequence[Decided]]) -> Iterator[Lesson]:
    for word, decisions in kept.items():
        fees = tuple(sorted({(sum(cents for _, cents in each.settled), each.fee_cents) for each in decisions}))
        yield _lesson(LessonKind.KEEPS, (word,), 1, decisions, fees=fees)


def _lesson(
    kind: LessonKind,
    words: Sequence[str],
    direction: int,
    decisions: Sequence[Decided],
    *,
    party_id: int | None = None,
    party_name: str = "",
    cents: tuple[int, ...] = (),
    fees: tuple[tuple[int, int], ...] = (),
) -> Lesson:
    return Lesson(
        kind=kind,
        words=" ".join(words),
        direction=direction,
        at=decisions[-1].at,
        taught_by=tuple(each.transaction.id for each in decisions),
        party_id=party_id,
        party_name=party_name,
        cents=cents,
        fees=fees,
    )


def _in_order(decided: Decided) -> tuple[object, ...]:
    return decided.at, decided.transaction.id


@personal_cache(maxsize=64)
def _terms_of(kept: frozenset[tuple[Gross, Fee]]) -> Sequence[tuple[int, int]]:
    """The rates, in hundredths of a percent, and fixed cents that agree with every commission kept."""
    return [
        (rate, fixed)
        for rate in range(0, LEARNING.highest_rate + 1, LEARNING.rate_step)
        for fixed in LEARNING.fixed_cents
        if rate + fixed and all(_fee(gross, rate, fixed) == fee for gross, fee in kept)
    ]


def _fee(gross_cents: int, rate: int, fixed_cents: int) -> int:
    return (gross_cents * rate + 5_000) // 10_000 + fixed_cents
