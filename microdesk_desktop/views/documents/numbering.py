"""The numbers that come next, as the settings show them."""

from datetime import date

from microdesk_desktop.domain.documents.numbering import Series, form_or_usual
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_numbers
from microdesk_desktop.store.vault.company import load_company


def next_invoice_number(reader: Reader, today: date) -> str:
    """The number of the next invoice if it is issued today."""
    form = form_or_usual(load_company(reader).numbering, Series.INVOICES)
    return form.next((number for number, _ in load_numbers(reader)), today.year)
