"""Consent: every way that it is given, refused, interrupted and lost."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import AccountChoice
from microdesk_desktop.operations.bank.connect import connect
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.provider_access import Consents
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox import faults
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.connection import load_connection
from tests.contract.flow import LONG, SHORT, StoppingJob, choose, consents, link, opened, refusal
from tests.contract.stand_in import Answer, StandIn
from tests.contract.watched import Disturbance, Step, steps_of, watched
from tests.support.bank import IBAN, OTHER_IBAN, PATIENT
from tests.support.clock import FakeClock


@pytest.fixture
def asking(stand_in: StandIn) -> StandIn:
    """A stand-in where the user agrees on a page."""
    if not stand_in.asks_consent:
        pytest.skip("no consent is asked")
    return stand_in


@pytest.fixture(autouse=True)
def _account(stand_in: StandIn) -> None:
    stand_in.open_account(IBAN)


def is_nothing_left(session: Session, stand_in: StandIn) -> bool:
    return stand_in.open_consents() == 0 and not Consents(session).all() and session.read(load_connection) is None


def test_the_widest_consent_within_the_promises_is_asked_and_its_granted_end_kept(
    session: Session, stand_in: StandIn, clock: FakeClock
) -> None:
    connection = link(session, stand_in)
    assert session.read(load_connection) == connection
    assert (connection.iban, connection.provider) == (IBAN, stand_in.info.name)
    assert connection.history_days in (89, 90)
    if stand_in.asks_consent:
        assert connection.expires_at == stand_in.granted_end()
        assert timedelta(days=89) < connection.expires_at - clock.now() <= timedelta(days=180)


@pytest.mark.parametrize("answer", [Answer.AGREE, Answer.LOST, Answer.WRONG_REFERENCE])
def test_each_way_back_from_the_bank_ends_linked(session: Session, stand_in: StandIn, answer: Answer) -> None:
    if answer is Answer.LOST and not stand_in.can_be_polled:
        answer = Answer.AGREE
    assert link(session, stand_in, user=stand_in.user(answer)).iban == IBAN
    kept = [each.provider.base_url for each in Consents(session).all()]
    assert kept == [stand_in.base_url] or (kept == [] and not stand_in.asks_consent)


def test_a_foreign_return_address_changes_nothing(session: Session, asking: StandIn) -> None:
    def stranger(page: ConsentPage) -> None:
        for address in (f"{page.return_address}?state=guess&code=1", f"{page.return_address}?error=x", "code", ""):
            assert not page.offer(address)

    failure = refusal(lambda: link(session, asking, user=stranger, polling=SHORT))
    assert failure.code is ErrorCode.CONSENT_MISMATCH
    assert is_nothing_left(session, asking)


def test_the_return_address_of_an_earlier_attempt_is_none_of_this_one(session: Session, asking: StandIn) -> None:
    addresses: list[str] = []

    def remember(page: ConsentPage) -> None:
        def offer(address: str) -> bool:
            addresses.append(address)
            return page.offer(address)

        addresses.append(f"{page.return_address}?code=1")
        asking.user(Answer.AGREE)(replace(page, offer=offer))

    def play_again(page: ConsentPage) -> None:
        assert not any(page.offer(address) for address in addresses)

    link(session, asking, user=remember)
    former = session.read(load_connection)
    assert refusal(lambda: link(session, asking, user=play_again, polling=SHORT)).code is ErrorCode.CONSENT_MISMATCH
    assert (session.read(load_connection), asking.open_consents()) == (former, 1)


def test_a_user_who_refuses_or_does_nothing_leaves_nothing_open(session: Session, asking: StandIn) -> None:
    refused = refusal(lambda: link(session, asking, user=asking.user(Answer.REFUSE)))
    assert refused.code is ErrorCode.CONSENT_REFUSED
    late = refusal(lambda: link(session, asking, user=asking.user(Answer.NOTHING), polling=SHORT))
    assert late.code is ErrorCode.CONSENT_TIMEOUT
    assert [late.params.get("address")] == list(asking.info.return_addresses or (None,)), "what to check is named"
    assert is_nothing_left(session, asking)


def test_a_return_address_that_is_not_registered_is_named(session: Session, stand_in: StandIn) -> None:
    if not stand_in.info.return_addresses:
        assert list(opened(session, stand_in).return_addresses(Job())) == [], "any address on this computer"
        return
    stand_in.registered = []  # type: ignore[attr-defined]
    failure = refusal(lambda: link(session, stand_in, polling=SHORT))
    # a provider that does not redirect to an unknown address says nothing to this program either
    assert failure.code in (ErrorCode.RETURN_NOT_REGISTERED, ErrorCode.CONSENT_TIMEOUT)
    assert failure.params["address"] == stand_in.info.return_addresses[0]


def test_a_consent_without_accounts_has_its_own_error_and_is_revoked(session: Session, stand_in: StandIn) -> None:
    stand_in.close_accounts()
    failure = refusal(lambda: link(session, stand_in, iban=None))
    assert failure.code in (ErrorCode.ACCOUNTS_NOT_LINKED, ErrorCode.CONSENT_MISSING)
    assert is_nothing_left(session, stand_in)


def test_an_application_that_is_not_active_is_told_as_such(session: Session, stand_in: StandIn) -> None:
    inactive = [fault for fault, code in stand_in.refusals if code is ErrorCode.APPLICATION_INACTIVE]
    for fault in inactive:
        stand_in.faults.add(*[replace(fault, only="")] * 20)
        assert refusal(lambda: link(session, stand_in)).code is ErrorCode.APPLICATION_INACTIVE
        stand_in.faults.clear()
        assert is_nothing_left(session, stand_in)


def test_cancelling_a_request_that_gets_no_answer_is_immediate_and_leaves_nothing_open(
    session: Session, stand_in: StandIn
) -> None:
    steps = steps_of(session, PATIENT, lambda: link(session, stand_in))
    disconnect(session, Job())
    for step in dict.fromkeys(steps):
        if step.number > 1:
            continue
        job, silence = Job(), Disturbance(stand_in, step, faults.HANGING, lasts=False)

        def cancel(met: Step, path: str, job: Job = job, silence: Disturbance = silence) -> None:
            silence.before(met, path)
            if silence.is_met:
                threading.Timer(0.02, job.cancel).start()

        stand_in.renew_limits()
        # an answer that does not come is an error after half a minute: only the cancellation ends it as such
        with watched(session, PATIENT, cancel, silence.after), pytest.raises(Cancelled):
            link(session, stand_in, job=job)
        assert silence.is_met
        assert is_nothing_left(session, stand_in), step


def test_a_consent_whose_answer_is_lost_is_found_and_revoked_where_it_can_be(
    session: Session, stand_in: StandIn
) -> None:
    finds_all = opened(session, stand_in).claim("reference") != ""
    steps = steps_of(session, PATIENT, lambda: link(session, stand_in))
    for step in [each for each in dict.fromkeys(steps) if each.method == "POST" and each.number == 1]:
        disconnect(session, Job())
        standing = stand_in.open_consents()
        cut = Disturbance(stand_in, step, faults.TRUNCATED, lasts=False)
        with watched(session, PATIENT, cut.before, cut.after), suppress(KnownError):
            link(session, stand_in)
        assert cut.is_met
        known = len(Consents(session).all())
        assert stand_in.open_consents() - standing <= known + (0 if finds_all else 1), step
        assert (known == 0) is (session.read(load_connection) is None), step


def test_cancelling_at_any_checkpoint_leaves_nothing_open(session: Session, stand_in: StandIn) -> None:
    for left in range(60):
        try:
            link(session, stand_in, job=StoppingJob(left))
        except Cancelled:
            assert is_nothing_left(session, stand_in)
        else:
            break
    assert left > 2
    assert session.read(load_connection)


def test_a_consent_that_could_not_be_revoked_is_revoked_by_the_next_success(session: Session, asking: StandIn) -> None:
    method, path = asking.revoking
    asking.faults.add(faults.Fault(name="gone", status=503, body={}, method=method, only=path))
    refusal(lambda: link(session, asking, iban=OTHER_IBAN))
    assert asking.open_consents() == 1
    assert len(Consents(session).all()) == 1
    link(session, asking)
    assert asking.open_consents() == 1
    assert len(Consents(session).all()) == 1


@pytest.mark.parametrize("fault", [faults.UNAVAILABLE, faults.HTML, faults.RESET], ids=lambda each: each.name)
def test_a_provider_that_fails_while_the_user_agrees_is_asked_again(
    session: Session, asking: StandIn, fault: faults.Fault
) -> None:
    def agree(page: ConsentPage) -> None:
        asking.faults.add(replace(fault, only=asking.polling_path))
        asking.user(Answer.AGREE)(page)

    assert link(session, asking, user=agree).iban == IBAN
    assert not len(asking.faults)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "http://bank.example/"])
def test_a_page_at_an_unsafe_address_is_never_shown(session: Session, asking: StandIn, address: str) -> None:
    shown: list[ConsentPage] = []
    if not asking.break_page(address):
        return
    failure = refusal(lambda: link(session, asking, user=shown.append))
    assert (failure.code, shown) == (ErrorCode.ADDRESS_REFUSED, [])


def test_of_several_accounts_exactly_one_is_ever_read(session: Session, stand_in: StandIn) -> None:
    stand_in.open_account(OTHER_IBAN)
    link(session, stand_in, iban=OTHER_IBAN)
    sync(session, Job())
    assert stand_in.accounts_read() == {OTHER_IBAN}


def test_listing_the_accounts_uses_nothing_that_banks_count(session: Session, stand_in: StandIn) -> None:
    stand_in.open_account("4974XXXXXXXX1111")
    failure = refusal(lambda: link(session, stand_in, iban=OTHER_IBAN))
    assert failure.code is ErrorCode.ACCOUNT_UNKNOWN
    assert stand_in.accounts_read() == set()
    masked = refusal(lambda: link(session, stand_in, iban="4974XXXXXXXX1111"))
    assert masked.code is ErrorCode.ACCOUNT_UNKNOWN, "a masked card number is no IBAN"


def test_agreeing_again_finds_the_account_and_revokes_the_former_consent_last(
    session: Session, stand_in: StandIn
) -> None:
    stand_in.open_account(OTHER_IBAN)
    first = link(session, stand_in, iban=OTHER_IBAN)
    accounts = session.read(load_accounts)
    stand_in.faults.add(*[faults.UNAVAILABLE] * (0 if stand_in.asks_consent else 30))
    refusal(lambda: link(session, stand_in, user=stand_in.user(Answer.REFUSE)))
    assert (session.read(load_connection), stand_in.open_consents()) == (first, consents(stand_in)), "it is kept"
    stand_in.faults.clear()
    again = link(session, stand_in, iban=None)
    assert again.iban == OTHER_IBAN
    assert again.account_id != first.account_id or not stand_in.asks_consent
    assert [each.id for each in session.read(load_accounts)] == [each.id for each in accounts]
    assert stand_in.open_consents() == consents(stand_in)
    choose(session, stand_in)
    sync(session, Job())


def test_agreeing_again_without_the_account_asks_which_one(session: Session, stand_in: StandIn) -> None:
    link(session, stand_in)
    stand_in.close_accounts()
    stand_in.open_account(OTHER_IBAN)
    asked: list[Sequence[AccountChoice]] = []

    def choose_first(accounts: Sequence[AccountChoice]) -> AccountChoice:
        asked.append(accounts)
        return accounts[0]

    announce = stand_in.user(Answer.AGREE)
    stand_in.renew_limits()
    connect(session, stand_in.institution_id, announce=announce, choose_account=choose_first, job=Job(), polling=LONG)
    assert [[account.iban for account in accounts] for accounts in asked] == [[OTHER_IBAN]]
