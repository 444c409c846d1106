"""A consent that the user gives in the browser: the page to open, and what the browser shows when it comes back."""

from collections.abc import Callable
from dataclasses import dataclass

from microdesk_desktop.base.http.loopback import Pages
from microdesk_desktop.base.i18n import language, tr

_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>MicroDesk</title>
<style>body{{font:16px sans-serif;max-width:34em;margin:4em auto;padding:0 1em;color:#1D2433;background:#F6F5F2}}
</style></head><body><h1>MicroDesk</h1><p>{text}</p></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage:
    """The page where the user agrees.

    `is_received`: MicroDesk listens at the return address. Otherwise the browser shows an error there, and the
    user pastes its address into `offer`, which returns whether it belongs to this consent.
    """

    url: str
    return_address: str
    is_received: bool
    offer: Callable[[str], bool]


Announce = Callable[[ConsentPage], object]


def browser_pages() -> Pages:
    """What the browser shows once it came back, in the user's language."""
    return Pages(
        accepted=_PAGE.format(
            language=language(), text=tr("Votre réponse est bien arrivée. Vous pouvez fermer cette page.")
        ),
        refused=_PAGE.format(language=language(), text=tr("Cette adresse ne correspond à aucune demande en cours.")),
    )
