"""Settings read from a file that another program, or the user, may have changed."""

import json
from pathlib import Path

import pytest

from microdesk_desktop.base.settings import Settings, load_settings, save_settings


def test_settings_are_read_as_they_were_saved(tmp_path: Path) -> None:
    settings = Settings(language="en", theme="dark", lock_after_minutes=5)
    save_settings(tmp_path, settings)
    assert load_settings(tmp_path) == settings


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"'])
def test_a_broken_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize("minutes", [0, -5, True, 10**12, "5", 2.5])
def test_a_lock_delay_that_would_lock_at_once_or_never_gives_the_default(tmp_path: Path, minutes: object) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"theme": "dark", "lock_after_minutes": minutes}))
    assert load_settings(tmp_path) == Settings(theme="dark")
