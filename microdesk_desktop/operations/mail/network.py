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
    """NETWORK_CLOSED where the user has closed the mailbox; None where it may be reached."""
    switches, group = session.gate.switches, group_of(account)
    return switches.error(group) if switches.is_closed(group) else None
