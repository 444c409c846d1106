"""Fixtures of the operations: a clock, and the sandbox bank that they reach over HTTP."""

from tests.support.bank import bank
from tests.support.clock import clock

__all__ = ["bank", "clock"]
