"""Where an export goes."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A new folder, or one encrypted file where there is a passphrase."""

    path: Path
    passphrase: str | None = field(default=None, repr=False)
