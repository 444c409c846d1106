"""Addresses as servers take them: the domain in Punycode, the local part never changed (RFC 6531)."""

import re

from microdesk_desktop.base.errors import ErrorCode, KnownError

# RFC 5321: 64 bytes before the @, 254 in all; no space, and none of the characters that need quotes.
_LOCAL = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\"(),:;<>@\[\\\]\u2028\u2029]{1,64}")
_LONGEST = 254
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def wire_address(address: str) -> str:
    """The address as it is sent. Raises MAIL_ADDRESS_UNUSABLE where no server could take it.

    A local part with other letters than ASCII stays as it is: in another encoding it would be somebody else's.
    """
    local, at, domain = address.strip().rpartition("@")
    name = _ascii_domain(domain)
    dots_are_right = not local.startswith(".") and not local.endswith(".") and ".." not in local
    if not (at and name and dots_are_right and _LOCAL.fullmatch(local) and local.isprintable()):
        raise KnownError(ErrorCode.MAIL_ADDRESS_UNUSABLE, address=address)
    found = f"{local}@{name}"
    if len(local.encode()) > 64 or len(found.encode()) > _LONGEST:
        raise KnownError(ErrorCode.MAIL_ADDRESS_UNUSABLE, address=address)
    return found


def _ascii_domain(domain: str) -> str:
    """The domain in Punycode, in lower case; empty where it is no name of DNS."""
    # Imported here: its tables are large, and only a message that leaves needs them.
    import idna

    try:
        name = domain.lower() if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return ""
    return name if all(map(_LABEL.fullmatch, name.split("."))) else ""
