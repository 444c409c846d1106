"""What the pages of a reminder show, as a letter in the look of the documents.

A paragraph of the text that stands as it was written has its list as a table; what the user changed is set as typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from microdesk_desktop.documents.reminders.interest import InterestLine
from microdesk_desktop.documents.reminders.letter import (
    IBAN_GROUP,
    Block,
    BlockKind,
    LateDocument,
    Letter,
    LetterWriter,
    ReminderFacts,
)
from microdesk_desktop.documents.render.formats import NO_BREAK, spaced
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.render.parties import buyer_texts, footer_text, seller_texts
from microdesk_desktop.documents.render.qr import payment_code
from microdesk_desktop.documents.render.words import typeset, words_of
from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone
from microdesk_desktop.domain.documents.parties import Buyer, Seller
from microdesk_desktop.domain.documents.recovery import RECOVERY_CENTS
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType

Row = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who writes a letter and to whom, both as they are today: a letter goes where the client is now."""

    seller: Seller
    buyer: Buyer


def letter_page(facts: ReminderFacts, letter: Letter, parties: Parties) -> Page:
    """The texts of a reminder's pages; `letter` is its text as the user left it."""
    setter = _LetterSetter(facts)
    words = words_of(setter.language)
    blocks = setter.writer.blocks_of(letter.body)
    return {
        "is_letter": True,
        "language": setter.language,
        "words": words,
        "title": letter.subject,
        "number": "",
        "seller": seller_texts(parties.seller, words, setter.writer.formats),
        "buyer": buyer_texts(parties.buyer, words, setter.writer.formats),
        "subject": setter.form("subject", subject=letter.subject),
        "dated": setter.dated(parties.seller.address.city),
        "blocks": [setter.block(block) for block in blocks],
        "payment": setter.payment() if any(block.kind is BlockKind.ACCOUNT for block in blocks) else None,
        "mentions": setter.mentions(parties.seller),
        "footer": footer_text(parties.seller, words),
    }


