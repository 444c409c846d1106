"""Which text of a letter is shown: the plain one where it holds what the HTML one does, else the HTML one."""

import re
from collections.abc import Collection
from dataclasses import replace

from microdesk_desktop.domain.mail.reading.text import Reading, ShownAs
from microdesk_desktop.domain.mail.types import EncodedText
from microdesk_desktop.mail.mime.charsets import decode_text
from microdesk_desktop.mail.mime.html.pipeline import rewrite
from microdesk_desktop.mail.mime.html.remote import hosts_of, remote_addresses
from microdesk_desktop.mail.mime.html.tree import TooComplexError
from microdesk_desktop.mail.mime.html.write import Written
from microdesk_desktop.mail.mime.plain import text_of_html, write_plain

_ENOUGH = 0.8
"""Part of the words of the HTML text that a good plain text has: programs that make one from it lose a few."""
_MOST_ADDRESSES = 0.3
"""Part of the characters of a plain text that addresses may take before it is hard to read."""
_WORD = re.compile(r"\w{3,40}")
_ADDRESS = re.compile(r"https?://\S+")
_MARKUP = re.compile(r"<(?:p|div|br|table|td|a|span|html)\b", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


def read_texts(
    text: EncodedText | None, html: EncodedText | None, inline_ids: Collection[str], *, prefers_text: bool = False
) -> Reading:
    """The reading of a letter with these texts; `prefers_text` shows its plain text, or its HTML text as such."""
    plain = decode_text(*text) if text else ""
    if html is None or not html.content.strip():
        return _reading(ShownAs.TEXT, write_plain(plain))
    marked = decode_html(html)
    remote = remote_addresses(marked)
    reading = _of_html(plain, marked, inline_ids, prefers_text)
    return _with_blocked(reading, remote)


def as_text(text: EncodedText | None, html: EncodedText | None) -> Reading:
    """The reading where the HTML text took too long: the plain text, else the HTML one without its form."""
    plain = decode_text(*text) if text else ""
    if plain.strip() or html is None:
        return _reading(ShownAs.TEXT, write_plain(plain), has_html=html is not None)
    return _reading(ShownAs.HTML_AS_TEXT, write_plain(text_of_html(decode_html(html))), has_html=True)


def decode_html(html: EncodedText) -> str:
    """The HTML text in its declared charset, else in the one that it names itself."""
    charset = html.charset
    if not charset:
        found = _META_CHARSET.search(html.content[:4_000])
        charset = found[1].decode("ascii") if found else ""
    return decode_text(html.content, charset)


def _of_html(plain: str, marked: str, inline_ids: Collection[str], prefers_text: bool) -> Reading:
    try:
        written = rewrite(marked, inline_ids)
    except TooComplexError:
        if plain.strip():
            return _reading(ShownAs.TEXT, write_plain(plain), has_html=True)
        return _reading(ShownAs.HTML_AS_TEXT, write_plain(text_of_html(marked)), has_html=True)
    if plain.strip() and (prefers_text or _is_good(plain, written)):
        return _reading(ShownAs.TEXT, write_plain(plain), has_html=True)
    if prefers_text:
        return _reading(ShownAs.HTML_AS_TEXT, write_plain("\n".join(written.lines)), has_html=True)
    return _reading(ShownAs.HTML, written, has_html=True)


def _is_good(plain: str, written: Written) -> bool:
    """Whether the plain text can stand for the HTML one, which has neither columns nor images of its own."""
    if written.has_columns or written.images or _MARKUP.search(plain):
        return False
    addresses = sum(map(len, _ADDRESS.findall(plain)))
    words = set(_WORD.findall(" ".join(written.lines).casefold()))
    found = words & set(_WORD.findall(plain.casefold()))
    return addresses <= _MOST_ADDRESSES * len(plain) and len(found) >= _ENOUGH * len(words)


def _reading(shown_as: ShownAs, written: Written, *, has_html: bool = False) -> Reading:
    return Reading(
        shown_as=shown_as,
        text="\n".join(written.lines),
        html="\n".join(written.html),
        links=tuple(written.links),
        images=tuple(written.images),
        is_cut=written.is_cut,
        has_html=has_html,
    )


def _with_blocked(reading: Reading, remote: frozenset[str]) -> Reading:
    return replace(reading, blocked_images=len(remote), blocked_hosts=hosts_of(remote))
