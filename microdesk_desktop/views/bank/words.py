"""Words of a transaction: its status, its amount, what it settles or could settle, and who decided."""

from collections.abc import Sequence

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.attributions import Origin, Status
from microdesk_desktop.domain.settle.targets import DocumentType, Target, TargetKind
from microdesk_desktop.views.bank.rows import Link, TransactionRow
from microdesk_desktop.views.messages.reasons import reason_text


def status_text(row: TransactionRow) -> str:
    """The word of the chip."""
    if _is_upcoming(row):
        return tr("À venir")
    words = {
        Status.TODO: tr("À traiter"),
        Status.SUGGESTED: tr("Proposée"),
        Status.ATTRIBUTED: tr("Attribuée"),
        Status.IGNORED: tr("Ignorée"),
    }
    return words[row.status]


def status_tone(row: TransactionRow) -> Tone:
    """The colour of the chip."""
    if _is_upcoming(row):
        return Tone.PLAIN
    return _TONES[row.status]


def attribution_text(row: TransactionRow) -> str:
    """What the transaction settles or could, in a few words."""
    if row.attributions:
        return _links_text(row.attributions)
    if row.suggestions:
        return _links_text(proposals_of(row)[0])
    if row.status is Status.IGNORED:
        return tr("Hors comptabilité")
    return tr("Annoncée par la banque") if _is_upcoming(row) else ""


def attribution_detail(row: TransactionRow) -> str:
    """Who decided it."""
    if row.attributions:
        return origin_text(row.attributions[0])
    if row.suggestions:
        return tr("À confirmer")
    if row.status is Status.IGNORED:
        why = reason_text(row.reasons[0]) if row.reasons else tr("Manuelle")
        return why[:1].upper() + why[1:]
    return ""


def proposals_of(row: TransactionRow) -> list[tuple[Link, ...]]:
    """The proposals, the best first; several links make one proposal together."""
    ranks = sorted({link.rank for link in row.suggestions})
    return [tuple(link for link in row.suggestions if link.rank == rank) for rank in ranks]


def origin_text(link: Link) -> str:
    """Who attributed: the program, a rule, the user."""
    return origin_name(link.origin, link.rule)


def origin_name(origin: Origin | None, rule: str | None) -> str:
    """An origin in words; `rule` is the name of the rule, None once it is deleted."""
    if origin is Origin.RULE:
        return tr("Règle « {rule} »").format(rule=rule) if rule else tr("Règle supprimée")
    return tr("Automatique") if origin is Origin.AUTO else tr("Manuelle")


def short_title(link: Link | Target) -> str:
    """« Facture F-2026-0042 », « Avoir A-2026-0003 », « Dépense · Hébergement », « Recette · Mme Arnaud »."""
    match link.kind:
        case TargetKind.INVOICE:
            return document_title(link.reference, link.document_type)
        case TargetKind.EXPENSE:
            return tr("Dépense · {what}").format(what=link.category or _party(link) or link.reference)
        case TargetKind.RECEIPT:
            return tr("Recette · {what}").format(what=_party(link) or link.reference)


def full_title(link: Link | Target) -> str:
    """« Facture F-2026-0042 — Atelier Brun », « Dépense · Hébergement — OVH »."""
    title, party = short_title(link), _party(link)
    return title if not party or title.endswith(party) else f"{title} — {party}"


def _party(link: Link | Target) -> str:
    return link.party_name if isinstance(link, Target) else link.party


def document_title(number: str, document_type: DocumentType | None) -> str:
    """« Facture F-2026-0042 », « Acompte F-2026-0043 », « Avoir A-2026-0003 »."""
    match document_type:
        case DocumentType.CREDIT_NOTE:
            return tr("Avoir {number}").format(number=number)
        case DocumentType.DEPOSIT:
            return tr("Acompte {number}").format(number=number)
        case _:
            return tr("Facture {number}").format(number=number)


def amount_text(row: TransactionRow) -> str:
    """« +480,00 € », « −42,60 € »."""
    return money.amount(row.amount_cents, row.currency, signed=True)


def amount_tone(row: TransactionRow) -> Tone:
    """Money in is green and strong."""
    return Tone.POSITIVE if row.amount_cents > 0 else Tone.PLAIN


def transaction_line(row: TransactionRow) -> str:
    """A transaction on one line of text: id, day, amount, status, label, and what it settles or could settle."""
    return (
        f"{row.id:>7}  {dates.typed_day(row.on)}  {amount_text(row):>14}  {status_text(row):<10}  {row.label}"
        f"  {attribution_text(row)}"
    ).rstrip()


_TONES = {
    Status.TODO: Tone.ATTENTION,
    Status.SUGGESTED: Tone.PROPOSAL,
    Status.ATTRIBUTED: Tone.POSITIVE,
    Status.IGNORED: Tone.NEUTRAL,
}


def _is_upcoming(row: TransactionRow) -> bool:
    return row.state is State.PENDING and row.status is Status.TODO


def _links_text(links: Sequence[Link]) -> str:
    if len(links) == 1:
        return short_title(links[0])
    invoices = sum(link.kind is TargetKind.INVOICE for link in links)
    if invoices == len(links):
        return ntr("{count} facture", "{count} factures", invoices).format(count=counts.count(invoices))
    return ntr("{count} document", "{count} documents", len(links)).format(count=counts.count(len(links)))
