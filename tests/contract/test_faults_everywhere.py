"""Each fault at each request of each flow: an error that says what to do, and a vault that is as before or complete."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.connect import ConsentPolling
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.provider_access import Consents, forget_limits
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.connection import load_connection
from microdesk_desktop.views.messages.actions import action_for
from microdesk_desktop.views.messages.errors import error_text
from tests.contract.flow import choose, consents, journal, link, opened
from tests.contract.stand_in import Fact, StandIn
from tests.contract.watched import Disturbance, Step, steps_of, watched
from tests.support.bank import HURRIED, IBAN, PATIENT, stored
from tests.support.clock import TODAY

HIDDEN = dict.fromkeys(("summary", "detail", "type", "error", "message", "errorCode", "errorMessage"), "REFUSED")
KINDS = (
    faults.HTML,
    faults.EMPTY,
    faults.TRUNCATED,
    faults.HANGING,
    faults.RESET,
    Fault(name="500", status=500, body={}),
    Fault(name="429", status=429, body={}),
    Fault(name="401", status=401, body={}),
    Fault(name="hidden", status=200, body={"status_code": 409, "code": 400, **HIDDEN}),
)
FACTS = tuple(Fact(TODAY - timedelta(days=each), -100 - each, f"PRLV {each}") for each in range(1, 4))
BRIEF = ConsentPolling(timeout_s=1, interval_s=0.02, longest_interval_s=0.05)
LONG = ConsentPolling(timeout_s=20, interval_s=0.02, longest_interval_s=0.05)
SAMPLED = 5


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What disturbs a flow: a fault at one request, or at all from there on."""

    step: Step
    kind: Fault
    lasts: bool

    def __str__(self) -> str:
        return f"{self.kind.name}{' from' if self.lasts else ' at'} {' '.join(map(str, self.step))}"


def trials(steps: Sequence[Step], sampled: int) -> Iterator[Trial]:
    """Each step meets every `sampled`th kind, each kind every `sampled`th step; one kind lasts."""
    for at, step in enumerate(dict.fromkeys(steps)):
        for number, kind in enumerate(KINDS):
            if (at + number) % sampled == 0:
                yield Trial(step=step, kind=kind, lasts=False)
        yield Trial(step=step, kind=KINDS[at % len(KINDS)], lasts=True)


class Laboratory:
    """Runs flows of one provider with a disturbance, and counts what nobody can revoke any more."""

    def __init__(self, session: Session, stand_in: StandIn) -> None:
        self._session = session
        self._stand_in = stand_in
        self._finds_all = opened(session, stand_in).claim("reference") != ""
        self.lost = 0

    def run(self, trial: Trial, flow: Callable[[], object]) -> KnownError | None:
        """The error that ended the flow; it says what to do."""
        self._renew()
        disturbance = Disturbance(self._stand_in, trial.step, trial.kind, lasts=trial.lasts)
        hangs = trial.kind is faults.HANGING
        error: KnownError | None = None
        with watched(self._session, HURRIED if hangs else PATIENT, disturbance.before, disturbance.after):
            try:
                flow()
            except KnownError as raised:
                error = raised
        self._renew()
        self.lost += 0 if self._finds_all else disturbance.lost
        assert disturbance.is_met or trial.lasts or trial.step.number > 1, f"{trial}: the flow is another one"
        if error is not None:
            assert error_text(error), trial
            told = f"{error_text(error)} {error.params}"
            assert not any(key in told for key in self._stand_in.keys.values()), trial
            assert action_for(error.code) is not None
        return error

    def link(self, trial: Trial) -> KnownError | None:
        polling = BRIEF if trial.lasts else LONG
        return self.run(trial, lambda: link(self._session, self._stand_in, polling=polling))

    @property
    def known(self) -> int:
        """How many consents can be revoked from here."""
        return len(Consents(self._session).all())

    def check_consents(self, trial: object) -> None:
        """Every consent that is open can be revoked from here, but those of which no answer came."""
        assert self._stand_in.open_consents() <= self.known + self.lost, trial

    def _renew(self) -> None:
        self._session.write(lambda writer: forget_limits(writer, self._stand_in.info.name))
        self._stand_in.renew_limits()


