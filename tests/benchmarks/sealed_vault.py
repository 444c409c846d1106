"""A vault of many sealed documents, each with a payment: one is issued, the others are its like in the chain."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from microdesk_desktop.documents.seal.chain import seal_after
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.chain import append_seal, last_seal
from tests.support.documents.issuing import issued, issuing_vault


@contextmanager
def sealed_vault(documents: int) -> Iterator[Session]:
    """The vault, open, in a folder that is removed afterwards; a part of each document is no turnover."""
    with tempfile.TemporaryDirectory() as folder, closing(issuing_vault(Path(folder, "profile"))) as session:
        number = issued(session)
        session.write(lambda writer: repeat(writer, number, documents - 1))
        session.write(
            lambda writer: writer.run(
                "INSERT INTO payment (target_id, paid_on, amount_cents)"
                " SELECT id, date(issued_on, '-' || (id % 700) || ' days'), incl_tax_cents / (1 + id % 2) FROM document"
            )
        )
        yield session


def repeat(writer: Writer, number: str, times: int) -> None:
    """Add so many documents to the chain that hold what the document of this number, the last one issued, does."""
    first = last_seal(writer)
    assert first is not None
    (id_,) = writer.all("SELECT id FROM document WHERE number = ?", (number,))[0]
    previous = first
    for place in range(times):
        subject = f"{number}-{place}"
        previous = seal_after(
            previous, at=first.at, kind=first.kind, subject=subject, content=first.content, files=first.files
        )
        append_seal(writer, previous)
        copy_id = writer.run("INSERT INTO target (kind) SELECT kind FROM target WHERE id = ?", (id_,))
        writer.run(
            "INSERT INTO document (id, number, type, client_id, issued_on, excl_tax_cents, tax_cents, incl_tax_cents,"
            " paid_before_cents, currency, due_on) SELECT ?, ?, type, client_id, issued_on, excl_tax_cents, tax_cents,"
            " incl_tax_cents, paid_before_cents, currency, due_on FROM document WHERE id = ?",
            (copy_id, subject, id_),
        )
        writer.run("INSERT INTO issued_document (document_id, sequence) VALUES (?, ?)", (copy_id, previous.sequence))
