"""Fixtures of the units of Enable Banking."""

from tests.unit.banks.enable_banking.wiring import wired

__all__ = ["wired"]
