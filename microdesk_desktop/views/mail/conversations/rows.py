"""Folders and conversations of a mailbox, as lines and as JSON."""

from collections.abc import Mapping

from microdesk_desktop.base.format.dates import moment
from microdesk_desktop.base.i18n import ntr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Folder, Page, Row
from microdesk_desktop.views.mail.reading.letter import person_text


def folder_json(folder: Folder) -> Mapping[str, object]:
    """The stable shape of a folder or label; `unread` is null where the server was not asked."""
    return {"id": folder.key, "name": one_line(folder.name), "role": folder.role.value, "unread": folder.unread}


def folder_line(folder: Folder) -> str:
    """« Réception · 3 non lus »."""
    if not folder.unread:
        return one_line(folder.name)
    unread = ntr("{count} non lu", "{count} non lus", folder.unread).format(count=folder.unread)
    return f"{one_line(folder.name)} · {unread}"


def page_json(page: Page) -> Mapping[str, object]:
    """The stable shape of a list of conversations."""
    return {"rows": [_row_json(row) for row in page.rows], "next": page.next}


def row_line(row: Row) -> str:
    """« 26/11/2026 · Léa · Devis »."""
    people = ", ".join(one_line(person.name) or one_line(person.address) for person in row.people)
    return " · ".join(filter(None, (moment(row.when), people, one_line(row.subject))))


def _row_json(row: Row) -> Mapping[str, object]:
    return {
        "id": row.key,
        "subject": one_line(row.subject),
        "from": ", ".join(map(person_text, row.people)),
        "date": row.when.isoformat(),
        "unread": row.unread,
        "count": row.count,
    }
