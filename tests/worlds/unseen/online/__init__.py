"""Freelancers who sell online and abroad: marketplaces, payment services, foreign clients, neobanks, subscriptions."""

from tests.worlds.unseen.online.build import build

__all__ = ["build"]
