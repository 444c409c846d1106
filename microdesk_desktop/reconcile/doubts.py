"""What is against settling a target with a transaction, apart from the amount: each doubt is a reason to ask.

A match is certain when nothing of this applies to it; a proposal shows what does.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import LOW
from microdesk_desktop.reconcile.labels.names import name_words
from microdesk_desktop.reconcile.labels.numbers import serials_written
from microdesk_desktop.reconcile.labels.stated import Month, names_month, read_stated
from microdesk_desktop.reconcile.labels.vocabulary import LEGAL_FORMS, PRESENTS
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.tuning import MATCHES, NAMES

# Members read for every row, looked up once: in Python 3.11 each look-up is a function call.
_INVOICE = TargetKind.INVOICE
_OWN_TRANSFER = Nature.OWN_TRANSFER
_CARDS = (LabelKind.CARD, LabelKind.CARD_REFUND)
_OWN_TRANSFER_MAYBE = Reason("own_transfer_maybe")
_OTHER_NATURE = Reason("other_nature")
_NO_CLIENT_CARD = Reason("no_client_card")
_SEVERAL_STATED = Reason("several_stated")
_UNKNOWN_NUMBER = Reason("unknown_number")
_OWN_NUMBERS = (LabelKind.CHEQUE_DEPOSIT, LabelKind.CARD_TAKINGS, LabelKind.CASH)
"""What the bank numbers itself: « REMISE DE CHEQUES N 1733275 »."""


def is_beyond_doubt(evidence: Evidence, items: OpenItems, *positions: int) -> bool:
    """Whether nothing in the label is against these targets, settled together."""
    is_alone = len(positions) == 1
    return not any(
        next(doubts(evidence, items, position, is_alone=is_alone), None) is not None for position in positions
    )


def doubts(evidence: Evidence, items: OpenItems, position: int, *, is_alone: bool = True) -> Iterator[Reason]:
    """What is against this target, settled alone or with others, the weightiest first."""
    if (refused := evidence.learnt.not_for) and (lesson := refused.get(items.parties[position])):
        yield Reason("learnt_not", {"target_id": str(items.targets[position].id), "on": lesson.at.date().isoformat()})
    if items.targets[position].kind is not _INVOICE:
        if evidence.nature is _OWN_TRANSFER:
            yield _OWN_TRANSFER_MAYBE
        return
    if evidence.nature is not None:
        yield _OTHER_NATURE
    if evidence.kind in _CARDS:
        yield _NO_CLIENT_CARD
    yield from _of_numbers(evidence, items, position)
    if items.parties[position] in evidence.contradicted or (
        items.parties[position] in evidence.unsure and not _is_rare(evidence, items, position)
    ):
        yield Reason("other_person", items.id_of(position))
    if _is_private(evidence, items, position):
        yield _OTHER_NATURE
    if _has_rival(evidence, items, position):
        yield Reason("other_person", items.id_of(position))
    yield from _of_payer(evidence, items, position)
    if is_alone:
        yield from _of_several(evidence, items, position)
        yield from _of_time(evidence, items, position)


def _has_rival(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether another client, of whose name the label gives as much, owes the very amount."""
    if (
        not evidence.rivals
        or position in evidence.cited.found
        or items.parties[position] not in evidence.matched_parties
    ):
        return False
    if _gives_legal_form(evidence, items.targets[position].party_name):
        return False
    amount, currency = evidence.transaction.amount_cents, evidence.transaction.currency
    return any(items.exact_of_party(party, currency, amount) for party in evidence.rivals)


def _gives_legal_form(evidence: Evidence, name: str) -> bool:
    """Whether the label gives the legal form of a name: « SARL BOUAZIZI » is the company."""
    return not LEGAL_FORMS.isdisjoint(set(fold(name).split()).intersection(evidence.text.split()))


