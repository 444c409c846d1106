"""How documents look: one row, absent while the user has chosen nothing."""

from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.store.database import Reader, Writer


def load_look(reader: Reader) -> Look:
    """The look of documents."""
    row = reader.one("SELECT template, accent, logo, shows_code FROM document_look")
    if row is None:
        return Look()
    template, accent, logo, shows_code = row
    return Look(template=template, accent=accent, logo=logo, shows_code=bool(shows_code))


def save_look(writer: Writer, look: Look) -> None:
    """Replace the look of documents."""
    writer.run(
        "INSERT OR REPLACE INTO document_look (id, template, accent, logo, shows_code) VALUES (1, ?, ?, ?, ?)",
        (look.template, look.accent, look.logo, look.shows_code),
    )
