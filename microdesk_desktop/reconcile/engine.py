"""Run the engine: read the labels, match from the surest to the least, apply the rules, suggest for the rest.

    nature ▶ number and amount ▶ name and amount ▶ sums, instalments ▶ rules ▶ suggestions

The package's docstring explains the steps. Each matcher sees what the former ones left; its matches are resolved
together, so that the order of transactions does not matter, and ties become suggestions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from operator import attrgetter

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.settle.attributions import Outcome, Proposal, Recorded, Status
from microdesk_desktop.domain.settle.dependencies import Dependency
from microdesk_desktop.domain.settle.lessons import Lesson
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import Party, Target
from microdesk_desktop.domain.settle.transactions import Nature, Owner, Transaction
from microdesk_desktop.reconcile.affected import EngineRun, affected_keys, arrival_keys, target_keys
from microdesk_desktop.reconcile.cancelling import Pair, double_pairs, how_reversed, refund_pairs, returned_pairs
from microdesk_desktop.reconcile.conflicts import resolve_conflicts
from microdesk_desktop.reconcile.evidence import Evidence, EvidenceReader
from microdesk_desktop.reconcile.explain import make_reason
from microdesk_desktop.reconcile.instalments import settlements
from microdesk_desktop.reconcile.matchers import MATCHERS
from microdesk_desktop.reconcile.matchers.match import CandidateMatch, Matcher, Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.proposals.candidates import share_of
from microdesk_desktop.reconcile.proposals.score import score
from microdesk_desktop.reconcile.proposals.suggest import Suggester, propose
from microdesk_desktop.reconcile.reasons.unexplained import why_nothing
from microdesk_desktop.reconcile.rules import PreparedRule, prepare_rules, rule_applies, spaced
from microdesk_desktop.reconcile.run_index import RunIndex
from microdesk_desktop.reconcile.series import payments_ahead
from microdesk_desktop.reconcile.tuning import FULL_SCORE

# Members read for every row, looked up once: in Python 3.11 each look-up is a function call.
_ATTRIBUTED = Status.ATTRIBUTED
_SUGGESTED = Status.SUGGESTED
_TODO = Status.TODO
_IGNORED_NATURES = (Nature.OWN_TRANSFER, Nature.CARD_TOTAL)

PROGRESS_STEP = 500
MAX_CANDIDATES = 20

FindTransactions = Callable[[Set[Dependency]], Iterable[Recorded]]


def reconcile(
    transactions: Sequence[Transaction],
    targets: Sequence[Target],
    *,
    parties: Sequence[Party] = (),
    owner: Owner = Owner(),  # noqa: B008
    rules: Sequence[Rule] = (),
    lessons: Sequence[Lesson] = (),
    job: Job | None = None,
) -> list[Outcome]:
    """Find what each transaction settles; one outcome per transaction, in the same order.

    Nothing is allocated beyond what a target has left or a transaction brings. Raises Cancelled.
    """
    targets, job = _in_order(targets), job or Job()
    reader = EvidenceReader(targets, parties, owner, rules, lessons)
    evidence = _oldest_first(_read_labels(reader, transactions, job))
    target_parties = reader.target_parties
    del reader  # the indexes of names and numbers take as much memory as all that follows
    items = OpenItems(targets, target_parties)
    state = _RunState(evidence, items, _rules_for_rest(rules), job)
    del evidence
    state.settle()
    outcomes = {outcome.transaction_id: outcome for outcome in state.outcomes()}
    return [outcomes[transaction.id] for transaction in transactions]


def rank_for(transaction: Transaction, targets: Sequence[Target], parties: Sequence[Party] = ()) -> list[Proposal]:
    """The open targets that one transaction could settle, the likeliest first, at most twenty."""
    targets = _in_order(targets)
    reader = EvidenceReader(targets, parties, Owner(), ())
    evidence, items = reader.read(transaction), OpenItems(targets, reader.target_parties)
    sign = 1 if transaction.amount_cents > 0 else -1
    open_ones = [
        position
        for position, target in enumerate(targets)
        if items.remaining[position] * sign > 0 and target.currency == transaction.currency
    ]
    parts = {position: (share_of(evidence, items, position),) for position in open_ones}
    scores = {position: score(evidence, items, each) for position, each in parts.items()}
    ranked = sorted(open_ones, key=lambda position: (-scores[position], position))[:MAX_CANDIDATES]
    return [propose(evidence, items, parts[position], scores[position]) for position in ranked]


def _in_order(targets: Sequence[Target]) -> Sequence[Target]:
    """The targets as the engine numbers them: ties fall the same way whatever order they came in."""
    return sorted(targets, key=lambda target: (target.kind, target.id))


class Engine:
    """The engine over one set of targets, parties and rules."""

    def __init__(
        self,
        targets: Sequence[Target],
        *,
        parties: Sequence[Party] = (),
        owner: Owner = Owner(),  # noqa: B008
        rules: Sequence[Rule] = (),
        lessons: Sequence[Lesson] = (),
    ) -> None:
        targets = _in_order(targets)
        self._reader = EvidenceReader(targets, parties, owner, rules, lessons)
        self._rules = _rules_for_rest(rules)
        # The targets as the last run left them, and as they stand before any.
        self.items = OpenItems(targets, self._reader.target_parties)

    @property
    def vocabulary(self) -> tuple[object, ...]:
        """What decides how any label is read, besides the clients, the owner and the rules."""
        return self._reader.vocabulary

    def with_targets(self, targets: Sequence[Target]) -> "Engine":
        """An engine for the same targets, of which other amounts remain; it shares the indexes of this one."""
        other = copy(self)
        other.items = OpenItems(_in_order(targets), self.items.parties)
        return other

    def run(self, recorded: Iterable[Recorded], job: Job) -> EngineRun:
        """The outcomes of these transactions but the fixed ones, the oldest first. Raises Cancelled.

        What was decided automatically is decided anew.
        """
        return self._settle({each.transaction.id: each for each in recorded}, {}, job).result()

    def run_affected(
        self, fresh: Sequence[Recorded], changed: Set[Dependency], find: FindTransactions, job: Job
    ) -> EngineRun:
        """The outcomes of the transactions that a change affects, equal to those of a run over all.

        `fresh` are new or changed transactions, `changed` the keys of what else changed; `find` returns the
        transactions that have one of the keys given. Raises Cancelled.
        """
        ids = frozenset(each.transaction.id for each in fresh)
        evidence = _read_labels(self._reader, [each.transaction for each in fresh], job)
        keys = {*changed, *(key for facts in evidence.values() for key in arrival_keys(facts, self.items))}
        part = {each.transaction.id: each for each in (*fresh, *find(keys))}
        while True:
            state = self._settle(part, evidence, job)
            more = state.affected_keys(ids) - keys
            found = [each for each in find(more) if each.transaction.id not in part]
            if not found:
                return state.result()
            keys |= more
            part.update((each.transaction.id, each) for each in found)

    def _settle(self, part: Mapping[int, Recorded], evidence: dict[int, Evidence], job: Job) -> "_RunState":
        """Settle what is certain among these transactions; fills `evidence` for those that it lacks, by id."""
        unread = [each.transaction for id_, each in part.items() if id_ not in evidence]
        evidence.update(_read_labels(self._reader, unread, job))
        self.items.restore()
        before, fixed = self._released(part.values())
        chosen = {id_: evidence[id_] for id_ in part}
        state = _RunState(_oldest_first(chosen), self.items, self._rules, job, before, fixed)
        state.settle()
        return state

    def _released(self, recorded: Iterable[Recorded]) -> tuple[Mapping[int, Outcome], Mapping[int, Outcome]]:
        """Take back what was decided automatically; returns these outcomes, and those that stay, by transaction.

        What settles a target that the engine does not know stays, as for an erased client.
        """
        before, fixed = dict[int, Outcome](), dict[int, Outcome]()
        for transaction, outcome, is_fixed in recorded:
            if outcome is None:
                continue
            parts = outcome.proposals[0].allocations if outcome.proposals else ()
            if is_fixed or not all(part.target_id in self.items.position for part in parts):
                fixed[transaction.id] = outcome
                continue
            before[transaction.id] = outcome
            for part in parts:
                self.items.release(self.items.position[part.target_id], part.amount_cents)
        return before, fixed


def _rules_for_rest(rules: Iterable[Rule]) -> Sequence[PreparedRule]:
    """The rules for what no document settles."""
    return prepare_rules(rule for rule in rules if rule.action is not RuleAction.PARTY)


def _read_labels(reader: EvidenceReader, transactions: Iterable[Transaction], job: Job) -> dict[int, Evidence]:
    """The evidence on some transactions, by id, read with equal labels one after the other. Raises Cancelled."""
    by_label = sorted(transactions, key=attrgetter("label"))
    evidence = {}
    for done, transaction in enumerate(by_label):
        if done % PROGRESS_STEP == 0:
            _report_progress(job, done, len(by_label), "read_labels")
        evidence[transaction.id] = reader.read(transaction)
    reader.clear_cache()
    return evidence


def _oldest_first(evidence: Mapping[int, Evidence]) -> Sequence[Evidence]:
    """The evidence by day; of one day by amount and label, which do not depend on the order of imports as ids do."""
    # Sorts by one value take half the time of one by several, and none of it where the order is right.
    in_order = [evidence[id_] for id_ in sorted(evidence)]
    in_order.sort(key=attrgetter("transaction.label"))
    in_order.sort(key=attrgetter("transaction.amount_cents"))
    in_order.sort(key=attrgetter("day"))
    return in_order


def _report_progress(job: Job, done: int, total: int, step: str) -> None:
    job.checkpoint()
    job.progress(done, total, step)


class _RunState:
    """One run: its transactions by position, the targets, and the outcomes so far."""

    def __init__(
        self,
        evidence: Sequence[Evidence],
        items: OpenItems,
        rules: Sequence[PreparedRule],
        job: Job,
        before: Mapping[int, Outcome] = {},
        fixed: Mapping[int, Outcome] = {},
    ) -> None:
        self.items = items
        self._before = before
        self._fixed = fixed
        self._evidence = evidence
        self._rules = rules
        self._job = job
        self._outcomes: list[Outcome | None] = [None] * len(evidence)
        self._index = RunIndex(evidence, items)
        self._contested: set[int] = set()
        self._is_contest_open = False
        self._changed: set[Dependency] = set()
        for position, each in enumerate(evidence) if fixed else ():
            if each.transaction.id in fixed:
                self._outcomes[position] = fixed[each.transaction.id]
                self._index.set_decided(position)

    def settle(self) -> None:
        """Decide what is certain.

        A second run over what stays undecided would change nothing: every transaction that a settlement or a rule may
        affect is looked at again.
        """
        self._cancel(returned_pairs(self._evidence))
        self._cancel(double_pairs(self._evidence))
        self._cancel(refund_pairs(self._evidence, self._undecided_positions(), self.items))
        self._settle_what_is_certain(self._undecided_positions())
        self._cancel(refund_pairs(self._evidence, self._undecided_positions(), self.items))
        self._apply_rules()
        self._ignore_by_nature()
        self._settle_what_is_certain(self._take_reopened())
        # They take as much memory as the outcomes that are made next.
        del self._index
        self.items.forget_pools()

    def _undecided_positions(self) -> Sequence[int]:
        return [position for position in self._index.eligible if self._outcomes[position] is None]

    def _cancel(self, pairs: Iterable[Pair]) -> None:
        """Set the two transactions of each pair aside, unless one is decided.

        What takes back a payment that the user attributed stays to do, with a reason that names it.
        """
        for original, reversal in pairs:
            first, second = self._pairing(original), self._pairing(reversal)
            if first is Status.TODO and second in (Status.TODO, Status.IGNORED):
                self._set_aside(original, reversal, "cancelled_by")
            if second is Status.TODO and first in (Status.TODO, Status.IGNORED):
                self._set_aside(reversal, original, "cancels")
            elif second is Status.TODO and first is Status.ATTRIBUTED:
                self._set_aside(reversal, original, "returned_decided", Status.TODO)

    def _pairing(self, position: int) -> Status | None:
        """What a pair may do with a transaction: TODO while it is undecided, else what is fixed; None for neither."""
        outcome = self._outcomes[position]
        if outcome is None:
            return _TODO
        is_open = outcome.status is _TODO or outcome.transaction_id not in self._fixed
        return None if is_open else outcome.status

    def _set_aside(self, position: int, other: int, code: str, status: Status = Status.IGNORED) -> None:
        self._decide(position, _outcome_by_pair(self._evidence[position], self._evidence[other], code, status))

    def affected_keys(self, fresh: Set[int]) -> Set[Dependency]:
        """The keys of the transactions that the decisions may affect; those in `fresh` are new or changed."""
        known = {**self._before, **self._fixed}
        return affected_keys(self._evidence, self._outcomes, known, self.items, fresh)

    def result(self) -> EngineRun:
        """Every outcome but the fixed ones, suggestions included, with what they were made of."""
        evidence = self._evidence
        if self._fixed:
            evidence = [each for each in evidence if each.transaction.id not in self._fixed]
        return EngineRun(outcomes=list(self.outcomes()), evidence=evidence, items=self.items, before=self._before)

    def outcomes(self) -> Iterator[Outcome]:
        """Every outcome but the fixed ones, once; the evidence on each, which takes as much memory, is let go."""
        waiting, number = list(reversed(self._evidence)), len(self._evidence)
        suggester = Suggester(self.items)
        self._evidence = ()
        for position in range(number):
            if position % PROGRESS_STEP == 0:
                _report_progress(self._job, position, number, "suggest")
            evidence = waiting.pop()
            if evidence.transaction.id not in self._fixed:
                yield self._outcomes[position] or _undecided(evidence, suggester, self.items)

    def _settle_what_is_certain(self, waiting: Sequence[int]) -> None:
        """Run the matchers, and run them again on the transactions that a match may have made certain."""
        while True:
            self._settle_series()
            for matcher in MATCHERS:
                self._run(matcher, self._index.matchable(matcher, waiting, self.items))
            waiting = self._take_reopened() or self._settle_together()
            if not waiting:
                return

    def _run(self, matcher: Matcher, waiting: Sequence[int]) -> None:
        candidates = []
        for done, position in enumerate(waiting):
            if done % PROGRESS_STEP == 0:
                _report_progress(self._job, done, len(waiting), "match")
            found = matcher.match(self._evidence[position], self.items)
            if found and not self._is_refused(position, found.parts):
                candidates.append(CandidateMatch(position, *found))
        accepted = resolve_conflicts(candidates, self.items)
        self._contested |= {match.transaction for match in candidates} - {match.transaction for match in accepted}
        for match in accepted:
            self._settle(match)

    def _is_refused(self, position: int, parts: Parts) -> bool:
        """Whether the user took such a match away before: then it is asked."""
        refused = self._evidence[position].learnt.not_for
        return bool(refused) and any(self.items.parties[target] in refused for target, _ in parts)

    def _settle_series(self) -> None:
        """Settle the documents of standing orders that run ahead of them."""
        for position, invoice in payments_ahead(self._index.payments, self._evidence, self._outcomes, self.items):
            cents = self._evidence[position].transaction.amount_cents
            self._settle(CandidateMatch(position, ((invoice, cents),), ()), make_reason("standing_order"))

    def _settle_together(self) -> Sequence[int]:
        """Settle documents by several payments; returns the transactions to look at again."""
        while True:
            found = settlements(self._index.payments, self._evidence, self._outcomes, self.items)
            for invoice, payers in found:
                shares = [(position, self._evidence[position].transaction.amount_cents) for position in payers]
                days = {position: self._evidence[position].transaction.on.isoformat() for position in payers}
                for position, cents in shares:
                    others = ",".join(day for other, day in days.items() if other != position)
                    made_up = make_reason("instalments", count=len(payers), days=others)
                    self._settle(CandidateMatch(position, ((invoice, cents),), ()), made_up)
            reopened = self._take_reopened()
            if reopened or not found:
                return reopened

    def _take_reopened(self) -> Sequence[int]:
        """The undecided transactions that a decision since the last call may affect, or whose match was refused."""
        affected = self._index.dependencies.affected_by(self._changed)
        if self._is_contest_open:
            affected |= self._contested
        self._changed, self._is_contest_open = set(), False
        return sorted(position for position in affected if self._outcomes[position] is None)

    def _decide(self, position: int, outcome: Outcome) -> None:
        self._outcomes[position] = outcome
        self._index.set_decided(position)
        self._is_contest_open = True

    def _settle(self, match: CandidateMatch, *further: Reason) -> None:
        evidence, items = self._evidence[match.transaction], self.items
        proposal = propose(evidence, items, match.parts, FULL_SCORE, *further)
        outcome = Outcome(
            transaction_id=evidence.transaction.id,
            status=_ATTRIBUTED,
            proposals=(proposal,),
            nature=evidence.nature,
            reasons=proposal.reasons,
        )
        self._decide(match.transaction, outcome)
        for position, cents in match.parts:
            self._changed.update(target_keys(items, position))
            items.settle(position, cents)
            self._changed.update(target_keys(items, position))

    def _apply_rules(self) -> None:
        """Apply the user's rules to what is still undecided."""
        for position in self._index.eligible if self._rules else ():
            if self._outcomes[position] is not None:
                continue
            evidence = self._evidence[position]
            words = spaced(evidence.text)
            rule = next((each.rule for each in self._rules if rule_applies(each, evidence.transaction, words)), None)
            if rule is not None:
                self._decide(position, _outcome_by_rule(evidence, rule))

    def _ignore_by_nature(self) -> None:
        """Ignore booked transfers between the user's own accounts and monthly card totals."""
        for position, evidence in enumerate(self._evidence):
            is_own = evidence.nature in _IGNORED_NATURES
            if is_own and self._outcomes[position] is None and not evidence.transaction.pending:
                self._decide(position, _outcome_by_nature(evidence))


