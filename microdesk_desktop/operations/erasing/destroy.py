"""Destroy what a profile holds, without its key: after the confirmation, or at the start that follows a kill.

    note: a file beside the vault ─▶ slots ─▶ keyring ─▶ vault, backups, settings, reports ─▶ the note is removed
                                      └ a step that fails is left, the others go on ┘

Every step may be done again. The slots are overwritten first: from then on nothing on this computer opens the vault.
What a locked keyring keeps is noted entry by entry, in notes that concern no vault which is made afterwards.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from glob import escape
from itertools import chain
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.instance import remove_unanswered
from microdesk_desktop.store.backup_files import SUFFIX, has_own_name, peek_header, vault_of
from microdesk_desktop.vault import erasures
from microdesk_desktop.vault.destruction import (
    REPORTS_NAME,
    Kind,
    files_by_kind,
    headers_in,
    overwrite,
    remove_if_empty,
    sync,
    unlink,
)
from microdesk_desktop.vault.erased import UNKNOWN_ACCESS, Access, EverythingErased, Step
from microdesk_desktop.vault.header import parse_header
from microdesk_desktop.vault.keyring import BackEnd, Keyring, system_back_end
from microdesk_desktop.vault.keys import keyring_entry
from microdesk_desktop.vault.lock import FILE_NAME, ProfileLock
from microdesk_desktop.vault.places import BACKUPS_NAME, staging_folders, vault_exists
from microdesk_desktop.vault.tokens import entries_in, erase_entry

MOST_REFUSALS = 2
"""Of the keyring in a row: one that is locked or does not answer would take its time for each secret."""
_IN_USE = (FILE_NAME,)


def finish_everything(profile: Path, keyring: Callable[[], BackEnd] = system_back_end) -> EverythingErased | None:
    """Finish the erasure of everything that a former run began; None where none did. It needs no key.

    To be called at every start, before the vault is looked for. Raises BUSY while another process is at it,
    READ_ONLY or DISK_FULL where the folder cannot even be locked.
    """
    if erasures.is_all_begun(profile):
        return destroy(profile, Keyring(keyring), ProfileLock(profile))
    noted = erasures.noted_secrets(profile)
    return _finish_secrets(profile, Keyring(keyring), noted) if noted else None


def destroy(
    profile: Path,
    keyring: Keyring,
    lock: ProfileLock,
    *,
    copies: Iterable[Path] = (),
    access: Access = UNKNOWN_ACCESS,
) -> EverythingErased:
    """Destroy everything that the program keeps for a profile, and release its lock; nothing is raised."""
    destruction = _Destruction(profile, keyring)
    known = dict.fromkeys((*copies, *_linked(profile), *_restored_beside(profile, destruction.vault)))
    try:
        destruction.run()
    finally:
        lock.release()
    if destruction.is_folder_free:
        with suppress(KnownError):
            unlink(profile / FILE_NAME)  # Windows keeps it as long as it is locked
        remove_if_empty(profile)
    return EverythingErased(
        profile=profile,
        erased=destruction.erased,
        secrets=destruction.secrets,
        left=destruction.left,
        foreign=tuple(destruction.foreign),
        copies=tuple(known),
        access=access,
    )


def _finish_secrets(profile: Path, keyring: Keyring, entries: Iterable[str]) -> EverythingErased:
    """Try the secrets again that a locked keyring kept; the folder may have another vault by now."""
    destruction = _Destruction(profile, keyring)
    destruction.erase_secrets(entries)
    if not vault_exists(profile):
        remove_if_empty(profile)
    return EverythingErased(
        profile=profile, erased={}, secrets=destruction.secrets, left=destruction.left, access=Access()
    )


def backups_to_erase(profile: Path, vault: str) -> tuple[list[Path], list[Path]]:
    """The files in the folder of the backups that are of this vault, and those of others.

    `vault` is empty where its id is not known; then, and where a file has no id, its name decides.
    """
    ours: list[Path] = []
    others: list[Path] = []
    folder = profile / BACKUPS_NAME
    if not folder.is_dir() or folder.is_symlink():
        return ours, others
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            others.append(path)
        elif path.name.startswith(".") and f"{SUFFIX}.partial" in path.name:
            ours.append(path)
        else:
            (ours if path.suffix == SUFFIX and _is_of(path, vault) else others).append(path)
    return ours, others


def _is_of(path: Path, vault: str) -> bool:
    found = vault_of(path)
    return found == vault if found and vault else has_own_name(path)


def _linked(profile: Path) -> list[Path]:
    """What links in place of the program's files lead to."""
    linked = [path for paths in files_by_kind(profile).values() for path in paths if path.is_symlink()]
    return [path.resolve() for path in linked if path.exists()]


def _restored_beside(profile: Path, vault: str) -> list[Path]:
    """The vaults that were restored from a backup into a folder beside this one."""
    found = sorted(profile.parent.glob(f"{escape(profile.name)}-restored-*"))
    ids = {folder: {str(each["vault"]) for each in headers_in([folder / "keys.json"])} for folder in found}
    return [folder for folder in found if ids[folder] and (not vault or vault in ids[folder])]


def vault_id(profile: Path) -> str:
    """The id of the vault in a profile, empty where no header is whole."""
    return next((str(header["vault"]) for header in headers_in(files_by_kind(profile)[Kind.HEADERS])), "")


