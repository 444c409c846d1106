"""The picture of what a supplier sent as a PDF; it is made in memory and kept nowhere."""

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.received.picture import first_page
from microdesk_desktop.domain.records.vouchers import MediaType
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.records.vouchers import load_voucher


def page_of_voucher(session: Session, voucher_id: int, job: Job) -> bytes | None:
    """The first page of a voucher that is a PDF, as a PNG; None for any other, or where it cannot be pictured."""
    found = session.read(lambda reader: load_voucher(reader, voucher_id))
    if found is None or found[1].media_type is not MediaType.PDF:
        return None
    return first_page(found[1].content, job)
