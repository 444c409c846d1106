"""Words of a sales document: what it is, how far it is settled, its days, and what is due of several."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.documents.follow_up.aging import Age
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, Sending, Way, WriteOff
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.money import Money, total_by_currency
from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.rows import InvoiceRow


class Due(StrEnum):
    """What remains of a document: to be collected, late for so many days, owed to the client, or nothing."""

    TO_COLLECT = "to_collect"
    LATE_TO_30 = "late_to_30"
    LATE_TO_60 = "late_to_60"
    LATE_TO_90 = "late_to_90"
    LATE_OVER_90 = "late_over_90"
    OWED = "owed"
    NOTHING = "nothing"


_LATE: Mapping[Age, Due] = {
    Age.TO_30: Due.LATE_TO_30,
    Age.TO_60: Due.LATE_TO_60,
    Age.TO_90: Due.LATE_TO_90,
    Age.OVER_90: Due.LATE_OVER_90,
}


def due_of(row: InvoiceRow) -> tuple[tuple[Due, str], int]:
    """What remains of the document in cents, and the sum that it is part of: its kind and its currency."""
    if row.remaining_cents < 0:
        return (Due.OWED, row.currency), -row.remaining_cents
    if not row.remaining_cents:
        return (Due.NOTHING, row.currency), 0
    return (_LATE.get(row.age, Due.TO_COLLECT), row.currency), row.remaining_cents


def due_text(rows: Iterable[InvoiceRow]) -> str:
    """« 2 990,50 € + 300,00 $US à encaisser, dont 1 200,00 € en retard · 120,00 € d'avoirs à rembourser »."""
    sums: defaultdict[tuple[Due, str], int] = defaultdict(int)
    for key, cents in map(due_of, rows):
        sums[key] += cents
    return due_words(sums)


def due_words(sums: Mapping[tuple[Due, str], int]) -> str:
    """The words of `due_text` for the sums of `due_of`."""
    due = _sum_of(sums, Due.TO_COLLECT, *_LATE.values())
    overdue, owed = _sum_of(sums, *_LATE.values()), _sum_of(sums, Due.OWED)
    words = tr("{due} à encaisser, dont {late} en retard") if overdue else tr("{due} à encaisser")
    credit = [tr("{amount} d'avoirs à rembourser").format(amount=sums_text(owed))] if owed else []
    return " · ".join((words.format(due=sums_text(due), late=sums_text(overdue)), *credit))


def late_words(sums: Mapping[tuple[Due, str], int]) -> str:
    """« En retard · 1 à 30 jours : 480,00 € · plus de 90 jours : 100,00 € » for the sums of `due_of`; may be empty."""
    words = age_words()
    parts = [(words[age], _sum_of(sums, due)) for age, due in _LATE.items()]
    late = [aged_text(text, sums) for text, sums in parts if sums]
    return " · ".join((tr("En retard"), *late)) if late else ""


def aged_text(age: str, sums: Sequence[Money]) -> str:
    """« 1 à 30 jours : 480,00 € »."""
    return tr("{age} : {amount}").format(age=age, amount=sums_text(sums))


def age_words() -> Mapping[Age, str]:
    """Every age, in words."""
    return {
        Age.NOT_DUE: tr("à échoir"),
        Age.TO_30: tr("1 à 30 jours"),
        Age.TO_60: tr("31 à 60 jours"),
        Age.TO_90: tr("61 à 90 jours"),
        Age.OVER_90: tr("plus de 90 jours"),
    }


def _sum_of(sums: Mapping[tuple[Due, str], int], *kinds: Due) -> tuple[Money, ...]:
    return total_by_currency(Money(cents, currency) for (kind, currency), cents in sums.items() if kind in kinds)


def to_collect(rows: Iterable[InvoiceRow]) -> tuple[Money, ...]:
    """What remains to be paid to the user, per currency; credit notes are not deducted."""
    return total_by_currency(Money(row.remaining_cents, row.currency) for row in rows if row.remaining_cents > 0)


