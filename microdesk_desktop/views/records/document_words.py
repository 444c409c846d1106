"""Words of a sales document: what it is, how far it is settled, its days, and what is due of several."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.money import Money, total_by_currency
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.rows import InvoiceRow, Settled


class Due(StrEnum):
    """What remains of a document: to be collected, late already, owed to the client, or nothing."""

    TO_COLLECT = "to_collect"
    LATE = "late"
    OWED = "owed"
    NOTHING = "nothing"


def due_of(row: InvoiceRow) -> tuple[tuple[Due, str], int]:
    """What remains of the document in cents, and the sum that it is part of: its kind and its currency."""
    if row.remaining_cents < 0:
        return (Due.OWED, row.currency), -row.remaining_cents
    if not row.remaining_cents:
        return (Due.NOTHING, row.currency), 0
    return (Due.LATE if row.settled is Settled.LATE else Due.TO_COLLECT, row.currency), row.remaining_cents


def due_text(rows: Iterable[InvoiceRow]) -> str:
    """« 2 990,50 € + 300,00 $US à encaisser, dont 1 200,00 € en retard · 120,00 € d'avoirs à rembourser »."""
    sums: defaultdict[tuple[Due, str], int] = defaultdict(int)
    for key, cents in map(due_of, rows):
        sums[key] += cents
    return due_words(sums)


def due_words(sums: Mapping[tuple[Due, str], int]) -> str:
    """The words of `due_text` for the sums of `due_of`."""
    due = _sum_of(sums, Due.TO_COLLECT, Due.LATE)
    overdue, owed = _sum_of(sums, Due.LATE), _sum_of(sums, Due.OWED)
    words = tr("{due} à encaisser, dont {late} en retard") if overdue else tr("{due} à encaisser")
    credit = [tr("{amount} d'avoirs à rembourser").format(amount=sums_text(owed))] if owed else []
    return " · ".join((words.format(due=sums_text(due), late=sums_text(overdue)), *credit))


def _sum_of(sums: Mapping[tuple[Due, str], int], *kinds: Due) -> tuple[Money, ...]:
    return total_by_currency(Money(cents, currency) for (kind, currency), cents in sums.items() if kind in kinds)


def to_collect(rows: Iterable[InvoiceRow]) -> tuple[Money, ...]:
    """What remains to be paid to the user, per currency; credit notes are not deducted."""
    return total_by_currency(Money(row.remaining_cents, row.currency) for row in rows if row.remaining_cents > 0)


def late(rows: Iterable[InvoiceRow]) -> tuple[Money, ...]:
    """What is overdue, per currency."""
    return total_by_currency(Money(row.remaining_cents, row.currency) for row in rows if row.settled is Settled.LATE)


def invoices_count(rows: Sequence[InvoiceRow]) -> str:
    """« 20 documents »: invoices and credit notes."""
    return ntr("{count} document", "{count} documents", len(rows)).format(count=counts.count(len(rows)))


def quotes_count(rows: Sequence[InvoiceRow]) -> str:
    """« 3 devis »."""
    return ntr("{count} devis", "{count} devis", len(rows)).format(count=counts.count(len(rows)))


def quotes_text(rows: Sequence[InvoiceRow]) -> str:
    """« 3 devis · 4 200,00 € en attente de réponse »."""
    waiting = total_by_currency(
        Money(row.total_cents, row.currency) for row in rows if row.status is DocumentStatus.ISSUED
    )
    return " · ".join(
        filter(
            None,
            (
                quotes_count(rows),
                tr("{amount} en attente de réponse").format(amount=sums_text(waiting)) if waiting else "",
            ),
        )
    )


def document_kind(row: InvoiceRow) -> str:
    """What the document is, when it is not an ordinary invoice."""
    words = {
        DocumentType.DEPOSIT: tr("acompte"),
        DocumentType.FINAL: tr("solde"),
        DocumentType.CREDIT_NOTE: tr("avoir"),
        DocumentType.QUOTE: tr("devis"),
    }
    return words.get(row.type, "")


def document_types() -> Sequence[tuple[DocumentType, str]]:
    """The types of document in words."""
    return (
        (DocumentType.INVOICE, tr("Facture")),
        (DocumentType.DEPOSIT, tr("Facture d'acompte")),
        (DocumentType.FINAL, tr("Facture de solde")),
        (DocumentType.CREDIT_NOTE, tr("Avoir")),
        (DocumentType.QUOTE, tr("devis").capitalize()),
    )


