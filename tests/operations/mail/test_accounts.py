"""Mail accounts: an address and settings in the vault, secrets in the keyring, and one mailbox in memory each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.operations.mail.accounts import find_account, keep_account, list_accounts, named_account
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.session import Session
from tests.support.clock import FakeClock
from tests.support.disconnects import Scene, killed
from tests.support.mail.two_accounts import (
    GONE,
    GONE_ID,
    OTHER_PASSWORD,
    PASSWORD,
    STAYS,
    STAYS_ID,
    imap_account,
    make_scene,
    passwords,
    provider,
)
from tests.support.vaults import new_vault

NEW_ID = "0123456789abcdef"


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock) -> Iterator[Session]:
    made = new_vault(tmp_path / "profile", clock=clock).session
    yield made
    made.close()


def code_of(act: object, *arguments: object) -> ErrorCode:
    assert callable(act)
    with pytest.raises(KnownError) as raised:
        act(*arguments)
    return raised.value.code


def test_an_account_is_kept_as_it_was_given(session: Session) -> None:
    keep_account(session, GONE, {"password": PASSWORD})
    assert list_accounts(session) == [GONE]
    assert passwords(session, GONE_ID) == [PASSWORD]


def test_an_account_is_named_by_its_id_or_its_address(session: Session) -> None:
    assert code_of(named_account, session, None) is ErrorCode.MAIL_ACCOUNT_UNKNOWN
    keep_account(session, GONE, {})
    assert named_account(session, None) == GONE
    keep_account(session, STAYS, {})
    assert [named_account(session, name) for name in (STAYS_ID, GONE.address.upper())] == [STAYS, GONE]
    assert code_of(named_account, session, None) is ErrorCode.MAIL_ACCOUNT_UNCLEAR
    assert code_of(named_account, session, "nobody@nowhere.example") is ErrorCode.MAIL_ACCOUNT_UNKNOWN
    assert code_of(find_account, session, GONE.address) is ErrorCode.MAIL_ACCOUNT_UNKNOWN


def test_the_same_address_again_replaces_settings_and_secrets_and_closes_the_mailbox(
    session: Session, clock: FakeClock
) -> None:
    keep_account(session, GONE, {"password": PASSWORD})
    clock.advance(days=1)
    keep_account(session, STAYS, {"password": OTHER_PASSWORD})
    clock.advance(days=1)
    again = imap_account(NEW_ID, GONE.address.upper())
    with provider() as playing:
        open_mailbox(session, GONE_ID)
        keep_account(session, again, {"password": "renewed"})
        assert [mailbox.closed for mailbox in playing.opened] == [1]
    assert list_accounts(session) == [again, STAYS], "the order in which they were added stays"
    assert passwords(session, GONE_ID, NEW_ID, STAYS_ID) == [None, "renewed", OTHER_PASSWORD]


def test_a_mailbox_stays_open_until_the_session_closes_and_opens_no_more(session: Session) -> None:
    keep_account(session, GONE, {"password": PASSWORD})
    with provider() as playing:
        assert open_mailbox(session, GONE_ID) is open_mailbox(session, GONE_ID)
        (mailbox,) = playing.opened
        assert mailbox.context.account == GONE
        assert mailbox.context.secrets.get("password") == PASSWORD
        session.close()
        assert mailbox.closed == 1
        assert code_of(open_mailbox, session, GONE_ID) is ErrorCode.VAULT_LOCKED


def renew(session: Session) -> object:
    return keep_account(session, imap_account(NEW_ID, GONE.address), {"password": "renewed"})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("mail"))


@pytest.mark.parametrize("moment", [{"kill_at": 0}, {"kill_at": 1}, {"kill_at": 2}, {"file_event": 4}], ids=repr)
def test_killed_while_an_account_is_renewed_it_is_the_former_or_the_new_one(
    made: Scene, tmp_path: Path, moment: dict[str, int]
) -> None:
    scene = made.copy(tmp_path)
    assert killed(scene, renew, **moment)  # type: ignore[arg-type]
    with scene.opened() as session:
        first, other = list_accounts(session)
        kept = passwords(session, GONE_ID, NEW_ID)
        assert kept == ([PASSWORD, None] if first == GONE else [None, "renewed"]), "no secret without its account"
        assert other == STAYS
        assert passwords(session, STAYS_ID) == [OTHER_PASSWORD]
        assert {name.split(".")[1] for name in session.tokens.names()} == {first.id, STAYS_ID}
