"""The backup files of a folder, by their names alone: reading the status of a vault loads no SQLCipher for it."""

from pathlib import Path

SUFFIX = ".mdbackup"


def backups_in(folder: Path) -> list[Path]:
    """The backups of a folder, by name."""
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith("."))
