"""What the styles of a mail hide: of an element's own style, and of the style sheets that the mail brings.

Styles serve to cut what nobody would see, and are dropped then: no colour or font of a mail is shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.mail.mime.html.tree import TooComplexError

Declarations = Mapping[str, str]

_MOST_SHEET = 200_000
_MOST_RULES = 400
"""Rules that hide something: each is compared with every element that has its class, identifier or name."""
_MOST_COMPARISONS = 150_000
"""Of an element around with a part of a selector: each takes a microsecond."""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_SHEET = re.compile(r"<style\b[^<>]*+>(.*?)(?:</style|\Z)", re.DOTALL | re.IGNORECASE)
_STEP = re.compile(r"([{}])")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_MARK = re.compile(r"([.#])([\w-]+)")
_NUMBER = re.compile(r"\s{0,9}([+-]?(?:\d{1,9}\.?\d{0,9}|\.\d{1,9}))\s{0,9}([a-z%]{0,9})")
# In these units so little is a dot at most; relative units depend on what stands around.
_TINY = {"px": 2.0, "pt": 1.5, "": 0.0}
_FAR_OFF = -500.0
_HIDING = frozenset(
    "display visibility font-size font opacity max-height height max-width width overflow text-indent left top color "
    "background background-color position clip clip-path transform".split()
)


def declarations(style: str) -> Declarations:
    """The declarations of a style by lower-case property; an important one stays when a later one differs."""
    made: dict[str, str] = {}
    important: set[str] = set()
    for declaration in plain_css(style).split(";"):
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip().lower()
        is_important = value.endswith("important")
        if not colon or (name in important and not is_important):
            continue
        if is_important:
            important.add(name)
            value = value.removesuffix("important").rstrip("! ")
        made[name] = value
    return made


def plain_css(css: str) -> str:
    """The style without comments, and with its escapes as the characters that they stand for."""
    return _ESCAPE.sub(_escaped, _COMMENT.sub("", css)) if "\\" in css or "/*" in css else css


def _escaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def is_cut(style: Declarations) -> bool:
    """Whether the element and all that is in it is invisible."""
    overflow = style.get("overflow", "")
    has_no_room = any(_is_zero(style.get(name, "")) for name in ("max-height", "height", "max-width", "width"))
    return (
        style.get("display", "") == "none"
        or _is_at_most(style.get("opacity", ""), 0.05)
        or (has_no_room and overflow.startswith("hidden"))
        or any(_is_at_most(style.get(name, ""), _FAR_OFF) for name in ("text-indent", "left", "top"))
        or (style.get("position", "") in {"absolute", "fixed"} and "0" in style.get("clip", "") and _is_no_clip(style))
        or "scale(0)" in style.get("transform", "")
    )


def _is_no_clip(style: Declarations) -> bool:
    return not any(digit in style["clip"] for digit in "23456789")


def text_is_visible(style: Declarations, was_visible: bool) -> bool:
    """Whether text directly in the element is drawn, given whether it was around it: this is inherited, and undone."""
    visibility = style.get("visibility")
    if visibility in {"hidden", "collapse"}:
        return False
    return True if visibility == "visible" else was_visible


def font_is_visible(style: Declarations, was_visible: bool) -> bool:
    """Whether the font of the element can be seen, given whether the one around it could."""
    size = style.get("font-size") or next(
        iter(re.findall(r"(?<![\w.])[\d.]+(?:px|pt|em|%)", style.get("font", ""))), ""
    )
    found = _NUMBER.match(size)
    if not found:
        return was_visible or (bool(size) and size not in {"inherit", "larger", "smaller"})
    value, unit = float(found[1]), found[2]
    if value == 0:
        return False
    return value > _TINY[unit] if unit in _TINY else was_visible or unit == "rem"


def has_own_colour(style: Declarations) -> bool:
    """Whether the element's text has the very colour of the background that the same style gives, or none."""
    colour = _colour(style.get("color", ""))
    if not colour:
        return False
    return colour == "transparent" or colour == _colour(style.get("background-color") or style.get("background", ""))


_NAMED = {"white": "#ffffff", "black": "#000000"}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\D+(\d{1,3})\D+(\d{1,3})(?:[\s,/]+([\d.]+%?))?\s*\)")


def _colour(value: str) -> str:
    """A colour in one form, « transparent », or empty where there is no plain one."""
    value = value.strip()
    if found := _RGB.fullmatch(value):
        if found[4] and float(found[4].rstrip("%") or 0) == 0 and found[4].count(".") <= 1:
            return "transparent"
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in found.groups()[:3])
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return "#" + "".join(digit * 2 for digit in value[1:])
    if re.fullmatch(r"#[0-9a-f]{6}|transparent", value):
        return value
    return _NAMED.get(value, "")


