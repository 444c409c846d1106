"""Seal the payments and write-offs of issued documents: each one recorded or taken back is a fact of the chain.

Called at the end of every transaction of a session, so that no way of paying, attributing, writing off or undoing
escapes it (CGI art. 286 I 3° bis: data of payments are recorded and secured like those of documents). What a
transaction takes back and records again alike, as a new attribution does, is no fact.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from microdesk_desktop.documents.seal.chain import canonical, seal_after
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.chain import append_seal, last_seal
from microdesk_desktop.store.documents.payment_facts import (
    PaymentFact,
    add_fact,
    forget_touched,
    load_facts,
    load_present,
    touched_documents,
)


def seal_payments(writer: Writer, now: Callable[[], datetime]) -> None:
    """Append the facts that are missing for the documents that the database noted; `now` returns the time in UTC."""
    touched = touched_documents(writer)
    if not touched:
        return
    at = now().isoformat()
    for document_id, number, currency in touched:
        for sign, fact in _missing(load_facts(writer, document_id), load_present(writer, document_id)):
            content = payment_content(sign, fact, currency)
            seal = seal_after(last_seal(writer), at=at, kind=fact.kind, subject=number, content=content, files={})
            append_seal(writer, seal)
            add_fact(writer, seal.sequence, document_id, sign, fact)
    forget_touched(writer)


def payment_content(sign: int, fact: PaymentFact, currency: str) -> str:
    """What the seal of a payment or a write-off holds."""
    return canonical(
        {"sign": sign, "on": fact.paid_on, "cents": fact.cents, "method": fact.method, "currency": currency}
    )


def _missing(facts: Counter[PaymentFact], present: Counter[PaymentFact]) -> Iterator[tuple[int, PaymentFact]]:
    """The signed facts that lead from those of the chain to what stands now; what is taken back comes first."""
    yield from ((-1, fact) for fact in sorted((facts - present).elements()))
    yield from ((1, fact) for fact in sorted((present - facts).elements()))
