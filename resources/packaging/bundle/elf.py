"""What a compiled file asks of the dynamic loader, as readelf reports it."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

MAGIC = b"\x7fELF"
_GLIBC = re.compile(rb"\0GLIBC_(\d+)\.(\d+)(?=\0|\.)")


@dataclass(frozen=True)
class Dynamic:
    """The dynamic section of a file: names of the libraries it needs, and folders to search for them."""

    needed: tuple[str, ...]
    search_path: tuple[str, ...]


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a library of the system's binary format."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def read_dynamic(path: Path) -> Dynamic:
    """The dynamic section of an ELF file; empty for one that is linked statically.

    Raises `subprocess.CalledProcessError` for a file that readelf refuses.
    """
    output = subprocess.run(["readelf", "--dynamic", "--wide", path], check=True, capture_output=True, text=True).stdout
    return parse_dynamic(output)


def parse_dynamic(output: str) -> Dynamic:
    """The dynamic section in the output of `readelf --dynamic`."""
    entries = re.findall(r"\((NEEDED|RPATH|RUNPATH)\).*\[(.*)\]", output)
    return Dynamic(
        tuple(value for kind, value in entries if kind == "NEEDED"),
        tuple(folder for kind, value in entries if kind != "NEEDED" for folder in value.split(":") if folder),
    )


def glibc_needed(folder: Path) -> str:
    """The oldest version of the C library with which all that lies in a folder starts."""
    asked = {version for path in folder.rglob("*") if path.is_file() for version in _GLIBC.findall(path.read_bytes())}
    return ".".join(map(str, max((int(major), int(minor)) for major, minor in asked)))
