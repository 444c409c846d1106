"""The suite runs once for each provider with its stand-in; a new provider is one more line of STAND_INS."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from microdesk_desktop.banks import registry
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from tests.contract.plainbank.stand_in import PlainbankStandIn
from tests.contract.stand_in import StandIn
from tests.contract.stand_ins.enable_banking import EnableBankingStandIn
from tests.contract.stand_ins.gocardless import GoCardlessStandIn
from tests.contract.stand_ins.qonto import QontoStandIn
from tests.contract.stand_ins.tink import TinkStandIn
from tests.support.bank import open_vault
from tests.support.clock import FakeClock, clock

__all__ = ["clock"]

STAND_INS: dict[str, Callable[[FakeClock], StandIn]] = {
    "enablebanking": EnableBankingStandIn,
    "gocardless": GoCardlessStandIn,
    "plainbank": PlainbankStandIn,
    "qonto": QontoStandIn,
    "tink": TinkStandIn,
}


@pytest.fixture(params=STAND_INS)
def new_stand_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[FakeClock], StandIn]:
    """Makes a stand-in, and registers its provider as its `info` declares it, as the line of a new provider does."""

    def make(clock: FakeClock) -> StandIn:
        made = STAND_INS[request.param](clock)
        monkeypatch.setitem(registry.PROVIDERS, made.info.name, made.info)
        return made

    return make


@pytest.fixture
def stand_in(new_stand_in: Callable[[FakeClock], StandIn], clock: FakeClock) -> Iterator[StandIn]:
    with new_stand_in(clock) as running:
        yield running


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def session(tmp_path: Path, clock: FakeClock, keyring: MemoryKeyring) -> Iterator[Session]:
    with open_vault(tmp_path, clock, keyring) as opened:
        yield opened
