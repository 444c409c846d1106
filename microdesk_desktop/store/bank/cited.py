"""What is known of documents that labels cite without settling them: when one was settled, what a quote became."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.transaction import json_list


@dataclass(frozen=True, slots=True)
class CitedFacts:
    """The type of a document, the day of its last payment, and the number of the invoice that continues it."""

    document_type: str
    settled_on: str | None
    invoice: str | None

    def as_params(self) -> dict[str, str]:
        """What is known, by the name that sentences use."""
        known = {"document_type": self.document_type, "settled_on": self.settled_on, "invoice": self.invoice}
        return {name: value for name, value in known.items() if value}


def load_cited_facts(reader: Reader, target_ids: Sequence[int]) -> dict[int, CitedFacts]:
    """The facts of those of these targets that are documents, by id."""
    if not target_ids:
        return {}
    rows = reader.iterate(
        "SELECT document.id, document.type, (SELECT max(paid_on) FROM payment WHERE target_id = document.id),"
        " (SELECT min(later.number) FROM issued_reference JOIN document AS later ON later.id = document_id"
        "  WHERE kind = 'refers_to' AND issued_reference.number = document.number"
        "  AND later.type IN ('invoice', 'final', 'deposit'))"
        " FROM document WHERE id IN (SELECT value FROM json_each(?))",
        (json_list(target_ids),),
    )
    return {id_: CitedFacts(type_, settled_on, invoice) for id_, type_, settled_on, invoice in rows}
