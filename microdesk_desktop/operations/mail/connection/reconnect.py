"""Give an account that is kept a new password or a new consent; its id stays, and what is set for it."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.mail.google.addresses import google_at
from microdesk_desktop.mail.google.consent import GoogleClient
from microdesk_desktop.mail.google.tokens import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN
from microdesk_desktop.mail.microsoft.tokens import MICROSOFT
from microdesk_desktop.mail.outgoing.access import smtp_access
from microdesk_desktop.mail.outgoing.smtp import check_login
from microdesk_desktop.mail.provider import PASSWORD
from microdesk_desktop.operations.consent_page import Announce
from microdesk_desktop.operations.mail.accounts import AccountSecrets, find_account
from microdesk_desktop.operations.mail.connection.add_gmail import AddedGmail, added_gmail, ask_google
from microdesk_desktop.operations.mail.connection.add_microsoft import AddedMicrosoft, ask_microsoft
from microdesk_desktop.operations.mail.connection.answer import CONSENT_S
from microdesk_desktop.operations.mail.connection.log_in import as_typed, log_in
from microdesk_desktop.operations.mail.mailboxes import mail_context, open_mailbox
from microdesk_desktop.operations.session import Session


def reconnect_imap(session: Session, account_id: str, password: str, job: Job) -> Account:
    """Keep another password once both servers have accepted it; the former one stays until then.

    Raises MAIL_ACCOUNT_UNKNOWN, what `log_in` raises, and KEYRING_UNAVAILABLE or KEYRING_LOCKED.
    """
    account = find_account(session, account_id)
    secrets = AccountSecrets(session.tokens, account.id)
    password = as_typed(account, password)
    log_in(session, account, {PASSWORD: password}, job)
    job.checkpoint()
    secrets.put(PASSWORD, password)
    session.mailboxes.drop(account.id)
    return account


def reconnect_gmail(
    session: Session, account_id: str, *, announce: Announce, job: Job, timeout_s: float = CONSENT_S
) -> AddedGmail:
    """Ask for the user's consent once more, with the client that the account has.

    Raises MAIL_ACCOUNT_UNKNOWN, MAIL_CLIENT_MISSING where the keyring has no client any more, MAIL_OTHER_ADDRESS
    (`address`, `wanted`) where the user chose another account on Google's page, and what `ask_google` raises.
    """
    account = find_account(session, account_id)
    secrets = AccountSecrets(session.tokens, account.id)
    client_id, client_secret = secrets.get(CLIENT_ID), secrets.get(CLIENT_SECRET)
    if not client_id or not client_secret:
        raise KnownError(ErrorCode.MAIL_CLIENT_MISSING)
    client = GoogleClient(id=client_id, secret=client_secret)
    grant = ask_google(session, client, google_at(account.base_url), announce, job, timeout_s)
    if grant.address.casefold() != account.address.casefold():
        raise KnownError(ErrorCode.MAIL_OTHER_ADDRESS, address=grant.address, wanted=account.address)
    job.checkpoint()
    secrets.put(REFRESH_TOKEN, grant.refresh_token)
    session.mailboxes.drop(account.id)
    return added_gmail(session, account, grant)


def reconnect_microsoft(
    session: Session, account_id: str, *, announce: Announce, job: Job, timeout_s: float = CONSENT_S
) -> AddedMicrosoft:
    """Ask for the user's consent once more, with the client that the account has; both servers are tried with it.

    Raises MAIL_ACCOUNT_UNKNOWN, MAIL_CLIENT_MISSING, and what `ask_microsoft` and `log_in` raise.
    """
    account = find_account(session, account_id)
    secrets = AccountSecrets(session.tokens, account.id)
    client_id = secrets.get(CLIENT_ID)
    if not client_id:
        raise KnownError(ErrorCode.MAIL_CLIENT_MISSING, part=MICROSOFT)
    refresh = ask_microsoft(session, account, client_id, announce, job, timeout_s)
    kept = log_in(session, account, {CLIENT_ID: client_id, REFRESH_TOKEN: refresh}, job)
    job.checkpoint()
    secrets.put(REFRESH_TOKEN, kept[REFRESH_TOKEN])
    session.mailboxes.drop(account.id)
    return AddedMicrosoft(account=account)


def check_account(session: Session, account_id: str, job: Job) -> Account:
    """Log in to the servers of an account with what the keyring has. Raises what the connections and logins raise."""
    account = find_account(session, account_id)
    open_mailbox(session, account.id).folders(job)
    if account.outgoing is not None:
        check_login(smtp_access(mail_context(session, account), job), job)
    return account
