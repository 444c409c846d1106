"""The visible part of a mail's tree: without what its styles hide, and with images of its own only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from microdesk_desktop.mail.mime.html.styles import (
    Declarations,
    Sheet,
    declarations,
    font_is_visible,
    has_own_colour,
    is_cut,
    text_is_visible,
)
from microdesk_desktop.mail.mime.html.tree import Element

_REPLACED = frozenset("link source input video embed".split())
_LONGEST_ALT = 300


@dataclass(frozen=True, slots=True)
class _Around:
    """What text inherits: whether it is drawn, and whether its size can be seen; and the elements that it is in."""

    is_drawn: bool = True
    has_size: bool = True
    path: tuple[tuple[str, Mapping[str, str]], ...] = ()


def visible_part(body: Element, sheet: Sheet, inline_ids: frozenset[str]) -> Element:
    """The tree without hidden elements; `inline_ids` are the Content-IDs of the images that the message has."""
    return Element("body", children=_children(body, sheet, inline_ids, _Around()))


def _children(element: Element, sheet: Sheet, ids: frozenset[str], around: _Around) -> list[Element | str]:
    made: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            if around.is_drawn and around.has_size:
                made.append(child)
            elif child[:1].isspace():
                made.append(" ")
            continue
        kept = _kept(child, sheet, ids, around)
        if kept is not None:
            made.append(kept)
    return made


def _kept(element: Element, sheet: Sheet, ids: frozenset[str], around: _Around) -> Element | str | None:
    tag, attributes = element.tag, element.attributes
    path = (*around.path, (tag, attributes))
    style = {**sheet.style_of(path), **declarations(attributes.get("style", ""))}
    if tag in _REPLACED or "hidden" in attributes or is_cut(style) or has_own_colour(style):
        return None
    if tag == "img":
        if not text_is_visible(style, around.is_drawn):
            return None
        return _image(attributes, ids, has_text=font_is_visible(style, around.has_size))
    inside = replace(
        around,
        is_drawn=text_is_visible(style, around.is_drawn),
        has_size=font_is_visible(style, around.has_size),
        path=path,
    )
    shown = {name: attributes[name] for name in ("href", "colspan", "rowspan", "start") if name in attributes}
    align = _alignment(style, attributes)
    if align:
        shown["align"] = align
    return Element(tag, shown, _children(element, sheet, ids, inside))


def _image(attributes: Mapping[str, str], ids: frozenset[str], *, has_text: bool) -> Element | None:
    """The image if the message has it, else its alternative text, where text can be seen."""
    source = attributes.get("src", "").strip()
    inline_id = source[4:].strip("<> ") if source.lower().startswith("cid:") else ""
    alt = attributes.get("alt", "").strip()[:_LONGEST_ALT]
    if inline_id in ids:
        width = attributes.get("width", "").removesuffix("px")
        return Element("img", {"cid": inline_id, "alt": alt, "width": width if width.isdecimal() else ""})
    return Element("alt", children=[alt]) if alt and has_text and _is_seen(attributes) else None


def _is_seen(attributes: Mapping[str, str]) -> bool:
    """Whether the image has room for more than a dot."""
    return not any(attributes.get(name, "").removesuffix("px").strip() in {"0", "1"} for name in ("width", "height"))


def _alignment(style: Declarations, attributes: Mapping[str, str]) -> str:
    align = (style.get("text-align") or attributes.get("align", "")).strip().lower()
    return {"right": "right", "end": "right", "center": "center"}.get(align, "")
