"""The text of a reminder, from the paragraphs of `resources/templates/reminders/` that apply to its facts."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource
from microdesk_desktop.documents.reminders.interest import InterestLine, LateInterest
from microdesk_desktop.documents.reminders.rates import RateBasis, RateTerms
from microdesk_desktop.documents.render.formats import Formats, spaced
from microdesk_desktop.documents.render.words import set_language, typeset, words_of
from microdesk_desktop.domain.documents.follow_up.marks import ReminderTone
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.documents.recovery import RECOVERY_CENTS
from microdesk_desktop.domain.money import EUR, Money, total_by_currency
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType

IBAN_GROUP = 4
NUMBERS_IN_A_ROW = 4
"""As many as a subject holds in a line; the list has all of them."""
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class LateDocument:
    """A document that a reminder is about; amounts in cents of its currency."""

    number: str
    type: DocumentType
    issued_on: date
    due_on: date
    total: int
    remaining: int
    currency: str
    terms: RateTerms
    interest: LateInterest


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderFacts:
    """What a reminder states, for one or several documents of one client, in the language of the client.

    `pay_by` is the day until which payment is asked for, `previous` that of the last reminder, None for a first one.
    """

    tone: ReminderTone
    language: str
    client: ClientKind
    documents: Sequence[LateDocument]
    sender: str
    today: date
    pay_by: date
    iban: str = ""
    bic: str = ""
    previous: date | None = None

    @property
    def interest(self) -> tuple[Money, ...]:
        """The interest that is computed, per currency."""
        return total_by_currency(Money(each.interest.known, each.currency) for each in self.documents)

    @property
    def recovery(self) -> int:
        """What may be claimed for the cost of recovery, in cents of euros."""
        return sum(each.interest.recovery for each in self.documents)

    @property
    def remaining(self) -> tuple[Money, ...]:
        """What is unpaid, per currency."""
        return total_by_currency(Money(each.remaining, each.currency) for each in self.documents)

    @property
    def has_unknown_rate(self) -> bool:
        """Whether the rate of a period is not known."""
        return any(each.interest.unknown for each in self.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The subject and the text of a reminder."""

    subject: str
    body: str


