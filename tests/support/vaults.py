"""Real vaults for tests, made at the least cost that a vault accepts."""

from pathlib import Path

from microdesk_desktop.domain.company import Company
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.create import NewVault, create_vault
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.vault.keyring import BackEnd
from microdesk_desktop.vault.slots import Cost
from tests.support.clock import FakeClock

PASSPHRASE = "cheval correct agrafe pile"
OTHER_PASSPHRASE = "quatre girafes dans la baignoire"


def new_vault(profile: Path, *, clock: FakeClock | None = None, keyring: BackEnd | None = None) -> NewVault:
    """A vault of a sample company, open."""
    kept = keyring or MemoryKeyring()
    return create_vault(
        profile,
        PASSPHRASE,
        Company(name="Jeanne Martin EI"),
        privacy_version="2026-11-23",
        cost=Cost(),
        clock=clock or FakeClock(),
        keyring=lambda: kept,
    )


def reopened(
    profile: Path, passphrase: str = PASSPHRASE, *, clock: FakeClock | None = None, keyring: BackEnd | None = None
) -> Session:
    """The vault, opened again with its passphrase."""
    kept = keyring or MemoryKeyring()
    return unlock(profile, passphrase, clock=clock or FakeClock(), keyring=lambda: kept)
