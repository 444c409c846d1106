"""Attribute transactions in passes of falling certainty, each seeing only what the former left.

    nature ▶ number and amount ▶ name and amount ▶ sums, instalments ▶ rules ▶ suggestions

Claims are granted together, so that the order of transactions never matters; whoever ties gets a suggestion.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.settle.matching import (
    Nature,
    Outcome,
    Owner,
    Party,
    Proposal,
    Reason,
    Rule,
    RuleAction,
    Status,
    Target,
    Transaction,
)
from microdesk_desktop.reconcile.conflicts import resolve_conflicts
from microdesk_desktop.reconcile.evidence import Evidence, EvidenceReader
from microdesk_desktop.reconcile.explain import reason
from microdesk_desktop.reconcile.instalments import settlements
from microdesk_desktop.reconcile.matchers import MATCHERS, CandidateMatch, Matcher
from microdesk_desktop.reconcile.rules import applies, prepare, spaced
from microdesk_desktop.reconcile.suggest import propose, score, share_of, suggest
from microdesk_desktop.reconcile.tuning import FULL_SCORE

STEP = 500
BEST = 20


def reconcile(
    transactions: Sequence[Transaction],
    targets: Sequence[Target],
    *,
    parties: Sequence[Party] = (),
    owner: Owner = Owner(),  # noqa: B008
    rules: Sequence[Rule] = (),
    job: Job | None = None,
) -> list[Outcome]:
    """Say what each transaction settles; one outcome per transaction, in the same order.

    Nothing is allocated beyond what a target has left or a transaction brings. Raises Cancelled.
    """
    ordered = sorted(transactions, key=lambda transaction: (transaction.on, transaction.id))
    question = _Question(ordered, _in_order(targets), parties, owner, rules, job or Job())
    question.settle_what_is_certain()
    question.apply_rules()
    outcomes = {outcome.transaction_id: outcome for outcome in question.answer()}
    return [outcomes[transaction.id] for transaction in transactions]


def rank_for(transaction: Transaction, targets: Sequence[Target], parties: Sequence[Party] = ()) -> list[Proposal]:
    """The documents to choose from for one transaction, the likeliest first, at most twenty."""
    targets = _in_order(targets)
    reader = EvidenceReader(targets, parties, Owner(), ())
    evidence, items = reader.read(transaction), reader.items
    sign = 1 if transaction.amount_cents > 0 else -1
    open_ones = [
        position
        for position, target in enumerate(targets)
        if items.remaining[position] * sign > 0 and target.currency == transaction.currency
    ]
    ranked = sorted(open_ones, key=lambda position: (-score(evidence, items, position), position))[:BEST]
    return [
        propose(evidence, items, (share_of(evidence, items, position),), score(evidence, items, position))
        for position in ranked
    ]


def _in_order(targets: Sequence[Target]) -> Sequence[Target]:
    """The targets as the engine numbers them: ties fall the same way whatever order they came in."""
    return sorted(targets, key=lambda target: (target.kind, target.id))


class _Question:
    """The transactions still undecided and what they may settle."""

    def __init__(
        self,
        transactions: Sequence[Transaction],
        targets: Sequence[Target],
        parties: Sequence[Party],
        owner: Owner,
        rules: Sequence[Rule],
        job: Job,
    ) -> None:
        self._job = job
        reader = EvidenceReader(targets, parties, owner, rules)
        self._items = reader.items
        self._rules = prepare(rule for rule in rules if rule.action is not RuleAction.PARTY)
        self._outcomes: list[Outcome | None] = [None] * len(transactions)
        self._evidence: list[Evidence] = []
        for position, transaction in enumerate(transactions):
            self._tick(position, len(transactions), "read_labels")
            self._evidence.append(reader.read(transaction))
        self._transactions_by_party: dict[int, list[int]] = defaultdict(list)
        self._transactions_by_party_and_amount: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._index_transactions()

    def settle_what_is_certain(self) -> None:
        """Run the passes, and again on whatever a granted match may have made certain."""
        waiting = [
            position
            for position, evidence in enumerate(self._evidence)
            if not evidence.is_excluded and not evidence.transaction.pending
        ]
        while waiting:
            touched: set[int] = set()
            for matcher, required in MATCHERS:
                touched |= self._run(matcher, [each for each in waiting if required(self._evidence[each])])
                waiting = [position for position in waiting if self._outcomes[position] is None]
            waiting = sorted(position for position in touched if self._outcomes[position] is None)
            waiting = waiting or sorted(self._settle_together())

    def _run(self, matcher: Matcher, waiting: Sequence[int]) -> set[int]:
        candidates = []
        for position in waiting:
            self._tick(position, len(self._evidence), "match")
            found = matcher(self._evidence[position], self._items)
            if found:
                candidates.append(CandidateMatch(position, *found))
        touched: set[int] = set()
        for match in resolve_conflicts(candidates, self._items):
            touched |= self._settle(match)
        return touched

    def _settle_together(self) -> set[int]:
        """Give each document the payments that make it up; returns the transactions that may now see clearer."""
        evidence = {position: self._evidence[position] for position in self._undecided_positions()}
        touched: set[int] = set()
        for demand, payers in settlements(evidence, self._items):
            shares = [(position, evidence[position].transaction.amount_cents) for position in payers]
            made_up = reason("instalments", count=len(payers))
            for position, cents in shares:
                touched |= self._settle(CandidateMatch(position, ((demand, cents),), ()), made_up)
        return {position for position in touched if self._outcomes[position] is None}

    def _undecided_positions(self) -> list[int]:
        return [
            position
            for position, evidence in enumerate(self._evidence)
            if self._outcomes[position] is None and not evidence.is_excluded and not evidence.transaction.pending
        ]

    def _settle(self, match: CandidateMatch, *further: Reason) -> set[int]:
        """Record the match; returns the transactions that may now see clearer."""
        evidence, items = self._evidence[match.transaction], self._items
        proposal = propose(evidence, items, match.parts, FULL_SCORE, *further)
        self._outcomes[match.transaction] = Outcome(
            transaction_id=evidence.transaction.id,
            status=Status.ATTRIBUTED,
            proposals=(proposal,),
            nature=evidence.nature,
            reasons=proposal.reasons,
        )
        touched = {asker for position, _ in match.parts for asker in self._affected_by(position)}
        for position, cents in match.parts:
            items.settle(position, cents)
        return touched

    def _affected_by(self, position: int) -> Iterable[int]:
        """Transactions that settling this target may decide: those of its party, or of its amount for a record."""
        party = self._items.parties[position]
        if self._items.is_record[position]:
            return self._transactions_by_party_and_amount.get((party, self._items.remaining[position]), ())
        return self._transactions_by_party.get(party, ())

    def apply_rules(self) -> None:
        """What no document settles follows the user's rules."""
        for position in self._undecided_positions() if self._rules else ():
            self._apply_rule(position, self._evidence[position])

    def _apply_rule(self, position: int, evidence: Evidence) -> None:
        words = spaced(evidence.text)
        for prepared in self._rules:
            if applies(prepared, evidence.transaction, words):
                rule = prepared.rule
                status = Status.IGNORED if rule.action is RuleAction.IGNORE else Status.ATTRIBUTED
                self._outcomes[position] = Outcome(
                    transaction_id=evidence.transaction.id,
                    status=status,
                    nature=evidence.nature,
                    rule_id=rule.id,
                    reasons=(reason("rule", rule=rule.name),),
                )
                return

    def answer(self) -> list[Outcome]:
        """Every outcome, suggestions included."""
        outcomes = []
        for position, evidence in enumerate(self._evidence):
            self._tick(position, len(self._evidence), "suggest")
            outcomes.append(self._outcomes[position] or self._undecided(evidence))
        return outcomes

    def _undecided(self, evidence: Evidence) -> Outcome:
        transaction = evidence.transaction
        if evidence.nature in (Nature.OWN_TRANSFER, Nature.CARD_TOTAL) and not transaction.pending:
            return Outcome(
                transaction_id=transaction.id,
                status=Status.IGNORED,
                nature=evidence.nature,
                reasons=(reason(evidence.nature.value),),
            )
        proposals = () if evidence.is_excluded else suggest(evidence, self._items)
        return Outcome(
            transaction_id=transaction.id,
            status=Status.SUGGESTED if proposals else Status.TODO,
            proposals=proposals,
            nature=evidence.nature,
        )

    def _index_transactions(self) -> None:
        """Remember which transactions mean or cite each party, and with which amount."""
        for position in self._undecided_positions():
            evidence = self._evidence[position]
            for party in {*evidence.matched_parties, *self._cited_parties(evidence)}:
                self._transactions_by_party[party].append(position)
                self._transactions_by_party_and_amount[party, evidence.transaction.amount_cents].append(position)

    def _cited_parties(self, evidence: Evidence) -> Iterable[int]:
        return (self._items.parties[position] for position in evidence.cited.found)

    def _tick(self, done: int, total: int, step: str) -> None:
        if done % STEP == 0:
            self._job.checkpoint()
            self._job.progress(done, total, step)
