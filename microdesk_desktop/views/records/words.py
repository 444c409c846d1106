"""Words of the records: what clients owe, the origin of a payment, what a receipt or an expense is."""

from collections.abc import Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.bank.labels.parser import mask_card_numbers
from microdesk_desktop.domain.money import EUR, sums_of, total_by_currency
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.views.bank.words.transactions import origin_name
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.payments import PaymentRow
from microdesk_desktop.views.records.rows import ClientRow, RecordRow, Settled
from microdesk_desktop.views.vault.company import activity_words


def client_kind(client: Client) -> str:
    """What the client is, in words."""
    words = {ClientKind.INDIVIDUAL: tr("Particulier"), ClientKind.PUBLIC: tr("Organisme public")}
    return words.get(client.kind, tr("Entreprise"))


def clients_text(rows: Sequence[ClientRow]) -> str:
    """« 10 clients · 3 636,50 € à encaisser »."""
    return " · ".join(filter(None, clients_totals(rows)))


def clients_totals(rows: Sequence[ClientRow]) -> tuple[str, str]:
    """How many clients there are, and what they owe; empty where they owe nothing."""
    count = ntr("{count} client", "{count} clients", len(rows)).format(count=counts.count(len(rows)))
    due = total_by_currency(each for row in rows for each in row.to_collect)
    return count, tr("{due} à encaisser").format(due=sums_text(due)) if due else ""


def received_text(sums: Mapping[str, int]) -> str:
    """What receipts add up to, in cents by currency: « 1 528,40 € encaissés »."""
    return tr("{amount} encaissés").format(amount=sums_text(sums_of(sums)))


def spent_text(sums: Mapping[str, int]) -> str:
    """What expenses add up to, in cents by currency: « 2 104,15 € dépensés »."""
    return tr("{amount} dépensés").format(amount=sums_text(sums_of(sums)))


def day_and_amount(on: date, cents: int) -> str:
    """« 23/11/2026 1250,00 »: a day and an amount as they are typed into a search."""
    whole, fraction = divmod(abs(cents), 100)
    return f"{dates.typed_day(on)} {whole},{fraction:02}"


def receipts_count(rows: Sequence[RecordRow]) -> str:
    """« 12 recettes »."""
    return ntr("{count} recette", "{count} recettes", len(rows)).format(count=counts.count(len(rows)))


def expenses_count(rows: Sequence[RecordRow]) -> str:
    """« 31 dépenses »."""
    return ntr("{count} dépense", "{count} dépenses", len(rows)).format(count=counts.count(len(rows)))


def payment_origin(payment: PaymentRow) -> str:
    """Who recorded the payment and the label of its transaction, or how it was paid."""
    if payment.method is not None:
        return dict(method_words())[payment.method]
    if payment.origin is None:
        return tr("Paiement enregistré")
    return f"{origin_name(payment.origin, payment.rule)} · {mask_card_numbers(payment.label or '')}"


def record_state(row: RecordRow) -> str:
    """Whether a transaction of the bank settles the line; empty where the bank will never show one."""
    if row.record.amount_cents == 0:
        return ""
    if row.settled is Settled.PAID:
        return tr("Vue")
    if row.settled is Settled.PARTLY:
        return tr("Vue en partie")
    return tr("Pas encore vue") if row.is_awaited else ""


def record_states() -> Sequence[str]:
    """Every state of a record, in words."""
    return tr("Vue"), tr("Vue en partie"), tr("Pas encore vue")


def record_tone(row: RecordRow) -> Tone:
    """The colour of the chip."""
    return Tone.POSITIVE if row.settled is Settled.PAID else Tone.PLAIN


def record_party(record: Receipt | Expense) -> str:
    """The client of a receipt, the supplier of an expense."""
    return record.supplier if isinstance(record, Expense) else record.client


def category(record: Receipt | Expense) -> str:
    """The category of an expense."""
    return record.category if isinstance(record, Expense) else ""


def method_name(record: Receipt | Expense) -> str:
    """How a receipt or an expense was paid, in words; empty where nobody knows."""
    return dict(method_words())[record.method] if record.method is not None else ""


def received_by(row: RecordRow) -> str:
    """How a receipt was paid; of a document's payment, whether the bank shows it."""
    if row.document_id is None:
        return method_name(row.record)
    return tr("Banque") if row.settled is Settled.PAID else method_name(row.record)


def record_detail(record: Receipt | Expense) -> str:
    """What the record is for: its subject, and the invoice that a receipt pays."""
    invoice = (
        tr("règle {number}").format(number=record.invoice) if isinstance(record, Receipt) and record.invoice else ""
    )
    return " · ".join(filter(None, (record.label, invoice)))


def saved_text(record: Receipt | Expense) -> str:
    """« Dépense enregistrée : OVH, 12,00 €. »."""
    text = (
        tr("Dépense enregistrée : {record}.") if isinstance(record, Expense) else tr("Recette enregistrée : {record}.")
    )
    return text.format(record=_record_name(record))


def removed_text(record: Receipt | Expense) -> str:
    """« Recette supprimée : Mme Arnaud, 80,00 €. »."""
    text = tr("Dépense supprimée : {record}.") if isinstance(record, Expense) else tr("Recette supprimée : {record}.")
    return text.format(record=_record_name(record))


def _record_name(record: Receipt | Expense) -> str:
    currency = record.currency if isinstance(record, Expense) else EUR
    return f"{record_party(record)}, {money.amount(record.amount_cents, currency)}"


def method_words() -> Sequence[tuple[Method, str]]:
    """How money comes in or is paid, in words."""
    return (
        (Method.TRANSFER, tr("Virement")),
        (Method.CARD, tr("Carte")),
        (Method.CHEQUE, tr("Chèque")),
        (Method.CASH, tr("Espèces")),
        (Method.DIRECT_DEBIT, tr("Prélèvement")),
        (Method.OTHER, tr("Autre moyen")),
    )


def receipt_activity_words() -> Sequence[tuple[Activity | None, str]]:
    """The activity that a receipt belongs to: None for the company's main one."""
    return (None, tr("Celle de l'entreprise")), *activity_words()
