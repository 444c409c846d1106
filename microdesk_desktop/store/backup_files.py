"""The backup files of a folder; separate from `backup.py`, so that reading a vault's status does not load SQLCipher."""

from pathlib import Path

SUFFIX = ".mdbackup"


def backups_in(folder: Path) -> list[Path]:
    """The backups of a folder, by name."""
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith("."))
