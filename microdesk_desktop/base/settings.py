"""Settings that are read before the vault opens, in clear: none of them is personal."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from microdesk_desktop.base.files.atomic import write_atomic

_NAME = "settings.json"
MAX_LOCK_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`language` is fr, en, or empty for the system's; `theme` is system, light or dark.

    `lock_after_minutes` is 1 to `MAX_LOCK_MINUTES`.
    """

    language: str = ""
    theme: str = "system"
    lock_after_minutes: int = 15


def load_settings(folder: Path) -> Settings:
    """The profile's settings; falls back to defaults for missing or invalid values."""
    try:
        stored = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    defaults = asdict(Settings())
    valid = {name: stored[name] for name, default in defaults.items() if type(stored.get(name)) is type(default)}
    if not 1 <= valid.get("lock_after_minutes", 1) <= MAX_LOCK_MINUTES:
        del valid["lock_after_minutes"]
    return Settings(**valid)


def save_settings(folder: Path, settings: Settings) -> None:
    """Replace the profile's settings. Raises DISK_FULL or READ_ONLY."""
    write_atomic(folder / _NAME, json.dumps(asdict(settings), indent=1).encode())
