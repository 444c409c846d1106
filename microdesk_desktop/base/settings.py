"""Settings that are read before the vault opens, in clear: none of them is personal."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from microdesk_desktop.base.files.atomic import write_atomic

_NAME = "settings.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`language` is fr, en, or empty for the system's; `theme` is system, light or dark."""

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
    known = {
        field.name: stored[field.name]
        for field in fields(Settings)
        if isinstance(stored.get(field.name), type(defaults[field.name]))
    }
    return Settings(**known)


def save_settings(folder: Path, settings: Settings) -> None:
    """Replace the profile's settings. Raises DISK_FULL or READ_ONLY."""
    write_atomic(folder / _NAME, json.dumps(asdict(settings), indent=1).encode())
