"""Settings that are read before the vault opens, in clear: none of them is personal."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.atomic import write_atomic
from microdesk_desktop.base.files.bounded import parse_json, read_at_most
from microdesk_desktop.base.i18n import LANGUAGES

_NAME = "settings.json"
_MAX_BYTES = 100_000  # a thousand times what this version writes
MAX_LOCK_MINUTES = 24 * 60
SIDEBARS = ("wide", "narrow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`language` is fr, en, or empty for the system's; `theme` is system, light, dark or contrast.

    `lock_after_minutes` is 1 to `MAX_LOCK_MINUTES`.
    `sidebar` is wide or narrow, or empty where the width of the window decides. `collapsed` names the pages whose
    section of the sidebar is collapsed, `modules` the optional pages that are shown though they hold nothing yet.
    `notifies` has the desktop announce, without a word on what, that something waits.
    """

    language: str = ""
    theme: str = "system"
    lock_after_minutes: int = 15
    sidebar: str = ""
    collapsed: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    notifies: bool = False


def load_settings(folder: Path) -> Settings:
    """The profile's settings; a value that is missing or absurd, or a file that cannot be read, gives the default."""
    stored = _stored(folder / _NAME)
    defaults = asdict(Settings())
    values = {name: _tuple_of(stored.get(name)) for name in defaults}
    valid = {name: value for name, value in values.items() if type(value) is type(defaults[name])}
    if valid.get("language", "") not in LANGUAGES:
        valid.pop("language", None)
    if not 1 <= valid.get("lock_after_minutes", 1) <= MAX_LOCK_MINUTES:
        del valid["lock_after_minutes"]
    if valid.get("sidebar") not in SIDEBARS:
        valid.pop("sidebar", None)
    return Settings(**valid)


def _tuple_of(value: Any) -> Any:
    """A list of texts as a tuple; every other value as it is."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    return value


def _stored(path: Path) -> Mapping[str, Any]:
    try:
        stored = parse_json(read_at_most(path, _MAX_BYTES))
    except (KnownError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def save_settings(folder: Path, settings: Settings) -> None:
    """Replace the profile's settings. Raises DISK_FULL or READ_ONLY."""
    write_atomic(folder / _NAME, json.dumps(asdict(settings), indent=1).encode())
