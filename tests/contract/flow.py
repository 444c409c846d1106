"""The steps that the tests of the contract share."""

from collections.abc import Callable

import pytest

from microdesk_desktop.banks.provider import Provider
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Connection, ProviderChoice
from microdesk_desktop.operations.bank.connect import Announce, ConsentPolling, connect
from microdesk_desktop.operations.bank.provider_access import provider_client
from microdesk_desktop.operations.bank.set_provider import set_provider
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.privacy.network.journal import load_events
from tests.contract.stand_in import Answer, StandIn
from tests.support.bank import IBAN

SHORT = ConsentPolling(timeout_s=0.4, interval_s=0.05, longest_interval_s=0.1)
LONG = ConsentPolling(timeout_s=60, interval_s=0.05, longest_interval_s=0.1)


def choose(session: Session, stand_in: StandIn) -> None:
    """Enter the right keys."""
    set_provider(session, stand_in.info.name, stand_in.base_url, stand_in.keys)


def opened(session: Session, stand_in: StandIn) -> Provider:
    """The provider itself, with the keys entered."""
    choose(session, stand_in)
    return provider_client(session, ProviderChoice(stand_in.info.name, stand_in.base_url))


def link(
    session: Session,
    stand_in: StandIn,
    *,
    user: Announce | None = None,
    iban: str | None = IBAN,
    polling: ConsentPolling = LONG,
    job: Job | None = None,
) -> Connection:
    """Connect an account through the whole consent flow."""
    choose(session, stand_in)
    return connect(
        session,
        stand_in.institution_id,
        announce=user or stand_in.user(Answer.AGREE),
        choose_account=lambda accounts: accounts[0],
        job=job or Job(),
        wanted_iban=iban,
        polling=polling,
    )


def consents(stand_in: StandIn) -> int:
    """How many consents stand where one account is connected."""
    return 1 if stand_in.asks_consent else 0


def refusal(act: Callable[[], object]) -> KnownError:
    """The known error that the act raises."""
    with pytest.raises(KnownError) as caught:
        act()
    return caught.value


def journal(session: Session) -> str:
    """Everything that the network journal keeps."""
    return repr(session.read(lambda reader: list(load_events(reader))))


class StoppingJob(Job):
    """Cancelled at the checkpoint after `left` others."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self._left = left

    def checkpoint(self) -> None:
        self._left -= 1
        if self._left < 0:
            self.cancel()
        super().checkpoint()
