"""What the user is asked before a link of a letter is opened, and the address that the browser is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.reading.links import Link, LinkWarning, link_of
from microdesk_desktop.views.mail.reading.letter import link_warning_text

_DECEIVING = frozenset((LinkWarning.LOOK_ALIKE, LinkWarning.OTHER_HOST, LinkWarning.USER_INFO))
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkQuestion:
    """The question, where the link leads and why it may deceive; `is_warning` where it probably does."""

    question: str
    text: str
    button: str
    is_warning: bool


def link_question(link: Link) -> LinkQuestion:
    """What is asked before the browser opens."""
    host = visible(link.host)
    warning = link.warning
    return LinkQuestion(
        question=tr("Ouvrir {host} dans votre navigateur ?").format(host=host),
        text=link_warning_text(warning) if warning else tr("Ce lien vous fait quitter MicroDesk. Il mène ici :"),
        button=tr("Ouvrir quand même") if warning else tr("Ouvrir"),
        is_warning=warning is not None,
    )


def deceptive_links_text(links: Sequence[Link]) -> str:
    """The warning above a letter of which links show another site than the one they lead to; empty without any."""
    hosts = dict.fromkeys(visible(link.host) for link in links if link.warning in _DECEIVING)
    if not hosts:
        return ""
    named = ", ".join(list(hosts)[:_MOST_NAMED])
    return ntr(
        "Un lien de ce message n'affiche pas le site où il mène : {hosts}.",
        "Des liens de ce message n'affichent pas le site où ils mènent : {hosts}.",
        len(hosts),
    ).format(hosts=named if len(hosts) <= _MOST_NAMED else f"{named}…")


def is_web(link: Link) -> bool:
    """Whether the link leads to a page of the web, and not to an address of mail or a telephone."""
    return link.url.partition(":")[0].lower() in {"http", "https"}


def leads_to_the_same(link: Link, encoded: str) -> bool:
    """Whether an address, as the browser is given it, leads to the host that the user was shown."""
    found = link_of(link.text, encoded)
    return found is not None and is_web(found) and found.host == link.host and found.warning == link.warning
