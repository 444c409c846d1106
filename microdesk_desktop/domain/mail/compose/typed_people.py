"""The people that a user types into one field: « Léa Roux <lea@nova.example>, paul@x.example »."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.checks.contact import email_flaw
from microdesk_desktop.domain.mail.addresses import without_repeats
from microdesk_desktop.domain.mail.types import Person

_ENTRY = re.compile(r'(?:"(?:[^"\\]|\\.)*+"?|<[^<>]*+>|[^,;\n"<])+|<')
"""What stands between two separators; a quoted name and an address in angle brackets may hold one. A quote that is not
closed goes on to the end."""
_SEPARATORS = (",", ";", "\n")
_SEPARATED = re.compile(r'"(?:[^"\\]|\\.)*+"?|<[^<>]*+>|[,;\n]')
_NAMED = re.compile(r"\A(.*?)<([^<>]*)>\Z")
_PLAIN_NAME = re.compile(r"[^\",;:<>@()\[\]\\]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPeople:
    """The people of a field in their order, each address once, and the entries that are no address."""

    people: tuple[Person, ...]
    wrong: tuple[str, ...] = ()


def read_people(text: str) -> TypedPeople:
    """What a field holds; entries are separated by commas, semicolons or line ends."""
    people, wrong = [], []
    for entry in filter(None, (each.strip() for each in _ENTRY.findall(text))):
        person = _person(entry)
        if person is None:
            wrong.append(one_line(entry))
        else:
            people.append(person)
    return TypedPeople(people=without_repeats(people), wrong=tuple(wrong))


def people_text(people: Iterable[Person]) -> str:
    """The people as `read_people` reads them."""
    return ", ".join(map(_entry, people))


def last_entry(text: str) -> tuple[str, str]:
    """What stands before the entry that is being typed, with its separator, and that entry."""
    ends = [found.end() for found in _SEPARATED.finditer(text) if found.group() in _SEPARATORS]
    end = ends[-1] if ends else 0
    return text[:end], text[end:].strip()


def _person(entry: str) -> Person | None:
    named = _NAMED.match(entry)
    name, address = (named[1], named[2]) if named else ("", entry)
    address = address.strip()
    if email_flaw(address) is not None:
        return None
    return Person(one_line(_unquoted(name.strip())), address)


def _unquoted(name: str) -> str:
    if len(name) >= 2 and name[0] == name[-1] == '"':
        return re.sub(r"\\(.)", r"\1", name[1:-1])
    return name


def _entry(person: Person) -> str:
    name = one_line(person.name)
    if not name or name == person.address:
        return person.address
    if not _PLAIN_NAME.fullmatch(name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        name = f'"{escaped}"'
    return f"{name} <{person.address}>"
