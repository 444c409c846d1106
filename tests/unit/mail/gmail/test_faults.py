"""Refusals of Google: tokens, rates, scopes, and what is asked of the API at all."""

from threading import Event

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.types import Response
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Change
from microdesk_desktop.mail.gmail import batches
from microdesk_desktop.mail.gmail.mailbox import GmailMailbox
from microdesk_desktop.mail.gmail.quota import Quota
from microdesk_desktop.mail.google import tokens
from microdesk_desktop.mail.google.addresses import google_at
from microdesk_desktop.mail.google.consent import revoke
from microdesk_desktop.mail.google.problems import retry_after
from microdesk_desktop.mail.provider import MailContext
from microdesk_desktop.sandbox.gmail.problems import fault
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.support.mail.gmail import open_gmail


def _code(mailbox: GmailMailbox) -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        mailbox.page("INBOX", "", None, Job())
    return raised.value.code


def test_token_that_ended_is_renewed_once(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    mailbox.page("INBOX", "", None, Job())
    gmail.consents.accesses.clear()
    mailbox.page("INBOX", "", None, Job())
    assert [path for _, path in gmail.requests].count("/token") == 2


def test_access_that_the_user_ended_is_said_at_once(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.consents.refreshes.clear()
    assert _code(mailbox) is ErrorCode.MAIL_CONSENT_EXPIRED
    assert len(gmail.requests) == 1


def test_client_that_google_no_longer_knows(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.consents.client_secret = "other"
    assert _code(mailbox) is ErrorCode.MAIL_CLIENT_REFUSED


@pytest.mark.parametrize(
    ("status", "reason", "info", "code"),
    [
        (403, "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", ErrorCode.MAIL_SCOPE_MISSING),
        (403, "accessNotConfigured", "SERVICE_DISABLED", ErrorCode.MAIL_API_OFF),
        (403, "domainPolicy", "", ErrorCode.MAIL_ADMIN_FORBIDS),
        (403, "dailyLimitExceeded", "", ErrorCode.MAIL_OVER_QUOTA),
        (404, "notFound", "", ErrorCode.MAIL_GONE),
        (418, "teapot", "", ErrorCode.MAIL_PROVIDER_BROKEN),
    ],
)
def test_refusal_has_its_own_error(
    gmail: SandboxGmail, mailbox: GmailMailbox, status: int, reason: str, info: str, code: ErrorCode
) -> None:
    gmail.faults.add(fault(status, reason, info=info, only="threads"))
    assert _code(mailbox) is code


@pytest.mark.parametrize(("status", "reason"), [(429, "rateLimitExceeded"), (403, "userRateLimitExceeded"), (500, "x")])
def test_temporary_refusals_are_waited_for(
    gmail: SandboxGmail, mailbox: GmailMailbox, status: int, reason: str
) -> None:
    mails = [gmail.deliver(f"Message {number}") for number in range(3)]
    gmail.faults.add(fault(status, reason, only="me/threads"), fault(status, reason, only=f"threads/{mails[1].thread}"))
    assert len(mailbox.page("INBOX", "", None, Job()).rows) == 3
    read = [path.rsplit("/", 1)[1] for _, path in gmail.calls if "/threads/" in path]
    assert sorted(read) == sorted(mail.thread for mail in mails)


def test_long_pause_is_left_to_the_user(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    gmail.faults.add(fault(429, "rateLimitExceeded", only="threads", retry_after="3600"))
    with pytest.raises(KnownError) as raised:
        mailbox.page("INBOX", "", None, Job())
    assert (raised.value.code, raised.value.params["seconds"]) == (ErrorCode.MAIL_BUSY, 3600)


def test_token_that_is_about_to_end_is_renewed_before_it_is_used(
    gmail: SandboxGmail, mailbox: GmailMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "_MARGIN_S", 10_000)
    mailbox.page("INBOX", "", None, Job())
    mailbox.page("INBOX", "", None, Job())
    assert [path for _, path in gmail.requests].count("/token") == len(gmail.calls)


def test_pause_without_measure_is_none() -> None:
    def asked(value: str) -> float | None:
        return retry_after(Response(host="x", status=429, headers={"retry-after": value}, body=b""))

    assert (asked("7"), asked("9" * 400), asked("Wed, 21 Oct 2026 07:28:00 GMT"), asked("²")) == (7.0, None, None, None)


def test_batch_without_some_of_its_answers_is_refused(
    gmail: SandboxGmail, mailbox: GmailMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    gmail.deliver("Un")
    monkeypatch.setattr(batches, "decode", lambda response: {})
    assert _code(mailbox) is ErrorCode.MAIL_PROVIDER_BROKEN


def test_quota_is_kept(gmail: SandboxGmail, context: MailContext) -> None:
    quota = Quota(units=25, window_s=3_600, wait_s=1)
    mailbox = open_gmail(context, quota=quota)
    gmail.deliver("Message")
    mailbox.page("INBOX", "", None, Job())
    with pytest.raises(KnownError) as raised:
        mailbox.page("INBOX", "", None, Job())
    assert raised.value.code is ErrorCode.MAIL_BUSY
    assert len(gmail.calls) == 4


def test_wait_for_the_quota_ends_with_its_job() -> None:
    class Hurried(Job):
        def wait(self, seconds: float) -> None:
            assert 0 < seconds <= 60
            raise Cancelled

    quota = Quota(units=10, window_s=60, wait_s=60)
    quota.spend(10, Job())
    with pytest.raises(Cancelled):
        quota.spend(1, Hurried())


def test_changes_are_noticed(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    read, binned = gmail.deliver("Un"), gmail.deliver("Deux")
    stamp = mailbox.page("INBOX", "", None, Job()).stamp
    new = gmail.deliver("Trois")
    mailbox.mark([read.id], Job(), unread=False)
    mailbox.bin([binned.id], Job())
    change = mailbox.wait(stamp, Event())
    assert change == Change(arrived=True, gone=frozenset((binned.id,)), touched=frozenset((new.id, read.id)))


def test_history_that_google_forgot_asks_for_everything(gmail: SandboxGmail, mailbox: GmailMailbox) -> None:
    stamp = mailbox.page("INBOX", "", None, Job()).stamp
    gmail.state.first_history = 1_000
    assert mailbox.wait(stamp, Event()) == Change(everything=True)


def test_waiting_ends_when_asked(mailbox: GmailMailbox) -> None:
    stop = Event()
    stop.set()
    assert mailbox.wait("1", stop) == Change()


def test_revoked_access_is_gone_and_revoking_again_succeeds(
    gmail: SandboxGmail, context: MailContext, mailbox: GmailMailbox
) -> None:
    revoke(context, Job())
    assert not gmail.consents.refreshes
    revoke(context, Job())
    assert _code(mailbox) is ErrorCode.MAIL_CONSENT_EXPIRED


def test_revocation_that_fails_is_raised(gmail: SandboxGmail, context: MailContext) -> None:
    gmail.faults.add(fault(503, "unavailable", only="/revoke"))
    with pytest.raises(KnownError) as raised:
        revoke(context, Job())
    assert raised.value.code is ErrorCode.MAIL_UNREACHABLE
    assert gmail.consents.refreshes


@pytest.mark.parametrize("base_url", ["https://mail.example", "http://192.168.1.1", "http://127.0.0.1.evil.example"])
def test_stand_in_is_accepted_on_this_computer_only(base_url: str) -> None:
    with pytest.raises(KnownError) as raised:
        google_at(base_url)
    assert raised.value.code is ErrorCode.ADDRESS_REFUSED
