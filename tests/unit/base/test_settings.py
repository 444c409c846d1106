"""Settings read from a file that another program, or the user, may have changed."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from microdesk_desktop.base.settings import Settings, load_settings, save_settings


def test_settings_are_read_as_they_were_saved(tmp_path: Path) -> None:
    settings = Settings(
        language="en",
        theme="dark",
        lock_after_minutes=5,
        sidebar="narrow",
        collapsed=("invoices",),
        modules=("quotes",),
    )
    save_settings(tmp_path, settings)
    assert load_settings(tmp_path) == settings


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "[" * 100_000, '{"theme": "dark"' + " " * 100_000])
def test_a_broken_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize("minutes", [0, -5, True, 10**12, "5", 2.5, float("nan"), float("inf"), [[5]], {}])
def test_a_lock_delay_that_would_lock_at_once_or_never_gives_the_default(tmp_path: Path, minutes: object) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"theme": "dark", "lock_after_minutes": minutes}))
    assert load_settings(tmp_path) == Settings(theme="dark")


def test_one_absurd_value_does_not_lose_the_others(tmp_path: Path) -> None:
    absurd = '{"language": "\\ud83d", "lock_after_minutes": ' + "9" * 5_000 + ', "theme": "dark", "more": NaN}'
    (tmp_path / "settings.json").write_text(absurd)
    assert load_settings(tmp_path) == Settings(theme="dark")


@pytest.mark.parametrize("pages", ["invoices", [1], [["invoices"]], {"invoices": 1}, None])
def test_pages_that_are_no_list_of_names_give_the_default(tmp_path: Path, pages: object) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"collapsed": pages, "modules": pages, "sidebar": "tall"}))
    assert load_settings(tmp_path) == Settings()


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to(path), os.mkfifo])
def test_settings_that_are_no_file_give_the_defaults(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "settings.json")
    assert load_settings(tmp_path) == Settings()
