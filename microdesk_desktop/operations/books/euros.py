"""State what money in another currency was worth in euros on its day, which the books and all that follows count.

Turnover in another currency is converted at the rate of the day of cash, which the user has from the bank. For a day
whose books are closed, the change is a correction on the day on which it is made, as any other is.
"""

from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.targets import load_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.records.euro_values import PaidAbroad, load_paid_abroad, save_euro_value

_TOUCHED = Changes.INVOICES | Changes.LEDGER


def put_euro_value(session: Session, document_id: int, on: date, euro_cents: int | None) -> ChangeResult:
    """State the positive euro cents of all that was paid of a document on a day; None for what is not known any more.

    Raises UNKNOWN_TARGET without the document, CURRENCY_MISMATCH (`part`) for one in euros, NOTHING_TO_DO (`part`)
    where nothing was paid on that day, INVALID_VALUE (`field`) for an amount that is not positive.
    """
    before = session.write(lambda writer: _put(writer, document_id, on, euro_cents))
    return ChangeResult(
        changes=_TOUCHED,
        id=document_id,
        undo=lambda session: put_euro_value(session, document_id, on, before),
    )


def _put(writer: Writer, document_id: int, on: date, euro_cents: int | None) -> int | None:
    """Save the value; returns the positive cents that were stated before."""
    if euro_cents is not None and euro_cents <= 0:
        raise KnownError(ErrorCode.INVALID_VALUE, field="amount")
    paid = _paid_on(writer, document_id, on)
    signed = euro_cents if euro_cents is None or paid.cents > 0 else -euro_cents
    save_euro_value(writer, document_id, paid._replace(euro_cents=signed))
    return None if paid.euro_cents is None else abs(paid.euro_cents)


def _paid_on(reader: Reader, document_id: int, on: date) -> PaidAbroad:
    target = load_target(reader, document_id)
    if target is None:
        raise KnownError(ErrorCode.UNKNOWN_TARGET)
    if target.currency == EUR:
        raise KnownError(ErrorCode.CURRENCY_MISMATCH, part="euros")
    found = next((each for each in load_paid_abroad(reader, document_id) if each.on == on), None)
    if found is None:
        raise KnownError(ErrorCode.NOTHING_TO_DO, part="euros")
    return found