def document_statuses() -> Sequence[tuple[DocumentStatus, str]]:
    """What became of a document, in words; the last two are of quotes only."""
    return (
        (DocumentStatus.ISSUED, tr("Émis")),
        (DocumentStatus.CANCELLED, tr("Annulé")),
        (DocumentStatus.ACCEPTED, tr("Accepté")),
        (DocumentStatus.DECLINED, tr("Refusé")),
    )


def document_state(row: InvoiceRow) -> str:
    """How far the document is settled, or what became of it where nothing is due."""
    if row.type is DocumentType.QUOTE:
        return quote_states()[row.status]
    if row.settled is Settled.NOT_DUE:
        return dict(document_statuses())[row.status]
    return (credit_states() if row.type is DocumentType.CREDIT_NOTE else document_states())[row.settled]


def document_states() -> Mapping[Settled, str]:
    """Every state of a document that a client has to pay, in words."""
    return {
        Settled.OPEN: tr("En attente"),
        Settled.LATE: tr("En retard"),
        Settled.PARTLY: tr("En partie"),
        Settled.PAID: tr("Payée"),
    }


def credit_states() -> Mapping[Settled, str]:
    """Every state of a credit note, in words."""
    return {
        Settled.OPEN: tr("À rembourser"),
        Settled.PARTLY: tr("En partie"),
        Settled.PAID: tr("Remboursé"),
    }


def quote_states() -> Mapping[DocumentStatus, str]:
    """Every state of a quote, in words."""
    return {**dict(document_statuses()), DocumentStatus.ISSUED: tr("En attente")}


def document_tone(row: InvoiceRow) -> Tone:
    """The colour of the chip."""
    tones = {
        Settled.OPEN: Tone.NEUTRAL,
        Settled.LATE: Tone.DANGER,
        Settled.PARTLY: Tone.PROPOSAL,
        Settled.PAID: Tone.POSITIVE,
        Settled.NOT_DUE: Tone.PLAIN,
    }
    return tones[row.settled]


def quote_tone(row: InvoiceRow) -> Tone:
    """The colour of a quote's chip."""
    tones = {
        DocumentStatus.ISSUED: Tone.ATTENTION,
        DocumentStatus.ACCEPTED: Tone.POSITIVE,
        DocumentStatus.DECLINED: Tone.NEUTRAL,
        DocumentStatus.CANCELLED: Tone.NEUTRAL,
    }
    return tones[row.status]


def remaining_text(row: InvoiceRow) -> str:
    """What remains to pay or to give back, or that nothing does."""
    if row.type is DocumentType.QUOTE:
        return quote_states()[row.status].lower()
    if row.settled is Settled.NOT_DUE:
        return tr("rien n'est dû")
    total = money.amount(abs(row.total_cents), row.currency)
    if row.type is DocumentType.CREDIT_NOTE:
        return tr("à rembourser sur {total}").format(total=total) if row.remaining_cents else tr("remboursé en entier")
    return tr("à régler sur {total}").format(total=total) if row.remaining_cents else tr("payée en entier")


def rest_text(row: InvoiceRow) -> str:
    """« reste 480,00 € » of a document that is settled in part; empty otherwise."""
    if row.remaining_cents in (0, row.total_cents):
        return ""
    return tr("reste {amount}").format(amount=money.amount(abs(row.remaining_cents), row.currency))


def open_text(row: InvoiceRow) -> str:
    """« 720,00 € · échéance le 17 décembre 2026 »: what remains of a document, and until when."""
    amount = money.amount(row.remaining_cents, row.currency)
    if row.due_on is None:
        return amount
    due = tr("en retard depuis le {day}") if row.settled is Settled.LATE else tr("échéance le {day}")
    return f"{amount} · {due.format(day=dates.long_day(row.due_on))}"


def issued_text(row: InvoiceRow) -> str:
    """« Émise le 4 septembre 2026 »."""
    day = dates.long_day(row.issued_on)
    if row.type in (DocumentType.CREDIT_NOTE, DocumentType.QUOTE):
        return tr("Émis le {day}").format(day=day)
    return tr("Émise le {day}").format(day=day)


def due_day_text(row: InvoiceRow) -> str:
    """« Échéance le 4 octobre 2026 », the end of validity of a quote; empty where the document names no day."""
    if row.due_on is None:
        return ""
    day = dates.long_day(row.due_on)
    if row.type is DocumentType.QUOTE:
        return tr("Valable jusqu'au {day}").format(day=day)
    return tr("Échéance le {day}").format(day=day)
