"""Every carried file has a component, and every component its licence; what has not is named with what to do."""

import json
import re
from importlib import metadata
from pathlib import Path

import pytest

from resources.packaging.bundle.component import Carried, Component, IncompleteError
from resources.packaging.bundle.distributions import CLASSIFIERS, Distribution, installed
from resources.packaging.bundle.facts import PACKAGING, canonical, is_compatible, licence_text, read_facts
from resources.packaging.bundle.inventory import Inventory
from tests.unit.packaging.conftest import install

MIT = "License-Expression: MIT"
CRATE = {
    "name": "ours",
    "version": "0.3",
    "purl": "pkg:cargo/ours@0.3?download_url=file://ours",
    "licenses": [{"expression": "MIT"}],
}


def fast(folder: Path) -> Distribution:
    return install(
        folder, "fast", MIT, licenses__LICENSE="text of fast", sboms__crates=json.dumps({"components": [CRATE]})
    )


def described(inventory: Inventory, *distributions: Distribution, carried: tuple[Carried, ...] = ()) -> list[Component]:
    files = [Carried(path.name, str(path)) for each in distributions for path in each.files if path.suffix == ".py"]
    return inventory.components([*files, *carried], distributions)


def problems(inventory: Inventory, *distributions: Distribution, carried: tuple[Carried, ...] = ()) -> str:
    with pytest.raises(IncompleteError) as raised:
        described(inventory, *distributions, carried=carried)
    return "\n".join(raised.value.problems)


def test_a_wheel_what_is_inside_it_and_its_crates_are_components(inventory: Inventory, tmp_path: Path):
    found = {each.name: each for each in described(inventory, fast(tmp_path / "site"))}

    assert list(found) == ["fast", "ours", "zlib"]
    assert found["fast"].texts == ("text of fast",)
    assert found["fast"].sha256 == "ab" * 32
    assert found["zlib"].version == "1.3"
    assert found["ours"].purl == "pkg:cargo/ours@0.3"
    assert "May you do good" in found["ours"].texts[0]


def test_a_distribution_without_a_licence_text_is_named(inventory: Inventory, tmp_path: Path):
    bare = install(tmp_path / "site", "bare", MIT)

    assert "bare: it comes without a licence text" in problems(inventory, fast(tmp_path / "site"), bare)


@pytest.mark.parametrize("licence", ["", "License: Proprietary", "License-Expression: CC-BY-NC-4.0"])
def test_a_distribution_whose_licence_is_not_compatible_is_named(inventory: Inventory, tmp_path: Path, licence: str):
    other = install(tmp_path / "site", "other", *filter(None, [licence]), licenses__LICENSE="text")

    assert "other: its licence" in problems(inventory, fast(tmp_path / "site"), other)


def test_compiled_code_of_which_nothing_is_known_is_named(inventory: Inventory, tmp_path: Path):
    other = install(tmp_path / "site", "other", MIT, licenses__LICENSE="text")
    library = Carried("other/core.so", str(other.files[0]))

    assert "other: it has compiled code" in problems(inventory, fast(tmp_path / "site"), other, carried=(library,))


def test_a_file_that_nobody_owns_is_named(inventory: Inventory, tmp_path: Path):
    stray = tmp_path / "stray.so"
    stray.touch()

    found = problems(inventory, fast(tmp_path / "site"), carried=(Carried("stray.so", str(stray)),))

    assert f"{stray}: no distribution and no Debian package owns it" in found


def test_a_fact_about_what_is_no_longer_carried_is_named(inventory: Inventory, tmp_path: Path):
    other = install(tmp_path / "site", "other", MIT, licenses__LICENSE="text")

    assert "fast: it is not carried any more" in problems(inventory, other)


def test_a_debian_library_takes_the_copyright_file_of_its_package(inventory: Inventory, tmp_path: Path):
    library = Carried("libc.so.6", "/lib/x86_64-linux-gnu/libc.so.6")

    found = described(inventory, fast(tmp_path / "site"), carried=(library,))
    libc = next(each for each in found if each.name == "libc6")

    assert "GNU Lesser General Public" in libc.texts[0]
    assert libc.purl.startswith("pkg:deb/debian/libc6@2.")


def test_every_text_that_the_facts_name_exists():
    facts = read_facts()
    named = [*facts.texts.values(), *facts.crates.values(), *(each.texts for each in facts.inside)]

    assert all(licence_text(text) for texts in named for text in texts)
    assert all(is_compatible(licence) for licence in [*facts.licence.values(), *CLASSIFIERS.values()])


def test_every_locked_distribution_has_a_compatible_licence_and_its_text():
    lock = (PACKAGING / "requirements.txt").read_text(encoding="utf-8")
    locked = {canonical(name) for name in re.findall(r"^([\w.-]+)==", lock, re.M)}
    here = {each.name: each for each in installed() if each.name in locked}
    inventory = Inventory(PACKAGING, read_facts(), {})

    for distribution in here.values():
        inventory.python_component(distribution, [])

    assert here.keys() >= {canonical(name) for name in metadata.packages_distributions()} & locked
    assert "httpx" in here
    assert inventory.problems == []
