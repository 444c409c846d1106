"""Which switch of the network closes a mailbox."""

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.domain.mail.account import Account, AccountKind
from microdesk_desktop.operations.session import Session


def group_of(account: Account) -> NetworkGroup:
    """The group of everything that is asked for an account."""
    if account.kind is AccountKind.GMAIL:
        return NetworkGroup.GMAIL
    return NetworkGroup.MAIL if account.authority is None else NetworkGroup.MICROSOFT


def closed_by_user(session: Session, account: Account) -> KnownError | None:
    """One of CLOSED where the user has closed the mailbox, or agrees to no statement; None where it may be reached."""
    return session.gate.error(group_of(account))
