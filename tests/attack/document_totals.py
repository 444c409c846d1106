"""The totals of random documents against exact fractions: EUR, USD, CHF, GBP and JPY, all discounts, deposits, credits.

python -m tests.attack.document_totals --count 10000
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from microdesk_desktop.documents.totals import Totals, totals_of
from microdesk_desktop.domain.documents.types import Deposit, Discount, Document, Line, Paid
from microdesk_desktop.domain.settle.targets import DocumentType
from tests.support.documents.exact_totals import UNITS, ExactTotals, exact_totals
from tests.worlds.documents import DEPOSIT, INVOICE, SAMPLES


def random_lines(dice: random.Random, lines: Sequence[Line], step: int) -> tuple[Line, ...]:
    """Up to forty lines with prices of all sizes, returned goods, and discounts by percent or amount."""
    return tuple(_random_line(dice, dice.choice(lines), step) for _ in range(dice.choice([1, 2, 3, 8, 40])))


def _random_line(dice: random.Random, line: Line, step: int) -> Line:
    price = dice.choice([dice.randint(0, 10**11), dice.randint(1, 10**6) * 10**4, dice.randint(1, 99), 33_300])
    quantity = dice.choice([10_000, dice.randint(1, 10**7), dice.randint(1, 30) * 10_000, -dice.randint(1, 10**5)])
    discounts = [None, Discount(percent=dice.randint(1, 100 * 10**5)), Discount(cents=dice.randint(1, 50) * step)]
    discount = None if line.is_disbursement else dice.choice(discounts)
    return replace(line, unit_price=price, quantity=quantity, discount=discount)


def random_document(dice: random.Random) -> Document:
    """A document of any sample's regime, in any of the five currencies."""
    sample, currency = SAMPLES[dice.choice(sorted(SAMPLES))], dice.choice(sorted(UNITS))
    step = int(UNITS[currency] * 100)
    discount = dice.choice(
        [None, Discount(percent=dice.randint(1, 100 * 10**5)), Discount(cents=dice.randint(1, 10**4) * step)]
    )
    document = replace(
        sample,
        lines=random_lines(dice, sample.lines, step),
        currency=currency,
        exchange=1_000_000 if currency == "EUR" else dice.randint(1_000, 2_000_000),
        discount=discount,
        deposits=(),
    )
    if dice.random() < 0.2 and document.paid is Paid.NOTHING:
        deposits = tuple(
            Deposit(reference=DEPOSIT, incl_tax_cents=dice.randint(0, 10**7) * step) for _ in range(dice.randint(1, 3))
        )
        return replace(document, type=DocumentType.FINAL, deposits=deposits)
    return document


def wrong(document: Document) -> str:
    """In what the program's totals of a document differ from the exact ones; empty where they agree."""
    found, expected = totals_of(document), exact_totals(document)
    mirror = totals_of(replace(document, type=DocumentType.CREDIT_NOTE, refers_to=(INVOICE,)))
    if mirror != found:
        return "a credit note is no mirror"
    differing = [name for name in ExactTotals._fields if _exact(found)[name] != getattr(expected, name)]
    return ", ".join(differing)


def _exact(totals: Totals) -> dict[str, object]:
    def money(cents: int) -> Fraction:
        return Fraction(cents, 100)

    return {
        "nets": [money(line.net) for line in totals.lines],
        "groups": {group.vat: (money(group.base), money(group.tax)) for group in totals.groups},
        **{
            name: money(getattr(totals, name))
            for name in ("discount", "excl_tax", "tax", "incl_tax", "paid", "due", "tax_eur")
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    dice, given_way = random.Random(arguments.seed), 0
    for number in range(arguments.count):
        if found := wrong(random_document(dice)):
            given_way += 1
            print(f"{number}: {found}")
    print(f"seed {arguments.seed}")
    print(f"attacks tried {arguments.count}, given way {given_way}")
    return int(given_way > 0)


if __name__ == "__main__":
    sys.exit(main())
