"""Fixtures of the units: a clock, a provider wired to the sandbox bank, and French after each test."""

from collections.abc import Iterator

import pytest

from microdesk_desktop.base.i18n import set_language
from tests.support.bank import bank, wired
from tests.support.clock import clock

__all__ = ["bank", "clock", "wired"]


@pytest.fixture(autouse=True)
def french_again() -> Iterator[None]:
    """Whatever language a test chose, the next one begins in French."""
    yield
    set_language("fr")
