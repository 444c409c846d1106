"""The drafts and issued documents that a series can repeat."""

import json
from collections.abc import Sequence

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.documents.recurring.series import RECURRING_TYPES, Repeated
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.drafts import load_drafts
from microdesk_desktop.store.documents.recurring import load_repeatable
from microdesk_desktop.views.bank.words.transactions import document_title
from microdesk_desktop.views.documents.recurring.series import Parties

MOST_SOURCES = 60
"""Documents that are proposed, the latest first: what comes again was issued not long ago."""


def load_sources(reader: Reader) -> Sequence[tuple[Repeated, str]]:
    """The drafts, then the documents that this program issued, each with its words."""
    parties = Parties(reader)
    drafts = [(id_, read_form(json.loads(form))) for id_, form, _ in load_drafts(reader)[:MOST_SOURCES]]
    of_drafts = [
        (Repeated(draft_id=id_), tr("Brouillon {id}, {client}").format(id=id_, client=parties.name(draft)))
        for id_, draft in drafts
        if draft.type in RECURRING_TYPES and draft.lines
    ]
    of_documents = [
        (
            Repeated(number=each.number),
            f"{document_title(each.number, each.type)}, {each.client}, {dates.typed_day(each.issued_on)}",
        )
        for each in load_repeatable(reader, MOST_SOURCES)
    ]
    return [*of_drafts, *of_documents]
