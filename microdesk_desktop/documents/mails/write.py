"""The mail that goes with a document, from the paragraphs of `resources/templates/mail/` that apply to its facts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource
from microdesk_desktop.base.text import one_line
from microdesk_desktop.documents.reminders.letter import BlockKind, Letter, LetterWriter, ReminderFacts
from microdesk_desktop.documents.render.formats import Formats
from microdesk_desktop.documents.render.words import set_language, typeset, words_of
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.settle.targets import DocumentType

_TEMPLATES: Mapping[DocumentType, str] = {
    DocumentType.QUOTE: "quote",
    DocumentType.ORDER: "other",
    DocumentType.DELIVERY: "other",
    DocumentType.PROFORMA: "other",
    DocumentType.CREDIT_NOTE: "credit_note",
}
"""The template of a kind of document; the others are invoices."""


class MailPurpose(StrEnum):
    """What a mail is for, by its name in the templates."""

    DOCUMENT = "document"
    """A quote, an order, a delivery note, or any kind of invoice, which is attached."""
    THANKS = "thanks"
    """A payment came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFacts:
    """What a mail states of its document; amounts in cents of its currency.

    `remaining` is what is left to pay of `total`. `paid` and `paid_on` are those of the payment that is thanked for.
    `state` is what a quote waits for: whoever has accepted one is not asked to accept it.
    """

    purpose: MailPurpose
    language: str
    type: DocumentType
    number: str
    issued_on: date
    total: int
    currency: str
    sender: str
    remaining: int = 0
    due_on: date | None = None
    valid_until: date | None = None
    title: str = ""
    paid: int = 0
    paid_on: date | None = None
    state: DocumentState = DocumentState.ISSUED


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """Subject and text of a mail, ready to be read, changed and sent; no variable is left in them."""

    subject: str
    text: str


def write_mail(facts: MailFacts) -> MailText:
    """The mail for a document.

    A paragraph is left out where one of its conditions does not hold, or where one of its variables has no value.
    """
    language = set_language(facts.language)
    template = _templates(language)[_template_name(facts)]
    values, holds = _variables(facts, language), _conditions(facts)
    paragraphs = [
        typeset(each["text"], language).format(**values)
        for each in template["paragraph"]
        if holds.issuperset(each.get("when", ())) and all(values[name] for name in variables_of(each["text"]))
    ]
    subject = next(form for form in template["subjects"] if all(values[name] for name in variables_of(form)))
    filled = typeset(subject, language).format(**values)
    return MailText(subject=filled[:1].upper() + filled[1:], text="\n\n".join(paragraphs) + "\n")


def write_reminder_mail(facts: ReminderFacts, letter: Letter, *, has_invoices: bool) -> MailText:
    """The mail that brings a reminder: its text, which the user may have changed, and that the invoices are attached.

    That stands before the last words, as far as these are as they were written; `has_invoices` is whether they are.
    """
    writer = LetterWriter(facts)
    blocks = writer.blocks_of(letter.body)
    texts = [block.text for block in blocks]
    if has_invoices:
        form = _templates(writer.language)["reminder"]["attached_one" if writer.is_one else "attached_many"]
        is_closed = bool(blocks) and blocks[-1].kind is BlockKind.CLOSING
        texts.insert(len(texts) - is_closed, typeset(form, writer.language))
    return MailText(subject=letter.subject, text="\n\n".join(texts) + "\n")


def variables_of(text: str) -> frozenset[str]:
    """The names between the braces of a text of a template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def _template_name(facts: MailFacts) -> str:
    return facts.purpose if facts.purpose is MailPurpose.THANKS else _TEMPLATES.get(facts.type, "invoice")


def _conditions(facts: MailFacts) -> frozenset[str]:
    found = {
        "open": facts.remaining > 0,
        "settled": facts.remaining <= 0,
        "partly": 0 < facts.remaining < facts.total,
        "whole": facts.remaining >= facts.total,
        "offered": facts.state in (DocumentState.DRAFT, DocumentState.ISSUED, DocumentState.SENT),
        "accepted": facts.state is DocumentState.ACCEPTED,
    }
    return frozenset(name for name, holds in found.items() if holds)


def _variables(facts: MailFacts, language: str) -> Mapping[str, str]:
    formats = Formats(language=language, currency=facts.currency, words=words_of(language))
    kinds: Mapping[str, str] = _templates(language)["kinds"]
    return {
        "kind": typeset(kinds[facts.type], language),
        "number": one_line(facts.number),
        "title": one_line(facts.title),
        "issued_on": formats.day(facts.issued_on),
        "due_on": formats.day(facts.due_on),
        "valid_until": formats.day(facts.valid_until),
        "total": formats.amount(abs(facts.total)),
        "remaining": formats.amount(abs(facts.remaining)),
        "paid": formats.amount(facts.paid) if facts.paid else "",
        "paid_on": formats.day(facts.paid_on),
        "sender": one_line(facts.sender),
    }


@impersonal_cache(maxsize=2)
def _templates(language: str) -> Mapping[str, Any]:
    return tomllib.loads(resource("templates", "mail", f"{language}.toml").read_text("utf-8"))
