"""Random documents of every regime and kind through the official sheets, in CII and UBL: no finding, theirs or ours.

python -m tests.attack.einvoices --count 600
"""

import argparse
import random
import sys
from collections import Counter
from dataclasses import replace

from microdesk_desktop.documents.einvoice.rules.check import problems_of
from microdesk_desktop.documents.einvoice.terms import terms_of
from microdesk_desktop.documents.einvoice.xml import Syntax, write_xml
from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.totals import totals_of
from microdesk_desktop.domain.documents.types import Deposit, Document, Paid
from microdesk_desktop.domain.settle.targets import DocumentType
from tests.support.documents.schematron import findings
from tests.worlds.documents import DEPOSIT, INVOICE, SAMPLES, random_document

KINDS = (
    DocumentType.INVOICE,
    DocumentType.DEPOSIT,
    DocumentType.FINAL,
    DocumentType.CREDIT_NOTE,
    DocumentType.CORRECTIVE,
)
NUMBER = "F-2026-0043"


def document_of(dice: random.Random, name: str, kind: DocumentType) -> Document:
    """A random document of this sample's regime and of this kind."""
    document = random_document(dice, SAMPLES[name])
    facts: dict[str, object] = {"type": kind, "refers_to": (), "deposits": (), "paid": Paid.NOTHING}
    if kind in (DocumentType.CREDIT_NOTE, DocumentType.CORRECTIVE):
        facts["refers_to"] = (dice.choice([INVOICE, DEPOSIT]) if kind is DocumentType.CREDIT_NOTE else INVOICE,)
    if kind is DocumentType.FINAL:
        step = 100 if document.currency == "JPY" else 1
        facts["deposits"] = (Deposit(reference=DEPOSIT, incl_tax_cents=dice.randint(0, 100) * step),)
    if kind is DocumentType.INVOICE:
        facts["paid"] = dice.choice(list(Paid))
    return replace(document, **facts)  # type: ignore[arg-type]


def wrong(document: Document) -> str:
    """What the official sheets, or our rules, find in a document; empty for nothing."""
    terms = terms_of(document, totals_of(document), NUMBER, prepare(document, NUMBER).mentions)
    found = {problem.rule for problem in problems_of(terms)}
    for syntax in Syntax:
        found |= {f"{syntax} {rule}" for rule in findings(write_xml(terms, syntax), syntax)}
    return " ".join(sorted(found))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    arguments = parser.parse_args()
    dice, given_way, pairs = random.Random(arguments.seed), 0, Counter[tuple[str, DocumentType]]()
    every = [(name, kind) for name in sorted(SAMPLES) for kind in KINDS]
    for number in range(arguments.count):
        name, kind = every[number % len(every)]
        pairs[name, kind] += 1
        if found := wrong(document_of(dice, name, kind)):
            given_way += 1
            print(f"{number} {name} {kind}: {found}", flush=True)
    print(f"{len(pairs)} pairs of regime and kind; seed {arguments.seed}")
    print(f"attacks tried {arguments.count}, given way {given_way}")
    return int(given_way > 0)


if __name__ == "__main__":
    sys.exit(main())
