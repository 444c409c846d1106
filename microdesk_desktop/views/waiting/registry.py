"""Every kind of thing that waits, in the order in which the queue is best emptied; a new kind is one line here.

What a later decision depends on comes first: a renewed consent brings transactions, a merged double is no longer to be
confirmed, and a confirmed transaction may pay an invoice that is late.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.views.waiting import (
    bank,
    declarations,
    documents,
    expenses,
    received,
    records,
    recurring,
    requests,
    retention,
    thresholds,
)
from microdesk_desktop.views.waiting.items import Provider

PROVIDERS: tuple[Provider, ...] = (
    bank.CONSENT,
    bank.DOUBLES,
    bank.PROPOSALS,
    bank.UNCLASSIFIED,
    documents.ACCEPTED,
    received.RECEIVED,
    thresholds.THRESHOLDS,
    declarations.DECLARATIONS,
    requests.REQUESTS,
    recurring.PREPARED,
    records.LATE,
    records.VOUCHERS,
    expenses.MISSED,
    retention.RETENTION,
)
BY_KIND: Mapping[str, Provider] = {provider.kind: provider for provider in PROVIDERS}
FLAGS = reduce(or_, (provider.flags for provider in PROVIDERS), Changes.NOTHING)
"""The changes after which something else may wait."""
