"""The letters that answer a person about their own data, from the paragraphs of `resources/templates/requests/`."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from microdesk_desktop.base.caches import impersonal_cache
from microdesk_desktop.base.paths import resource
from microdesk_desktop.documents.reminders.letter import Letter
from microdesk_desktop.documents.reminders.letter_page import Parties
from microdesk_desktop.documents.render.formats import Formats
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.render.parties import buyer_texts, footer_text, seller_texts
from microdesk_desktop.documents.render.words import set_language, typeset, words_of
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.privacy.requests import Delay, Refusal, RequestKind

LISTED = 12
"""Records that a letter names one by one; as many as fit its first page."""
_CLOSING = "\n{sender}"


class LetterTopic(StrEnum):
    """What a letter is about."""

    GRANTED = "granted"
    EXTENSION = "extension"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What a letter states, in the language of whoever asks.

    `is_client`: the vault has a record of theirs. `extended_until` is the last day of the answer once it is extended.
    `kept` are the records that a law keeps after an erasure, each with its last day. `copy` is the name of the folder
    of the person's copy, or of the archive where `is_archive`; empty where the program makes none.
    """

    kind: RequestKind
    topic: LetterTopic
    language: str
    received_on: date
    extended_until: date
    today: date
    sender: str
    is_client: bool = True
    delay: Delay | None = None
    refusal: Refusal | None = None
    kept: Sequence[tuple[str, date]] = ()
    copy: str = ""
    is_archive: bool = False


def write_letter(facts: RequestFacts) -> Letter:
    """The letter, ready to be read, changed and sent."""
    writer = _LetterWriter(facts)
    return Letter(subject=writer.subject(), body="\n\n".join(text for text, _ in writer.paragraphs()) + "\n")


def letter_page(facts: RequestFacts, parties: Parties) -> Page:
    """The texts of the letter's pages, in the look of the documents."""
    writer = _LetterWriter(facts)
    words = words_of(writer.language)
    return {
        "is_letter": True,
        "language": writer.language,
        "words": words,
        "title": writer.subject(),
        "number": "",
        "seller": seller_texts(parties.seller, words, writer.formats),
        "buyer": buyer_texts(parties.buyer, words, writer.formats),
        "subject": writer.form("subject", subject=writer.subject()),
        "dated": writer.dated(parties.seller.address.city),
        "blocks": [writer.block(text, is_closing=is_closing) for text, is_closing in writer.paragraphs()],
        "payment": None,
        "mentions": [],
        "footer": footer_text(parties.seller, words),
    }


class _LetterWriter:
    """The variables and conditions of one letter."""

    def __init__(self, facts: RequestFacts) -> None:
        self.facts = facts
        self.language = set_language(facts.language)
        self.texts = _texts(self.language)
        self.formats = Formats(language=self.language, currency=EUR, words=words_of(self.language))
        topic = facts.kind.value if facts.topic is LetterTopic.GRANTED else facts.topic.value
        self.own: Mapping[str, Any] = self.texts[topic]

    def subject(self) -> str:
        return self.set(self.own["subject"])

    def paragraphs(self) -> Iterator[tuple[str, bool]]:
        """The paragraphs that apply, each with whether it is the closing."""
        holds = self.conditions()
        for each in self.own["paragraph"]:
            if holds.issuperset(each.get("when", ())):
                yield self.set(each["text"]), each["text"].endswith(_CLOSING)

    def block(self, text: str, *, is_closing: bool) -> Mapping[str, str]:
        if is_closing:
            return {"kind": "closing", "lead": text.rpartition("\n")[0], "name": self.facts.sender}
        return {"kind": "text", "lead": text}

    def form(self, name: str, **values: object) -> str:
        """A text of the table `page`, filled in; what is filled in stays as it is."""
        return typeset(self.texts["page"][name], self.language).format(**values)

    def dated(self, city: str) -> str:
        """« Lyon, le 20 juin 2026 », "Lyon, 20 June 2026"."""
        day = self.formats.day(self.facts.today)
        return self.form("dated", city=city, day=day) if city else self.form("dated_only", day=day)

    def set(self, form: str) -> str:
        """A text in the language of the letter, filled in."""
        return typeset(form, self.language).format(**self.variables())

    def variables(self) -> Mapping[str, str]:
        facts = self.facts
        return {
            "received_on": self.formats.day(facts.received_on),
            "extended_until": self.formats.day(facts.extended_until),
            "request": typeset(self.texts["words"][facts.kind], self.language),
            "complaint": self.form("complaint"),
            "kept": "\n".join(self.kept()),
            "copy": facts.copy,
            "sender": facts.sender,
        }

    def kept(self) -> Iterator[str]:
        records = self.facts.kept
        for number, until in records[:LISTED]:
            yield self.form("kept", number=number, until=self.formats.day(until))
        more = records[LISTED:]
        if more:
            yield self.form("kept_more", count=len(more), until=self.formats.day(max(until for _, until in more)))

    def conditions(self) -> frozenset[str]:
        facts = self.facts
        found = {"client" if facts.is_client else "other", "kept" if facts.kept else "nothing_kept"}
        found.add(("archive" if facts.is_archive else "folder") if facts.copy else "by_hand")
        if facts.copy:
            found.add("copied")
        found.add("erasing" if facts.kind is RequestKind.ERASURE else "not_erasing")
        found.add("objecting" if facts.kind is RequestKind.OBJECTION else "not_objecting")
        return frozenset(found | {each.value for each in (facts.delay, facts.refusal) if each is not None})


@impersonal_cache(maxsize=2)
def _texts(language: str) -> Mapping[str, Any]:
    return tomllib.loads(resource("templates", "requests", f"{language}.toml").read_text("utf-8"))
