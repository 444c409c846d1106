"""The panel of one transaction in words: its question, what supports or weakens it, and where its client stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.domain.settle.reasons import BY_NAME
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.store.bank.targets import load_client_targets, load_target
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.erased_clients import is_erased
from microdesk_desktop.views.bank.hints import hint
from microdesk_desktop.views.bank.rows import Link, TransactionRow, load_transactions
from microdesk_desktop.views.bank.words import transactions as words
from microdesk_desktop.views.bank.words.pairs import PairStory, load_pair_story
from microdesk_desktop.views.bank.words.sums import SumLine, sum_lines
from microdesk_desktop.views.messages.reasons import reason_text, sentence, supporting, weakening

_OF_NAME = frozenset(("other_payer", "names_other", "other_person", "nature", "party_rule"))
"""The codes that say already what the label has instead of the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the panel asks or states: a caption, a heading, the lines below, a sum, and what supports or weakens it."""

    caption: str
    heading: str
    lines: Sequence[str] = ()
    sums: Sequence[SumLine] = ()
    reasons: Sequence[str] = ()
    against: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientContext:
    """Where the client of a document stands: what is due with the cents of each currency, and how many are late."""

    document_id: int
    client_id: int | None
    due: Sequence[tuple[int, str]]
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A transaction with its reasons, then the one that may be the same payment; and where the client stands.

    `left` is what remains of each target once it is settled as shown, `story` the pair of which the transaction is one.
    """

    rows: Sequence[TransactionRow]
    context: ClientContext | None
    left: Mapping[int, int] = field(default_factory=dict)
    story: PairStory | None = None


def load_explained(reader: Reader, ids: Sequence[int], today: date) -> Explained:
    """What the panel shows of the first of these transactions, beside the second one where there are two."""
    rows = load_transactions(reader, ids)
    if not rows:
        return Explained(rows=(), context=None)
    return Explained(
        rows=rows,
        context=load_client_context(reader, rows[0], today),
        left=_load_left(reader, rows[0]),
        story=load_pair_story(reader, rows[0]),
    )


def _load_left(reader: Reader, row: TransactionRow) -> Mapping[int, int]:
    """What would remain of the documents shown: what is attributed is settled already."""
    links = row.attributions or (words.proposals_of(row)[0] if row.suggestions else ())
    left = {}
    for link in links:
        target = load_target(reader, link.target_id) if link.kind is TargetKind.INVOICE else None
        if target is not None:
            left[link.target_id] = target.remaining_cents - (0 if row.attributions else link.amount_cents)
    return left


def meaning(row: TransactionRow, left: Mapping[int, int] = MappingProxyType({})) -> Meaning:
    """What the transaction settles, could settle, or is; what waits is asked as a question."""
    why = [sentence(reason_text(reason)) for reason in row.reasons]
    if row.attributions:
        origin = words.origin_text(row.attributions[0])
        return Meaning(
            caption=tr("Règle · {origin}").format(origin=origin[:1].lower() + origin[1:]),
            heading=proposal_title(row.attributions),
            lines=list(map(sentence, supporting(row.reasons))),
            sums=sum_lines(row, row.attributions, left),
            reasons=supporting(row.attributions[0].reasons),
            against=weakening((*row.attributions[0].reasons, *row.reasons)),
        )
    if row.suggestions:
        return _proposal(row, left)
    if row.status is Status.IGNORED:
        given = [reason_text(reason) for reason in row.reasons] or [tr("Vous l'avez ignorée.")]
        return Meaning(caption=tr("Ignorée"), heading=tr("Ni recette ni dépense"), reasons=given)
    found = hint(row)
    if found is not None:
        lines = (*why, found.advice)
        return Meaning(caption=tr("D'après le libellé"), heading=words.question(found.title), lines=lines)
    asked = tr("Quelle dépense est-ce ?") if row.amount_cents < 0 else tr("Que règle ce paiement ?")
    return Meaning(caption=tr("À traiter"), heading=asked, lines=why or [tr("Aucun document à régler ne convient.")])


def load_client_context(reader: Reader, row: TransactionRow, today: date) -> ClientContext | None:
    """Where the client stands whose document the transaction settles, or most likely does; None without one."""
    links = row.attributions or tuple(words.proposals_of(row)[0] if row.suggestions else ())
    document = next((link for link in links if link.kind is TargetKind.INVOICE), None)
    target = load_target(reader, document.target_id) if document is not None else None
    if target is None or (target.party_id is not None and is_erased(reader, target.party_id)):
        return None
    others = load_client_targets(reader, target.party_id).values() if target.party_id is not None else (target,)
    open_ones = [each for each in others if each.remaining_cents > 0]
    due: dict[str, int] = {}
    for each in open_ones:
        due[each.currency] = due.get(each.currency, 0) + each.remaining_cents
    late = sum(each.due_on is not None and each.due_on < today for each in open_ones)
    return ClientContext(
        document_id=target.id,
        client_id=target.party_id,
        due=[(cents, currency) for currency, cents in due.items()],
        late=late,
    )


def context_text(context: ClientContext) -> str:
    """« Reste dû 1 600,00 € · 1 facture en retard »."""
    if not context.due:
        return tr("Ce client ne doit plus rien.")
    due = " + ".join(money.amount(cents, currency) for cents, currency in context.due)
    text = tr("Reste dû {amount}").format(amount=due)
    if not context.late:
        return text
    late = ntr("{count} facture en retard", "{count} factures en retard", context.late)
    return f"{text} · {late.format(count=counts.count(context.late))}"


def _proposal(row: TransactionRow, left: Mapping[int, int]) -> Meaning:
    proposals = words.proposals_of(row)
    best, reasons = proposals[0], proposals[0][0].reasons
    against = weakening((*reasons, *row.reasons))
    codes = {reason.code for reason in reasons}
    if reasons and not codes & (BY_NAME | _OF_NAME):
        against.append(tr("le libellé ne cite ni son nom ni son numéro"))
    return Meaning(
        caption=tr("À confirmer"),
        heading=words.question(_asked(best, codes)),
        lines=list(map(sentence, supporting(row.reasons))),
        sums=sum_lines(row, best, left),
        reasons=supporting(reasons),
        against=against,
    )


def _asked(links: Sequence[Link], codes: set[str]) -> str:
    if len(links) == 1 and codes & {"share", "deposit"} and links[0].kind is TargetKind.INVOICE:
        return tr("Acompte sur {number}").format(number=links[0].reference)
    return proposal_title(links)


def proposal_title(links: Sequence[Link]) -> str:
    """« Facture F-2026-0042 — Atelier Brun », « 3 factures — Atelier Brun » without the fee that was kept."""
    settled = words.settled_links(links)
    if len(settled) == 1:
        return words.full_title(settled[0])
    text, parties = words.links_text(settled), {link.party for link in settled}
    party = parties.pop() if len(parties) == 1 else ""
    return f"{text} — {party}" if party else text
