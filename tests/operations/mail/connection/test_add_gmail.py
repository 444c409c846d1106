"""Adding a Gmail account with the user's own client, in a browser that is played."""

import argparse
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.mail.gmail import register
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.connection.add_gmail import AddedGmail, add_gmail
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.browser import browser, visit
from microdesk_desktop.sandbox.gmail.consent import MODIFY
from microdesk_desktop.sandbox.gmail.problems import fault
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.support.annotations import categories_of_secrets
from tests.support.vaults import new_vault


@pytest.fixture
def gmail() -> Iterator[SandboxGmail]:
    with SandboxGmail() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = new_vault(tmp_path_factory.mktemp("mail") / "profile").session
    yield made
    made.close()


@pytest.fixture
def session(vault: Session) -> Iterator[Session]:
    """The vault, without an account."""
    yield vault
    for account in list_accounts(vault):
        remove_account(vault, account.id, Job())


Add = Callable[..., AddedGmail]


@pytest.fixture
def add(session: Session, gmail: SandboxGmail, tmp_path: Path) -> Add:
    """Adds the simulated account; by default the user agrees."""
    file = gmail.write_client_file(tmp_path / "client.json")

    def act(
        announce: Callable[[ConsentPage], object] | None = None, *, job: Job | None = None, timeout_s: float = 60
    ) -> AddedGmail:
        agree = browser()
        return add_gmail(
            session,
            file,
            announce=announce or (lambda page: agree(page.url)),
            job=job or Job(),
            base_url=gmail.base_url,
            timeout_s=timeout_s,
        )

    return act


def _code(act: Callable[[], object]) -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        act()
    return raised.value.code


def test_account_is_connected_and_can_be_read(session: Session, gmail: SandboxGmail, add: Add) -> None:
    gmail.deliver("Devis")
    added = add()
    assert (added.account.address, added.ends_at) == ("jeanne@gmail.example", None)
    assert list_accounts(session) == [added.account]
    assert categories_of_secrets(session) == {"mail_keys"}
    (row,) = open_mailbox(session, added.account.id).page("INBOX", "", None, Job()).rows
    assert row.subject == "Devis"


def test_removal_ends_the_access_at_google(session: Session, gmail: SandboxGmail, add: Add) -> None:
    account = add().account
    assert remove_account(session, account.id, Job()).revoked
    assert not gmail.consents.refreshes
    assert not session.tokens.names()


def test_page_asks_for_the_one_scope_with_proof_and_state(add: Add) -> None:
    pages: list[ConsentPage] = []

    def keep(page: ConsentPage) -> None:
        pages.append(page)
        browser()(page.url)

    add(keep)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(pages[0].url).query).items()}
    assert asked["scope"] == MODIFY
    assert (asked["code_challenge_method"], asked["access_type"], asked["prompt"]) == ("S256", "offline", "consent")
    assert len(asked["state"]) >= 32
    assert urlsplit(asked["redirect_uri"]).hostname == "localhost"


def test_stray_requests_change_nothing(add: Add) -> None:
    def disturbed(page: ConsentPage) -> None:
        site = "/".join(page.return_address.split("/")[:3])
        for address in (f"{site}/favicon.ico", page.return_address, f"{page.return_address}?state=forged&code=stolen"):
            visit(address)
        browser()(page.url)

    assert add(disturbed).account.address == "jeanne@gmail.example"


def test_refusal_of_the_user(session: Session, add: Add) -> None:
    refuse = browser(agrees=False)
    assert _code(lambda: add(lambda page: refuse(page.url))) is ErrorCode.MAIL_CONSENT_REFUSED
    assert not list_accounts(session)


def test_no_answer_in_time(add: Add) -> None:
    assert _code(lambda: add(lambda _: None, timeout_s=0.05)) is ErrorCode.MAIL_CONSENT_TIMEOUT


def test_cancelling_ends_the_wait(add: Add) -> None:
    job = Job()
    with pytest.raises(Cancelled):
        add(lambda _: threading.Thread(target=job.cancel).start(), job=job)


