"""Take people out of documents, sealed ones by a link of the chain that states what was removed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.retention import least_until
from microdesk_desktop.documents.seal.chain import is_intact, seal_after
from microdesk_desktop.documents.seal.purge import purge_content
from microdesk_desktop.domain.documents.seals import Seal, SealKind
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.ageing import delete_beside, load_dated
from microdesk_desktop.store.documents.chain import append_seal, last_seal, load_seal_of, replace_content
from microdesk_desktop.store.privacy.client_rows import blank_record, delete_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The instant of an erasure, in UTC, and the last day that is over both there and where the user is."""

    at: datetime
    day: date


def purge_sealed(writer: Writer, document_id: int, until: date | None, at: datetime) -> bool:
    """Remove the client from a sealed document, as a link of the chain states; False for one that is not sealed.

    Raises DOCUMENTS_CHANGED (`subjects`) for a seal that cannot be read.
    """
    seal = load_seal_of(writer, document_id)
    if seal is None:
        return False
    content = _content(seal, until)
    purge = seal_after(
        last_seal(writer), at=at.isoformat(), kind=SealKind.PURGE, subject=seal.subject, content=content, files={}
    )
    append_seal(writer, purge)
    replace_content(writer, purge)
    delete_files(writer, document_id)
    blank_record(writer, document_id, TargetKind.INVOICE)
    return True


def purge_documents(writer: Writer, document_ids: Collection[int], moment: Moment) -> Sequence[int]:
    """Take the client out of those of these documents that the law no longer keeps; returns which they are.

    Number, days, amounts and VAT stay, of which the accounts are made, and whose they were as long as the client stays.
    One whose seal does not hold stays whole: a purge would state what it holds as what was sealed.
    """
    until = {each.id: least_until(each.type, each.issued_on) for each in load_dated(writer, document_ids, moment.day)}
    over = {
        id_: last
        for id_, last in until.items()
        if (last is None or last < moment.day) and _is_unchanged(load_seal_of(writer, id_))
    }
    delete_beside(writer, over)
    for id_, last in over.items():
        if not purge_sealed(writer, id_, last, moment.at):
            blank_record(writer, id_, TargetKind.INVOICE)
    return list(over)


def _is_unchanged(seal: Seal | None) -> bool:
    return seal is None or is_intact(seal)


def _content(seal: Seal, until: date | None) -> str:
    try:
        return purge_content(seal, until)
    except ValueError:
        raise KnownError(ErrorCode.DOCUMENTS_CHANGED, subjects=[seal.subject]) from None
