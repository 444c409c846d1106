"""Real vaults for tests, made at the least cost that a vault accepts."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from microdesk_desktop.domain.company import Company
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.create import NewVault, create_vault
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.vault.slots import Cost

PASSPHRASE = "cheval correct agrafe pile"
OTHER_PASSPHRASE = "quatre girafes dans la baignoire"


class Day:
    """A clock that stands on a day until a test moves it."""

    def __init__(self, on: date = date(2026, 11, 21)) -> None:
        self._now = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return self._now.date()

    def pass_days(self, days: int) -> None:
        self._now += timedelta(days=days)


def new_vault(profile: Path, *, clock: Day | None = None, keyring: MemoryKeyring | None = None) -> NewVault:
    """A vault of a sample company, open."""
    kept = keyring or MemoryKeyring()
    return create_vault(
        profile,
        PASSPHRASE,
        Company(name="Jeanne Martin EI"),
        privacy_version="2026-11-23",
        cost=Cost(),
        clock=clock or Day(),
        keyring=lambda: kept,
    )


def reopened(
    profile: Path, passphrase: str = PASSPHRASE, *, clock: Day | None = None, keyring: MemoryKeyring | None = None
) -> Session:
    """The vault, opened again with its passphrase."""
    kept = keyring or MemoryKeyring()
    return unlock(profile, passphrase, clock=clock or Day(), keyring=lambda: kept)
