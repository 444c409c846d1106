"""What the verification of a chain of seals has found."""

from collections.abc import Mapping
from dataclasses import dataclass

from microdesk_desktop.domain.documents.seals import SealKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFlaw:
    """What is wrong: the place of the link (0 for what has none), its subject (a number or a period), the part."""

    sequence: int
    subject: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """How many seals there are, of which kinds, and what is wrong; the digest of the last one, empty without any."""

    seals: int
    kinds: Mapping[SealKind, int]
    last_digest: str
    flaws: tuple[ChainFlaw, ...]
