"""The files of a letter: a name under which each may be saved, and a warning for kinds that can do harm."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from microdesk_desktop.base.text import one_line

_LONGEST = 150
"""Characters: below the 255 bytes that file systems allow, with accents and a number behind."""
_LONGEST_END = 16
_BYTES = 240
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_NAMELESS = "piece-jointe"


class FileWarning(StrEnum):
    """Why a file should be opened with care."""

    PROGRAM = "program"
    """Opening it runs it, or gives its content to something that runs it."""
    MACROS = "macros"
    """An office document that may hold programs."""
    WEB_PAGE = "web_page"
    """It opens in the browser, where it can imitate a site."""
    ARCHIVE = "archive"
    """A disk image or a locked archive hides what is inside from checks."""
    DISGUISED = "disguised"
    """Its name ends twice, or hides how it ends."""
    OUTLOOK = "outlook"
    """A winmail.dat: an archive that Outlook makes."""


_ENDS = {
    FileWarning.PROGRAM: """
        exe com scr pif bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh msi msp msix appx appinstaller jar jnlp reg lnk url
        desktop webloc hta cpl dll sys gadget inf scf application command sh bash run bin app dmg pkg deb rpm appimage
        apk py pyw pl rb chm hlp settingcontent-ms library-ms search-ms theme diagcab xll ade adp mde accdb mdb osd
    """,
    FileWarning.MACROS: "docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm one onepkg doc xls ppt rtf slk iqy odb",
    FileWarning.WEB_PAGE: "html htm xhtml shtml xht mht mhtml svg svgz xml xsl",
    FileWarning.ARCHIVE: "iso img vhd vhdx udf cab ace arj",
}
_WARNINGS = {end: warning for warning, ends in _ENDS.items() for end in ends.split()}
_DOCUMENT_ENDS = frozenset("pdf doc docx xls xlsx ppt pptx odt ods odp jpg jpeg png gif txt csv zip mp3 mp4".split())
_WEB_KINDS = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml"})
_PROGRAM_KINDS = frozenset(
    {"application/x-msdownload", "application/x-msdos-program", "application/x-dosexec", "application/hta"}
)
_NAMES = {
    "application/ms-tnef": "winmail.dat",
    "application/pdf": "document.pdf",
    "image/gif": "image.gif",
    "image/jpeg": "image.jpg",
    "image/png": "image.png",
    "message/rfc822": "message.eml",
    "text/calendar": "invitation.ics",
    "text/html": "message.html",
}
_TNEF_KINDS = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


def file_name(name: str, kind: str) -> str:
    """The name of a file as it was sent, or one after its MIME type where it has none."""
    return name or _NAMES.get(kind.lower(), "")


def safe_name(name: str) -> str:
    """The file name without folders, hidden characters and names that a system reserves; never empty.

    It can neither leave the chosen folder nor be hidden in it, on any system.
    """
    base = re.split(r"[/\\]", one_line(name))[-1]
    base = _FORBIDDEN.sub("_", base).strip(". ")
    if _RESERVED.match(base):
        base = f"_{base}"
    return _shortened(base) or _NAMELESS


def distinct_names(names: Iterable[str]) -> Iterator[str]:
    """Safe names, each once whatever their case: the second of the same name ends in « (2) »."""
    taken: set[str] = set()
    for name in map(safe_name, names):
        chosen, number = name, 1
        while chosen.casefold() in taken:
            number += 1
            chosen = numbered_name(name, number)
        taken.add(chosen.casefold())
        yield chosen


def numbered_name(name: str, number: int) -> str:
    """« facture (2).pdf », for the second of several files of one name; the first keeps its name."""
    if number == 1:
        return name
    stem, dot, end = name.rpartition(".")
    return f"{stem} ({number}){dot}{end}" if stem else f"{name} ({number})"


def file_warning(name: str, kind: str) -> FileWarning | None:
    """The warning for a file with this name, as it was sent, and this MIME type."""
    kind = kind.lower()
    parts = safe_name(name).lower().split(".")
    if kind in _TNEF_KINDS or parts == ["winmail", "dat"]:
        return FileWarning.OUTLOOK
    warning = _WARNINGS.get(parts[-1]) if len(parts) > 1 else None
    is_twofold = len(parts) > 2 and parts[-2] in _DOCUMENT_ENDS and parts[-1] in _WARNINGS
    if is_twofold or (warning and one_line(name) != " ".join(name.split())):
        return FileWarning.DISGUISED
    if kind in _PROGRAM_KINDS:
        return FileWarning.PROGRAM
    return warning or (FileWarning.WEB_PAGE if kind in _WEB_KINDS else None)


def _shortened(name: str) -> str:
    stem, dot, end = name.rpartition(".")
    if not stem or len(end) > _LONGEST_END:
        stem, dot, end = name, "", ""
    stem = stem[:_LONGEST]
    while len(f"{stem}{dot}{end}".encode()) > _BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip('. ')}{dot}{end}" if stem.strip(". ") else end