def late(rows: Iterable[InvoiceRow]) -> tuple[Money, ...]:
    """What is overdue, per currency."""
    return total_by_currency(
        Money(row.remaining_cents, row.currency) for row in rows if row.state is DocumentState.LATE
    )


def invoices_count(rows: Sequence[InvoiceRow]) -> str:
    """« 20 documents »: invoices and credit notes."""
    return ntr("{count} document", "{count} documents", len(rows)).format(count=counts.count(len(rows)))


def quotes_count(rows: Sequence[InvoiceRow]) -> str:
    """« 3 devis »."""
    return ntr("{count} devis", "{count} devis", len(rows)).format(count=counts.count(len(rows)))


def quotes_text(rows: Sequence[InvoiceRow]) -> str:
    """« 3 devis · 4 200,00 € en attente de réponse »."""
    waiting = total_by_currency(Money(row.total_cents, row.currency) for row in rows if is_waiting(row))
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
        DocumentType.CORRECTIVE: tr("rectificative"),
        DocumentType.QUOTE: tr("devis"),
        DocumentType.ORDER: tr("bon de commande"),
        DocumentType.DELIVERY: tr("bon de livraison"),
        DocumentType.PROFORMA: tr("pro forma"),
    }
    return words.get(row.type, "")


def document_types() -> Sequence[tuple[DocumentType, str]]:
    """The types of document that other tools issue, in words."""
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
    """The state of the document, in words that agree with what it is."""
    if row.type is DocumentType.CREDIT_NOTE:
        return credit_states()[row.state]
    is_feminine = row.is_settled_by_money or row.type is DocumentType.PROFORMA
    return (document_states() if is_feminine else quote_states())[row.state]


def document_states() -> Mapping[DocumentState, str]:
    """Every state of an invoice, in words."""
    return {
        DocumentState.DRAFT: tr("Brouillon"),
        DocumentState.ISSUED: tr("Émise"),
        DocumentState.SENT: tr("Envoyée"),
        DocumentState.PARTLY_PAID: tr("Payée en partie"),
        DocumentState.LATE: tr("En retard"),
        DocumentState.PAID: tr("Payée"),
        DocumentState.WRITTEN_OFF: tr("Passée en perte"),
        DocumentState.CANCELLED: tr("Annulée"),
    }


def credit_states() -> Mapping[DocumentState, str]:
    """Every state of a credit note, in words."""
    return {
        DocumentState.DRAFT: tr("Brouillon"),
        DocumentState.ISSUED: tr("À rembourser"),
        DocumentState.SENT: tr("À rembourser"),
        DocumentState.PARTLY_PAID: tr("Soldé en partie"),
        DocumentState.PAID: tr("Soldé"),
        DocumentState.WRITTEN_OFF: tr("Soldé"),
        DocumentState.CANCELLED: tr("Annulé"),
    }


def quote_states() -> Mapping[DocumentState, str]:
    """Every state of a quote, an order or a delivery note, in words."""
    return {
        DocumentState.DRAFT: tr("Brouillon"),
        DocumentState.ISSUED: tr("Émis"),
        DocumentState.SENT: tr("Envoyé"),
        DocumentState.ACCEPTED: tr("Accepté"),
        DocumentState.DECLINED: tr("Refusé"),
        DocumentState.EXPIRED: tr("Expiré"),
        DocumentState.CANCELLED: tr("Annulé"),
    }


_TONES: Mapping[DocumentState, Tone] = {
    DocumentState.DRAFT: Tone.PLAIN,
    DocumentState.ISSUED: Tone.NEUTRAL,
    DocumentState.SENT: Tone.ATTENTION,
    DocumentState.PARTLY_PAID: Tone.PROPOSAL,
    DocumentState.LATE: Tone.DANGER,
    DocumentState.PAID: Tone.POSITIVE,
    DocumentState.WRITTEN_OFF: Tone.PLAIN,
    DocumentState.CANCELLED: Tone.PLAIN,
    DocumentState.ACCEPTED: Tone.POSITIVE,
    DocumentState.DECLINED: Tone.NEUTRAL,
    DocumentState.EXPIRED: Tone.DANGER,
}


