"""Simulated browser and its user: opens the consent page, agrees or refuses, follows the redirect or pastes it."""

import contextlib
import html
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable

from microdesk_desktop.base.process.network_guard import connecting

_TIMEOUT_S = 10
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def visit(url: str) -> str:
    """Open a page of this computer, redirects included; returns its text, also for a page that refuses."""
    try:
        with connecting(), _OPENER.open(url, timeout=_TIMEOUT_S) as page:
            return str(page.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.read().decode("utf-8", "replace")


def browser(*, agrees: bool = True) -> Callable[[str], None]:
    """A function to pass as `open_browser`: opens the page on a thread of its own, then agrees or refuses."""

    def open_link(url: str) -> None:
        _on_thread(lambda: _decide(url, "yes" if agrees else "no"))

    return open_link


def user(url: str, *, return_address: str, paste: Callable[[str], object]) -> None:
    """Agree on the page, on a thread of its own, then paste what it shows of `return_address`, empty for nothing."""

    def agree() -> None:
        shown = _decide(url, "yes")
        if return_address and (found := re.search(re.escape(return_address) + r"[^\s<\"]++", shown)):
            paste(html.unescape(found[0]))

    _on_thread(agree)


def _on_thread(act: Callable[[], object]) -> None:
    threading.Thread(target=act, name="browser", daemon=True).start()


def _decide(url: str, answer: str) -> str:
    """The page that the answer leads to; empty where the program has stopped listening before the redirect."""
    page = visit(url)
    for link in page.split('href="')[1:]:
        path = link.split('"')[0]
        if path.endswith(f"/{answer}"):
            site = "/".join(url.split("/")[:3])
            # A program that polls may have read the decision already.
            with contextlib.suppress(OSError):
                return visit(site + path)
            return ""
    return ""
