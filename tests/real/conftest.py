"""Fixtures of the whole program."""

from tests.support.program import bare, program

__all__ = ["bare", "program"]
