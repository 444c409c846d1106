"""Which modules are being erased: an empty file per module beside the vault, named after the parts that are left.

    .microdesk-erasing-bank                     everything is left
    .microdesk-erasing-bank.backups.consent     vault and keyring are done, the provider was not informed
    .microdesk-erasing-mail-3f09a1b2c4d5e6f7    one of several mail accounts, by its id
    .microdesk-erasing-all-0a1b2c3d4e5f6071     everything, of the vault with this id
    .microdesk-erasing-secret-5e6f70….keyring   a secret of a vault that is gone, by its entry in the keyring
    .microdesk-erasing-journal-6449c25a5bd40    the network journal up to a moment

The file is made before anything is erased and removed last, so that an erasure that was interrupted (a kill, a full
disk, a locked keyring) is finished at the next opening. It is empty because a full disk still takes an empty file.
"""

import os
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.files.atomic import create_private_file, sync_folder, translate_os_errors

PREFIX = ".microdesk-erasing-"
_ALL, _SECRET = "all", "secret-"
_HEX = re.compile(r"[0-9a-f]{1,128}")
_NAME = re.compile(re.escape(PREFIX) + r"(?P<module>[a-z]+(-[0-9a-f]+)?)(?P<parts>(\.[a-z]+)*)")


class Part(StrEnum):
    """A part of an erasure: the consent at the provider, the keyring, the vault with its free pages, its backups.

    Two are no steps of their own. While RULES is left, the rules are erased with the other rows of vault and backups.
    FILES_STAY is there where the accounts that only statement files feed are not erased with them.
    """

    CONSENT = "consent"
    KEYRING = "keyring"
    VAULT = "vault"
    BACKUPS = "backups"
    RULES = "rules"
    FILES_STAY = "filesstay"


EVERYTHING = frozenset(Part) - {Part.FILES_STAY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """How far the erasure of a module has come.

    `left` are the parts that could not be erased, each with the code of what prevented it, None for a bug;
    `is_informed` is False where the provider could not be asked to end the consent. `foreign_backups` are the names of
    files in the folder of the backups that belong to another vault, and `reports` the bug reports that were written.
    `kept_transactions` came from files and were not to be erased. `access_stays_at` are the providers where the access
    lasts until the user ends it there.
    """

    is_informed: bool
    left: Mapping[Part, ErrorCode | None]
    foreign_backups: tuple[str, ...] = ()
    reports: tuple[Path, ...] = ()
    kept_transactions: int = 0
    access_stays_at: tuple[str, ...] = ()


def pending(profile: Path) -> Mapping[str, frozenset[Part]]:
    """The modules whose erasure has begun and not ended, each with the parts that are left; opens no file.

    Raises READ_ONLY for a folder closed to the user, PATH_UNUSABLE for a path that cannot be one.
    """
    found: dict[str, frozenset[Part]] = {}
    with translate_os_errors():
        files = _files(profile)
    for name in map(_named, files):
        found[name["module"]] = found.get(name["module"], frozenset()) | _parts(name["parts"])
    return found


def begin(profile: Path, module: str, *, parts: Collection[Part] = EVERYTHING) -> None:
    """Note that these parts of the module are to be erased; once this returns, they will be.

    Raises DISK_FULL or READ_ONLY, FILE_EXISTS for another file of that name, and ValueError for a module whose name
    `pending` would not read back, such as an account's whose id is not hexadecimal: it would be erased by no one.
    """
    parts = [] if parts == EVERYTHING else sorted(parts)
    path = profile / ".".join((f"{PREFIX}{module}", *parts))
    name = _NAME.fullmatch(path.name)
    if name is None or name["module"] != module:
        raise ValueError(f"no erasure can be noted of {module!r}")
    if path not in _files(profile, module):
        os.close(create_private_file(path))
    with translate_os_errors():
        sync_folder(profile)
        _remove(profile, module, but=path)


def note_left(profile: Path, module: str, parts: Collection[Part]) -> None:
    """Note the parts that are still to be erased; without any, the erasure has ended. Raises READ_ONLY or DISK_FULL."""
    with translate_os_errors():
        if not parts:
            _remove(profile, module)
            return
        path = profile / ".".join((f"{PREFIX}{module}", *sorted(parts)))
        for former in _files(profile, module)[:1]:
            former.replace(path)
        _remove(profile, module, but=path)


def begin_all(profile: Path, vault_id: str) -> None:
    """Note that everything is to be erased; `vault_id` distinguishes the backups of this vault from those of others.

    Raises as `begin` does. An id that is not hexadecimal, as in a damaged header, is left out.
    """
    begin(profile, f"{_ALL}-{vault_id}" if _HEX.fullmatch(vault_id) else _ALL)


def is_all_begun(profile: Path) -> bool:
    """Whether everything is being erased: then the vault is not to be opened, nor another one made."""
    return any(_is_all(module) for module in pending(profile))


def vault_to_erase(profile: Path) -> str:
    """The id of the vault of which everything is being erased; empty where it is not known."""
    return next((module.partition("-")[2] for module in pending(profile) if _is_all(module)), "")


def end_all(profile: Path) -> None:
    """Note that everything is erased, but for the secrets that are noted. Raises READ_ONLY or DISK_FULL.

    The note of everything goes last: those of modules would concern a vault that is made afterwards.
    """
    ended = [module for module in pending(profile) if not module.startswith(_SECRET)]
    for module in sorted(ended, key=_is_all):
        note_left(profile, module, ())


def note_secret(profile: Path, entry: str) -> None:
    """Note an entry of the keyring that is to be erased, whatever becomes of the file that names it.

    Raises DISK_FULL or READ_ONLY. An entry that is not hexadecimal is none of ours.
    """
    if _HEX.fullmatch(entry):
        begin(profile, f"{_SECRET}{entry}", parts={Part.KEYRING})


def noted_secrets(profile: Path) -> list[str]:
    """The entries of the keyring that are to be erased."""
    return [module.removeprefix(_SECRET) for module in pending(profile) if module.startswith(_SECRET)]


def forget_secret(profile: Path, entry: str) -> None:
    """Note that an entry is gone. Raises READ_ONLY or DISK_FULL."""
    note_left(profile, f"{_SECRET}{entry}", ())


def _is_all(module: str) -> bool:
    return module.partition("-")[0] == _ALL


def _parts(suffix: str) -> frozenset[Part]:
    """The parts in a file's name; all of them where it lists none, or one that this version does not know."""
    try:
        return frozenset(Part(each) for each in suffix.split(".")[1:]) or EVERYTHING
    except ValueError:
        return EVERYTHING


def _files(profile: Path, module: str | None = None) -> list[Path]:
    """The files of one module or of all; a file of that name with a content is not one of ours."""
    return sorted(
        path
        for path in profile.glob(f"{PREFIX}*")
        if (name := _NAME.fullmatch(path.name)) and module in (None, name["module"])
        if path.is_file() and not path.is_symlink() and path.stat().st_size == 0
    )


def _named(path: Path) -> re.Match[str]:
    name = _NAME.fullmatch(path.name)
    assert name is not None
    return name


def _remove(profile: Path, module: str, but: Path | None = None) -> None:
    for path in _files(profile, module):
        if path != but:
            with suppress(FileNotFoundError):
                path.unlink()
    sync_folder(profile)
