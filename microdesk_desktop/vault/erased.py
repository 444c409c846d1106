"""What an erasure of everything would do, and what it did: the values of its plan and of its report."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.destruction import Kind

GOOGLE, MICROSOFT = "google", "microsoft"
"""The names of those who let the program into mailboxes, beside those of the providers of the bank."""


class Step(StrEnum):
    """A step of the destruction that may be left: the slots of the key, the secrets in the keyring, the files."""

    SLOTS = "slots"
    KEYRING = "keyring"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What became of the access at the providers: their names, by whether they confirmed its end.

    An empty name in `not_informed` stands for those that could not be read, as where the keyring does not answer.
    `stays` are those where the access lasts until the user ends it there. `is_known` is False after a kill.
    """

    ended: tuple[str, ...] = ()
    not_informed: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    is_known: bool = True


UNKNOWN_ACCESS = Access(is_known=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EverythingPlan:
    """What an erasure of everything would erase: files by kind, secrets of the keyring; and what stays.

    `is_connected` where a bank or a mailbox is. `foreign` are files in the folder of the backups that belong to other
    vaults, or to none, `copies` those that the user made elsewhere.
    """

    files: Mapping[Kind, int]
    secrets: int
    mailboxes: int
    is_connected: bool
    foreign: tuple[str, ...]
    copies: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EverythingErased:
    """What was erased, what is left and why, and what nobody but the user can reach.

    `erased` counts files by kind, `secrets` those of the keyring. `left` has the code of what prevented a step, None
    for a bug. `foreign` are files in the folder that are none of the program's, by their path in it, `copies` those
    known elsewhere: backups that the user asked for, vaults that were restored beside this one, and partial files of
    backups on a disk that is away.
    """

    profile: Path
    erased: Mapping[Kind, int]
    secrets: int
    left: Mapping[Step, ErrorCode | None]
    foreign: tuple[str, ...] = ()
    copies: tuple[Path, ...] = ()
    access: Access = UNKNOWN_ACCESS

    @property
    def is_done(self) -> bool:
        """Whether nothing is left that the program can reach."""
        return not self.left

    @property
    def is_vault_gone(self) -> bool:
        """Whether another vault may be made here: only secrets of the keyring may be left."""
        return set(self.left) <= {Step.KEYRING}
