"""A tradesperson or practitioner with many private clients, at a bank of the classic networks."""

from tests.worlds.unseen.craft.build import build

__all__ = ["build"]
