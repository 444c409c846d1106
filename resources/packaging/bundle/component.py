"""What the package carries, as the notices and the SBOM describe it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carried:
    """A file or module of the package: its name there, and the file on this machine that it comes from."""

    name: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Code or data of one author, under one licence (an SPDX expression; free words for a Debian package)."""

    name: str
    version: str  # empty where it cannot be known
    licence: str
    texts: tuple[str, ...]
    source: str  # where its source can be had
    purl: str = ""
    cpe: str = ""  # vendor and product by which lists of vulnerabilities name it
    sha256: str = ""  # of the wheel, or of the file where it is a single one
    files: tuple[str, ...] = ()


class IncompleteError(Exception):
    """What is carried cannot be described; each problem names a component and what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
