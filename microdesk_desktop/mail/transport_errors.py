"""What the HTTP client raises, under the codes that mailboxes have."""

from collections.abc import Iterator
from contextlib import contextmanager

from microdesk_desktop.base.errors import ErrorCode, KnownError

# The client of HTTP words its errors for any service; the ones of a mailbox have their own sentences.
_OF_TRANSPORT = {
    ErrorCode.PROVIDER_DOWN: ErrorCode.MAIL_UNREACHABLE,
    ErrorCode.PROVIDER_CHANGED: ErrorCode.MAIL_PROVIDER_BROKEN,
    ErrorCode.CERTIFICATE_REFUSED: ErrorCode.MAIL_CERTIFICATE,
    ErrorCode.CREDENTIALS_REFUSED: ErrorCode.MAIL_CONSENT_EXPIRED,
}


@contextmanager
def mail_errors() -> Iterator[None]:
    """Raise errors of the connection under the codes that mailboxes have."""
    try:
        yield
    except KnownError as error:
        if error.code not in _OF_TRANSPORT:
            raise
        raise KnownError(_OF_TRANSPORT[error.code], **error.params) from error
