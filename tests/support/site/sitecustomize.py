"""Python reads this at the start of every program that a test runs: see `network_guard`."""

from tests.support.network_guard import install_from_environment

install_from_environment()