def document_tone(row: InvoiceRow) -> Tone:
    """The colour of the chip."""
    return _TONES[row.state]


def is_waiting(row: InvoiceRow) -> bool:
    """Whether a quote still awaits its answer."""
    return row.state in (DocumentState.ISSUED, DocumentState.SENT)


def way_words() -> Sequence[tuple[Way, str]]:
    """How a document or a reminder was sent, in words."""
    return ((Way.MAIL, tr("Par courriel")), (Way.POST, tr("Par la poste")), (Way.HAND, tr("En main propre")))


def sending_text(sending: Sending) -> str:
    """« envoi le 4 novembre 2026, par courriel, depuis ines@example.fr »."""
    return tr("envoi le {day}, {way}").format(day=dates.long_day(sending.on), way=way_text(sending))


def way_text(sent: Sending | Reminder) -> str:
    """« par courriel, depuis ines@example.fr »: how it was sent, and from which account of the user, if from one."""
    way = dict(way_words())[sent.way].lower()
    if not sent.account:
        return way
    return tr("{way}, depuis {address}").format(way=way, address=visible(sent.account))


def written_off_line(write_off: WriteOff, currency: str) -> str:
    """« 0,62 € abandonnés le 4 novembre 2026 »."""
    amount = money.amount(abs(write_off.cents), currency)
    return tr("{amount} abandonnés le {day}").format(amount=amount, day=dates.long_day(write_off.on))


def remaining_text(row: InvoiceRow) -> str:
    """What remains to pay or to give back, or that nothing does."""
    if not row.is_settled_by_money or row.state is DocumentState.DRAFT:
        return document_state(row).lower()
    if row.state is DocumentState.CANCELLED:
        return tr("rien n'est dû")
    total = money.amount(abs(row.total_cents), row.currency)
    if row.type is DocumentType.CREDIT_NOTE:
        if row.remaining_cents == row.total_cents:
            return tr("à rembourser")
        return tr("à rembourser sur {total}").format(total=total) if row.remaining_cents else tr("soldé")
    if row.remaining_cents == row.total_cents:
        return tr("à régler")
    return tr("à régler sur {total}").format(total=total) if row.remaining_cents else tr("payée en entier")


def settled_before_text(row: InvoiceRow, cents: int) -> str:
    """How so much of it was settled without one of its payments; the cents of a credit note are negative."""
    amount = money.amount(abs(cents), row.currency)
    if not row.is_sealed:
        return tr("{amount} réglés avant l'import").format(amount=amount)
    if row.type is DocumentType.CREDIT_NOTE:
        return tr("{amount} déduits de ce qui restait à payer").format(amount=amount)
    if row.type is DocumentType.FINAL:
        return tr("{amount} d'acomptes déduits").format(amount=amount)
    return tr("{amount} réglés à l'émission").format(amount=amount)


def standing_line(row: InvoiceRow) -> str:
    """« F-2026-0040 : En retard · 480,00 € à régler sur 1 200,00 € », as the command line answers."""
    left = (
        f"{money.amount(abs(row.remaining_cents), row.currency)} {remaining_text(row)}" if row.remaining_cents else ""
    )
    state = " · ".join(filter(None, (document_state(row), left)))
    return tr("{number} : {state}").format(number=row.number, state=state)


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
    due = tr("en retard depuis le {day}") if row.state is DocumentState.LATE else tr("échéance le {day}")
    return f"{amount} · {due.format(day=dates.long_day(row.due_on))}"


def issued_text(row: InvoiceRow) -> str:
    """« Émise le 4 septembre 2026 »."""
    day = dates.long_day(row.issued_on)
    if row.state is DocumentState.DRAFT:
        return tr("Modifié le {day}").format(day=day)
    if row.type is DocumentType.CREDIT_NOTE or not row.is_settled_by_money:
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