@pytest.fixture
def laboratory(session: Session, stand_in: StandIn) -> Laboratory:
    stand_in.open_account(IBAN)
    stand_in.put(IBAN, *FACTS)
    choose(session, stand_in)
    return Laboratory(session, stand_in)


@pytest.fixture(autouse=True)
def _nothing_told(
    session: Session, stand_in: StandIn, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    """No key, account or label is in the journal, in a log or on a stream, whatever went wrong."""
    yield
    told = journal(session) + caplog.text + "".join(capfd.readouterr())
    for secret in (*stand_in.keys.values(), IBAN, "PRLV"):
        assert secret not in told


def test_a_first_connection(laboratory: Laboratory, session: Session, stand_in: StandIn) -> None:
    steps = steps_of(session, PATIENT, lambda: link(session, stand_in, polling=LONG))
    for trial in trials(steps, sampled=len(KINDS)):
        assert disconnect(session, Job()).revoked
        assert (session.read(load_connection), laboratory.known) == (None, 0)
        error = laboratory.link(trial)
        laboratory.check_consents(trial)
        assert (session.read(load_connection) is None) is (error is not None), trial
        assert error is None or trial.lasts or not laboratory.known, f"{trial}: what could be revoked was"
        link(session, stand_in, polling=LONG)
        assert laboratory.known <= 1, trial
        laboratory.check_consents(trial)
        assert sync(session, Job()).merge.added == len(FACTS), trial


def test_a_new_consent(laboratory: Laboratory, session: Session, stand_in: StandIn) -> None:
    link(session, stand_in, polling=LONG)
    sync(session, Job())
    rows, accounts = stored(session), [each.id for each in session.read(load_accounts)]
    for trial in trials(steps_of(session, PATIENT, lambda: link(session, stand_in, polling=LONG)), SAMPLED):
        former = session.read(load_connection)
        ledger = Consents(session).all()
        error = laboratory.link(trial)
        laboratory.check_consents(trial)
        if error is not None:
            assert session.read(load_connection) == former, trial
            assert Consents(session).all()[: len(ledger)] == ledger, f"{trial}: the former consent is kept"
            assert trial.lasts or laboratory.known == len(ledger), f"{trial}: what could be revoked was"
        link(session, stand_in, polling=LONG)
        assert laboratory.known <= 1, trial
        laboratory.check_consents(trial)
        assert sync(session, Job()).merge.added == 0, trial
        assert (stored(session), [each.id for each in session.read(load_accounts)]) == (rows, accounts), trial


def test_a_sync(laboratory: Laboratory, session: Session, stand_in: StandIn) -> None:
    link(session, stand_in, polling=LONG)
    sync(session, Job())
    facts = list(FACTS)
    for number, trial in enumerate(trials(steps_of(session, PATIENT, lambda: sync(session, Job())), sampled=1)):
        before = stored(session)
        facts.append(Fact(TODAY - timedelta(days=number % 60), -1_000 - number, f"CB {number}"))
        stand_in.put(IBAN, *facts)
        choose(session, stand_in)
        error = laboratory.run(trial, lambda: sync(session, Job()))
        assert stored(session) == before or (error is None and len(stored(session)) == len(facts)), trial
        sync(session, Job())
        assert sorted(row[1] for row in stored(session)) == sorted(fact.cents for fact in facts), trial


def test_a_disconnect(laboratory: Laboratory, session: Session, stand_in: StandIn, keyring: MemoryKeyring) -> None:
    link(session, stand_in, polling=LONG)
    for trial in trials(steps_of(session, PATIENT, lambda: disconnect(session, Job())), sampled=1):
        before = stand_in.open_consents()
        link(session, stand_in, polling=LONG)
        sync(session, Job())
        assert laboratory.run(trial, lambda: disconnect(session, Job())) is None, trial
        assert (stored(session), session.read(load_connection), keyring.entries) == ([], None, {}), trial
        assert stand_in.open_consents() <= before + consents(stand_in), trial