def _undecided(evidence: Evidence, suggester: Suggester, items: OpenItems) -> Outcome:
    proposals = () if evidence.is_excluded else suggester.suggest(evidence)
    private = evidence.learnt.private
    if private is not None and not proposals and _is_private(evidence, private):
        return _outcome_by_lesson(evidence, private)
    return Outcome(
        transaction_id=evidence.transaction.id,
        status=_SUGGESTED if proposals else _TODO,
        proposals=proposals,
        nature=evidence.nature,
        reasons=() if proposals else why_nothing(evidence, items),
    )


def _outcome_by_rule(evidence: Evidence, rule: Rule) -> Outcome:
    return Outcome(
        transaction_id=evidence.transaction.id,
        status=Status.IGNORED if rule.action is RuleAction.IGNORE else _ATTRIBUTED,
        nature=evidence.nature,
        rule_id=rule.id,
        reasons=(make_reason("rule", rule_id=rule.id),),
    )


def _is_private(evidence: Evidence, lesson: Lesson) -> bool:
    """Whether it is later, and nobody whom the user knows may be behind it: a client may pay early."""
    is_later = lesson.after is not None and evidence.transaction.on > lesson.after
    return is_later and not evidence.matched_parties and not evidence.transaction.pending


def _outcome_by_lesson(evidence: Evidence, lesson: Lesson) -> Outcome:
    return Outcome(
        transaction_id=evidence.transaction.id,
        status=Status.IGNORED,
        nature=evidence.nature,
        reasons=(make_reason("learnt_private", on=lesson.at.date().isoformat(), transaction_id=lesson.taught_by[-1]),),
    )


def _outcome_by_pair(evidence: Evidence, other: Evidence, code: str, status: Status) -> Outcome:
    how = how_reversed(other if code == "cancelled_by" else evidence)
    return Outcome(
        transaction_id=evidence.transaction.id,
        status=status,
        nature=evidence.nature,
        reasons=(make_reason(code, transaction_id=other.transaction.id, on=other.transaction.on.isoformat(), how=how),),
    )


def _outcome_by_nature(evidence: Evidence) -> Outcome:
    assert evidence.nature is not None, "set aside by its nature"
    return Outcome(
        transaction_id=evidence.transaction.id,
        status=Status.IGNORED,
        nature=evidence.nature,
        reasons=(make_reason(evidence.nature.value),),
    )