@dataclass
class _Destruction:
    """One run over what is there."""

    profile: Path
    keyring: Keyring
    erased: dict[Kind, int] = field(default_factory=dict)
    left: dict[Step, ErrorCode | None] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)
    secrets: int = 0
    is_folder_free: bool = False

    def __post_init__(self) -> None:
        self.vault = erasures.vault_to_erase(self.profile)
        self._unnoted: set[str] = set()

    def run(self) -> None:
        self._attempt(Step.SLOTS, self._destroy_slots)
        self._attempt(Step.KEYRING, self._erase_all_secrets)
        self._attempt(Step.FILES, self._unlink_files)
        if not self._unnoted and set(self.left) <= {Step.KEYRING}:
            self._attempt(Step.FILES, self._end)

    def _attempt(self, step: Step, act: Callable[[], object]) -> None:
        try:
            act()
        except KnownError as error:
            self.left.setdefault(step, error.code)
        except Exception:  # noqa: BLE001 - a bug in one step must not keep the others from erasing
            self.left.setdefault(step, None)

    def _each(self, step: Step, act: Callable[[Path], object], paths: Iterable[Path]) -> None:
        for path in paths:
            self._attempt(step, partial(act, path))

    def _destroy_slots(self) -> None:
        """The entries of the keyring that headers name are noted first: nothing else would name them any more."""
        headers = files_by_kind(self.profile)[Kind.HEADERS]
        backups, _ = backups_to_erase(self.profile, self.vault)
        for entry in self._entries_named(headers, backups):
            self._note(entry)
        self._each(Step.SLOTS, overwrite, (*headers, *backups))
        self._each(Step.SLOTS, self._unlinker(Kind.HEADERS), headers)
        sync(self.profile)

    def _entries_named(self, headers: Iterable[Path], backups: Iterable[Path]) -> list[str]:
        packed = chain.from_iterable(_packed_header(path) for path in backups)
        named = [keyring_entry(header) for header in chain(headers_in(headers), packed)]
        return list(dict.fromkeys(filter(None, named)))

    def _note(self, entry: str) -> None:
        """Note an entry that is to be erased; on a full disk it is kept in mind for this run."""
        try:
            erasures.note_secret(self.profile, entry)
        except KnownError:
            self._unnoted.add(entry)

    def _erase_all_secrets(self) -> None:
        self.erase_secrets([*erasures.noted_secrets(self.profile), *self._unnoted, *entries_in(self.profile)])

    def erase_secrets(self, entries: Iterable[str]) -> None:
        """Erase these entries from the keyring; those that it keeps are noted once there is room for the notes."""
        refusals, kept = 0, []
        for entry in dict.fromkeys(entries):
            try:
                if refusals < MOST_REFUSALS:
                    erase_entry(self.keyring, entry)
                    self.secrets += 1
                    self._unnoted.discard(entry)
                    erasures.forget_secret(self.profile, entry)
                    refusals = 0
                    continue
            except KnownError as error:
                self.left.setdefault(Step.KEYRING, error.code)
                refusals += 1
            kept.append(entry)
        self._unnoted.update(kept)

    def _unlink_files(self) -> None:
        found = dict(files_by_kind(self.profile))
        backups, _ = backups_to_erase(self.profile, self.vault)
        names = found.pop(Kind.SECRET_NAMES)
        self._each(Step.FILES, self._unlinker(Kind.BACKUPS), backups)
        for kind, paths in found.items():
            self._each(Step.FILES, self._unlinker(kind), paths)
        unnoted, self._unnoted = self._unnoted, set()
        for entry in unnoted:
            self._note(entry)
        if not self._unnoted:
            self._each(Step.FILES, self._unlinker(Kind.SECRET_NAMES), names)
        remove_unanswered(self.profile)
        for folder in (self.profile / BACKUPS_NAME, self.profile / REPORTS_NAME, *staging_folders(self.profile)):
            remove_if_empty(folder)
        sync(self.profile)
        self.foreign = _foreign_in(self.profile)

    def _unlinker(self, kind: Kind) -> Callable[[Path], None]:
        def act(path: Path) -> None:
            if unlink(path):
                self.erased[kind] = self.erased.get(kind, 0) + 1

        return act

    def _end(self) -> None:
        with suppress(KnownError):
            unlink(self.profile / FILE_NAME)
        erasures.end_all(self.profile)
        self.is_folder_free = True


def _packed_header(path: Path) -> list[Mapping[str, object]]:
    with suppress(KnownError):
        return [parse_header(peek_header(path))]
    return []


def _foreign_in(profile: Path) -> list[str]:
    """What is left in the folder and is none of the program's, by its path in it."""
    found: list[str] = []
    for path in sorted(profile.iterdir()) if profile.is_dir() else []:
        if path.name in _IN_USE or path.name.startswith(erasures.PREFIX) or path.is_socket():
            continue
        inside = sorted(path.iterdir()) if path in _own_folders(profile) and not path.is_symlink() else []
        found += [f"{path.name}/{each.name}" for each in inside] or [path.name]
    return found


def _own_folders(profile: Path) -> list[Path]:
    own = [profile / BACKUPS_NAME, profile / REPORTS_NAME, *staging_folders(profile)]
    return [folder for folder in own if folder.is_dir()]
