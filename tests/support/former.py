"""Rows as a vault of an old schema has them, for the tests of migrations."""

from microdesk_desktop.store.database import Writer

_REQUIRED = ("name", "kind", "siren", "vat_number", "email", "phone", "address", "postal_code", "city", "country")


def put_former_client(writer: Writer) -> int:
    """Insert a client with the columns that every schema from 0100 has; returns its id."""
    texts = ("Nova", "company", *[""] * (len(_REQUIRED) - 2))
    return writer.run(f"INSERT INTO client ({', '.join(_REQUIRED)}) VALUES ({', '.join('?' * len(texts))})", texts)
