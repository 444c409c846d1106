"""The deposit invoices of a client that no document deducts yet."""

from microdesk_desktop.store.database import Reader


def load_open_deposits(reader: Reader, client_id: int) -> list[tuple[str, int, str]]:
    """The number, the total with taxes in cents and the currency of each, the oldest first."""
    sql = """
        SELECT number, incl_tax_cents, currency FROM document JOIN issued_document ON document_id = document.id
        WHERE type = 'deposit' AND client_id = ?
          AND NOT EXISTS (
            SELECT 1 FROM issued_reference AS used WHERE used.kind = 'deposit' AND used.number = document.number
          )
        ORDER BY issued_on, number
    """
    return [(number, cents, currency) for number, cents, currency in reader.all(sql, (client_id,))]
