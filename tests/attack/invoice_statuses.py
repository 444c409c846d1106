"""Random documents whose payments are recorded, corrected and refunded between statuses « Encaissée » (212).

Each message has no finding by the official schema and schematron, nor by our rules; read back and added up, the
messages of a document are what it has received on each day.

python -m tests.attack.invoice_statuses --count 400
"""

import argparse
import random
import sys
from collections import Counter
from datetime import date, datetime, timedelta

from microdesk_desktop.documents.einvoice.lifecycle.collected import collected_message, not_reported, received_of
from microdesk_desktop.documents.einvoice.lifecycle.message import Collected
from microdesk_desktop.documents.einvoice.lifecycle.read import read_collected
from microdesk_desktop.documents.einvoice.lifecycle.rules import problems_of_status
from microdesk_desktop.documents.einvoice.lifecycle.xml import write_status
from microdesk_desktop.documents.seal.content import IssuedDocument
from microdesk_desktop.documents.totals import step_of, totals_of
from microdesk_desktop.domain.settle.targets import DocumentType
from tests.attack.einvoices import KINDS, NUMBER, document_of
from tests.support.documents.schematron import status_findings
from tests.worlds.documents import SAMPLES

NAMES = ("discount of the document", "dollars", "four rates", "franchise", "public body", "standard", "yens")
FIRST_DAY, AT = date(2026, 12, 1), datetime(2026, 12, 31, 18, 5, 9)  # noqa: DTZ001 - the message has the local time
MOST_STATES, MOST_PAYMENTS = 4, 4
Payments = list[tuple[date, int]]


def random_payments(dice: random.Random, total: int, step: int) -> Payments:
    """Up to four payments in the order of their days; one in five goes back."""
    days = sorted(FIRST_DAY + timedelta(days=dice.randrange(30)) for _ in range(dice.randint(0, MOST_PAYMENTS)))
    units = max(1, total // step)
    return [(day, dice.choice([1, 1, 1, 1, -1]) * dice.randint(1, units) * step) for day in days]


def wrong(dice: random.Random, issued: IssuedDocument) -> str:
    """What is wrong with the messages of a document with random payments; empty for nothing."""
    sign = -1 if issued.document.type is DocumentType.CREDIT_NOTE else 1
    due, step = issued.totals.due, step_of(issued.document.currency)
    states = [random_payments(dice, sign * due, step) for _ in range(dice.randint(1, MOST_STATES))]
    reported: list[Collected] = []
    for payments in [*states, [(FIRST_DAY, sign * due)]]:
        amounts = not_reported(received_of(issued, payments), reported)
        if not amounts:
            continue
        message = collected_message(issued, amounts, len(reported) + 1, AT)
        xml = write_status(message)
        if found := [*(each.rule for each in problems_of_status(message)), *status_findings(xml)]:
            return " ".join(found)
        reported += read_collected(xml)
        by_day, paid = Counter[date](), Counter[date]()
        for each in reported:
            by_day[each.on] += each.cents
        for on, cents in payments:
            paid[on] += cents
        if {on: cents for on, cents in by_day.items() if cents} != {on: cents for on, cents in paid.items() if cents}:
            return f"{by_day} is not {paid}"
    return ""


def issued_of(dice: random.Random, name: str, kind: DocumentType) -> IssuedDocument:
    """A random document of this sample's regime and of this kind, as if it had been issued."""
    document = document_of(dice, name, kind)
    facts = {"number": NUMBER, "mentions": (), "client_id": 1, "subject": "", "settles": {}, "program": ""}
    return IssuedDocument(document=document, totals=totals_of(document), **facts)  # type: ignore[arg-type]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    dice, given_way = random.Random(arguments.seed), 0
    every = [(name, kind) for name in NAMES for kind in KINDS]
    assert set(NAMES) <= set(SAMPLES)
    for number in range(arguments.count):
        name, kind = every[number % len(every)]
        if found := wrong(dice, issued_of(dice, name, kind)):
            given_way += 1
            print(f"{number} {name} {kind}: {found}", flush=True)
    print(f"seed {arguments.seed}")
    print(f"attacks tried {arguments.count}, given way {given_way}")
    return int(given_way > 0)


if __name__ == "__main__":
    sys.exit(main())
