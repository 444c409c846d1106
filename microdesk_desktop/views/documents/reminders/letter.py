"""The reminder of late documents: its facts, its text, and the interest as the command line shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.complete import buyer_of, seller_of
from microdesk_desktop.documents.reminders.interest import Claim, LateInterest, late_interest
from microdesk_desktop.documents.reminders.letter import LateDocument, Letter, ReminderFacts, write_letter
from microdesk_desktop.documents.reminders.letter_page import Parties, letter_page
from microdesk_desktop.documents.reminders.rates import RateBasis, RateTerms, legal_source, semester_end, semester_of
from microdesk_desktop.documents.reminders.sequence import USUAL_DAYS, NextReminder, next_reminder
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.seal.content import IssuedDocument, read_content
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.store.bank.targets import load_client_targets
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_seal_of
from microdesk_desktop.store.documents.follow_up import load_entered_rates, load_reminder_days, load_reminders
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.documents.reminders.words import ground_texts
from microdesk_desktop.views.records.documents import DocumentPage, load_document_page
from microdesk_desktop.views.records.rows import InvoiceRow

__all__ = [
    "LateChoice",
    "Letter",
    "Page",
    "ReminderDraft",
    "ReminderPageContent",
    "interest_json",
    "load_interest",
    "load_next_reminder",
    "load_reminder",
    "load_reminder_page",
    "load_steps",
    "reminder_json",
]

TIME_TO_PAY = timedelta(days=8)
"""From a reminder to the day until which payment is asked for: a transfer takes two days, a letter as many."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDraft:
    """A reminder that may be sent: its facts, its text, its parties, and which documents of the client it is about.

    `unknown_semesters` are the first days of the semesters whose legal rate would be needed and is not known.
    """

    rows: Sequence[InvoiceRow]
    facts: ReminderFacts
    letter: Letter
    parties: Parties
    unknown_semesters: Sequence[date]

    def page(self, letter: Letter) -> Page:
        """What its pages show with this text, which the user may have changed."""
        return letter_page(self.facts, letter, self.parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Late:
    """A late document with what its reminder needs to know of it."""

    page: DocumentPage
    issued: IssuedDocument | None
    reminders: Sequence[Reminder]
    client: Client

    @property
    def kind(self) -> ClientKind:
        """What the client was when the document was issued."""
        return self.issued.document.buyer.kind if self.issued else self.client.kind


def load_reminder(
    reader: Reader,
    document_ids: Sequence[int],
    today: date,
    *,
    tone: ReminderTone | None = None,
    percent: Fraction | None = None,
) -> ReminderDraft:
    """The reminder of these documents, in the tone that comes next unless one is given; `percent` is an agreed rate.

    Raises UNKNOWN_TARGET for a document that is not there, NOTHING_TO_DO for one that is not late, INVALID_VALUE
    (`field`: client) for documents of several clients.
    """
    found = [_load_late(reader, id_, today) for id_ in document_ids]
    if len({each.page.row.client_id for each in found}) != 1:
        raise KnownError(ErrorCode.INVALID_VALUE, field="client")
    entered = load_entered_rates(reader)
    documents = [_late_document(each, terms_of(each.issued, each.kind, percent, entered), today) for each in found]
    company = load_company(reader)
    parties = Parties(seller=seller_of(company), buyer=buyer_of(found[0].client))
    last = [each.on for late in found for each in late.reminders]
    facts = ReminderFacts(
        tone=tone or _next_tone(found),
        language=_language(found),
        client=found[0].kind,
        documents=documents,
        sender=parties.seller.name,
        today=today,
        pay_by=today + TIME_TO_PAY,
        iban=company.iban,
        bic=company.bic,
        previous=max(last, default=None),
    )
    return ReminderDraft(
        rows=[each.page.row for each in found],
        facts=facts,
        letter=write_letter(facts),
        parties=parties,
        unknown_semesters=_unknown_semesters(documents),
    )


def load_interest(
    reader: Reader, document_id: int, until: date, today: date, percent: Fraction | None = None
) -> LateInterest:
    """The late interest of one document until a day. Raises UNKNOWN_TARGET, and NOTHING_TO_DO without a due date."""
    found = _load(reader, document_id, today)
    if found.page.row.due_on is None or not found.page.row.is_settled_by_money:
        raise KnownError(ErrorCode.NOTHING_TO_DO)
    terms = terms_of(found.issued, found.kind, percent, load_entered_rates(reader))
    return late_interest(_claim(found, found.page.row.due_on), terms, until)


def terms_of(
    issued: IssuedDocument | None, kind: ClientKind, percent: Fraction | None, entered: Mapping[date, Fraction]
) -> RateTerms:
    """What the rate follows from: the law for consumers, else the agreed rate, else what the document states.

    A document of another tool that went to a company is taken to state the least that the law allows.
    """
    if kind is ClientKind.INDIVIDUAL:
        return RateTerms(basis=RateBasis.LEGAL, entered=entered)
    if percent is not None:
        return RateTerms(basis=RateBasis.CONTRACT, percent=percent, entered=entered)
    mentions = {mention.id for mention in issued.mentions} if issued else set()
    if "late_penalty_public" in mentions or (issued is None and kind is ClientKind.PUBLIC):
        return RateTerms(basis=RateBasis.CENTRAL_BANK, entered=entered)
    return RateTerms(basis=RateBasis.THREE_TIMES_LEGAL, entered=entered)


def load_next_reminder(reader: Reader, document_id: int, due_on: date) -> NextReminder | None:
    """The reminder that comes next for a document; None after its formal notice."""
    reminders = load_reminders(reader, document_id)
    last = (reminders[-1][1].on, reminders[-1][1].tone) if reminders else None
    return next_reminder(due_on, last, load_steps(reader))


def load_steps(reader: Reader) -> Mapping[ReminderTone, int]:
    """After how many days of lateness each reminder is proposed."""
    return {**USUAL_DAYS, **load_reminder_days(reader)}


def interest_json(interest: LateInterest) -> Json:
    """The interest line by line, with what is not known."""
    return {
        "lines": [
            {
                "from": line.first.isoformat(),
                "until": line.last.isoformat(),
                "days": line.days,
                "unpaid": format_decimal(line.unpaid),
                "rate": None if line.rate is None else f"{float(line.rate):.2f}",
                "interest": None if line.interest is None else format_decimal(line.interest),
                "source": legal_source(line.first),
            }
            for line in interest.lines
        ],
        "interest": format_decimal(interest.known),
        "recovery": format_decimal(interest.recovery),
        "unknown": [
            {"from": line.first.isoformat(), "until": line.last.isoformat(), "days": line.days}
            for line in interest.unknown
        ],
    }


def reminder_json(draft: ReminderDraft) -> Json:
    """A reminder, with its text and the interest of each document."""
    return {
        "tone": draft.facts.tone.value,
        "subject": draft.letter.subject,
        "text": draft.letter.body,
        "pay_by": draft.facts.pay_by.isoformat(),
        "documents": [{"number": each.number, **interest_json(each.interest)} for each in draft.facts.documents],
    }


def _load_late(reader: Reader, document_id: int, today: date) -> _Late:
    found = _load(reader, document_id, today)
    row = found.page.row
    if row.due_on is None or row.due_on >= today or row.remaining_cents <= 0:
        raise KnownError(ErrorCode.NOTHING_TO_DO)
    return found


def _load(reader: Reader, document_id: int, today: date) -> _Late:
    page, seal = load_document_page(reader, document_id, today), load_seal_of(reader, document_id)
    client = load_client(reader, page.row.client_id) if page else None
    if page is None or client is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    issued = read_content(seal.content) if seal else None
    return _Late(
        page=page,
        issued=issued,
        reminders=[each for _, each in load_reminders(reader, document_id)],
        client=client,
    )


def _late_document(late: _Late, terms: RateTerms, today: date) -> LateDocument:
    row = late.page.row
    assert row.due_on is not None, "only a document with a due date is late"
    return LateDocument(
        number=row.number,
        type=row.type,
        issued_on=row.issued_on,
        due_on=row.due_on,
        total=row.total_cents,
        remaining=row.remaining_cents,
        currency=row.currency,
        terms=terms,
        interest=late_interest(_claim(late, row.due_on), terms, today),
    )


def _claim(late: _Late, due_on: date) -> Claim:
    row, payments = late.page.row, late.page.payments
    settled = row.settled_before_cents(payments) + row.follow_up.credited_cents + row.follow_up.written_off_cents
    notices = [each.on for each in late.reminders if each.tone is ReminderTone.FORMAL]
    return Claim(
        client=late.kind,
        cents=row.total_cents - settled,
        due_on=due_on,
        payments=[(each.on, each.amount_cents) for each in payments],
        notice_on=min(notices, default=None),
    )


def _language(found: Sequence[_Late]) -> str:
    """That of the documents; of the client, where another tool issued them."""
    issued = (each.issued.document.language for each in found if each.issued)
    return next(issued, found[0].client.language)


def _next_tone(found: Sequence[_Late]) -> ReminderTone:
    """The strongest of the tones that come next: a client is not reminded twice in two tones."""
    tones = list(ReminderTone)
    sent = [tones.index(each.tone) + 1 for late in found for each in late.reminders]
    return tones[min(max(sent, default=0), len(tones) - 1)]


def _unknown_semesters(documents: Sequence[LateDocument]) -> Sequence[date]:
    """The semesters whose legal rate would make the interest known, where it is the legal rate that counts."""
    legal = (each for each in documents if each.terms.basis in (RateBasis.LEGAL, RateBasis.THREE_TIMES_LEGAL))
    days = {
        semester for each in legal for line in each.interest.unknown for semester in _semesters(line.first, line.last)
    }
    return sorted(days)


def _semesters(first: date, last: date) -> Sequence[date]:
    found = [semester_of(first)]
    while semester_end(found[-1]) < last:
        found.append(semester_end(found[-1]) + timedelta(days=1))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class LateChoice:
    """A late document of the client, which the reminder may be about."""

    id: int
    number: str
    remaining_cents: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderPageContent:
    """The reminder in the making, what else is late of the client, and what was sent of the documents before."""

    draft: ReminderDraft
    client: str
    client_id: int
    choices: Sequence[LateChoice]
    sent: Sequence[Reminder]
    grounds: Sequence[str]
    days: Mapping[ReminderTone, int]

    @property
    def may_be_agreed(self) -> bool:
        """Whether a rate may have been agreed on: with a consumer the law alone counts."""
        return self.draft.facts.client is not ClientKind.INDIVIDUAL


def load_reminder_page(
    reader: Reader,
    document_ids: Sequence[int],
    today: date,
    *,
    tone: ReminderTone | None = None,
    percent: Fraction | None = None,
) -> ReminderPageContent | None:
    """The reminder of these documents with all that its page shows; None where one of them is no longer late."""
    try:
        draft = load_reminder(reader, document_ids, today, tone=tone, percent=percent)
    except KnownError:
        return None
    row = draft.rows[0]
    targets = load_client_targets(reader, row.client_id).values()
    late = [each for each in targets if each.due_on and each.due_on < today and each.remaining_cents > 0]
    sent = {each for id_ in document_ids for _, each in load_reminders(reader, id_)}
    return ReminderPageContent(
        draft=draft,
        client=row.client,
        client_id=row.client_id,
        choices=[
            LateChoice(id=each.id, number=each.reference, remaining_cents=each.remaining_cents, currency=each.currency)
            for each in sorted(late, key=lambda each: (each.due_on or today, each.reference))
        ],
        sent=sorted(sent, key=lambda each: each.on, reverse=True),
        grounds=ground_texts(draft.facts),
        days=load_steps(reader),
    )