class BlockKind(StrEnum):
    """What a paragraph ends with, by the name of its variable in the templates; TEXT is any other paragraph."""

    TEXT = "text"
    DOCUMENTS = "list"
    PARTS = "parts"
    INTEREST = "details"
    ACCOUNT = "account"
    CLOSING = "sender"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph: all of its text, and its `lead`: what stands before the lines that make its kind, or all of it."""

    kind: BlockKind
    text: str
    lead: str


def write_letter(facts: ReminderFacts) -> Letter:
    """The reminder, ready to be read, changed and sent."""
    return LetterWriter(facts).letter()


class LetterWriter:
    """The variables and conditions of one reminder."""

    def __init__(self, facts: ReminderFacts) -> None:
        self.facts = facts
        self.language = set_language(facts.language)
        self.texts = _texts(self.language)
        self.formats = Formats(language=self.language, currency=EUR, words=words_of(self.language))
        self.is_one = len(facts.documents) == 1

    def letter(self) -> Letter:
        form = self.texts[self.facts.tone]["subject_one" if self.is_one else "subject_many"]
        subject = typeset(form.format(numbers=self.numbers()), self.language)
        return Letter(subject=subject, body="\n\n".join(block.text for block in self.blocks()) + "\n")

    def blocks(self) -> Sequence[Block]:
        """The paragraphs that apply, in their order."""
        variables, holds = self.variables(), self.conditions()
        paragraphs = self.texts[self.facts.tone]["paragraph"]
        applying = (each["text"] for each in paragraphs if holds.issuperset(each.get("when", ())))
        return [self.block(typeset(text, self.language), variables) for text in applying]

    def block(self, form: str, variables: Mapping[str, str]) -> Block:
        lead, _, last = form.rpartition("\n")
        kind = next((kind for kind in BlockKind if last == f"{{{kind}}}"), BlockKind.TEXT)
        text = form.format(**variables)
        return Block(kind=kind, text=text, lead=text if kind is BlockKind.TEXT else lead.format(**variables))

    def blocks_of(self, body: str) -> Sequence[Block]:
        """The paragraphs of a text that the user may have changed: each that is as it was written keeps its kind.

        Spaces are compared as one kind: a field of text gives back plain ones for those that keep words together.
        """
        written = {_words(block.text): block for block in self.blocks()}
        paragraphs = filter(None, (text.strip() for text in _BLANK_LINES.split(body)))
        return [written.get(_words(text)) or Block(kind=BlockKind.TEXT, text=text, lead=text) for text in paragraphs]

    def claim(self) -> Sequence[Money]:
        """What a formal notice claims, per currency: the documents, the interest and the cost of recovery."""
        facts = self.facts
        return total_by_currency([*facts.remaining, *facts.interest, Money(facts.recovery, EUR)])

    def conditions(self) -> frozenset[str]:
        facts = self.facts
        is_consumer = facts.client is ClientKind.INDIVIDUAL
        found = {
            "one": self.is_one,
            "many": not self.is_one,
            "consumer": is_consumer,
            "business": not is_consumer,
            "first": facts.previous is None,
            "reminded": facts.previous is not None,
            "payable": bool(facts.iban),
            "interest": bool(facts.interest),
            "lines": any(each.interest.lines for each in facts.documents),
            "unknown_rate": facts.has_unknown_rate,
            "known_rate": not facts.has_unknown_rate,
            "recovery": facts.recovery > 0,
            "composed": bool(facts.interest) or facts.recovery > 0,
        }
        return frozenset(name for name, holds in found.items() if holds)

    def variables(self) -> Mapping[str, str]:
        facts = self.facts
        first_due = min(each.due_on for each in facts.documents)
        return {
            "numbers": self.numbers(),
            "list": "\n".join(map(self.listed, facts.documents)),
            "total": self.sums(facts.remaining),
            "claim": self.sums(self.claim()),
            "parts": "\n".join(self.parts()),
            "details": "\n".join(self.detail(each, line) for each in facts.documents for line in each.interest.lines),
            "interest": self.sums(facts.interest),
            "recovery_each": self.formats.amount(RECOVERY_CENTS, EUR),
            "rate": self.rates(),
            "days": self.days((facts.today - first_due).days),
            "pay_by": self.formats.day(facts.pay_by),
            "previous": self.formats.day(facts.previous),
            "today": self.formats.day(facts.today),
            "account": "\n".join(self.account()),
            "sender": facts.sender,
        }

    def numbers(self) -> str:
        """« F-1, F-2 et F-3 »; of many, the first ones and how many others there are."""
        words, numbers = self.texts["words"], [each.number for each in self.facts.documents]
        if len(numbers) > NUMBERS_IN_A_ROW:
            first = numbers[: NUMBERS_IN_A_ROW - 1]
            numbers = [*first, words["others"].format(count=len(numbers) - len(first))]
        *before, last = numbers
        return f"{', '.join(before)}{words['joint']}{last}" if before else last

    def listed(self, document: LateDocument) -> str:
        words = self.texts["words"]
        form = words["list_whole" if document.remaining == document.total else "list_rest"]
        return typeset(form, self.language).format(
            kind=words.get(document.type, words["invoice"]),
            number=document.number,
            issued_on=self.formats.day(document.issued_on),
            due_on=self.formats.day(document.due_on),
            remaining=self.formats.amount(document.remaining, document.currency),
            total=self.formats.amount(document.total, document.currency),
        )

    def detail(self, document: LateDocument, line: InterestLine) -> str:
        """« – F-1, du 1er au 31 octobre 2025 : 1 000,00 € × 31 jours × 8,28 % ÷ 365 = 7,03 € »."""
        form = self.texts["words"]["detail" if line.rate is not None else "detail_unknown"]
        return typeset(form, self.language).format(
            number=document.number,
            first=self.formats.day(line.first),
            last=self.formats.day(line.last),
            unpaid=self.formats.amount(line.unpaid, document.currency),
            days=line.days,
            percent=self.percent(line.rate),
            interest=self.formats.amount(line.interest or 0, document.currency),
        )

    def parts(self) -> Sequence[str]:
        facts, texts = self.facts, self.texts["parts"]
        parts = [texts["principal"].format(total=self.sums(facts.remaining))]
        if facts.interest:
            form = texts["interest_consumer" if facts.client is ClientKind.INDIVIDUAL else "interest"]
            parts.append(form.format(interest=self.sums(facts.interest)))
        count = sum(each.interest.recovery > 0 for each in facts.documents)
        if count:
            each = self.formats.amount(RECOVERY_CENTS, EUR)
            form = texts["recovery" if count == 1 else "recovery_many"]
            parts.append(form.format(each=each, count=count, recovery=self.formats.amount(facts.recovery, EUR)))
        return [typeset(part, self.language) for part in parts]

    def rates(self) -> str:
        """What fixes the rate: each basis once."""
        return ", ".join(dict.fromkeys(self.basis(each.terms) for each in self.facts.documents))

    def basis(self, terms: RateTerms) -> str:
        is_public = terms.basis is RateBasis.CENTRAL_BANK and self.facts.client is ClientKind.PUBLIC
        form: str = self.texts["words"]["central_bank_public" if is_public else terms.basis]
        return typeset(form.format(percent=self.percent(terms.percent)), self.language)

    def percent(self, rate: Fraction | None) -> str:
        """« 8,28 »: no rate has more than two decimals."""
        return "" if rate is None else self.formats.number(int(rate * 100), Decimals.VAT_RATE)

    def days(self, count: int) -> str:
        form: str = self.texts["days"]["one" if count == 1 else "many"]
        return typeset(form.format(count=count), self.language)

    def sums(self, sums: Sequence[Money]) -> str:
        return " + ".join(self.formats.amount(each.cents, each.currency) for each in sums)

    def account(self) -> Sequence[str]:
        facts, texts = self.facts, self.texts["account"]
        lines = [
            texts["holder"].format(sender=facts.sender),
            texts["iban"].format(iban=spaced(facts.iban, IBAN_GROUP)),
        ]
        return [*lines, texts["bic"].format(bic=facts.bic)] if facts.bic else lines


def _words(text: str) -> str:
    return " ".join(text.split())


@impersonal_cache(maxsize=2)
def _texts(language: str) -> Mapping[str, Any]:
    return tomllib.loads(resource("templates", "reminders", f"{language}.toml").read_text("utf-8"))
