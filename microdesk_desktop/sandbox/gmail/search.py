"""Search expressions of Gmail, as far as they are in use; any other operator is refused."""

import re
import shlex
from datetime import UTC, datetime

from microdesk_desktop.sandbox.gmail.problems import invalid
from microdesk_desktop.sandbox.gmail.shapes import snippet
from microdesk_desktop.sandbox.gmail.state import Mail

_TERM = re.compile(r"(?P<not>-?)(?:(?P<name>[a-z0-9]+):)?(?P<value>.*)", re.DOTALL)


def matches(mail: Mail, query: str) -> bool:
    """Whether a message fulfils every term. Raises a problem for an operator that is not simulated."""
    for term in shlex.split(query):
        found = _TERM.fullmatch(term)
        if found is None:
            raise invalid("q")
        is_found = _matches_one(mail, found["name"] or "", found["value"])
        if is_found == bool(found["not"]):
            return False
    return True


def _matches_one(mail: Mail, name: str, value: str) -> bool:
    header = {"from": "From", "to": "To", "subject": "Subject"}.get(name)
    if header:
        return value.lower() in str(mail.message.get(header, "")).lower()
    if name == "rfc822msgid":
        return str(mail.message.get("Message-ID", "")).strip("<>") == value.strip("<>")
    if (name, value) == ("has", "attachment"):
        return any(part.get_filename() for part in mail.message.walk())
    if name == "after":
        return datetime.fromtimestamp(mail.at_ms / 1000, UTC) >= datetime.fromtimestamp(int(value), UTC)
    if name == "in":
        return value == "anywhere" or value.upper() in mail.labels
    if name:
        raise invalid(f"q: {name}")
    text = f"{snippet(mail)} {mail.message.get('Subject', '')} {mail.message.get('From', '')}"
    return value.lower() in text.lower()
