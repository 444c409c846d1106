"""The parts of a letter from BODYSTRUCTURE, and which of them are its text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Part
from microdesk_desktop.mail.mime.names import attachment_name

_DEEPEST = 50
_MOST_PARTS = 1_000


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part with a content of its own: its number at the server, MIME type, encoding, and bytes as encoded."""

    number: str
    kind: str
    encoding: str
    size: int
    charset: str
    name: str
    inline_id: str | None
    is_attached: bool

    @property
    def is_text(self) -> bool:
        return self.kind in ("text/plain", "text/html") and not self.is_attached and not self.name

    def part(self) -> Part:
        """The part as a value; of base64 about three quarters of the bytes are content."""
        size = self.size * 3 // 4 if self.encoding == "base64" else self.size
        return Part(key=self.number, kind=self.kind, name=self.name, size=size, inline_id=self.inline_id)


def leaves(structure: object) -> tuple[Leaf, ...]:
    """The parts of a BODYSTRUCTURE in their order; what the server describes wrongly is left out."""
    found: list[Leaf] = []
    for leaf in _walk(structure, "", 0):
        if len(found) == _MOST_PARTS:
            break
        found.append(leaf)
    return tuple(found)


def _walk(node: Any, number: str, depth: int) -> Iterator[Leaf]:
    if not isinstance(node, tuple) or len(node) < 2 or depth > _DEEPEST:
        return
    if isinstance(node[0], list):
        for index, child in enumerate(node[0], 1):
            yield from _walk(child, f"{number}.{index}" if number else str(index), depth + 1)
    else:
        yield _leaf(node, number or "1")


def _leaf(node: Sequence[Any], number: str) -> Leaf:
    kind = f"{_word(node[0])}/{_word(node[1])}"
    parameters = _pairs(_at(node, 2))
    disposition = _disposition(node, kind)
    given_id = _at(node, 3)
    return Leaf(
        number=number,
        kind=kind,
        encoding=_word(_at(node, 5)),
        size=size if isinstance(size := _at(node, 6), int) else 0,
        charset=_text(parameters.get("charset", b"")),
        name=attachment_name(disposition[1], parameters),
        inline_id=_text(given_id).strip("<> ") or None if isinstance(given_id, bytes) else None,
        is_attached=disposition[0] == "attachment",
    )


def _disposition(node: Sequence[Any], kind: str) -> tuple[str, Mapping[str, bytes]]:
    """The disposition and its parameters: after the MD5, which follows lines for texts, much more for messages."""
    first = 8 if kind.startswith("text/") else 10 if kind == "message/rfc822" else 7
    for value in node[first:]:
        if isinstance(value, tuple) and value and isinstance(value[0], bytes):
            pairs = value[1] if len(value) > 1 else None
            if pairs is None or isinstance(pairs, tuple):
                return _word(value[0]), _pairs(pairs)
    return "", {}


def _pairs(value: object) -> Mapping[str, bytes]:
    """The parameters of a header by their names in lower case."""
    if not isinstance(value, tuple):
        return {}
    given = zip(value[::2], value[1::2], strict=False)
    return {_word(name): content for name, content in given if isinstance(content, bytes)}


def _at(node: Sequence[Any], index: int) -> Any:
    return node[index] if index < len(node) else None


def _word(value: object) -> str:
    return _text(value).lower()


def _text(value: object) -> str:
    return one_line(value.decode("ascii", "replace")) if isinstance(value, bytes) else ""
