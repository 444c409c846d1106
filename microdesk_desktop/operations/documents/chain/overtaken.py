"""Check a draft against the issued documents of its chain, again at each look: another one may have overtaken it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from microdesk_desktop.documents.conversion.chain import OFFERS
from microdesk_desktop.documents.conversion.check import beyond_credited, beyond_offer, deducted_twice
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.prepare import Prepared
from microdesk_desktop.documents.totals import Totals
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.chain.load import is_continuable, load_chain
from microdesk_desktop.operations.documents.creditable import credit_problems
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import find_issued


def checked(reader: Reader, draft: Draft, prepared: Prepared, today: date) -> Prepared:
    """What was prepared of a draft, with what stands against it because of the documents that it names.

    Of documents of other tools only quotes and orders are compared, by their amounts. A corrective invoice takes
    nothing of its own.
    """
    document, totals = prepared.document, prepared.totals
    found = [*_problems(reader, draft, document, totals, today), *credit_problems(reader, document, totals)]
    return replace(prepared, problems=[*prepared.problems, *dict.fromkeys(found)]) if found else prepared


def _problems(reader: Reader, draft: Draft, document: Document, totals: Totals, today: date) -> Iterator[Problem]:
    for reference in document.refers_to:
        if document.type is DocumentType.CORRECTIVE or not is_continuable(reader, reference.number):
            continue
        if reference.type in OFFERS and not draft.is_beyond_quote:
            chain = load_chain(reader, reference.number, today, has_drafts=False)
            yield from beyond_offer(chain, document, totals)
        elif document.type is DocumentType.CREDIT_NOTE and len(document.refers_to) == 1:
            yield from beyond_credited(load_chain(reader, reference.number, today, has_drafts=False), totals)
    numbers = [each.reference.number for each in document.deposits]
    known = [number for number in numbers if find_issued(reader, number) is not None]
    yield from deducted_twice(document, [load_chain(reader, number, today, has_drafts=False) for number in known])
