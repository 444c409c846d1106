"""Log in to both servers of an account with secrets that are not kept yet."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.providers import Way
from microdesk_desktop.mail import registry
from microdesk_desktop.mail.outgoing.access import smtp_access
from microdesk_desktop.mail.outgoing.smtp import check_login
from microdesk_desktop.mail.provider import MailContext
from microdesk_desktop.mail.providers import provider_at, provider_of
from microdesk_desktop.operations.session import Session


class TriedSecrets:
    """The secrets that are tried, which are not in the keyring yet."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self.kept = dict(secrets)

    def get(self, name: str) -> str | None:
        """The secret; None when there is none."""
        return self.kept.get(name)

    def put(self, name: str, secret: str) -> None:
        """Keep a secret for the time of the trial."""
        self.kept[name] = secret

    def delete(self, name: str) -> None:
        """Forget a secret."""
        self.kept.pop(name, None)


def log_in(session: Session, account: Account, secrets: Mapping[str, str], job: Job) -> Mapping[str, str]:
    """Log in to both servers, and out again; returns the secrets, of which a refresh token may have been replaced.

    Raises what the connections and logins raise, where MAIL_LOGIN_REFUSED has the part app_password if the provider
    accepts no other.
    """
    tried = TriedSecrets(secrets)
    context = MailContext(
        account=account, secrets=tried, http=session.http, journal=session.journal, clock=session.clock
    )
    with _hinted(account):
        _log_in_to_read(context, job)
        check_login(smtp_access(context, job), job)
    return tried.kept


def as_typed(account: Account, password: str) -> str:
    """The password; an app password without the spaces with which providers show it."""
    return "".join(password.split()) if _takes_app_password(account) else password


def _takes_app_password(account: Account) -> bool:
    hosts = [each.host for each in (account.incoming, account.outgoing) if each is not None]
    found = (provider_of(account.address), *map(provider_at, hosts))
    return any(each is not None and each.way is Way.APP_PASSWORD for each in found)


@contextmanager
def _hinted(account: Account) -> Iterator[None]:
    """Name the app password in a refusal where the provider accepts no other."""
    try:
        yield
    except KnownError as error:
        if error.code is ErrorCode.MAIL_LOGIN_REFUSED and _takes_app_password(account):
            raise KnownError(error.code, **{**error.params, "part": Way.APP_PASSWORD.value}) from error
        raise


def _log_in_to_read(context: MailContext, job: Job) -> None:
    mailbox = registry.open_mailbox(context)
    try:
        mailbox.folders(job)
    finally:
        mailbox.close()
