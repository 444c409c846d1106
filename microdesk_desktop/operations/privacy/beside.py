"""List what lies beside the vault: reads names only, neither a secret nor the content of a file."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from microdesk_desktop.operations.session import Session
from microdesk_desktop.privacy.beside import Beside
from microdesk_desktop.privacy.codes import Place
from microdesk_desktop.privacy.inventory import UNLOCK, load_inventory
from microdesk_desktop.vault.keys import keyring_entry


def list_beside(session: Session) -> Beside:
    """The secrets and files of the session's vault; does not access the keyring."""
    is_remembered = keyring_entry(session.header.current) is not None
    names = [name for name in session.tokens.names() if name]
    return Beside(secrets=[*names, UNLOCK] if is_remembered else names, files=list_files(session.profile))


def list_files(profile: Path) -> list[str]:
    """The program's files and folders below the profile, as paths with slashes; what is somebody else's is left out."""
    inventory = load_inventory()
    paths = [path.relative_to(profile).as_posix() for path in _paths(profile)]
    return sorted(path for path in paths if inventory.file_entry(path) is not None)


def _paths(profile: Path) -> Iterator[Path]:
    """The entries of the profile, and of its folders that the program makes."""
    patterns = [each.pattern for each in load_inventory().files if each.place is Place.PROFILE]
    folders = {pattern.partition("/")[0] for pattern in patterns if "/" in pattern}
    with suppress(OSError):  # a folder that went away meanwhile, or that the system closed
        for path in profile.iterdir():
            yield path
            if path.name in folders and path.is_dir() and not path.is_symlink():
                with suppress(OSError):
                    yield from path.iterdir()
