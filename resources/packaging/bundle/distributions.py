"""The Python distributions of the environment that builds the package: their files, licences and embedded SBOMs."""

import json
import re
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from resources.packaging.bundle.facts import Facts, canonical

LICENCE_FILE = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
# What a distribution that names no SPDX expression writes among its classifiers.
CLASSIFIERS = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


@dataclass(frozen=True)
class Distribution:
    """An installed distribution."""

    installed: metadata.Distribution

    @property
    def name(self) -> str:
        return canonical(self.installed.name)

    @property
    def version(self) -> str:
        return self.installed.version

    @cached_property
    def files(self) -> list[Path]:
        """Every file that was installed with it."""
        return [Path(str(self.installed.locate_file(file))) for file in self.installed.files or ()]

    def licence(self, facts: Facts) -> str:
        """Its licence: what components.toml or its metadata says; empty where neither names one."""
        found = self.installed.metadata
        classifiers = [CLASSIFIERS[each] for each in found.get_all("Classifier", ()) if each in CLASSIFIERS]
        stated = [*(found.get_all("License-Expression") or ()), *(found.get_all("License") or ()), ""][0]
        return facts.licence.get(self.name) or str(stated).strip() or " AND ".join(classifiers)

    def licence_texts(self) -> list[str]:
        """The licence files that its metadata folder contains."""
        own = [path for path in self.files if ".dist-info/" in path.as_posix() and LICENCE_FILE.search(path.as_posix())]
        return [path.read_text(encoding="utf-8", errors="replace") for path in sorted(own)]

    def embedded(self) -> Iterator[Mapping[str, Any]]:
        """The components of the SBOMs that its wheel contains (PEP 770)."""
        for path in sorted(self.files):
            if ".dist-info/sboms/" in path.as_posix():
                yield from json.loads(path.read_text(encoding="utf-8")).get("components", ())


def installed() -> list[Distribution]:
    """The distributions of this environment."""
    folder = sysconfig.get_path("purelib")
    return [Distribution(each) for each in metadata.distributions(path=[folder])]


def wheel_hashes(report: Path) -> dict[tuple[str, str], str]:
    """The SHA-256 of each wheel in a report of `pip install --report`, by name and version."""
    return {
        (canonical(each["metadata"]["name"]), each["metadata"]["version"]): each["download_info"]["archive_info"][
            "hashes"
        ]["sha256"]
        for each in json.loads(report.read_text(encoding="utf-8"))["install"]
    }
