"""What IMAPClient and imaplib raise, as known errors; the text of a server is never shown, only its code read."""

import imaplib

from imapclient.exceptions import CapabilityError

from microdesk_desktop.base.errors import ErrorCode, KnownError

_CODES = {
    "OVERQUOTA": ErrorCode.MAIL_OVER_QUOTA,
    "ALREADYEXISTS": ErrorCode.MAIL_FOLDER_EXISTS,
    "NONEXISTENT": ErrorCode.MAIL_GONE,
    "TRYCREATE": ErrorCode.MAIL_GONE,
    "UNAVAILABLE": ErrorCode.MAIL_BUSY,
    "INUSE": ErrorCode.MAIL_BUSY,
    "LIMIT": ErrorCode.MAIL_BUSY,
    "HASCHILDREN": ErrorCode.MAIL_FOLDER_NOT_EMPTY,
}
"""Response codes of RFC 5530."""


def known_error(error: Exception, host: str) -> KnownError | None:
    """The known error for what a command raised; None for a bug of ours."""
    match error:
        case KnownError():
            return error
        case CapabilityError():
            return KnownError(ErrorCode.MAIL_UNSUPPORTED)
        case imaplib.IMAP4.abort() | OSError() | EOFError():
            return KnownError(ErrorCode.MAIL_DROPPED, host=host)
        case imaplib.IMAP4.error():
            return _refused(str(error), host)
        case ValueError() | IndexError() | TypeError():
            # The library could not read the answer.
            return KnownError(ErrorCode.MAIL_PROVIDER_BROKEN, host=host)
    return None


def is_clean_refusal(error: Exception) -> bool:
    """Whether the server refused one command (NO), after which the connection can go on."""
    if isinstance(error, KnownError):
        return error.code is not ErrorCode.MAIL_DROPPED
    if isinstance(error, CapabilityError):
        return True
    is_answer = isinstance(error, imaplib.IMAP4.error) and not isinstance(error, imaplib.IMAP4.abort)
    return is_answer and " failed: " in str(error)


def _refused(answer: str, host: str) -> KnownError:
    for code, meaning in _CODES.items():
        if f"[{code}]" in answer.upper():
            return KnownError(meaning, host=host)
    clean = " failed: " in answer
    return KnownError(ErrorCode.MAIL_UNSUPPORTED if clean else ErrorCode.MAIL_PROVIDER_BROKEN, host=host)
