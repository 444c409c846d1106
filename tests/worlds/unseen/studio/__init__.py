"""A freelancer of the graphic trades who works for agencies and small companies."""

from tests.worlds.unseen.studio.build import build

__all__ = ["build"]
