"""`python -m tests.worlds.judge [SEED …] [--failures]`: the engine before a judge who has not seen it."""

import sys
from collections.abc import Iterable

from tests.worlds.judge.measure import SEEDS, SIZES, Failure, Tally, ask, build
from tests.worlds.world import Key


def main() -> int:
    """Print the figures of each seed, the table of behaviours and, when asked, every failure."""
    whole = Tally()
    for seed in [int(word) for word in sys.argv[1:] if word.isdigit()] or SEEDS:
        for size, (transactions, documents) in SIZES.items():
            world, tally = build(seed, transactions, documents), Tally()
            outcomes = ask(world)
            for each in (whole, tally):
                each.add(world, outcomes)
            print(f"{seed:>3} {size:<6} {len(world.transactions):>5} x {len(world.targets):>4} {told(tally)}")
    whole.print()
    print(told(whole))
    if "--failures" in sys.argv:
        for failure in sorted(whole.failures, key=lambda each: (each[0] != "wrong", each[1])):
            print(describe(failure))
    return 0


def told(tally: Tally) -> str:
    """The figures in one line."""
    figures = tally.figures()
    counts = f"automatic {tally.total('right') + tally.total('wrong'):>5}, certain {tally.total('certain'):>5}"
    return (
        f"precision {figures['precision']:.4f} recall {figures['recall']:.4f} wrong {tally.total('wrong'):>2} {counts}"
    )


def describe(failure: Failure) -> str:
    """The label, the truth and the answer, on a few lines."""
    verdict, behaviour, transaction, truth, outcome, world = failure
    targets = {target.id: target for target in world.targets}

    def tell(parts: Iterable[tuple[Key, int]]) -> str:
        found = [(targets[key], cents / 100) for key, cents in parts]
        return ", ".join(
            f"{each.reference} «{each.party_name}» {each.on:%d/%m/%y} {share:.2f} of {each.remaining_cents / 100:.2f}"
            for each, share in found
        )

    lines = [
        f"[{verdict}] {behaviour} | {transaction.on:%d/%m/%y} {transaction.amount_cents / 100:.2f} | "
        f"{transaction.label!r}",
        f"    truth: {tell(truth.parts.items())}",
        f"    {outcome.status} {outcome.nature or ''}",
    ]
    for proposal in outcome.proposals[:2]:
        said = ((each.target_id, each.amount_cents) for each in proposal.allocations)
        lines.append(f"      {tell(said)} {proposal.score:.2f} {[reason.code for reason in proposal.reasons]}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
