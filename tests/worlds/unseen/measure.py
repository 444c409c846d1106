"""Ask the engine about cases, and count, behaviour by behaviour."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import islice

from microdesk_desktop.domain.settle.attributions import Outcome, Proposal, Status
from microdesk_desktop.domain.settle.lessons import Decided
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.reconcile.engine import reconcile
from microdesk_desktop.reconcile.learning import learn
from tests.worlds.unseen.case import Case, Mode, Truth


@dataclass(frozen=True, slots=True)
class Answer:
    """One transaction with its truth, what the engine answered, and the verdict on it."""

    case: Case
    transaction: Transaction
    truth: Truth
    outcome: Outcome
    verdict: str


@dataclass(slots=True)
class Tally:
    """Verdicts by behaviour: right and wrong (automatic), first, among (of three), unproposed, noise, quiet."""

    rows: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    answers: list[Answer] = field(default_factory=list)

    def add(self, answer: Answer) -> None:
        self.answers.append(answer)
        row = self.rows[answer.truth.behaviour]
        row["n"] += 1
        row[answer.verdict] += 1
        if answer.truth.mode is Mode.MUST:
            row["must"] += 1
            row["found"] += answer.verdict == "right"

    def total(self, *verdicts: str) -> int:
        return sum(row[verdict] for row in self.rows.values() for verdict in verdicts)

    def figures(self) -> dict[str, float]:
        """The measures of the engine, each between 0 and 1."""
        left = self.total("first", "among", "unproposed")
        return {
            "precision": self.total("right") / max(1, self.total("right", "wrong")),
            "recall": self.total("found") / max(1, self.total("must")),
            "first": self.total("first") / max(1, left),
            "in three": self.total("first", "among") / max(1, left),
            "noise": self.total("noise") / max(1, self.total("noise", "quiet")),
        }


def judge(cases: Iterable[Case]) -> Tally:
    """The verdicts on what the engine answers about these cases."""
    tally = Tally()
    for case in cases:
        for transaction, outcome in zip(case.transactions, ask(case), strict=True):
            truth = case.truths[transaction.id]
            tally.add(Answer(case, transaction, truth, outcome, verdict(truth, outcome)))
    return tally


def ask(case: Case) -> Sequence[Outcome]:
    """The engine's outcomes, in the order of the transactions, after it learnt from what the user did by hand."""
    decided = [
        Decided(
            transaction=each.transaction,
            at=datetime.combine(each.transaction.on, time(), UTC),
            status=Status.ATTRIBUTED,
            settled=tuple(each.parts.items()),
            fee_cents=each.fee_cents,
        )
        for each in case.taught
    ]
    lessons = learn(decided, case.targets)
    return reconcile(case.transactions, case.targets, parties=case.parties, owner=case.owner, lessons=lessons)


def verdict(truth: Truth, outcome: Outcome) -> str:
    """What an outcome is worth."""
    proposed = list(islice(outcome.proposals, 3))
    if outcome.status is Status.ATTRIBUTED:
        return "right" if truth.mode is not Mode.ASK and truth.parts and _is(truth, proposed[0]) else "wrong"
    if not truth.parts:
        return "noise" if proposed else "quiet"
    if proposed and _is(truth, proposed[0]):
        return "first"
    return "among" if any(_is(truth, each) for each in proposed) else "unproposed"


def _is(truth: Truth, proposal: Proposal) -> bool:
    return {each.target_id: each.amount_cents for each in proposal.allocations} == dict(truth.parts)
