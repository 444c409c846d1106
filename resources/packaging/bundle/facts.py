"""components.toml: what no metadata describes, and the licence texts that the project keeps."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGING = Path(__file__).parents[1]
RESOURCES = PACKAGING.parent
COMMON_LICENCES = Path("/usr/share/common-licenses")

# Licences that GPL-3.0-or-later can be combined with, by their SPDX names. One that is missing here must be looked at
# before it is shipped: https://www.gnu.org/licenses/license-list.html
COMPATIBLE = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CC-BY-SA-4.0 CC0-1.0 GPL-2.0-or-later GPL-3.0-only"
    " GPL-3.0-or-later IJG ISC LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later MIT MIT-0 MPL-2.0 OFL-1.1 PSF-2.0"
    " LicenseRef-Public-Domain Unicode-3.0 Zlib blessing".split()
)


@dataclass(frozen=True, slots=True)
class Inside:
    """Code of other authors inside a carried file; see components.toml."""

    name: str
    of: str
    file: str
    licence: str
    texts: Sequence[str]
    source: str
    version: str = ""
    cpe: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The content of components.toml; distributions are named as `canonical` does."""

    licence: Mapping[str, str]
    texts: Mapping[str, Sequence[str]]
    plain: frozenset[str]
    inside: Sequence[Inside]
    crates: Mapping[str, Sequence[str]]


def read_facts(path: Path = PACKAGING / "components.toml") -> Facts:
    """The facts that the project keeps by hand."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return Facts(
        licence=content["licence"],
        texts=content["texts"],
        plain=frozenset(content["compiled"]["plain"]),
        inside=[Inside(**entry) for entry in content["inside"]],
        crates=content["crates"],
    )


def canonical(name: str) -> str:
    """The name of a distribution as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def licence_text(name: str) -> str:
    """A text that components.toml names: of licences/, of the program's resources, or of Debian's common ones.

    Raises `FileNotFoundError`.
    """
    for folder in (PACKAGING / "licences", RESOURCES, COMMON_LICENCES):
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    raise FileNotFoundError(name)


def is_compatible(expression: str) -> bool:
    """Whether an SPDX expression leaves a choice that GPL-3.0-or-later can be combined with."""
    alternatives = re.split(r"\s+OR\s+", expression.replace("(", " ").replace(")", " ").strip())
    return any(
        all(term.split(" WITH ")[0].strip() in COMPATIBLE for term in re.split(r"\s+AND\s+", alternative))
        for alternative in alternatives
    )
