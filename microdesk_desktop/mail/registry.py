"""The kinds of mail accounts, one line each; no other module imports their packages."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.mail.account import AccountKind
from microdesk_desktop.mail.provider import Mailbox, MailContext, MailKind


# Imported when an account of the kind is used: their libraries would slow the start of the program.
def _gmail() -> MailKind:
    from microdesk_desktop.mail.gmail import KIND

    return KIND


def _imap() -> MailKind:
    from microdesk_desktop.mail.imap import KIND

    return KIND


KINDS: Mapping[AccountKind, Callable[[], MailKind]] = {AccountKind.GMAIL: _gmail, AccountKind.IMAP: _imap}


def mail_kind(kind: AccountKind) -> MailKind:
    """What a kind of account declares. Raises MAIL_UNSUPPORTED for one that this version cannot reach."""
    if kind not in KINDS:
        raise KnownError(ErrorCode.MAIL_UNSUPPORTED)
    return KINDS[kind]()


def open_mailbox(context: MailContext) -> Mailbox:
    """The mailbox of an account, which connects on first use. Raises MAIL_UNSUPPORTED."""
    return mail_kind(context.account.kind).open(context)
