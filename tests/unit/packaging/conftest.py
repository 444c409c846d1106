"""Small distributions installed in a folder of the test, and what describes them."""

from importlib import metadata
from pathlib import Path

import pytest

from resources.packaging.bundle.component import Component
from resources.packaging.bundle.distributions import Distribution
from resources.packaging.bundle.facts import Facts, Inside
from resources.packaging.bundle.inventory import Inventory


@pytest.fixture
def facts() -> Facts:
    """Facts that name one library inside the compiled code of `fast`, and nothing about the others."""
    zlib = Inside("zlib", "fast", "fast/core.so", "Zlib", ["Apache-2.0"], "https://zlib.example", r"zlib (\d\.\d)")
    return Facts(licence={}, texts={}, plain=frozenset(), inside=[zlib], crates={"ours": ["SQLite.txt"]})


@pytest.fixture
def inventory(tmp_path: Path, facts: Facts) -> Inventory:
    """An inventory of a package that contains the compiled code of `fast`."""
    library = tmp_path / "package/fast/core.so"
    library.parent.mkdir(parents=True)
    library.write_bytes(b"\x7fELF zlib 1.3 \x00")
    return Inventory(tmp_path / "package", facts, {("fast", "2.0"): "ab" * 32})


def install(folder: Path, name: str, *headers: str, **files: str) -> Distribution:
    """Install a distribution with these metadata headers; files are named with `__` for a slash."""
    info = folder / f"{name}-2.0.dist-info"
    info.mkdir(parents=True)
    text = "\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 2.0", *headers])
    (info / "METADATA").write_text(text, encoding="utf-8")
    (folder / f"{name}.py").write_text("", encoding="utf-8")
    named = {f"{info.name}/{path.replace('__', '/')}": content for path, content in files.items()}
    for path, content in named.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    record = [f"{name}.py,,", f"{info.name}/METADATA,,", *(f"{path},," for path in named)]
    (info / "RECORD").write_text("\n".join(record), encoding="utf-8")
    return Distribution(metadata.Distribution.at(info))


def component(name: str, *texts: str, version: str = "1.0", licence: str = "MIT", sha256: str = "") -> Component:
    """A component with these licence texts."""
    return Component(
        name=name,
        version=version,
        licence=licence,
        texts=texts,
        source=f"https://{name}.example",
        purl=f"pkg:pypi/{name}@{version}",
        sha256=sha256,
    )
