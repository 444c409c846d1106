"""Whether a payment costs the same however many documents its client has open: no hidden square.

Clients with hundreds or thousands of open documents of a few amounts, paid with and without numbers: what a row costs
at the most, against what it costs at a quarter of them.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.domain.settle.targets import DocumentType, Party, Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Transaction
from microdesk_desktop.reconcile.engine import reconcile
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.timing import cpu_seconds, in_turns
from tests.worlds.vocabulary import FIRST_NAMES

FEW, MANY = 500, 2_000
REPEATS = 3
# Twice as much for a row: each is compared with at most a hundred equal ones, and those are not there at first.
BOUND = 2.0
AMOUNTS = (12_000, 24_000, 35_050, 48_000, 60_075)
START = date(2026, 1, 1)
MOTIVES = ("FACTURE {reference}", "REGLEMENT", "ACOMPTE", "VOS FACTURES")


@dataclass(frozen=True, slots=True)
class Question:
    """The payments, documents and clients of one case, as the engine is asked."""

    rows: Sequence[Transaction]
    targets: Sequence[Target]
    parties: Sequence[Party]

    def seconds(self) -> float:
        return cpu_seconds(lambda: reconcile(self.rows, self.targets, parties=self.parties))


def measure() -> list[Figure]:
    """What a row costs with many documents, in what it costs with few."""
    figures = []
    for name, build in CASES.items():
        few, many = build(FEW), build(MANY)
        of_few, of_many = in_turns(few.seconds, many.seconds, REPEATS)
        growth = (of_many.least / MANY) / (of_few.least / FEW)
        figures.append(
            Figure(
                name=f"{name}, cost of a row at {MANY:,}", value=growth, bound=BOUND, floor=f"cost of a row at {FEW:,}"
            )
        )
    return figures


def _one_client(count: int, *, days: int = 360, amounts: Sequence[int] = AMOUNTS) -> Question:
    return _question(count, [Party(id=1, name="Studio Nacelle")], days, amounts)


def _one_surname(count: int) -> Question:
    names = [f"{one} {other} Aubert" for one in FIRST_NAMES for other in FIRST_NAMES if one != other]
    return _question(
        count, [Party(id=id_, name=name) for id_, name in enumerate(names[: count // 20], 1)], 360, AMOUNTS
    )


def _question(count: int, parties: Sequence[Party], days: int, amounts: Sequence[int]) -> Question:
    rng, rows, targets = random.Random(count), [], []
    for number in range(1, count + 1):
        party, on, cents = rng.choice(parties), START + timedelta(days=rng.randrange(days)), rng.choice(amounts)
        reference = f"F-2026-{number:04}"
        targets.append(
            Target(
                kind=TargetKind.INVOICE,
                id=number,
                reference=reference,
                remaining_cents=cents,
                total_cents=cents,
                currency="EUR",
                on=on,
                due_on=on + timedelta(days=30),
                party_id=party.id,
                party_name=party.name,
                label="Prestation",
                document_type=DocumentType.INVOICE,
            )
        )
        motive = rng.choice(MOTIVES).format(reference=reference)
        rows.append(
            Transaction(
                id=number,
                on=on + timedelta(days=rng.randrange(5, 40)),
                amount_cents=cents if rng.random() < 0.8 else cents + rng.choice(amounts),
                currency="EUR",
                label=f"VIR SEPA RECU /DE {party.name.upper()} /MOTIF {motive}",
            )
        )
    return Question(rows, targets, parties)


CASES: Mapping[str, Callable[[int], Question]] = {
    "one client, five amounts": _one_client,
    "one client, one amount": lambda count: _one_client(count, amounts=AMOUNTS[:1]),
    "one client, five years": lambda count: _one_client(count, days=1_800),
    "clients of one surname": _one_surname,
}
