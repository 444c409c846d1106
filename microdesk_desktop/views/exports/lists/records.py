"""The clients, receipts and expenses of an export, and the amounts behind a figure of the dashboard."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.views.dashboard.cash import CashRow
from microdesk_desktop.views.dashboard.words import line_explanation
from microdesk_desktop.views.exports.content import (
    Kind,
    ListColumn,
    amount_column,
    currency_column,
    day_column,
    text_column,
)
from microdesk_desktop.views.messages.values import sums_text
from microdesk_desktop.views.records.expenses.facts import deducted
from microdesk_desktop.views.records.rows import ClientRow, RecordRow
from microdesk_desktop.views.records.words import (
    category,
    client_kind,
    method_name,
    received_by,
    record_party,
    record_state,
)


def client_columns() -> Sequence[ListColumn[ClientRow]]:
    """Identity, address, and what was invoiced and is due: in euros as amounts, in other currencies as a text."""
    return (
        text_column(tr("Nom"), lambda row: row.client.name, 28),
        text_column(tr("Type"), lambda row: client_kind(row.client), 11),
        text_column(tr("SIREN"), lambda row: row.client.siren, 11),
        text_column(tr("N° de TVA"), lambda row: row.client.vat_number, 16, is_printed=False),
        text_column(tr("E-mail"), lambda row: row.client.email, 28),
        text_column(tr("Téléphone"), lambda row: row.client.phone, 16, is_printed=False),
        text_column(tr("Adresse"), lambda row: row.client.address, 30, is_printed=False),
        text_column(tr("Code postal"), lambda row: row.client.postal_code, 11, is_printed=False),
        text_column(tr("Ville"), lambda row: row.client.city, 18),
        text_column(tr("Pays"), lambda row: row.client.country, 5, is_printed=False),
        ListColumn(header=tr("Documents"), value=lambda row: row.invoices, kind=Kind.NUMBER, width=9),
        amount_column(tr("Facturé en euros"), lambda row: _in_euros(row.invoiced)),
        amount_column(tr("Reste dû en euros"), lambda row: _in_euros(row.remaining)),
        text_column(tr("Reste dû en autres devises"), lambda row: _in_others(row.remaining), 14),
    )


def receipt_columns() -> Sequence[ListColumn[RecordRow]]:
    """What was received: from whom, for what, how."""
    return (
        day_column(tr("Date"), lambda row: row.record.on),
        text_column(tr("Client"), lambda row: record_party(row.record), 26),
        text_column(tr("Objet"), lambda row: row.record.label, 32),
        text_column(tr("Encaissée par"), received_by, 13),
        text_column(tr("Référence"), lambda row: row.record.reference, 14),
        text_column(tr("Facture"), _invoice, 14),
        amount_column(tr("Montant"), lambda row: row.amount),
        currency_column(tr("Devise"), lambda row: row.currency),
        text_column(tr("Vue à la banque"), record_state, 15, is_printed=False),
    )


def expense_columns() -> Sequence[ListColumn[RecordRow]]:
    """What was spent, as positive amounts: negative is what a supplier paid back."""
    return (
        day_column(tr("Date"), lambda row: row.record.on),
        text_column(tr("Fournisseur"), lambda row: record_party(row.record), 26),
        text_column(tr("Objet"), lambda row: row.record.label, 32),
        text_column(tr("Catégorie"), lambda row: category(row.record), 18),
        text_column(tr("Payée par"), lambda row: method_name(row.record), 13),
        text_column(tr("Référence"), lambda row: row.record.reference, 14),
        amount_column(tr("Montant"), lambda row: row.amount),
        amount_column(tr("TVA déductible"), deducted),
        currency_column(tr("Devise"), lambda row: row.currency),
        text_column(tr("Justificatif"), lambda row: tr("oui") if row.has_voucher else tr("manquant"), 11),
        text_column(tr("Vue à la banque"), record_state, 15, is_printed=False),
    )


def cash_columns() -> Sequence[ListColumn[CashRow]]:
    """The amounts that a figure of the dashboard adds up."""
    return (
        day_column(tr("Date"), lambda row: row.line.on),
        text_column(tr("Client ou fournisseur"), lambda row: row.line.party, 26),
        text_column(tr("Objet"), lambda row: row.line.label, 32),
        text_column(tr("Ce qui l'explique"), lambda row: line_explanation(row.line), 24),
        amount_column(tr("Montant"), lambda row: Money(row.line.cents, row.line.currency)),
        currency_column(tr("Devise"), lambda row: row.line.currency),
    )


def _invoice(row: RecordRow) -> str:
    return row.record.invoice if isinstance(row.record, Receipt) else ""


def _in_euros(sums: Sequence[Money]) -> Money:
    return next((each for each in sums if each.currency == EUR), Money(0, EUR))


def _in_others(sums: Sequence[Money]) -> str:
    others = [each for each in sums if each.currency != EUR]
    return sums_text(others) if others else ""
