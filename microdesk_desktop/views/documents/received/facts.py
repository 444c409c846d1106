"""What a received invoice states, as names and values for its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.format.identifiers import grouped_iban, grouped_siren
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.documents.received import ReceivedInvoice, ReceivedLine
from microdesk_desktop.views.documents.received.words import kind_name

MOST_LINES = 100
"""Lines that are shown; the others are counted, and stand in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A value with its name; empty values are not shown."""

    name: str
    value: str
    is_amount: bool = False


def identity(invoice: ReceivedInvoice) -> Sequence[Stated]:
    """Who sent what, when, and how it is to be paid."""
    supplier = invoice.supplier
    references = ", ".join(
        f"{each.number} ({dates.typed_day(each.issued_on)})" if each.issued_on else each.number
        for each in invoice.refers_to
    )
    return (
        Stated(name=tr("Document"), value=f"{kind_name(invoice)} {invoice.number}"),
        Stated(name=tr("Fournisseur"), value=supplier.name),
        Stated(name=tr("SIREN"), value=grouped_siren(supplier.siren)),
        Stated(name=tr("Numéro de TVA"), value=supplier.vat_number),
        Stated(name=tr("IBAN"), value=grouped_iban(supplier.iban)),
        Stated(name=tr("Date d'émission"), value=dates.long_day(invoice.issued_on)),
        Stated(name=tr("Échéance"), value=dates.long_day(invoice.due_on) if invoice.due_on else ""),
        Stated(name=tr("Période"), value=_period(invoice)),
        Stated(name=tr("Commande"), value=invoice.order_number),
        Stated(name=tr("À rappeler en payant"), value=invoice.payment_reference),
        Stated(name=tr("Se rapporte à"), value=references),
    )


def amounts(invoice: ReceivedInvoice) -> Sequence[Stated]:
    """The totals with the VAT of each rate, as the document states them."""
    totals = invoice.totals

    def amount(name: str, cents: int | None) -> Stated:
        return Stated(name=name, value="" if cents is None else money.amount(cents, invoice.currency), is_amount=True)

    return (
        amount(tr("Total HT"), totals.excl_tax_cents),
        *(amount(tr("TVA à {rate} %").format(rate=_decimal(vat.rate or "0")), vat.tax_cents) for vat in invoice.vat),
        amount(tr("Total TTC"), totals.incl_tax_cents),
        amount(tr("Déjà payé"), totals.paid_cents or None),
        amount(tr("Arrondi"), totals.rounding_cents or None),
        amount(tr("À payer"), totals.due_cents),
    )


def lines(invoice: ReceivedInvoice) -> Sequence[Stated]:
    """The first lines, each with what it comes to; a last one counts the others."""
    shown = [
        Stated(name=_line(line), value=money.amount(line.net_cents, invoice.currency), is_amount=True)
        for line in invoice.lines[:MOST_LINES]
    ]
    others = len(invoice.lines) - len(shown)
    if others > 0:
        text = ntr("et {count} autre ligne", "et {count} autres lignes", others).format(count=counts.count(others))
        shown.append(Stated(name=text, value="…"))
    return shown


def _line(line: ReceivedLine) -> str:
    """« Hébergement · 2 × 12,50 · TVA 20 % »."""
    per = f"/{_decimal(line.base_quantity)}" if line.base_quantity else ""
    price = f"{_decimal(line.quantity)} × {_decimal(line.unit_price)}{per}" if line.quantity and line.unit_price else ""
    rate = tr("TVA {rate} %").format(rate=_decimal(line.vat_rate)) if line.vat_rate else ""
    return " · ".join(filter(None, (line.label, price, rate)))


def _decimal(text: str) -> str:
    """A decimal of the document as the user writes it."""
    return counts.decimal(text)


def _period(invoice: ReceivedInvoice) -> str:
    days = [dates.typed_day(day) for day in (invoice.first_day, invoice.last_day) if day]
    return " – ".join(days)
