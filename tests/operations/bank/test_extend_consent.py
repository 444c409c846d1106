"""Renewing at Tink: the consent is extended where the bank allows it, else given again; nothing that stands is lost."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from microdesk_desktop.banks import registry
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.connect import ConsentPolling
from microdesk_desktop.operations.bank.provider_access import Consents
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.bank import Return
from microdesk_desktop.store.bank.connection import load_connection
from tests.contract.flow import LONG, SHORT, link, refusal
from tests.contract.stand_in import Answer, Fact
from tests.contract.stand_ins.tink import TinkStandIn
from tests.support.bank import IBAN, open_vault
from tests.support.clock import TODAY, FakeClock, clock

__all__ = ["clock"]

EXTEND = "/link/1.0/transactions/extend-consent"
CONNECT = "/link/1.0/transactions/connect-accounts"


@pytest.fixture
def stand_in(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[TinkStandIn]:
    with TinkStandIn(clock) as running:
        monkeypatch.setitem(registry.PROVIDERS, "tink", running.info)
        running.open_account(IBAN)
        running.put(IBAN, Fact(TODAY, -1_439, "PRLV OVH"))
        running.bank.state.is_extendable = True
        yield running


@pytest.fixture
def connected(tmp_path: Path, clock: FakeClock, stand_in: TinkStandIn) -> Iterator[Session]:
    """A vault connected sixty days ago."""
    with open_vault(tmp_path, clock) as session:
        link(session, stand_in)
        clock.advance(days=60)
        yield session


def renew(
    session: Session, stand_in: TinkStandIn, answer: Answer = Answer.AGREE, polling: ConsentPolling = LONG
) -> list[str]:
    """Renew the consent, and return the pages of Tink that were opened for it."""
    pages: list[str] = []

    def announce(page: ConsentPage) -> None:
        pages.append(page.url.split("?")[0].removeprefix(stand_in.base_url))
        stand_in.user(answer)(page)

    link(session, stand_in, user=announce, iban=None, polling=polling)
    return pages


def user_of(session: Session) -> list[str]:
    return [consent.id for consent in Consents(session).all()]


@pytest.mark.parametrize("answer", [Answer.AGREE, Answer.LOST])
def test_a_consent_is_extended_and_stays_the_same(connected: Session, stand_in: TinkStandIn, answer: Answer) -> None:
    before = connected.read(load_connection)
    users = user_of(connected)
    assert renew(connected, stand_in, answer) == [EXTEND]
    after = connected.read(load_connection)
    assert before is not None
    assert after is not None
    assert (after.account_id, after.iban) == (before.account_id, before.iban)
    assert after.expires_at is not None
    assert before.expires_at is not None
    assert after.expires_at - before.expires_at == timedelta(days=60)
    assert user_of(connected) == users
    assert stand_in.open_consents() == 1
    assert sync(connected, Job()).merge.added == 1


def test_an_expired_consent_is_extended(connected: Session, stand_in: TinkStandIn) -> None:
    (credentials,) = next(iter(stand_in.bank.state.users.values())).credentials
    credentials.status = "SESSION_EXPIRED"
    assert renew(connected, stand_in) == [EXTEND]
    assert credentials.status == "UPDATED"


def test_where_the_bank_does_not_extend_the_consent_is_given_again(connected: Session, stand_in: TinkStandIn) -> None:
    stand_in.bank.state.is_extendable = False
    former = user_of(connected)
    assert renew(connected, stand_in) == [CONNECT]
    assert stand_in.open_consents() == 1
    assert user_of(connected) != former


def test_after_an_extension_that_fails_the_consent_is_given_again(connected: Session, stand_in: TinkStandIn) -> None:
    pages: list[str] = []

    def announce(page: ConsentPage) -> None:
        pages.append(page.url.split("?")[0].removeprefix(stand_in.base_url))
        # the bank changes its mind between the look and the visit
        stand_in.bank.state.is_extendable = False
        stand_in.user(Answer.AGREE)(page)

    link(connected, stand_in, user=announce, iban=None)
    assert pages == [EXTEND, CONNECT]
    assert len(user_of(connected)) == stand_in.open_consents() == 1


@pytest.mark.parametrize(
    ("answer", "polling", "code"),
    [
        (Answer.REFUSE, LONG, ErrorCode.CONSENT_REFUSED),
        (Answer.NOTHING, SHORT, ErrorCode.CONSENT_TIMEOUT),
        (Answer.WRONG_REFERENCE, SHORT, ErrorCode.CONSENT_MISMATCH),
    ],
)
def test_who_does_not_confirm_keeps_the_consent_as_it_is(
    connected: Session, stand_in: TinkStandIn, answer: Answer, polling: ConsentPolling, code: ErrorCode
) -> None:
    before, users = connected.read(load_connection), user_of(connected)
    if answer is Answer.WRONG_REFERENCE:
        # nothing is confirmed, and the browser comes back with another reference
        stand_in.bank.link.error = {"error": "TEMPORARY_ERROR"}
    act: Callable[[], object] = lambda: renew(connected, stand_in, answer, polling)  # noqa: E731
    assert refusal(act).code is code
    assert connected.read(load_connection) == before
    assert user_of(connected) == users
    assert stand_in.open_consents() == 1
    stand_in.bank.link.returns, stand_in.bank.link.error = Return.FAITHFUL, None
    assert sync(connected, Job()).merge.added == 1


def test_an_account_that_is_named_is_asked_for_with_a_new_consent(connected: Session, stand_in: TinkStandIn) -> None:
    visited: list[str] = []

    def announce(page: ConsentPage) -> None:
        visited.append(page.url.split("?")[0].removeprefix(stand_in.base_url))
        stand_in.user(Answer.AGREE)(page)

    link(connected, stand_in, user=announce, iban=IBAN)
    assert visited == [CONNECT]
