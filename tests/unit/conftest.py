"""Fixtures of the units: a clock, and a provider wired to the sandbox bank."""

from tests.support.bank import bank, wired
from tests.support.clock import clock

__all__ = ["bank", "clock", "wired"]