@pytest.mark.parametrize("granted", ["", f"{MODIFY} https://mail.google.com/"], ids=["less", "more"])
def test_scope_that_is_not_the_one_asked_for_is_refused(
    session: Session, gmail: SandboxGmail, add: Add, granted: str
) -> None:
    gmail.consents.granted = granted
    assert _code(add) is ErrorCode.MAIL_SCOPE_MISSING
    assert not list_accounts(session)
    assert not session.tokens.names()


def test_access_without_refresh_token_is_refused(session: Session, gmail: SandboxGmail, add: Add) -> None:
    gmail.consents.gives_refresh = False
    assert _code(add) is ErrorCode.MAIL_NO_REFRESH
    assert not list_accounts(session)


def test_client_in_testing_is_noticed_at_once(session: Session, gmail: SandboxGmail, add: Add) -> None:
    gmail.consents.is_testing = True
    ends_at = add().ends_at
    assert ends_at is not None
    assert (ends_at - session.clock.now()).days == 6


def test_project_without_the_api_is_said_before_anything_is_kept(
    session: Session, gmail: SandboxGmail, add: Add
) -> None:
    gmail.faults.add(fault(403, "accessNotConfigured", info="SERVICE_DISABLED", only="/profile"))
    assert _code(add) is ErrorCode.MAIL_API_OFF
    assert not list_accounts(session)


def test_consent_that_cannot_be_kept_is_revoked(session: Session, gmail: SandboxGmail, add: Add) -> None:
    class Stopped(Job):
        """Cancelled once the consent is there."""

        def checkpoint(self) -> None:
            if ("GET", "/gmail/v1/users/me/profile") in gmail.requests:
                raise Cancelled

    with pytest.raises(Cancelled):
        add(job=Stopped())
    assert not gmail.consents.refreshes
    assert not list_accounts(session)


def test_failure_leaves_the_account_that_is_connected(session: Session, gmail: SandboxGmail, add: Add) -> None:
    account = add().account

    class Stopped(Job):
        def checkpoint(self) -> None:
            if gmail.requests.count(("GET", "/gmail/v1/users/me/profile")) == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        add(job=Stopped())
    assert list_accounts(session) == [account]
    assert open_mailbox(session, account.id).page("INBOX", "", None, Job()).rows == ()


def test_reconnecting_replaces_the_account(session: Session, add: Add) -> None:
    first, second = add().account, add().account
    assert list_accounts(session) == [second]
    assert {name.split(".")[1] for name in session.tokens.names()} == {second.id}
    assert first.id != second.id


def test_addresses_in_the_client_file_are_never_used(session: Session, tmp_path: Path, gmail: SandboxGmail) -> None:
    file = gmail.write_client_file(tmp_path / "client.json")
    forged = file.read_text().replace("https://oauth2.googleapis.com", "https://evil.example")
    file.write_text(forged.replace("https://accounts.google.com", "https://evil.example"))
    pages: list[str] = []

    def agree(page: ConsentPage) -> None:
        pages.append(page.url)
        browser()(page.url)

    add_gmail(session, file, announce=agree, job=Job(), base_url=gmail.base_url)
    assert pages[0].startswith(gmail.base_url)


def test_command_line_shows_the_page_on_standard_error(
    session: Session,
    gmail: SandboxGmail,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers(required=True))
    file = gmail.write_client_file(tmp_path / "client.json")
    gmail.consents.is_testing = True
    words = ("add-gmail", "--client-file", str(file), "--base-url", gmail.base_url)
    arguments = parser.parse_args(words, argparse.Namespace(profile=session.profile, json=True, passphrase_file=None))
    context = Context(arguments)
    context.register_session(session)
    monkeypatch.setattr("webbrowser.open", browser())
    result = arguments.run(context)
    (account,) = list_accounts(session)
    value = result.value
    assert (value["id"], value["address"], value["kind"]) == (account.id, "jeanne@gmail.example", "gmail")
    assert value["ends_at"] is not None
    assert f"{gmail.base_url}/o/oauth2/v2/auth?" in capsys.readouterr().err
    assert any("Publier l'application" in line.replace("’", "'") for line in result.text)
