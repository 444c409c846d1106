"""Real vaults for tests, made at the least cost that a vault accepts.

Half of the time of the suite went into making vaults and into keys from passphrases. So one vault is made by each
process and copied, and a key that was derived once is remembered.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from microdesk_desktop.domain.company import Company
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.create import NewVault, create_vault
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.privacy.statement import current_version
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.vault.keyring import BackEnd
from microdesk_desktop.vault.slots import Cost
from tests.support.clock import FakeClock

PASSPHRASE = "cheval correct agrafe pile"
OTHER_PASSPHRASE = "quatre girafes dans la baignoire"


def new_vault(profile: Path, *, clock: FakeClock | None = None, keyring: BackEnd | None = None) -> NewVault:
    """A vault of a sample company, open: a copy, with the keys of all others of this process."""
    made, recovery_key = _made()
    shutil.copytree(made, profile, dirs_exist_ok=True)
    return NewVault(session=reopened(profile, clock=clock, keyring=keyring), recovery_key=recovery_key)


def distinct_vault(profile: Path, *, clock: FakeClock | None = None, keyring: BackEnd | None = None) -> NewVault:
    """A vault of a sample company, open, with keys of its own."""
    kept = keyring or MemoryKeyring()
    return create_vault(
        profile,
        PASSPHRASE,
        Company(name="Jeanne Martin EI"),
        privacy_version=current_version(),
        cost=Cost(),
        clock=clock or FakeClock(),
        keyring=lambda: kept,
    )


@cache
def _made() -> tuple[Path, str]:
    """A closed vault that is copied and never opened, and its recovery key."""
    folder = Path(tempfile.mkdtemp(prefix="microdesk-vault-"))
    atexit.register(shutil.rmtree, folder)
    vault = distinct_vault(folder / "profile")
    vault.session.close()
    return folder / "profile", vault.recovery_key


def reopened(
    profile: Path, passphrase: str = PASSPHRASE, *, clock: FakeClock | None = None, keyring: BackEnd | None = None
) -> Session:
    """The vault, opened again with its passphrase."""
    kept = keyring or MemoryKeyring()
    return unlock(profile, passphrase, clock=clock or FakeClock(), keyring=lambda: kept)