def _is_zero(value: str) -> bool:
    found = _NUMBER.match(value)
    return bool(found) and float(found[1]) == 0 if found else False


def _is_at_most(value: str, bound: float) -> bool:
    found = _NUMBER.match(value)
    return found is not None and float(found[1]) <= bound


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    classes: frozenset[str]
    id: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector, from the outermost compound to the element's own, and the declarations that may hide."""

    path: Sequence[_Compound]
    style: Declarations


def sheet_text(html: str) -> str:
    """The style sheets of an HTML text, one after the other."""
    return "\n".join(_SHEET.findall(html))[:_MOST_SHEET]


def hiding_rules(sheet: str) -> Sequence[Rule]:
    """The rules that concern what is seen and hold on a screen of any size, in their order."""
    rules: list[Rule] = []
    for selectors, body in _blocks(plain_css(sheet.replace("<!--", "").replace("-->", ""))):
        style = {name: value for name, value in declarations(body).items() if name in _HIDING}
        if not style:
            continue
        for selector in selectors.split(","):
            path = _path(selector)
            if path and len(rules) < _MOST_RULES:
                rules.append(Rule(path, style))
    return rules


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules outside of conditions: a mail hides by those what is for telephones."""
    depth, is_skipped, head = 0, False, ""
    pieces = _STEP.split(sheet)
    for piece in pieces:
        if piece == "{":
            depth += 1
            is_skipped = is_skipped or (depth == 1 and _is_condition(head))
            if depth == 1 and head.lstrip().startswith("@") and not is_skipped:
                depth = 0  # @media all: its rules hold
            continue
        if piece == "}":
            depth = max(0, depth - 1)
            is_skipped = is_skipped and depth > 0
            head = ""
            continue
        if depth == 1 and not is_skipped:
            yield head, piece
        else:
            head = piece.rpartition(";")[2] if depth == 0 else head


def _is_condition(head: str) -> bool:
    words = head.strip().lower().split()
    return bool(words) and words[0].startswith("@") and words not in (["@media", "all"], ["@media", "screen"])


def _path(selector: str) -> tuple[_Compound, ...]:
    """The compounds of a selector; empty where it has anything but names, classes, identifiers and descent."""
    compounds = []
    for word in selector.replace(">", " ").split():
        found = _COMPOUND.fullmatch(word)
        if not found:
            return ()
        marks = _MARK.findall(found[2])
        compounds.append(
            _Compound(
                tag=(found[1] or "").lower().replace("*", ""),
                classes=frozenset(name for mark, name in marks if mark == "."),
                id=next((name for mark, name in marks if mark == "#"), ""),
            )
        )
    is_for_all = not compounds or not (compounds[-1].classes or compounds[-1].id or compounds[-1].tag)
    return () if is_for_all else tuple(compounds)


class Sheet:
    """The rules of a mail, found by class, identifier or name of the element."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._by_key: dict[str, list[Rule]] = {}
        self._room = _MOST_COMPARISONS
        for rule in rules:
            last = rule.path[-1]
            key = f"#{last.id}" if last.id else f".{min(last.classes)}" if last.classes else last.tag
            self._by_key.setdefault(key, []).append(rule)

    def style_of(self, path: Sequence[tuple[str, Mapping[str, str]]]) -> Declarations:
        """What the rules declare for the last of these elements (name, attributes), the outermost first.

        Raises TooComplexError.
        """
        if not self._by_key:
            return {}
        tag, attributes = path[-1]
        keys = (tag, *(f".{name}" for name in attributes.get("class", "").split()), f"#{attributes.get('id', '')}")
        made: dict[str, str] = {}
        for key in keys:
            for rule in self._by_key.get(key, ()):
                self._room -= len(path)
                if self._room < 0:
                    raise TooComplexError
                if _matches(rule.path, path):
                    made.update(rule.style)
        return made


def _matches(compounds: Sequence[_Compound], path: Sequence[tuple[str, Mapping[str, str]]]) -> bool:
    if not _is(compounds[-1], *path[-1]):
        return False
    waiting = len(compounds) - 2
    for tag, attributes in reversed(path[:-1]):
        if waiting < 0:
            break
        if _is(compounds[waiting], tag, attributes):
            waiting -= 1
    return waiting < 0


def _is(compound: _Compound, tag: str, attributes: Mapping[str, str]) -> bool:
    return (
        (not compound.tag or compound.tag == tag)
        and (not compound.id or compound.id == attributes.get("id"))
        and compound.classes <= set(attributes.get("class", "").split())
    )
