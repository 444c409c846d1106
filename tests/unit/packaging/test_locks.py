"""What a build takes from a package index is pinned, with the hash of each file."""

import re
import tomllib

import pytest

from resources.packaging.bundle.facts import PACKAGING
from tests.support.guards import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-build.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(name: str):
    pins = re.split(r"\n(?=\S)", (PACKAGING / name).read_text(encoding="utf-8").strip())

    assert [
        pin for pin in pins if not pin.startswith("#") and not re.search(r"==[^ ]+.*--hash=sha256:", pin, re.S)
    ] == []


def test_the_build_backend_is_pinned_as_the_lock_pins_it():
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    locked = (PACKAGING / "requirements-build.txt").read_text(encoding="utf-8")

    assert backend
    assert all(re.search(rf"^{re.escape(requirement)} ", locked, re.M) for requirement in backend)
