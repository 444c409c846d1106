"""Seals, and what is wrong with a chain of them.

    seal 1 ──digest──▶ seal 2 ──digest──▶ seal 3 …

The digest of a seal is the SHA-256 of its canonical JSON: sorted keys, no spaces, UTF-8. It covers the content (the
document's fields and totals, or a closing's), the digests of its files, and the digest of the seal before it. Nothing
can be changed, removed, added or moved without changing every digest after it (CGI art. 286 I 3° bis).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from microdesk_desktop.domain.documents.seals import Seal, SealKind

NO_DIGEST = "0" * 64
"""What the first seal has in place of the digest before it."""


class FlawOfSeal(StrEnum):
    """What is wrong with one link of a chain."""

    DIGEST = "digest"
    """A field, the content or a file's digest is not what was sealed."""
    ORDER = "order"
    """A link is missing, added or moved."""


def seal_after(
    previous: Seal | None, *, at: str, kind: SealKind, subject: str, content: str, files: Mapping[str, str]
) -> Seal:
    """The next link of a chain."""
    seal = Seal(
        sequence=previous.sequence + 1 if previous else 1,
        at=at,
        kind=kind,
        subject=subject,
        content=content,
        files=files,
        previous=previous.digest if previous else NO_DIGEST,
        digest="",
    )
    return _with_digest(seal)


def canonical(value: object) -> str:
    """The JSON text that digests are made of: one text for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def file_digest(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def flaws_of_chain(
    seals: Iterable[Seal], is_purged: Callable[[Seal], bool] = lambda _: False
) -> Iterator[tuple[Seal, FlawOfSeal]]:
    """The links that are wrong, in the order of the chain, each with what is wrong with it.

    `is_purged` returns whether a later link explains that a content is no longer the one that was sealed.
    """
    previous: Seal | None = None
    for seal in seals:
        expected = (previous.sequence + 1, previous.digest) if previous else (1, NO_DIGEST)
        if (seal.sequence, seal.previous) != expected:
            yield seal, FlawOfSeal.ORDER
        if not is_intact(seal) and not is_purged(seal):
            yield seal, FlawOfSeal.DIGEST
        previous = seal


def is_intact(seal: Seal) -> bool:
    """Whether a seal still has the digest of what it holds; its place in the chain is checked by `flaws_of_chain`."""
    return digest_of(seal) == seal.digest


def digest_of(seal: Seal) -> str:
    """The digest that a seal would have if it were sealed as it is."""
    return _with_digest(seal).digest


def _with_digest(seal: Seal) -> Seal:
    fields = {
        "sequence": seal.sequence,
        "at": seal.at,
        "kind": seal.kind,
        "subject": seal.subject,
        "content": seal.content,
        "files": dict(seal.files),
        "previous": seal.previous,
    }
    return replace(seal, digest=file_digest(canonical(fields).encode()))
