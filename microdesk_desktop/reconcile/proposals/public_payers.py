"""Public accountants: they pay for towns, schools and laboratories whose names their transfers do not give."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.proposals.takings import pairs
from microdesk_desktop.reconcile.tuning import MATCHES, SUGGESTIONS

_PAYER = re.compile(
    r"\b(?:SGC|SIE|TRESORERIE|TRES|TRESOR PUB\w*|PAIERIE|DRFIP|DDFIP|DGFIP|FINANCES PUBLIQUES|RECTORAT|ACADEMIE|DSDEN"
    r"|(?:AG|AGT|AGENT|AGCE|AGENCE) COMPTABLE|UNIV(?:ERSITE)?|CROUS|CNRS|PREFECTURE|CHORUS|SERVICE FACTURIER|MAIRIE"
    r"|COMMUNE DE|VILLE DE|REGIE|SERVICE DE GESTION COMPTABLE|CENTRE DES FINANCES|COMPTABLE PUBLIC|PAYEUR)\b"
)
_CLIENT = re.compile(
    r"\b(?:MAIRIE|COMMUNE|VILLE|CCAS|COMMUNAUTE|AGGLO\w*|METROPOLE|DEPARTEMENT|REGION|SYNDICAT|PREFECTURE|ECOLE|COLLEGE"
    r"|LYCEE|IUT|INSPE|CROUS|UNIVERSITE|FACULTE|UFR|LABO(?:RATOIRE)?|UMR|INSTITUT|CNRS|INSERM|INRAE|RECTORAT|ACADEMIE"
    r"|MUSEE|MEDIATHEQUE|BIBLIOTHEQUE|CONSERVATOIRE|OFFICE|CENTRE|HOPITAL|CH|CHU|EHPAD|CRECHE|PERISCOLAIRE|MJC|PARC)\b"
)


def is_public_payer(evidence: Evidence) -> bool:
    """Whether a public accountant pays: a treasury, a town hall, a rectorate, a university."""
    if evidence.transaction.amount_cents <= 0 or evidence.nature not in (None, Nature.TAX):
        return False
    return _names_payer(evidence.text)


def is_of_public_client(evidence: Evidence, items: OpenItems, position: int) -> bool:
    """Whether a public accountant pays, and may pay for this client, by what the client is called."""
    if items.is_record[position] or not is_public_payer(evidence):
        return False
    return _is_public(items.targets[position].party_name)


def is_paid_by_treasury(evidence: Evidence, items: OpenItems, parts: Parts) -> bool:
    """Whether a public accountant may pay these documents of one client, in full.

    Of a client that is not called as public ones are, an amount that nobody else owes, or a sum to the cent.
    """
    first = parts[0][0]
    if items.is_record[first] or not is_public_payer(evidence):
        return False
    if is_of_public_client(evidence, items, first):
        return True
    amount, currency = evidence.transaction.amount_cents, evidence.transaction.currency
    return bool(amount % MATCHES.round_cents) if len(parts) > 1 else len(items.exact(currency, amount)) == 1


def paid_by_treasury(evidence: Evidence, items: OpenItems) -> Iterator[Parts]:
    """Documents of one client that make the amount, else of two public ones, where a public accountant pays."""
    if not is_public_payer(evidence):
        return
    first, last = evidence.day - SUGGESTIONS.public_days, evidence.day + 1
    amount, currency = evidence.transaction.amount_cents, evidence.transaction.currency
    owed = [
        position
        for position in reversed(items.open_of_days(TargetKind.INVOICE, currency, first, last))
        if 0 < items.remaining[position] <= amount
    ]
    public = [position for position in owed if is_of_public_client(evidence, items, position)]
    public = sorted(public[: SUGGESTIONS.public_pool])
    yield from (((each, amount),) for each in public if items.remaining[each] == amount)
    found = [*_of_one_client(items, public, amount)]
    if not found and amount % MATCHES.round_cents:
        found = [*_of_one_client(items, sorted(owed[: SUGGESTIONS.public_pool]), amount)]
    yield from found or pairs(items, public, amount)


def _of_one_client(items: OpenItems, pool: Sequence[int], amount: int) -> Iterator[Parts]:
    """The sums of the documents of one client or another that make the amount."""
    of_client: dict[int, list[int]] = defaultdict(list)
    for position in pool:
        of_client[items.parties[position]].append(position)
    for documents in of_client.values():
        yield from _sums(items, documents, amount)


def _sums(items: OpenItems, documents: Sequence[int], amount: int) -> Iterator[Parts]:
    """The choices of one client's documents that make the amount."""
    documents = documents[-SUGGESTIONS.records_pool :]
    if len(documents) > 1 and sum(items.remaining[each] for each in documents) >= amount:
        choices = items.pool(documents).search(amount, MATCHES.sums_looked_at).choices
        for choice in choices[: SUGGESTIONS.max_suggestions]:
            yield tuple((documents[place], items.remaining[documents[place]]) for place in choice)


# Cached: a label and a name are asked about for each target.
@personal_cache(maxsize=64)
def _names_payer(text: str) -> bool:
    return _PAYER.search(text) is not None


@personal_cache(maxsize=4096)
def _is_public(name: str) -> bool:
    return _CLIENT.search(fold(name)) is not None
