"""What is shown of a letter: the reading pane and `mail read` have the same values and sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.format.dates import moment
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import one_line, visible, visible_lines
from microdesk_desktop.domain.mail.reading.files import FileWarning, distinct_names, file_name, file_warning
from microdesk_desktop.domain.mail.reading.links import Link, LinkWarning
from microdesk_desktop.domain.mail.reading.text import Reading, ShownAs
from microdesk_desktop.domain.mail.types import Letter, Part, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """An attached file; `name` is the one under which it is saved, `part` the key to ask its content with."""

    part: str
    name: str
    kind: str
    size: int
    warning: FileWarning | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A letter with the text that may be shown of it and its files; images that stand in the text are no files."""

    letter: Letter
    reading: Reading
    files: tuple[FileRow, ...]


def letter_view(letter: Letter, reading: Reading) -> LetterView:
    """The view of a letter, with a safe and distinct name for each of its files."""
    parts = [part for part in letter.parts if not _is_in_text(part, reading)]
    names = distinct_names(file_name(part.name, part.kind) for part in parts)
    return LetterView(
        letter=letter,
        reading=reading,
        files=tuple(
            FileRow(
                part=part.key,
                name=name,
                kind=one_line(part.kind),
                size=part.size,
                warning=file_warning(part.name, part.kind),
            )
            for part, name in zip(parts, names, strict=True)
        ),
    )


def letter_json(view: LetterView) -> Mapping[str, object]:
    """The stable shape of `mail read`."""
    letter, reading = view.letter, view.reading
    return {
        "from": ", ".join(map(person_text, letter.sender)),
        "reply_to": [person_text(person) for person in letter.reply_to],
        "to": [person_text(person) for person in letter.to],
        "date": letter.when.isoformat(),
        "subject": one_line(letter.subject),
        "text": reading.text,
        "shown_as": reading.shown_as.value,
        "blocked": {"images": reading.blocked_images, "hosts": list(reading.blocked_hosts)},
        "links": [_link_json(link) for link in reading.links],
        "attachments": [_file_json(file) for file in view.files],
    }


def letter_lines(view: LetterView) -> Sequence[str]:
    """The letter on a terminal: who, when and what about, remarks, its text, its links, its files."""
    letter, reading = view.letter, view.reading
    head = " · ".join((", ".join(map(person_text, letter.sender)), moment(letter.when)))
    links = [f"[{place}] {link_text(link)}" for place, link in enumerate(reading.links, 1)]
    parts = (
        [head, one_line(letter.subject)],
        remarks(reading),
        [visible_lines(reading.text)],
        links,
        [_file_line(file) for file in view.files],
    )
    return [line for part in parts if part for line in (*part, "")][:-1]


def _file_line(file: FileRow) -> str:
    warning = file_warning_text(file.warning) if file.warning else ""
    return " · ".join(filter(None, (file.name, warning)))


def remarks(reading: Reading) -> Sequence[str]:
    """What the user should know about the text that is shown."""
    made = []
    if reading.blocked_images:
        made.append(blocked_text(reading))
    if reading.shown_as is ShownAs.HTML_AS_TEXT:
        made.append(tr("Ce message était trop lourd ou trop compliqué : en voici le texte seul."))
    if reading.is_cut:
        made.append(tr("Ce message est très long : en voici le début."))
    return made


def blocked_text(reading: Reading) -> str:
    """« 12 éléments distants bloqués, de 3 sites »."""
    images = ntr("{n} élément distant bloqué", "{n} éléments distants bloqués", reading.blocked_images)
    if not reading.blocked_hosts:
        return images.format(n=reading.blocked_images)
    hosts = ntr("de {n} site", "de {n} sites", len(reading.blocked_hosts)).format(n=len(reading.blocked_hosts))
    return f"{images.format(n=reading.blocked_images)}, {hosts}"


def link_text(link: Link) -> str:
    """Where a link really leads, and why it may deceive."""
    warning = link_warning_text(link.warning) if link.warning else ""
    return " ".join(filter(None, (visible(link.host or link.url), warning)))


def link_warning_text(warning: LinkWarning) -> str:
    """Why a link may deceive."""
    return _LINK_WARNINGS[warning]()


def file_warning_text(warning: FileWarning) -> str:
    """Why a file should be opened with care."""
    return _FILE_WARNINGS[warning]()


def person_text(person: Person) -> str:
    """« Léa <lea@example.fr> », or the address alone."""
    name, address = one_line(person.name), one_line(person.address)
    return f"{name} <{address}>" if name else address


_LINK_WARNINGS = {
    LinkWarning.LOOK_ALIKE: lambda: tr("Attention : cette adresse en imite une autre par des lettres ressemblantes."),
    LinkWarning.OTHER_HOST: lambda: tr("Attention : le texte du lien affiche un autre site que celui où il mène."),
    LinkWarning.USER_INFO: lambda: tr("Attention : ce qui précède « @ » dans cette adresse n'est pas le site."),
    LinkWarning.NUMBER: lambda: tr("Attention : ce lien mène à un numéro, pas à un site qui a un nom."),
}
_FILE_WARNINGS = {
    FileWarning.PROGRAM: lambda: tr("C'est un programme : ne l'ouvrez que si vous l'attendiez."),
    FileWarning.MACROS: lambda: tr("Ce document peut contenir des programmes (macros) : ne les activez pas."),
    FileWarning.WEB_PAGE: lambda: tr("C'est une page web : elle peut imiter un site pour obtenir vos mots de passe."),
    FileWarning.ARCHIVE: lambda: tr("C'est une image de disque : son contenu échappe aux vérifications."),
    FileWarning.DISGUISED: lambda: tr("Son nom cache ce qu'il est vraiment : ne l'ouvrez pas."),
    FileWarning.OUTLOOK: lambda: tr("C'est une archive d'Outlook, que peu de logiciels ouvrent."),
}


def _is_in_text(part: Part, reading: Reading) -> bool:
    return part.inline_id is not None and part.inline_id in reading.images


def _link_json(link: Link) -> Mapping[str, object]:
    return {
        "text": link.text,
        "url": visible(link.url),
        "host": link.host,
        "warning": link.warning.value if link.warning else None,
    }


def _file_json(file: FileRow) -> Mapping[str, object]:
    warning = file.warning.value if file.warning else None
    return {"name": file.name, "type": file.kind, "size": file.size, "warning": warning}
