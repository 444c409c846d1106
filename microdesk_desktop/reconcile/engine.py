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
from microdesk_desktop.reconcile.matchers import PASSES, CandidateMatch, Pass
from microdesk_desktop.reconcile.open_items import is_record
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
    facts, book = reader.read(transaction), reader.book
    sign = 1 if transaction.amount_cents > 0 else -1
    open_ones = [
        position
        for position, target in enumerate(targets)
        if book.remaining[position] * sign > 0 and target.currency == transaction.currency
    ]
    ranked = sorted(open_ones, key=lambda position: (-score(facts, book, position), position))[:BEST]
    return [
        propose(facts, book, (share_of(facts, book, position),), score(facts, book, position)) for position in ranked
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
        self._book = reader.book
        self._rules = prepare(rule for rule in rules if rule.action is not RuleAction.PARTY)
        self._outcomes: list[Outcome | None] = [None] * len(transactions)
        self._facts: list[Evidence] = []
        for position, transaction in enumerate(transactions):
            self._tick(position, len(transactions), "read_labels")
            self._facts.append(reader.read(transaction))
        self._transactions_by_party: dict[int, list[int]] = defaultdict(list)
        self._exact_askers: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._index_transactions()

    def settle_what_is_certain(self) -> None:
        """Run the passes, and again on whatever a granted claim may have made certain."""
        waiting = [
            position
            for position, facts in enumerate(self._facts)
            if not facts.is_excluded and not facts.transaction.pending
        ]
        while waiting:
            touched: set[int] = set()
            for each_pass, evidence in PASSES:
                touched |= self._run(each_pass, [each for each in waiting if evidence(self._facts[each])])
                waiting = [position for position in waiting if self._outcomes[position] is None]
            waiting = sorted(position for position in touched if self._outcomes[position] is None)
            waiting = waiting or sorted(self._settle_together())

    def _run(self, each_pass: Pass, waiting: Sequence[int]) -> set[int]:
        claims = []
        for position in waiting:
            self._tick(position, len(self._facts), "match")
            found = each_pass(self._facts[position], self._book)
            if found:
                claims.append(CandidateMatch(position, *found))
        touched: set[int] = set()
        for claim in resolve_conflicts(claims, self._book):
            touched |= self._settle(claim)
        return touched

    def _settle_together(self) -> set[int]:
        """Give each document the payments that make it up; returns the transactions that may now see clearer."""
        facts = {position: self._facts[position] for position in self._undecided_positions()}
        touched: set[int] = set()
        for demand, payers in settlements(facts, self._book):
            shares = [(position, facts[position].transaction.amount_cents) for position in payers]
            made_up = reason("instalments", count=len(payers))
            for position, cents in shares:
                touched |= self._settle(CandidateMatch(position, ((demand, cents),), ()), made_up)
        return {position for position in touched if self._outcomes[position] is None}

    def _undecided_positions(self) -> list[int]:
        return [
            position
            for position, facts in enumerate(self._facts)
            if self._outcomes[position] is None and not facts.is_excluded and not facts.transaction.pending
        ]

    def _settle(self, claim: CandidateMatch, *further: Reason) -> set[int]:
        """Record the claim; returns the transactions that may now see clearer."""
        facts, book = self._facts[claim.transaction], self._book
        proposal = propose(facts, book, claim.parts, FULL_SCORE, *further)
        self._outcomes[claim.transaction] = Outcome(
            transaction_id=facts.transaction.id,
            status=Status.ATTRIBUTED,
            proposals=(proposal,),
            nature=facts.nature,
            reasons=proposal.reasons,
        )
        touched = {asker for position, _ in claim.parts for asker in self._affected_by(position)}
        for position, cents in claim.parts:
            book.settle(position, cents)
        return touched

    def _affected_by(self, position: int) -> Iterable[int]:
        """Transactions that settling this target may decide: those of its party, or of its amount for a record."""
        party = self._book.parties[position]
        if is_record(self._book.targets[position]):
            return self._exact_askers.get((party, self._book.remaining[position]), ())
        return self._transactions_by_party.get(party, ())

    def apply_rules(self) -> None:
        """What no document settles follows the user's rules."""
        for position in self._undecided_positions() if self._rules else ():
            self._apply_rule(position, self._facts[position])

    def _apply_rule(self, position: int, facts: Evidence) -> None:
        words = spaced(facts.text)
        for prepared in self._rules:
            if applies(prepared, facts.transaction, words):
                rule = prepared.rule
                status = Status.IGNORED if rule.action is RuleAction.IGNORE else Status.ATTRIBUTED
                self._outcomes[position] = Outcome(
                    transaction_id=facts.transaction.id,
                    status=status,
                    nature=facts.nature,
                    rule_id=rule.id,
                    reasons=(reason("rule", rule=rule.name),),
                )
                return

    def answer(self) -> list[Outcome]:
        """Every outcome, suggestions included."""
        outcomes = []
        for position, facts in enumerate(self._facts):
            self._tick(position, len(self._facts), "suggest")
            outcomes.append(self._outcomes[position] or self._undecided(facts))
        return outcomes

    def _undecided(self, facts: Evidence) -> Outcome:
        transaction = facts.transaction
        if facts.nature in (Nature.OWN_TRANSFER, Nature.CARD_TOTAL) and not transaction.pending:
            return Outcome(
                transaction_id=transaction.id,
                status=Status.IGNORED,
                nature=facts.nature,
                reasons=(reason(facts.nature.value),),
            )
        proposals = () if facts.is_excluded else suggest(facts, self._book)
        return Outcome(
            transaction_id=transaction.id,
            status=Status.SUGGESTED if proposals else Status.TODO,
            proposals=proposals,
            nature=facts.nature,
        )

    def _index_transactions(self) -> None:
        """Remember which transactions mean or cite each party, and with which amount."""
        for position in self._undecided_positions():
            facts = self._facts[position]
            for party in {*facts.meant, *self._cited_parties(facts)}:
                self._transactions_by_party[party].append(position)
                self._exact_askers[party, facts.transaction.amount_cents].append(position)

    def _cited_parties(self, facts: Evidence) -> Iterable[int]:
        return (self._book.parties[position] for position in facts.mentions.found)

    def _tick(self, done: int, total: int, step: str) -> None:
        if done % STEP == 0:
            self._job.checkpoint()
            self._job.progress(done, total, step)
