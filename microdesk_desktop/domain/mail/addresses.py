"""E-mail addresses: which ones are the same mailbox."""

from collections.abc import Iterable

from microdesk_desktop.domain.mail.types import Person


def address_key(address: str) -> str:
    """The form in which two spellings of one address are equal: lower case, the domain in Punycode (RFC 5891)."""
    local, _, domain = address.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:  # a label that is empty or too long: no server has it, and it equals only itself
        domain = domain.casefold()
    return f"{local.casefold()}@{domain.lower()}"


def without_repeats(people: Iterable[Person], known: Iterable[str] = ()) -> tuple[Person, ...]:
    """The people in their order, each address once, without those whose keys are in `known` and those without one."""
    seen, kept = set(known), []
    for person in people:
        key = address_key(person.address)
        if person.address and key not in seen:
            seen.add(key)
            kept.append(person)
    return tuple(kept)