def _is_private(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the label is about a present: it settles nothing, whoever sent it."""
    if position in evidence.cited.found or not _is_about_present(evidence.text):
        return False
    return PRESENTS.search(fold(f"{items.targets[position].label} {items.targets[position].party_name}")) is None


# Cached: a label is asked about once for each target that it may settle.
@personal_cache(maxsize=64)
def _is_about_present(text: str) -> bool:
    return PRESENTS.search(text) is not None


def _of_payer(evidence: Evidence, items: OpenItems, position: int) -> Iterator[Reason]:
    """One that pays for many, known by a lesson, where another client is or was asked for the very amount."""
    if position in evidence.cited.found or not evidence.is_by_payer_for_many:
        return
    target = items.targets[position]
    if items.number_of_totals(target.currency, target.total_cents) > len(items.twins(position)):
        yield Reason("other_person", items.id_of(position))


def _of_several(evidence: Evidence, items: OpenItems, position: int) -> Iterator[Reason]:
    """« FACTURES », where only one would be settled of several that are open."""
    if not evidence.stated.is_several or evidence.cited.found or _is_telling(evidence, items, position):
        return
    if len(items.open_invoices(items.parties[position], items.targets[position].currency)) > 1:
        yield _SEVERAL_STATED


def _of_numbers(evidence: Evidence, items: OpenItems, position: int) -> Iterator[Reason]:
    """The documents that the label cites instead of this one.

    Beside the client's name and an amount that nobody else owes, a number that leads elsewhere is a slip, a quote, an
    order of the payer's own or last year's: nobody hesitates.
    """
    cited = evidence.cited
    if position in cited.found:
        return
    is_telling = _is_telling(evidence, items, position)
    for other, confidence in cited.found.items():
        is_of_party = items.parties[other] == items.parties[position]
        if is_of_party and (_is_credit_note_of(other, position, items) or _is_issued_anew(other, position, items)):
            continue
        if (is_of_party and _counts_against(evidence, items, other, is_telling=is_telling)) or (
            not is_of_party and confidence is not LOW and not is_telling
        ):
            yield _cited_reason(items, other)
    if not cited.found and (twin := _twin_written(evidence, items, position)) is not None:
        yield _cited_reason(items, twin)
    if evidence.kind in _OWN_NUMBERS:
        return
    if cited.cites_closed_document and not is_telling and not cited.may_begin(items.targets[position].reference):
        yield _UNKNOWN_NUMBER


def _twin_written(evidence: Evidence, items: OpenItems, position: int) -> int | None:
    """Another document of the same client and amount, the end of whose number stands in the label instead."""
    twins = items.twins(position)
    if len(twins) < 2:
        return None
    written = serials_written(evidence.text)
    if not written or items.serials[position] in written:
        return None
    return next((other for other in twins if items.serials[other] in written), None)


def _counts_against(evidence: Evidence, items: OpenItems, other: int, *, is_telling: bool) -> bool:
    """Whether another document of the same client, cited, makes this one doubtful."""
    type_ = items.targets[other].document_type
    if type_ is not None and not type_.is_settled_by_money:
        return False  # its quote, order or pro-forma
    if items.remaining[other]:
        return True
    return not is_telling or items.targets[other].total_cents == evidence.transaction.amount_cents


def _is_telling(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the name is the client's, and the amount such that only this document has it."""
    party, amount = items.parties[position], evidence.transaction.amount_cents
    is_named = evidence.party_scores.get(party, 0) >= NAMES.strong and party not in evidence.contradicted
    return is_named and amount == items.remaining[position] and _is_rare(evidence, items, position)


def _is_rare(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether the amount is odd and of no other document."""
    return items.is_rare(items.targets[position].currency, evidence.transaction.amount_cents)


def _cited_reason(items: OpenItems, other: int) -> Reason:
    code = "cites_other" if items.remaining[other] else "cites_settled"
    return Reason(code, items.id_of(other))


def _is_credit_note_of(cited: int, position: int, items: OpenItems) -> bool:
    return items.targets[cited].total_cents * items.targets[position].total_cents < 0


def _is_issued_anew(cited: int, position: int, items: OpenItems) -> bool:
    """Whether the document cited was cancelled by a credit note, and this one took its place at the same amount."""
    old, new = items.targets[cited], items.targets[position]
    if items.remaining[cited] or old.total_cents != new.total_cents or items.days[cited] > items.days[position]:
        return False
    notes = items.totals_of_party(items.parties[cited], old.currency, -old.total_cents)
    return any(items.days[cited] <= items.days[note] for note in notes)


def _of_time(evidence: Evidence, items: OpenItems, position: int) -> Iterator[Reason]:
    target = items.targets[position]
    if evidence.day < items.days[position] - MATCHES.certain_lead_days:
        yield Reason("before_issue", {"days": str(items.days[position] - evidence.day)})
    if position in evidence.cited.found or _is_telling(evidence, items, position):
        return
    months = evidence.stated.months_beside(name_words(target.party_name)) if evidence.stated.months else ()
    if months and not any(may_be_of_month(month, target.on, target.label) for month in months):
        yield Reason("other_month", {"month": str(months[0][1]), "target_id": str(target.id)})


def may_be_of_month(month: Month, on: date, label: str) -> bool:
    """Whether a document of that day and subject may be the one of a month: issued then, or a few days around it."""
    around = (on, on - timedelta(days=MATCHES.month_lag_days), on + timedelta(days=MATCHES.month_lead_days))
    return any(names_month([month], day) for day in around) or is_month_of_label(month, label)


def is_month_of_label(month: Month, label: str) -> bool:
    """Whether the subject of a document names the month."""
    named = [named for _, named in read_stated(fold(label)).months]
    return any(month[1] == other[1] and (month[0] or other[0]) == (other[0] or month[0]) for other in named)
