"""Mailboxes of Microsoft 365 with the user's own application: consent, XOAUTH2 on both servers, another consent."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.secure import mail_tls_context
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.connection.add_microsoft import AddedMicrosoft, add_microsoft
from microdesk_desktop.operations.mail.connection.reconnect import check_account, reconnect_microsoft
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.operations.session import Session
from tests.support.annotations import categories_of_secrets
from tests.support.mail.microsoft import CLIENT, Playing, browse, microsoft
from tests.support.servers.certificates import Certificates
from tests.support.vaults import new_vault

ADDRESS = "ines@atelier.example"


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = new_vault(tmp_path_factory.mktemp("mail") / "profile").session
    yield made
    made.close()


@pytest.fixture
def session(vault: Session, certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """The vault, without an account."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    mail_tls_context.cache_clear()
    yield vault
    for account in list_accounts(vault):
        remove_account(vault, account.id, Job())
    mail_tls_context.cache_clear()


@pytest.fixture
def played(certificates: Certificates) -> Iterator[Playing]:
    with microsoft(certificates.good) as found:
        yield found


def add(session: Session, played: Playing, address: str = ADDRESS, client: str = CLIENT) -> AddedMicrosoft:
    return add_microsoft(
        session,
        address,
        client,
        announce=lambda page: browse(page.url),
        job=Job(),
        stand_in=played.stand_in,
        timeout_s=60,
    )


def refused(session: Session, played: Playing, **wanted: str) -> KnownError:
    with pytest.raises(KnownError) as raised:
        add(session, played, **wanted)
    assert (list_accounts(session), session.tokens.names()) == ([], []), "nothing is kept"
    return raised.value


def test_it_is_kept_once_both_servers_take_its_tokens(session: Session, played: Playing) -> None:
    account = add(session, played).account
    assert list_accounts(session) == [account]
    assert session.tokens.names() == [f"mail.{account.id}.client_id", f"mail.{account.id}.refresh_token"]
    assert categories_of_secrets(session) == {"mail_keys"}
    assert sum(b"AUTHENTICATE XOAUTH2" in line for line in played.microsoft.commands) == 1
    assert any(line.startswith(b"AUTH XOAUTH2 ") for line in played.microsoft.commands)


def test_each_answer_replaces_the_refresh_token_in_the_keyring(session: Session, played: Playing) -> None:
    account = add(session, played).account
    for _ in range(2):
        session.mailboxes.drop(account.id)
        assert [each.name for each in open_mailbox(session, account.id).folders(Job())] == ["INBOX"]
        assert session.tokens.get(f"mail.{account.id}.refresh_token") in played.microsoft.refreshes


def test_an_access_that_has_ended_is_given_anew_with_the_same_application(session: Session, played: Playing) -> None:
    account = add(session, played).account
    played.microsoft.refreshes.clear()
    session.mailboxes.drop(account.id)
    with pytest.raises(KnownError) as raised:
        check_account(session, account.id, Job())
    assert (raised.value.code, raised.value.params["part"]) == (ErrorCode.MAIL_CONSENT_EXPIRED, "microsoft")
    reconnect_microsoft(session, account.id, announce=lambda page: browse(page.url), job=Job(), timeout_s=60)
    assert check_account(session, account.id, Job()) == account


def test_the_tokens_of_another_mailbox_are_refused(session: Session, played: Playing) -> None:
    error = refused(session, played, address="jeanne@atelier.example")
    assert (error.code, error.params["part"]) == (ErrorCode.MAIL_LOGIN_REFUSED, "oauth")
    assert played.microsoft.after_refusal == [b""], "the token is not sent once more"


@pytest.mark.parametrize(
    ("faults", "code"),
    [
        ({"problem": {"error": "access_denied"}}, ErrorCode.MAIL_CONSENT_REFUSED),
        (
            {"problem": {"error": "access_denied", "error_description": "AADSTS90094: an admin"}},
            ErrorCode.MAIL_ADMIN_FORBIDS,
        ),
        ({"granted": "https://outlook.office.com/IMAP.AccessAsUser.All"}, ErrorCode.MAIL_SCOPE_MISSING),
        ({"gives_refresh": False}, ErrorCode.MAIL_NO_REFRESH),
    ],
)
def test_what_microsoft_does_not_give_is_named(
    session: Session, played: Playing, faults: dict[str, object], code: ErrorCode
) -> None:
    for name, value in faults.items():
        setattr(played.microsoft, name, value)
    error = refused(session, played)
    assert (error.code, error.params["part"]) == (code, "microsoft")


def test_a_personal_mailbox_or_a_wrong_id_is_refused_before_any_page(session: Session, played: Playing) -> None:
    assert refused(session, played, address="ines@outlook.fr").code is ErrorCode.MAIL_IMPOSSIBLE
    assert refused(session, played, client="my application").params["field"] == "mail_client"


def test_tokens_go_to_no_server_but_microsoft_s(session: Session, played: Playing) -> None:
    elsewhere = replace(played.stand_in, imap=replace(played.stand_in.imap, host="imap.example.com"))
    with pytest.raises(KnownError) as raised:
        add(session, replace(played, stand_in=elsewhere))
    assert raised.value.code is ErrorCode.ADDRESS_REFUSED


def test_cancelled_on_the_page_nothing_is_kept(session: Session, played: Playing) -> None:
    job = Job()
    with pytest.raises(Cancelled):
        add_microsoft(
            session, ADDRESS, CLIENT, announce=lambda _: job.cancel(), job=job, stand_in=played.stand_in, timeout_s=60
        )
    assert (list_accounts(session), session.tokens.names()) == ([], [])
