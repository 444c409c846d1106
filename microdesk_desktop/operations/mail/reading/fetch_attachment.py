"""Bring one attachment of a letter into memory, so that it can be received as a supplier's invoice."""

from io import BytesIO

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.records.vouchers import MAX_BYTES
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session


def fetch_attachment(session: Session, account_id: str, letter: str, part: str, name: str, job: Job) -> Member:
    """The content of a part under this name; nothing is written to a file.

    Raises VOUCHER_TOO_LARGE (`name`) as soon as more than MAX_BYTES have come, and what `open_mailbox` and
    `Mailbox.part` raise.
    """
    content = _Bounded(name)
    open_mailbox(session, account_id).part(letter, part, content, job)
    return Member(name, content.getvalue())


class _Bounded(BytesIO):
    """A buffer that takes no more than a voucher may have."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def write(self, content: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(content) > MAX_BYTES:
            raise KnownError(ErrorCode.VOUCHER_TOO_LARGE, name=self._name)
        return super().write(content)
