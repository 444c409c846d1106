"""Evidence read from the label of a transaction, once: kind, nature, documents cited, parties recognised."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.bank.labels.parser import Label, LabelKind, OwnTransfer, parse_label, purchase_day
from microdesk_desktop.domain.settle.lessons import Lesson
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import Party, Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Nature, Owner, Transaction
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.labels.first_names import Civility, written_civility
from microdesk_desktop.reconcile.labels.mentions import read_mentions
from microdesk_desktop.reconcile.labels.name_checks import Words
from microdesk_desktop.reconcile.labels.names import (
    NameIndex,
    NameScores,
    best_of,
    distinctive_words,
    initials,
    name_words,
)
from microdesk_desktop.reconcile.labels.numbers import NOTHING_CITED, CitedDocuments, NumberIndex
from microdesk_desktop.reconcile.labels.spoilt import mended
from microdesk_desktop.reconcile.labels.stated import NOTHING_STATED, Stated, read_stated
from microdesk_desktop.reconcile.labels.vocabulary import GENERIC, PAYERS_FOR_MANY
from microdesk_desktop.reconcile.learning import Tariff
from microdesk_desktop.reconcile.lessons import NOTHING_LEARNT, Learnt, LessonIndex
from microdesk_desktop.reconcile.rules import prepare_rules, rule_applies, spaced
from microdesk_desktop.reconcile.tuning import FULL_SCORE, NAMES

# Members read for every row, looked up once: in Python 3.11 each look-up is a function call.
_DATED = (LabelKind.CARD, LabelKind.CARD_TAKINGS)
_CERTAIN = OwnTransfer.CERTAIN
_POSSIBLE = OwnTransfer.POSSIBLE

_ON_DEBIT_ONLY = (Nature.FEE, Nature.LOAN, Nature.CARD_TOTAL)
_EXCLUDED = (Nature.RETURNED, Nature.CARD_TOTAL, Nature.CASH)
_DIGIT = re.compile(r"\d")

# Cached: the folded label is not kept, and asked for several times in a row.
_folded = personal_cache(maxsize=64)(fold)


@dataclass(slots=True)
class Evidence:
    """A transaction and the evidence in its label.

    `day` is the day of booking and `paid_day` the one on which a card paid, where the label gives it (ordinals).
    `is_excluded` is true for a nature that can settle nothing. `party_scores` holds the agreement of each party's name,
    in thousandths; `matched_parties` those that the label plainly designates. `alias` is the user's rule that gave
    the party. `contradicted` are parties whose name the label gives in part, with another first name or civility.
    `unsure` are those of whom nobody knows whether the civility written is theirs. `tariff` is what this payer keeps of
    what it pays out. `stated` is what the payer wrote of time and shares, `mentions` what else the label is about, as
    flags (`labels/mentions.py`). `rivals` are other parties of whose name the label gives as much as of the matched
    ones'. `learnt` is what the user taught of this payer.
    """

    transaction: Transaction
    day: int
    paid_day: int
    kind: LabelKind
    nature: Nature | None
    is_excluded: bool
    cited: CitedDocuments = NOTHING_CITED
    party_scores: Mapping[int, int] = field(default_factory=dict)
    matched_parties: tuple[int, ...] = ()
    gross_cents: int | None = None
    has_purchase_day: bool = False
    alias: Rule | None = None
    contradicted: frozenset[int] = frozenset()
    tariff: Tariff | None = None
    unsure: frozenset[int] = frozenset()
    stated: Stated = NOTHING_STATED
    mentions: int = 0
    rivals: frozenset[int] = frozenset()
    learnt: Learnt = NOTHING_LEARNT

    @property
    def text(self) -> str:
        """The label, folded."""
        return _folded(self.transaction.label)

    @property
    def is_by_payer_for_many(self) -> bool:
        """Whether the party is known by a rule or a lesson alone, of a payer that pays for many: a treasury."""
        is_taught = self.alias is not None or bool(self.learnt.pays_for)
        return is_taught and not PAYERS_FOR_MANY.isdisjoint(self.text.split())


@dataclass(slots=True)
class _ReadLabel:
    """The evidence in a label that does not depend on the rest of the transaction; names and numbers on demand."""

    raw: str
    label: Label
    words: Words
    mentions: int
    parties: NameScores | None = None
    cited: CitedDocuments = NOTHING_CITED
    stated: Stated = NOTHING_STATED


class EvidenceReader:
    """Reads the evidence on transactions, given the targets, parties and rules of one engine."""

    def __init__(
        self,
        targets: Sequence[Target],
        parties: Sequence[Party],
        owner: Owner,
        rules: Sequence[Rule],
        lessons: Sequence[Lesson] = (),
    ) -> None:
        self._lessons = LessonIndex(lessons) if lessons else None
        clients = {party.id: party.name for party in parties}
        written = {target.party_name for target in targets if target.party_id not in clients}
        paying = {target.party_name for target in targets if target.kind is not TargetKind.EXPENSE}
        self._names = NameIndex({*clients.values(), *written}, {*clients.values(), *paying})
        self._keys = {party_id: self._names.key(name) for party_id, name in clients.items()}
        self.target_parties = [self._party_of(target) for target in targets]
        self._written_keys = {target.party_name: key for target, key in zip(targets, self.target_parties, strict=True)}
        self._numbers = NumberIndex(
            (position, target.reference, target.kind is TargetKind.INVOICE, target.on.year)
            for position, target in enumerate(targets)
        )
        self._owners = [frozenset(words) for name in owner.names if (words := _rarest(name_words(name)))]
        self._owner_words = frozenset().union(*self._owners)
        self._longest_owner = max(map(len, self._owners), default=0)
        self._own_ibans = _shape_of_ibans(owner.ibans)
        self._aliases = prepare_rules(rule for rule in rules if rule.action is RuleAction.PARTY)
        self._last: _ReadLabel | None = None
        self._days: dict[int, int] = {}
        self._numbered = _numbered_names({*clients.values(), *(target.party_name for target in targets)})

    @property
    def vocabulary(self) -> tuple[object, ...]:
        """The names and the forms of references that every label is read against."""
        return (*self._names.all, *self._numbers.forms)

    def clear_cache(self) -> None:
        """Free the cache of the labels read so far."""
        self._last = None
        self._days.clear()
        self._names.clear_cache()

    def read(self, transaction: Transaction) -> Evidence:
        """The evidence on a transaction; of several with equal labels in a row, the label is read once."""
        read = self._last
        if read is None or read.raw != transaction.label:
            parsed = parse_label(mended(transaction.label))
            words, mentions = distinctive_words(parsed.party), read_mentions(parsed.text)
            read = self._last = _ReadLabel(transaction.label, parsed, words, mentions)
        label = read.label
        nature, is_excluded = self._nature(transaction, label, read.words)
        day = transaction.on.toordinal()
        day = self._days.setdefault(day, day)  # one number for all the transactions of a day
        if is_excluded:
            return Evidence(transaction, day, day, label.kind, nature, True, mentions=read.mentions)
        if read.parties is None:
            read.stated = read_stated(f"{label.party} | {label.words}" if label.is_split else label.words)
            read.parties, read.cited = self._named(label, read.words), self._cited(label, read.stated)
        parties, alias = read.parties, None
        if self._aliases:
            parties, alias = self._with_aliases(transaction, label, parties)
        learnt = NOTHING_LEARNT
        if self._lessons is not None:
            learnt = self._lessons.find(spaced(label.text), transaction.amount_cents, self._party_key)
            parties = _as_taught(parties, learnt)
        if nature is not None and (
            _is_client(transaction, label, nature, parties)
            or (nature is Nature.OWN_TRANSFER and transaction.amount_cents > 0 and self._names_payer(read.words))
        ):
            nature = None
        purchase = purchase_day(label, transaction.on) if label.kind in _DATED else None
        return Evidence(
            transaction,
            day,
            purchase.toordinal() if purchase else day,
            label.kind,
            nature,
            False,
            read.cited,
            parties.scores,
            parties.matched,
            label.gross_cents,
            purchase is not None,
            alias,
            parties.contradicted,
            learnt.tariff,
            parties.unsure,
            read.stated,
            read.mentions,
            parties.rivals,
            learnt,
        )

    def _party_of(self, target: Target) -> int:
        """The key of the target's party: by its id where it has one, else by its written name."""
        key = self._keys.get(target.party_id) if target.party_id is not None else None
        return self._names.key(target.party_name) if key is None else key

    def _party_key(self, party_id: int | None, name: str) -> int | None:
        """The key of a party of a lesson; None for one that is no longer known."""
        key = self._keys.get(party_id) if party_id is not None else None
        return key if key is not None else self._written_keys.get(name)

    def _cited(self, label: Label, stated: Stated) -> CitedDocuments:
        written = f"{label.party} | {label.words}" if label.is_split else label.words
        if stated.instalment:
            written = re.sub(rf"(?<![\d/]){stated.instalment[0]} ?/ ?{stated.instalment[1]}(?![\d/])", "", written)
        if not _DIGIT.search(written):
            return NOTHING_CITED
        for digits in filter(self._numbered.get, dict.fromkeys(label.party.split())) if self._numbered else ():
            for name in self._numbered[digits]:
                written = written.replace(name, "")
        return self._numbers.find(written)

    def _with_aliases(
        self, transaction: Transaction, label: Label, parties: NameScores
    ) -> tuple[NameScores, Rule | None]:
        """The parties recognised, or the one that a rule of the user's gives, and that rule."""
        alias, text = None, spaced(label.text)
        for rule in self._aliases:
            key = self._keys.get(rule.rule.party_id or 0)
            if key is not None and rule_applies(rule, transaction, text):
                parties, alias = NameScores({**parties.scores, key: FULL_SCORE}, (key,)), rule.rule
        return parties, alias

    def _named(self, label: Label, words: Words) -> NameScores:
        """The parties recognised in the counterparty's field, else, with less weight, in what the payer wrote."""
        found = self._names.find(words)
        if not found.matched and found.scores and (letters := initials(label.party)):
            found = self._names.find(words, letters)
        if (civility := written_civility(label.party)) and found.scores:
            found = self._with_civility(found, words, civility)
        if found.matched or not label.is_split:
            return found
        elsewhere = self._names.find(distinctive_words(label.words)).scores
        if not elsewhere:
            return found
        scores = dict(found.scores)
        for key, score in elsewhere.items():
            scores[key] = max(scores.get(key, 0), score - NAMES.outside_party_field)
        return best_of(scores, found.contradicted)

    def _with_civility(self, found: NameScores, words: Words, civility: Civility) -> NameScores:
        """The names found, those of the other civility contradicted: « MME AUBERT » is not Jean Aubert."""
        agree = {key: self._names.agrees_with(key, words, civility) for key in found.scores}
        unsure = frozenset(key for key, is_alike in agree.items() if is_alike is None)
        others = [key for key, is_alike in agree.items() if is_alike is False]
        if not others:
            return NameScores(found.scores, found.matched, found.contradicted, unsure, found.rivals)
        scores = {
            key: max(NAMES.faint, score * NAMES.contradicted // FULL_SCORE) if key in others else score
            for key, score in found.scores.items()
        }
        best = best_of(scores, found.contradicted.union(others))
        return NameScores(best.scores, best.matched, best.contradicted, unsure, found.rivals - best.contradicted)

    def _nature(self, transaction: Transaction, label: Label, words: Words) -> tuple[Nature | None, bool]:
        """The nature of the transaction, and whether it excludes any attribution."""
        if label.own_transfer is _CERTAIN or (self._own_ibans and self._own_ibans.search(label.text)):
            return Nature.OWN_TRANSFER, True
        nature = label.nature
        if nature in _ON_DEBIT_ONLY and transaction.amount_cents > 0:
            return None, False
        if nature is Nature.CASH and transaction.amount_cents > 0:
            return nature, False  # cash paid in may be a receipt's
        if nature in _EXCLUDED:
            return nature, True
        if nature is None and (label.own_transfer is _POSSIBLE or self._names_owner(label, words)):
            return Nature.OWN_TRANSFER, False
        return nature, False

    def _names_payer(self, words: Words) -> bool:
        """Whether a party is designated beside the user's own name: « EPERVIER EURL POUR » and the user."""
        if self._owner_words.isdisjoint(words):
            return False
        return bool(self._names.find(tuple(word for word in words if word not in self._owner_words)).matched)

    def _names_owner(self, label: Label, words: Words) -> bool:
        """Whether the counterparty begins with the user's own name and has little else."""
        if self._owner_words.isdisjoint(words):
            return False
        for owner in self._owners:
            if owner.issubset(words[: len(owner) + 1]):
                return not label.is_split or len(words) <= self._longest_owner + NAMES.words_beside_owner
        return False


def _as_taught(parties: NameScores, learnt: Learnt) -> NameScores:
    """The parties recognised, with those for whom the payer pays, and without those for whom it does not."""
    if not learnt.pays_for and not learnt.not_for:
        return parties
    taught = frozenset(learnt.pays_for)
    matched = [key for key in dict.fromkeys((*parties.matched, *sorted(taught))) if key not in learnt.not_for]
    scores = {**parties.scores, **dict.fromkeys(taught, FULL_SCORE)}
    unsure, rivals = parties.unsure - taught, parties.rivals - taught
    return NameScores(scores, tuple(matched), parties.contradicted - taught, unsure, rivals)


def _shape_of_ibans(ibans: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds these IBANs in a folded text, spaces allowed after the country and check digits."""
    written = [fold(iban).replace(" ", "") for iban in ibans]
    shapes = [" ?".join((re.escape(iban[:4]), *map(re.escape, iban[4:]))) for iban in written if iban]
    return re.compile("|".join(shapes)) if shapes else None


def _is_client(transaction: Transaction, label: Label, nature: Nature, parties: NameScores) -> bool:
    """Whether the payer is a known client whose name has words of a nature: a savings bank, a health fund."""
    if transaction.amount_cents < 0 or max(parties.scores.values(), default=0) < NAMES.sure:
        return False
    return nature in (Nature.TAX, Nature.SOCIAL) or (nature is Nature.OWN_TRANSFER and label.own_transfer is _POSSIBLE)


def _numbered_names(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The names in which digits stand apart, as in « 4 Saisons », by these digits: they are no document's number."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(filter(_DIGIT.search, names)):
        folded = fold(name)
        for digits in filter(str.isdigit, folded.split()):
            found[digits].append(folded)
    return found


def _rarest(words: Words) -> Words:
    """The words of a name without trades and places, if at least two are left."""
    rare = tuple(word for word in words if word not in GENERIC)
    return rare if len(rare) > 1 else words
