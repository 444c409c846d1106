"""What an editor reads of the vault: the draft, the clients to choose from, and lines that were written before."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain

from microdesk_desktop.base.format import money
from microdesk_desktop.documents.conversion.lines import continued_line
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.documents.seal.content import read_lines
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.numbers import Decimals
from microdesk_desktop.domain.documents.types import Line
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_latest_contents
from microdesk_desktop.store.documents.deposits import load_open_deposits
from microdesk_desktop.store.documents.drafts import load_draft, load_drafts
from microdesk_desktop.store.records.clients import load_client, load_clients

MOST_DRAFTS = 50
"""The latest drafts in which earlier lines are looked for."""
MOST_ISSUED = 100
"""The latest issued documents in which they are looked for: read in 2 ms, however many there are."""
_SELLING = (DocumentType.QUOTE, DocumentType.ORDER, DocumentType.INVOICE, DocumentType.FINAL)
"""The types whose lines name what is sold, and not a deposit, a correction or a refund."""
EarlierLine = Callable[[], DraftLine]
"""Makes a line like one that was written before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientName:
    """A client to choose: its id, its name, and what distinguishes it from another one of the same name.

    `folded` is the name as it is looked for, whatever its case and accents.
    """

    id: int
    name: str
    detail: str
    folded: str


def load_editable_draft(reader: Reader, draft_id: int) -> Draft | None:
    """The draft; None when it is no longer there."""
    form = load_draft(reader, draft_id)
    return None if form is None else read_form(json.loads(form))


def load_editable_client(reader: Reader, client_id: int) -> Client | None:
    """The client to correct; None when it is no longer there."""
    return load_client(reader, client_id)


def load_client_names(reader: Reader) -> Sequence[ClientName]:
    """Every client by name."""
    return [
        ClientName(id=id_, name=client.name, detail=_detail(client), folded=fold(client.name))
        for id_, client in load_clients(reader)
    ]


def load_earlier_lines(reader: Reader) -> Mapping[str, EarlierLine]:
    """The lines of the latest drafts, then those of the latest issued documents, each under its folded label, once.

    Those of issued documents have label, unit, price, VAT and activity alone: a text may name another client. Each is
    made when it is proposed, since few of them are.
    """
    found: dict[str, EarlierLine] = {}
    for label, line in chain(_drafted_lines(reader), _issued_lines(reader)):
        if label:
            found.setdefault(fold(label), line)
    return found


def load_deposits(reader: Reader, client_id: int) -> Sequence[tuple[str, str]]:
    """The deposits of a client that no document deducts yet: the number of each, and how it is offered."""
    return [
        (number, f"{number} · {money.amount(cents, currency)}")
        for number, cents, currency in load_open_deposits(reader, client_id)
    ]


def _drafted_lines(reader: Reader) -> Iterator[tuple[str, EarlierLine]]:
    for _, form, _ in load_drafts(reader)[:MOST_DRAFTS]:
        for line in read_form(json.loads(form)).lines:
            yield line.label, partial(replace, line, first_day=None, last_day=None)


def _issued_lines(reader: Reader) -> Iterator[tuple[str, EarlierLine]]:
    for content in load_latest_contents(reader, _SELLING, MOST_ISSUED):
        sold = read_lines(content)
        for line in () if sold.takes_amount else sold.lines:
            if line.quantity > 0 and not line.is_disbursement:
                yield line.label, partial(_sold_again, line, sold.issued_on)


def _sold_again(line: Line, on: date) -> DraftLine:
    kept = replace(line, text="", quantity=10**Decimals.QUANTITY, discount=None, first_day=None, last_day=None)
    return continued_line(kept, on)


def _detail(client: Client) -> str:
    return " · ".join(filter(None, (client.city, client.siren)))
