"""What lies beside an open vault: the names of its secrets in the keyring, and the paths of the program's files."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.privacy.inventory import Inventory


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The names of the secrets, `UNLOCK` included where the keyring opens the vault; paths below the profile."""

    secrets: Sequence[str]
    files: Sequence[str]


def count_beside(inventory: Inventory, beside: Beside) -> Mapping[str, int]:
    """How many secrets and files each category has; a file that is only a part of another is not counted."""
    entries = filter(None, map(inventory.file_entry, beside.files))
    secrets = map(inventory.category_of_secret, beside.secrets)
    return Counter([*filter(None, secrets), *(entry.category for entry in entries if entry.counts)])
