"""The one way to a mailbox: opened on first use, kept in memory until lock, removal of its account, or exit."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.mail import registry
from microdesk_desktop.mail.provider import Mailbox, MailContext
from microdesk_desktop.operations.mail.accounts import AccountSecrets, find_account, list_accounts
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.mail.folder_roles import load_folder_roles


def open_mailbox(session: Session, account_id: str) -> Mailbox:
    """The mailbox of an account; call it off the GUI thread, and use it from one thread at a time.

    Raises MAIL_ACCOUNT_UNKNOWN, MAIL_UNSUPPORTED, or VAULT_LOCKED once the session is closed.
    """
    account = find_account(session, account_id)
    context = mail_context(session, account)
    mailbox = session.mailboxes.get(account_id, lambda: registry.open_mailbox(context))
    if account not in list_accounts(session):
        # Removed meanwhile, perhaps after its mailbox had been dropped.
        session.mailboxes.drop(account_id)
        raise KnownError(ErrorCode.MAIL_ACCOUNT_UNKNOWN)
    return mailbox


def mail_context(session: Session, account: Account) -> MailContext:
    """What a mailbox of this account may use."""
    return MailContext(
        account=account,
        secrets=AccountSecrets(session.tokens, account.id),
        http=session.http,
        journal=session.journal,
        clock=session.clock,
        chosen_folders=lambda: session.read(lambda reader: load_folder_roles(reader, account.id)),
    )