class _LetterSetter:
    """Formats the facts of one reminder."""

    def __init__(self, facts: ReminderFacts) -> None:
        self.facts = facts
        self.writer = LetterWriter(facts)
        self.language = self.writer.language
        self.forms: Mapping[str, str] = self.writer.texts["page"]

    def form(self, name: str, **values: object) -> str:
        """A text of the table `page`, filled in; what is filled in stays as it is."""
        return typeset(self.forms[name], self.language).format(**values)

    def dated(self, city: str) -> str:
        """« Lyon, le 20 juin 2026 », "Lyon, 20 June 2026"."""
        day = self.writer.formats.day(self.facts.today)
        return self.form("dated", city=city, day=day) if city else self.form("dated_only", day=day)

    def block(self, block: Block) -> Mapping[str, Any]:
        """One paragraph: its text alone, or the text before a table and the table."""
        if block.kind is BlockKind.DOCUMENTS:
            return {"kind": "table", "lead": block.lead, **self.documents()}
        if block.kind is BlockKind.PARTS:
            return {"kind": "parts", "lead": block.lead, **self.parts()}
        if block.kind is BlockKind.INTEREST:
            return {"kind": "table", "lead": block.lead, **self.interest()}
        if block.kind is BlockKind.CLOSING:
            return {"kind": "closing", "lead": block.lead, "name": self.facts.sender}
        return {"kind": block.kind.value, "lead": block.lead}

    def documents(self) -> Mapping[str, Any]:
        """The open documents: days, days late, what is unpaid of what."""
        facts = self.facts
        has_paid = any(each.remaining != each.total for each in facts.documents)
        columns = ["document", "issued_on", "due_on", "late", *(["total"] if has_paid else []), "remaining"]
        rows = [[row[name] for name in columns] for row in map(self.document, facts.documents)]
        total = self.writer.sums(facts.remaining) if len(facts.documents) > 1 else ""
        return self.table(columns, rows, total)

    def document(self, document: LateDocument) -> Mapping[str, str]:
        formats, words = self.writer.formats, self.writer.texts["words"]
        kind = "" if document.type is DocumentType.INVOICE else words.get(document.type, "")
        return {
            "document": " · ".join(filter(None, (document.number, typeset(kind, self.language)))),
            "issued_on": formats.day(document.issued_on),
            "due_on": formats.day(document.due_on),
            "late": self.writer.days((self.facts.today - document.due_on).days),
            "total": formats.amount(document.total, document.currency),
            "remaining": formats.amount(document.remaining, document.currency),
        }

    def parts(self) -> Mapping[str, Any]:
        """What a formal notice claims, part by part, with the sum."""
        facts, writer = self.facts, self.writer
        is_consumer = facts.client is ClientKind.INDIVIDUAL
        count = sum(each.interest.recovery > 0 for each in facts.documents)
        each = writer.formats.amount(RECOVERY_CENTS, EUR)
        recovery = self.form("recovery" if count == 1 else "recovery_many", each=each, count=count)
        parts = [
            (self.form("principal"), facts.remaining),
            (self.form("interest_consumer" if is_consumer else "interest"), facts.interest),
            (recovery, [Money(facts.recovery, EUR)] if count else []),
        ]
        rows = [[name, writer.sums(sums)] for name, sums in parts if sums]
        return {"rows": rows, "total": [self.form("claim"), writer.sums(writer.claim())]}

    def interest(self) -> Mapping[str, Any]:
        """The interest, one row for each run of days at one rate on one sum."""
        facts = self.facts
        columns = ["document"] if len(facts.documents) > 1 else []
        columns += ["days_of", "days", "unpaid", "rate", "interest_of"]
        lines = [(document, line) for document in facts.documents for line in document.interest.lines]
        rows = [[row[name] for name in columns] for row in (self.line(*each) for each in lines)]
        total = self.writer.sums(facts.interest) if len(rows) > 1 else ""
        return {
            **self.table(columns, rows, total),
            "names": columns.index("days_of") + 1,
            "note": self.form("computed"),
        }

    def line(self, document: LateDocument, line: InterestLine) -> Mapping[str, str]:
        writer, is_known = self.writer, line.rate is not None
        rate = f"{writer.percent(line.rate)}{NO_BREAK if self.language == 'fr' else ''}%"
        return {
            "document": document.number,
            "days_of": writer.formats.period(line.first, line.last),
            "days": str(line.days),
            "unpaid": writer.formats.amount(line.unpaid, document.currency),
            "rate": rate if is_known else self.form("unknown_rate"),
            "interest_of": writer.formats.amount(line.interest or 0, document.currency) if is_known else "–",
        }

    def table(self, columns: Sequence[str], rows: Sequence[Row], total: str, names: int = 1) -> Mapping[str, Any]:
        """A table whose first columns are names, and the others figures."""
        heads = [self.form(f"column_{name}") for name in columns]
        total_row = [self.form("total"), total] if total else []
        return {"heads": heads, "rows": rows, "total": total_row, "names": names, "note": ""}

    def payment(self) -> Mapping[str, Any]:
        """The account, and the code of a transfer of what is asked for; without a code for other currencies."""
        facts = self.facts
        asked = self.writer.claim() if facts.tone is ReminderTone.FORMAL else facts.remaining
        code = None
        if [each.currency for each in asked] == [EUR]:
            numbers = self.writer.numbers()
            code = payment_code(facts.sender, facts.iban, facts.bic, asked[0].cents, numbers)
        rows = [
            (self.form("holder"), facts.sender),
            ("IBAN", spaced(facts.iban, IBAN_GROUP)),
            ("BIC", facts.bic),
            (self.form("amount"), self.writer.sums(asked)),
        ]
        return {"rows": [row for row in rows if row[1]], "code": code}

    def mentions(self, seller: Seller) -> Sequence[str]:
        """Code de la consommation art. L. 616-1: to a consumer, the mediator."""
        if self.facts.client is not ClientKind.INDIVIDUAL or not seller.mediator:
            return []
        return [self.form("mediator", mediator=seller.mediator)]
