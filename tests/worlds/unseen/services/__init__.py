"""Freelancers of services to persons and small firms, at banks of all kinds."""

from tests.worlds.unseen.services.build import build

__all__ = ["build"]
