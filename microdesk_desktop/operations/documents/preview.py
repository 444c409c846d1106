"""The pages of a draft as they would be issued now, beside what stands against it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.documents.prepare import Prepared, prepare
from microdesk_desktop.domain.documents.draft import Draft
from microdesk_desktop.domain.documents.look import Look
from microdesk_desktop.domain.documents.parties import Buyer
from microdesk_desktop.domain.documents.types import Document
from microdesk_desktop.operations.documents.chain.overtaken import checked
from microdesk_desktop.operations.documents.issue import next_number
from microdesk_desktop.operations.documents.surroundings import completed
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.look import load_look

_SOME_NUMBER = "1"
"""What a document is checked under while its series has no next number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A draft as it would be issued now.

    `pages` has one SVG for each page, `prepared` the totals, the problems and the remarks. `errors` are what `issue`
    would raise besides: INVALID_VALUE (`field`: client, deposits, refers_to, issue_date), DATE_BEFORE_LAST (`last`).
    `next_number` is the number that comes next, empty where there is none; the pages do not show it.
    """

    prepared: Prepared
    pages: Sequence[bytes]
    next_number: str
    errors: Sequence[KnownError]

    @property
    def problems(self) -> Sequence[Problem]:
        """What stands against issuing the document, besides `errors`."""
        return self.prepared.problems


def preview(session: Session, draft: Draft, look: Look | None = None) -> Preview:
    """Set the pages of a draft in this look, or in the one that documents are issued in.

    A draft with faults has its pages too. Blocks while Typst works: call it on a worker thread. Raises PAGES_FAILED.
    """
    prepared, number, errors = session.read(lambda reader: _prepared(reader, draft, session.clock.today()))
    pages = session.press.svg(prepared.page, look or session.read(load_look))
    return Preview(prepared=prepared, pages=pages, next_number=number, errors=errors)


def _prepared(reader: Reader, draft: Draft, today: date) -> tuple[Prepared, str, Sequence[KnownError]]:
    document, errors = _completed(reader, draft, today)
    try:
        number = next_number(reader, document)
    except KnownError as error:
        number, errors = "", [*errors, error]
    prepared = prepare(document, number or _SOME_NUMBER, is_draft=True)
    return checked(reader, draft, prepared, today), number, errors


def _completed(reader: Reader, draft: Draft, today: date) -> tuple[Document, Sequence[KnownError]]:
    """The document of a draft, without the client and the documents that are not known, and the errors about them."""
    errors: list[KnownError] = []
    while True:
        try:
            return completed(reader, draft, today), errors
        except KnownError as error:
            if error.code is not ErrorCode.INVALID_VALUE:
                raise
            errors.append(error)
            draft = _without(draft, error)


def _without(draft: Draft, error: KnownError) -> Draft:
    """The draft without the value that an error is about; a client that is not known keeps the name that was typed."""
    field = error.params["field"]
    if field == "client" and draft.buyer is None:
        return replace(draft, buyer=Buyer(name=draft.client))
    if field == "issue_date" and draft.issued_on is not None:
        return replace(draft, issued_on=None)
    if field == "deposits" and draft.deposits:
        return replace(draft, deposits=())
    if field == "refers_to" and draft.refers_to:
        return replace(draft, refers_to=())
    raise error
