"""What the pages of a document show: texts ready to set, in the language of the document.

The templates only place them. Texts stay data: Typst never reads markup in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from microdesk_desktop.documents.mentions import Mention, Nature, nature_of
from microdesk_desktop.documents.render.formats import NO_BREAK, Formats, spaced
from microdesk_desktop.documents.render.parties import buyer_texts, footer_text, seller_texts
from microdesk_desktop.documents.render.qr import payment_code
from microdesk_desktop.documents.render.words import set_language, typeset, words_of
from microdesk_desktop.documents.totals import LineTotal, Totals
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.documents.types import Document, Line, Reference
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import DocumentType

__all__ = ["Look", "Page", "page_of"]

Page = Mapping[str, Any]

_NO_MONEY = frozenset({DocumentType.DELIVERY})
"""Types that show quantities alone."""
_ASKS_NOTHING = frozenset({DocumentType.QUOTE, DocumentType.ORDER, DocumentType.DELIVERY, DocumentType.CREDIT_NOTE})
_SIGNED = {DocumentType.QUOTE: "approved", DocumentType.ORDER: "approved", DocumentType.DELIVERY: "received"}
"""Types that the client signs, and the words above the signature."""
_CERTIFICATES = frozenset({"works_10", "works_5_5"})
"""Mentions that the client signs (CGI art. 278-0 bis A and 279-0 bis)."""
_ELSEWHERE = frozenset({"register", "buyer_siren", "order_number", "validity", "signature", *_CERTIFICATES})
"""Mentions that have their own place: the foot of each page, the client, the facts, or above a signature."""
_LONG_TEXT = 900
"""Characters from which the row of a line may be divided between two pages: about a quarter of a page."""


def page_of(document: Document, totals: Totals, mentions: Sequence[Mention], number: str = "") -> Page:
    """The texts of a document's pages; without a number it is shown as a draft."""
    language = set_language(document.language)
    words = words_of(language)
    formats = Formats(language=language, currency=document.currency, words=words)
    setter = _Setter(document=document, totals=totals, words=words, formats=formats)
    texts = {mention.id: typeset(mention.text, language) for mention in mentions}
    return {
        "language": language,
        "words": words,
        "title": words[document.type],
        "number": number,
        "is_draft": not number,
        "subject": document.subject,
        "seller": seller_texts(document.seller, words, formats),
        "buyer": buyer_texts(document.buyer, words, formats),
        "delivery": setter.delivery(),
        "facts": setter.facts(),
        "has_vat_column": setter.has_vat_column,
        "has_money": document.type not in _NO_MONEY,
        "lines": setter.lines(),
        "totals": setter.totals_block(),
        "due": setter.due(),
        "cases": setter.cases(),
        "notes": document.notes,
        "mentions": [text for mention, text in texts.items() if mention not in _ELSEWHERE],
        "payment": setter.payment(number),
        "signature": setter.signature([texts[each] for each in texts if each in _CERTIFICATES]),
        "footer": footer_text(document.seller, words),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setter:
    """Formats the facts of one document."""

    document: Document
    totals: Totals
    words: Mapping[str, str]
    formats: Formats

    @property
    def has_vat_column(self) -> bool:
        return any(line.vat.rate_bp for line in self.document.lines)

    def delivery(self) -> Sequence[str]:
        address = self.document.buyer.delivery
        return self.formats.postal(address) if address else []

    def facts(self) -> Sequence[tuple[str, str]]:
        """Days and references, by name; the day of issue first."""
        document, words, formats = self.document, self.words, self.formats
        due = document.due_on if document.type not in _ASKS_NOTHING else None
        is_delivery = document.type is DocumentType.DELIVERY or nature_of(document) is Nature.GOODS
        delivered = words["delivered_on" if is_delivery else "served_on"]
        period = formats.period(document.delivered_from, document.delivered_on) if document.delivered_from else ""
        facts = [
            (words["issued_on"], formats.day(document.issued_on)),
            (delivered, "" if document.delivered_from else formats.day(document.delivered_on)),
            (words["period"], period),
            (words["valid_until"], formats.day(document.valid_until)),
            (words["due_on"], formats.day(due)),
            (words["order_number"], document.order_number),
        ]
        references = [(words["refers_to"], self.reference(each)) for each in document.refers_to]
        return [*(fact for fact in facts if fact[1]), *references]

    def lines(self) -> Sequence[Page]:
        running = accumulate(total.net for total in self.totals.lines)
        pairs = zip(self.document.lines, self.totals.lines, running, strict=True)
        return [self.line(line, total, carried) for line, total, carried in pairs]

    def line(self, line: Line, total: LineTotal, carried: int) -> Page:
        """One line; `carried` is the sum of the nets down to it, for page breaks."""
        discount = f"{self.words['line_discount']} {self.discount(line, total)}" if total.discount else ""
        tag = self.words["disbursements"] if line.is_disbursement else ""
        period = self.formats.period(line.first_day, line.last_day)
        return {
            "label": line.label,
            "text": line.text,
            "remarks": [text for text in (period, discount, tag) if text],
            "quantity": self.formats.quantity(line),
            "unit_price": self.formats.price(line.unit_price),
            "vat_rate": self.formats.percent(line.vat.rate_bp, Decimals.VAT_RATE),
            "net": self.formats.amount(total.net),
            "carried": self.formats.amount(carried),
            "is_long": len(line.label) + len(line.text) > _LONG_TEXT,
        }

    def totals_block(self) -> Sequence[tuple[str, str, bool]]:
        """The rows between the lines and what is due: name, amount, and whether it is a total."""
        totals, words, amount = self.totals, self.words, self.formats.amount
        rows = []
        if totals.discount:
            rows += [
                (words["lines_net"], amount(totals.lines_net), False),
                (self.discount_name(), amount(-totals.discount), False),
            ]
        deductions = self.deductions()
        if not self.has_vat_column:
            total = (words["no_tax_total"], amount(totals.incl_tax), True)
            return [*rows, *([total] if deductions else []), *deductions]
        rows.append((words["excl_tax"], amount(totals.excl_tax), True))
        taxed = sorted((group for group in totals.groups if group.vat.rate_bp), key=lambda each: -each.vat.rate_bp)
        rows += [self.tax_row(group.vat.rate_bp, group.base, group.tax) for group in taxed]
        if self.document.currency != EUR:
            rows.append((words["tax_eur"], amount(totals.tax_eur, EUR), False))
        total = (words["incl_tax"], amount(totals.incl_tax), True)
        return [*rows, *([] if total[:2] == self.due() else [total]), *deductions]

    def tax_row(self, rate_bp: int, base: int, tax: int) -> tuple[str, str, bool]:
        rate, amount = self.formats.percent(rate_bp, Decimals.VAT_RATE), self.formats.amount
        return f"{self.words['tax']} {rate} {self.words['on_base']} {amount(base)}", amount(tax), False

    def deductions(self) -> Sequence[tuple[str, str, bool]]:
        """What is taken off the total: deposits, or what was paid."""
        amount = self.formats.amount
        if self.document.deposits:
            names = (self.reference(each.reference, short=True) for each in self.document.deposits)
            return [
                (f"{self.words['deposit_of']} {name}", amount(-each.incl_tax_cents), False)
                for name, each in zip(names, self.document.deposits, strict=True)
            ]
        return [(self.words["already_paid"], amount(-self.totals.paid), False)] if self.totals.paid else []

    def due(self) -> tuple[str, str]:
        """The sum that the document ends with: what is to be paid, what is credited, or what a quote amounts to."""
        if self.document.type is DocumentType.CREDIT_NOTE:
            name = "due_credit"
        elif self.document.type in _ASKS_NOTHING:
            name = "incl_tax" if self.has_vat_column else "no_tax_total"
        else:
            name = "due"
        return self.words[name], self.formats.amount(self.totals.due)

    def cases(self) -> Sequence[str]:
        """Why there is no VAT, once for each legal case."""
        keys = dict.fromkeys(line.vat.case for line in self.document.lines)
        texts = (vat_case(key, self.document.issued_on).texts[self.formats.language] for key in keys)
        return [typeset(text, self.formats.language) for text in texts if text]

    def payment(self, number: str) -> Page | None:
        """The account to pay to and its QR code; None where nothing is asked, or nothing is left to pay."""
        document, seller = self.document, self.document.seller
        if not seller.iban or self.totals.due <= 0 or document.type in _ASKS_NOTHING:
            return None
        has_code = document.currency == EUR
        code = payment_code(seller.name, seller.iban, seller.bic, self.totals.due, number) if has_code else None
        return {
            "iban": spaced(seller.iban, 4),
            "bic": seller.bic,
            "name": seller.name,
            "reference": number,
            "code": code,
        }

    def signature(self, certificates: Sequence[str]) -> Page | None:
        """What the client signs, and the words above the signature; None where they sign nothing."""
        kind = _SIGNED.get(self.document.type) or ("certified" if certificates else None)
        return {"texts": certificates, "name": self.words[kind]} if kind else None

    def reference(self, reference: Reference, *, short: bool = False) -> str:
        on = reference.issued_on
        day = self.formats.short_day(on) if short else self.formats.day(on)
        return f"{reference.number} {self.words['of_day']}{NO_BREAK}{day}"

    def discount_name(self) -> str:
        discount = self.document.discount
        percent = discount.percent if discount else 0
        return f"{self.words['discount']} {self.formats.percent(percent, Decimals.PERCENT) if percent else ''}".strip()

    def discount(self, line: Line, total: LineTotal) -> str:
        amount = self.formats.amount(-total.discount)
        if line.discount and line.discount.percent:
            return f"{self.formats.percent(line.discount.percent, Decimals.PERCENT)} ({amount})"
        return amount
