"""Attributes every carried file to a component, and finds the licence of each component."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from platform import freedesktop_os_release
from typing import Any

from resources.packaging.bundle import debian
from resources.packaging.bundle.component import Carried, Component, IncompleteError
from resources.packaging.bundle.distributions import Distribution
from resources.packaging.bundle.facts import Facts, Inside, is_compatible, licence_text

PROGRAM = "microdesk-desktop"
ADVICE = "complete resources/packaging/components.toml"
COMPILED = re.compile(r"\.so(\.|$)")
EXPRESSION = re.compile(r"[\w.() +-]+")


@dataclass
class Inventory:
    """Components of one package, with the problems met while describing them."""

    folder: Path  # of the package, below which the carried files lie
    facts: Facts
    wheels: Mapping[tuple[str, str], str]
    problems: list[str] = field(default_factory=list)

    def components(self, carried: Sequence[Carried], distributions: Sequence[Distribution]) -> list[Component]:
        """Every component, sorted by name, the program's own first; raises `IncompleteError`."""
        by_file = {path.resolve(): each for each in distributions for path in each.files}
        python: dict[str, list[str]] = defaultdict(list)
        others: dict[str, str] = {}
        for file in carried:
            owner = by_file.get(Path(file.source).resolve())
            if owner:
                python[owner.name].append(file.name)
            else:
                others[file.source] = file.name
        found = [self.python_component(each, python[each.name]) for each in distributions if each.name in python]
        found += self._from_debian(others)
        found += [part for each in distributions if each.name in python for part in self._crates(each)]
        found += [self._part(inside) for inside in self.facts.inside if inside.of in python or inside.of == PROGRAM]
        self._check_compiled(python)
        self._check_stale({*python, *(each.name for each in found)})
        if self.problems:
            raise IncompleteError(sorted(set(self.problems)))
        return sorted(found, key=lambda each: (each.name.lower(), each.version))

    def python_component(self, distribution: Distribution, files: Sequence[str]) -> Component:
        name, version = distribution.name, distribution.version
        return Component(
            name=name,
            version=version,
            licence=self._checked(name, distribution.licence(self.facts)),
            texts=self._texts(name, self.facts.texts.get(name, ()), distribution.licence_texts()),
            source=f"https://pypi.org/project/{name}/{version}/",
            purl=f"pkg:pypi/{name}@{version}",
            sha256=self.wheels.get((name, version), ""),
            files=self._on_disk(files),
        )

    def _from_debian(self, sources: Mapping[str, str]) -> Iterator[Component]:
        """The Debian packages that own these files; a file that nobody owns is a problem."""
        owners = debian.owners(list(sources))
        for source in sources.keys() - owners.keys():
            self.problems.append(f"{source}: no distribution and no Debian package owns it; build from the lists alone")
        files: dict[str, list[str]] = defaultdict(list)
        for source, owner in owners.items():
            files[owner].append(sources[source])
        for owner, names in files.items():
            yield self.debian_component(owner, names)

    def debian_component(self, name: str, files: Sequence[str]) -> Component:
        """The component for files of a Debian package."""
        package, system = debian.describe(name), freedesktop_os_release()
        path = debian.copyright_file(name)
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        return Component(
            name=name,
            version=package.version,
            licence=self.facts.licence.get(name) or ", ".join(_dep5_licences(text)) or "see its text",
            texts=self._texts(name, (), [text] if text else []),
            source=f"https://snapshot.debian.org/package/{package.source}/{package.source_version}/",
            purl=f"pkg:deb/{system['ID']}/{name}@{package.version}?arch={package.architecture}"
            f"&distro={system['ID']}-{system.get('VERSION_ID', 'unstable')}",
            sha256=self._hash(files[0]) if len(files) == 1 else "",
            files=self._on_disk(files),
        )

    def _crates(self, distribution: Distribution) -> Iterator[Component]:
        for part in distribution.embedded():
            purl = str(part.get("purl", ""))
            if purl.startswith("pkg:cargo/"):
                yield self._crate(part, purl.split("?")[0])

    def _crate(self, part: Mapping[str, Any], purl: str) -> Component:
        name, version = part["name"], part["version"]
        licence = next((each["expression"] for each in part.get("licenses", ()) if "expression" in each), "")
        free = "Apache-2.0" in re.split(r" OR ", licence)
        return Component(
            name=name,
            version=version,
            licence=self._checked(name, licence),
            texts=self._texts(name, self.facts.crates.get(name, ["Apache-2.0"] if free else ()), []),
            source=f"https://crates.io/crates/{name}/{version}",
            purl=purl,
        )

    def _part(self, inside: Inside) -> Component:
        version = inside.version
        files = [path for path in self._carried_paths() if fnmatch(path, inside.file)]
        if not files:
            self.problems.append(f"{inside.name}: {inside.file} is not carried any more; {ADVICE}")
        elif "(" in version:
            match = re.search(version.encode(), (self.folder / files[0]).read_bytes())
            if not match:
                self.problems.append(f"{inside.name}: its version is not found in {files[0]}; {ADVICE}")
            version = match.group(1).decode() if match else ""
        return Component(
            name=inside.name,
            version=version,
            licence=self._checked(inside.name, inside.licence),
            texts=self._texts(inside.name, inside.texts, []),
            source=inside.source,
            cpe=inside.cpe,
            sha256=self._hash(files[0]) if files else "",
            files=tuple(files),
        )

    def _carried_paths(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    def _texts(self, name: str, named: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
        texts = [text for text in own if text.strip()]
        for each in named:
            try:
                texts.append(licence_text(each))
            except FileNotFoundError:
                self.problems.append(f"{name}: its licence text {each} does not exist; {ADVICE}")
        if not texts:
            self.problems.append(f"{name}: it comes without a licence text; name one in [texts]: {ADVICE}")
        return tuple(texts)

    def _checked(self, name: str, licence: str) -> str:
        if not EXPRESSION.fullmatch(licence) or not is_compatible(licence):
            known = licence.splitlines()[0] if licence else "unknown"
            self.problems.append(f"{name}: its licence ({known}) is not known as compatible with the GPL; {ADVICE}")
        return licence

    def _on_disk(self, files: Sequence[str]) -> tuple[str, ...]:
        """The files that the package has as such; the others are modules inside its program."""
        return tuple(sorted(file for file in files if (self.folder / file).is_file()))

    def _hash(self, file: str) -> str:
        path = self.folder / file
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

    def _check_compiled(self, python: Mapping[str, Sequence[str]]) -> None:
        """Report compiled code of which components.toml says nothing: it may contain code of others."""
        known = self.facts.plain | {each.of for each in self.facts.inside}
        for name, files in python.items():
            if name not in known and any(COMPILED.search(file) for file in files):
                self.problems.append(f"{name}: it has compiled code; say what is inside, or nothing: {ADVICE}")

    def _check_stale(self, carried: AbstractSet[str]) -> None:
        """Report lines of components.toml about packages that are not carried."""
        named = {*self.facts.licence, *self.facts.texts, *self.facts.plain, *(each.of for each in self.facts.inside)}
        for name in sorted(named - carried - {PROGRAM}):
            self.problems.append(f"{name}: it is not carried any more; remove it from components.toml")


def _dep5_licences(text: str) -> list[str]:
    """The short names of the licences in a machine-readable copyright file of Debian's."""
    if not text.startswith("Format:"):
        return []
    return sorted(set(re.findall(r"^License: *(\S.*?) *$", text, re.M)), key=str.lower)
