"""A trainer, consultant, author or speaker whose clients are public bodies, schools, associations and chambers."""

from tests.worlds.unseen.institutions.build import build

__all__ = ["build"]
