"""Everything that issuing a document needs, computed from it and its number; and what stands against issuing it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.documents.einvoice.codes import has_einvoice
from microdesk_desktop.documents.einvoice.rules.check import problems_of
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.einvoice.terms import Terms, terms_of
from microdesk_desktop.documents.mentions import Mention, mentions_of, missing_mentions
from microdesk_desktop.documents.regime import regime_problems
from microdesk_desktop.documents.render.glyphs import glyph_problems
from microdesk_desktop.documents.render.page import Page, page_of
from microdesk_desktop.documents.render.variables import variables_of
from microdesk_desktop.documents.totals import Totals, totals_of
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.domain.settle.targets import DocumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document with its totals, mentions, page and e-invoice; `terms` is None for a type that has no e-invoice.

    `problems` must be empty before it is issued; `remarks` are mentions that would be better there.
    """

    document: Document
    number: str
    totals: Totals
    mentions: Sequence[Mention]
    page: Page
    terms: Terms | None
    problems: Sequence[Problem]
    remarks: Sequence[Problem]


def prepare(document: Document, number: str, *, is_draft: bool = False) -> Prepared:
    """Compute a document under this number, which the page of a draft does not show."""
    totals, values = totals_of(document), variables_of(document)
    mentions = mentions_of(document, values)
    missing = missing_mentions(document, values)
    terms = terms_of(document, totals, number, mentions) if has_einvoice(document) else None
    problems = problems_of(terms) if terms is not None else _problems_without_einvoice(document, totals, mentions)
    return Prepared(
        document=document,
        number=number,
        totals=totals,
        mentions=mentions,
        page=page_of(document, totals, mentions, "" if is_draft else number),
        terms=terms,
        problems=[
            *problems,
            *glyph_problems(document),
            *regime_problems(document),
            *(Problem(rule="MD-MENTION", term=each.field) for each in missing if each.blocks),
        ],
        remarks=[Problem(rule="MD-MENTION", term=each.field) for each in missing if not each.blocks],
    )


def _problems_without_einvoice(document: Document, totals: Totals, mentions: Sequence[Mention]) -> Iterator[Problem]:
    """A quote, an order, a delivery note or a pro-forma is checked as the invoice that it would become."""
    as_invoice = replace(document, type=DocumentType.INVOICE, refers_to=(), due_on=document.issued_on)
    terms = terms_of(as_invoice, totals, "1", mentions)
    return (problem for problem in problems_of(terms) if not problem.rule.startswith(_OF_INVOICES))


_OF_INVOICES = ("BR-FR-05", "BR-FR-10", "BR-FR-13")
"""Rules that only an e-invoice must follow: its notes, and the seller's SIREN and address."""
