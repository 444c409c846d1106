"""The links of a letter: where each really leads, and why it may deceive."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from microdesk_desktop.base.text import one_line


class LinkWarning(StrEnum):
    """Why a link may deceive, the gravest first."""

    LOOK_ALIKE = "look_alike"
    """The host imitates another one by letters that look alike."""
    OTHER_HOST = "other_host"
    """The text of the link shows another host."""
    USER_INFO = "user_info"
    """A name stands before the host, which browsers do not go to."""
    NUMBER = "number"
    """The host is the number of a computer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; `host` is where it leads, in ASCII (xn--…) unless its accents are those of European languages.

    It is empty for telephone numbers; of an address of mail it is the part behind the @.
    """

    text: str
    url: str
    host: str
    warning: LinkWarning | None


_LONGEST_URL = 4_000
_LONGEST_TEXT = 500
_REMOVED = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_WEB = re.compile(r"(https?):[/\\]*([^/\\?#]*)", re.IGNORECASE)
_LABEL = re.compile(r"[^\W_][\w-]{0,62}")
_LAST_LABEL = re.compile(r"[^\W\d_]{2,24}")
_MOST_WORDS = 60
_LONGEST_HOST = 253
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}|\[.*")
# Names that end like a host, and are files.
_FILE_ENDS = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods csv txt xml html htm php asp aspx js png jpg jpeg gif webp eml ics".split()
)
_SECOND_LEVELS = frozenset("co com gouv gov asso org net ac edu nom tm prd".split())
# Letters of Cyrillic, Greek and Armenian that are drawn like Latin ones.
_TWINS = str.maketrans(
    "\u04cfавеёіїјкмнорсԁѕтухһԛԝʏɡɑαβεηικνορτυχωγոսցհօզյıℓ",
    "labeeiijkmhopcdstyxhqwygaabenikvoptuxwyoughoqjil",
)
_DIGIT_TWINS = str.maketrans("01345", "oleas")
_EUROPEAN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßąćęłńśźżčďěňřšťůžğőűșțāēģīķļņū")
# Often imitated in mails to people in France, November 2026: the part before the last dot, without accents.
_IMITATED = frozenset(
    """
    paypal google gmail microsoft outlook office365 apple icloud amazon netflix facebook instagram linkedin whatsapp
    docusign dropbox wetransfer adobe ameli impots urssaf service-public franceconnect caf antai laposte
    chronopost colissimo mondialrelay dhl fedex orange sfr bouyguestelecom ovh ovhcloud gandi ionos
    boursorama boursobank bnpparibas creditagricole credit-agricole creditmutuel labanquepostale societegenerale
    caisse-epargne banquepopulaire hellobank fortuneo revolut qonto shine stripe sumup wise edf engie binance
    """.split()
)


def link_of(text: str, url: str) -> Link | None:
    """The link that a letter shows with this text; None where it leads to neither web, mail nor telephone."""
    text = one_line(text)[:_LONGEST_TEXT]
    plain = _REMOVED.sub("", url) if _WEB.match(url.strip()) else one_line(url)
    if len(plain) > _LONGEST_URL:
        return None
    scheme = plain.partition(":")[0].lower()
    if scheme == "mailto":
        address = unquote(plain[7:].partition("?")[0])
        return Link(text=text, url=plain, host=shown_host(address.rpartition("@")[2]), warning=None)
    if scheme == "tel":
        return Link(text=text, url=plain, host="", warning=None)
    found = _WEB.match(plain)
    if not found or not found[2]:
        return None
    user_info, _, place = found[2].rpartition("@")
    host = _host_of(place)
    if not host or not re.search(r"[^\W_]", host):
        return None
    return Link(text=text, url=plain, host=shown_host(host), warning=_warning(text, host, bool(user_info)))


def shown_host(host: str) -> str:
    """The host as it is shown: its accents where they cannot be mistaken for other letters, else in ASCII."""
    unicode_host = _unicode_host(host)
    has_plain_letters = all(char.isascii() or char in _EUROPEAN for char in unicode_host)
    return one_line(unicode_host if has_plain_letters else _ascii_host(unicode_host))


def site_of(host: str) -> str:
    """The part of a host that somebody registered: the last two labels, or three below a shared one (`gouv.fr`)."""
    labels = host.lower().strip(".").split(".")
    is_shared = len(labels) > 2 and labels[-2] in _SECOND_LEVELS
    return ".".join(labels[-3:] if is_shared else labels[-2:])


def _warning(text: str, host: str, has_user_info: bool) -> LinkWarning | None:
    if imitates(host):
        return LinkWarning.LOOK_ALIKE
    named = host_in(text)
    if named and site_of(named) != site_of(_unicode_host(host)):
        return LinkWarning.OTHER_HOST
    if has_user_info:
        return LinkWarning.USER_INFO
    return LinkWarning.NUMBER if _NUMBER.fullmatch(host) else None


def imitates(host: str) -> bool:
    """Whether the host has letters of two alphabets in one label, or looks like one that is often imitated."""
    labels = _unicode_host(host).split(".")
    if any(_is_mixed(label) for label in labels):
        return True
    site = site_of(".".join(labels)).split(".")[0]
    plain = _without_accents(site).translate(_TWINS)
    looks = {plain, plain.translate(_DIGIT_TWINS), plain.replace("rn", "m"), plain.replace("vv", "w")}
    return bool(looks & _IMITATED) and site not in _IMITATED


def _is_mixed(label: str) -> bool:
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char in label if char.isalpha()}
    if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}:
        return True
    has_other_latin = any(not char.isascii() and char not in _EUROPEAN for char in label) and "LATIN" in scripts
    only_twins = label != "" and not label.isascii() and label.translate(_TWINS).isascii()
    return has_other_latin or only_twins


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def host_in(text: str) -> str:
    """The host that the text of a link shows, as an address or alone; empty where it shows none."""
    words = text.lower().split()[:_MOST_WORDS]
    for word in words:
        is_address = "://" in word or word.startswith("www.")
        place = word.rpartition("://")[2].strip("\"'()[]<>«».,;:!?").partition("/")[0].partition(":")[0]
        host = place.rpartition("@")[2]
        if _is_host(host) and (is_address or len(words) == 1):
            return _unicode_host(host)
    return ""


def _is_host(text: str) -> bool:
    *labels, last = text[:_LONGEST_HOST].split(".")
    has_end = bool(_LAST_LABEL.fullmatch(last)) and last not in _FILE_ENDS
    return has_end and bool(labels) and all(map(_LABEL.fullmatch, labels))


def _host_of(place: str) -> str:
    """The host of an authority, lower case, with the dots and letters that browsers read."""
    host = unicodedata.normalize("NFKC", unquote(place)).lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return re.sub(r"[\u3002\uff0e\uff61]", ".", host.partition(":")[0]).strip(". ")


def _unicode_host(host: str) -> str:
    return ".".join(_unicode_label(label) for label in host.lower().split("."))


def _unicode_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def _ascii_host(host: str) -> str:
    return ".".join(_ascii_label(label) for label in host.split("."))


def _ascii_label(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + label.encode("punycode").decode("ascii")
