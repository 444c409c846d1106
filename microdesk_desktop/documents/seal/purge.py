"""Remove a person from a sealed document, so that the chain of seals still proves that nothing else was changed.

    seal 12  document F-2026-0003 ──▶  seal 12  the same digest, the content without the person
    …                                  …
                                       seal 98  purge F-2026-0003: place, last day, both digests, what remains

A document that was purged keeps its number, its days, its prices and its VAT, of which closings and books are made.
Its own digest can no longer be computed from what it holds: the purge, which is a link of the chain itself, states it,
the exact content that may stand in place of the former one, and the digest of the whole link with it. A content that
was removed without such a link, or before its day, is a changed one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from microdesk_desktop.documents.retention import least_until
from microdesk_desktop.documents.seal.chain import canonical, digest_of
from microdesk_desktop.documents.seal.content import IssuedDocument, read_content, write_content
from microdesk_desktop.domain.documents.parties import Address, Buyer
from microdesk_desktop.domain.documents.seals import Seal, SealKind
from microdesk_desktop.domain.documents.types import Line

NOBODY = "—"
"""Stands for a text that must not be empty, such as a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """That the content of a seal was removed: its place and digest, the last day on which it was to be kept, and what
    remains of it; `until` is empty for a document that no law keeps. `stands` is the digest of the link with what
    remains, `on` the day of the removal, in UTC."""

    sequence: int
    digest: str
    until: str
    remains: str
    stands: str
    on: str

    @property
    def was_due(self) -> bool:
        """Whether the law allowed the removal on its day."""
        issued = read_content(self.remains)
        least = least_until(issued.document.type, issued.document.issued_on)
        return self.on > self.until and (least is None or self.until >= least.isoformat())

    def explains(self, seal: Seal) -> bool:
        """Whether this is why a seal has no longer the content that its digest was made of."""
        is_meant = (seal.sequence, seal.digest, seal.content) == (self.sequence, self.digest, self.remains)
        return is_meant and digest_of(seal) == self.stands


def purge_content(seal: Seal, until: date | None) -> str:
    """What the seal of a purge holds. Raises ValueError for a seal whose content is not one of a document."""
    remains = write_content(without_person(read_content(seal.content)))
    return canonical(
        {
            "sequence": seal.sequence,
            "digest": seal.digest,
            "until": until.isoformat() if until else "",
            "remains": remains,
            "stands": digest_of(replace(seal, content=remains)),
        }
    )


def read_purge(seal: Seal) -> Purge:
    """The purge of a seal of that kind. Raises ValueError, KeyError or TypeError for another content."""
    content = json.loads(seal.content)
    return Purge(
        sequence=content["sequence"],
        digest=content["digest"],
        until=content["until"],
        remains=content["remains"],
        stands=content["stands"],
        on=seal.at[: len("2026-11-26")],
    )


def purges_of(seals: Iterable[Seal]) -> Mapping[int, Purge]:
    """The purges that were due, by the place of the seal that each is about; an unreadable one explains nothing."""
    found: dict[int, Purge] = {}
    for seal in seals:
        try:
            purge = read_purge(seal) if seal.kind is SealKind.PURGE else None
            if purge is not None and purge.sequence < seal.sequence and purge.was_due:
                found.setdefault(purge.sequence, purge)
        except (ValueError, KeyError, TypeError):
            continue
    return found


def without_person(issued: IssuedDocument) -> IssuedDocument:
    """The document without its client and without any text; types, days, numbers, amounts and VAT stay."""
    document = issued.document
    buyer = Buyer(
        name=NOBODY,
        kind=document.buyer.kind,
        address=Address(country=document.buyer.address.country),
        language=document.buyer.language,
    )
    anonymous = replace(
        document,
        buyer=buyer,
        lines=tuple(map(_without_text, document.lines)),
        order_number="",
        subject="",
        notes="",
    )
    return replace(issued, document=anonymous, mentions=(), subject="")


def _without_text(line: Line) -> Line:
    return replace(line, label=NOBODY, text="")
