"""Words of a transaction: who and what, its amount, what it settles or could settle as a question, and who decided."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from microdesk_desktop.base.caches import personal_cache
from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.bank.labels.names import LabelNames, is_same_name, label_names
from microdesk_desktop.domain.bank.labels.parser import LabelKind, mask_card_numbers
from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.attributions import Origin, Status
from microdesk_desktop.domain.settle.reasons import REVISED, Reason
from microdesk_desktop.domain.settle.targets import DocumentType, Target, TargetKind
from microdesk_desktop.domain.settle.transactions import Nature
from microdesk_desktop.domain.text import fold
from microdesk_desktop.views.bank.hints import hint
from microdesk_desktop.views.bank.rows import Link, TransactionRow
from microdesk_desktop.views.messages.reasons import reason_text

_names = personal_cache(maxsize=1024)(label_names)


def who_text(row: TransactionRow) -> str:
    """Who stands opposite: as the records write the name where it is the same, else as the label does."""
    names = _names(row.label)
    known = _known_party(row, names.who)
    return known or names.who or _without_name(row, names)


def what_text(row: TransactionRow, account: str = "") -> str:
    """« Virement · « Acpte 30% » », with the name of the account where those of several are listed together."""
    names = _names(row.label)
    upcoming = tr("à venir") if row.state is State.PENDING and not _is_upcoming(row) else ""
    parts = [kind_text(names), _wording(names), account, upcoming]
    return " · ".join(filter(None, parts))


def kind_text(names: LabelNames) -> str:
    """The kind of operation that a label shows, empty where it shows none."""
    if names.is_instant:
        return tr("Virement instantané")
    make = _KINDS.get(names.kind)
    return make() if make else ""


def raw_label(row: TransactionRow) -> str:
    """The bank's own label, card numbers masked."""
    return mask_card_numbers(row.label)


def _known_party(row: TransactionRow, written: str) -> str:
    links = settled_links(row.attributions or (proposals_of(row)[0] if row.suggestions else ()))
    parties = {link.party for link in links}
    if len(parties) != 1:
        return ""
    (party,) = parties
    is_settled_without_name = bool(row.attributions) and not written
    return party if is_settled_without_name or is_same_name(fold(written), fold(party)) else ""


def _without_name(row: TransactionRow, names: LabelNames) -> str:
    if names.nature in (Nature.FEE, Nature.INTEREST, Nature.LOAN, Nature.CARD_TOTAL):
        return tr("Banque")
    return kind_text(names) or raw_label(row)


def _wording(names: LabelNames) -> str:
    if not names.wording:
        return ""
    if names.kind in (LabelKind.CARD, LabelKind.CARD_REFUND) or not names.who:
        return names.wording.capitalize() if names.wording.isupper() else names.wording
    return tr("« {wording} »").format(wording=names.wording)


def status_text(row: TransactionRow) -> str:
    """The word of the transaction's status."""
    if _is_upcoming(row):
        return tr("À venir")
    words = {
        Status.TODO: tr("À traiter"),
        Status.SUGGESTED: tr("À confirmer"),
        Status.ATTRIBUTED: tr("Réglée"),
        Status.IGNORED: tr("Ignorée"),
    }
    return words[row.status]


def meaning_text(row: TransactionRow) -> str:
    """What the transaction settles; what waits for the user's answer is written as a question."""
    if row.attributions:
        return links_text(row.attributions)
    if row.suggestions:
        return question(links_text(proposals_of(row)[0]))
    if row.status is Status.TODO and not _is_upcoming(row):
        found = hint(row)
        return question(found.short) if found else status_text(row)
    if codes := {reason.code for reason in row.reasons}:
        if "cancelled_by" in codes:
            return tr("Annulée")
        if "cancels" in codes:
            return tr("Annulation")
    return status_text(row)


def meaning_tone(row: TransactionRow) -> Tone:
    """The colour of what it settles: that of the chip under which it is counted."""
    return Tone.NEUTRAL if _is_upcoming(row) else _TONES[row.status]


def meaning_detail(row: TransactionRow) -> str:
    """Who decided, what else is proposed, or why nothing is; « ↔ » for one of two that cancel each other."""
    if row.attributions:
        origin = origin_text(row.attributions[0])
        is_revised = any(reason.code == REVISED for reason in row.reasons)
        fee = sum(link.amount_cents for link in row.attributions if link not in settled_links(row.attributions))
        kept = tr("frais {amount}").format(amount=money.amount(-fee, row.currency)) if fee else ""
        return " · ".join(filter(None, (origin, tr("révisée") if is_revised else "", kept)))
    others = len(proposals_of(row)) - 1
    if others > 0:
        return ntr("ou {count} autre", "ou {count} autres", others).format(count=counts.count(others))
    if row.status is Status.IGNORED and not row.reasons:
        return tr("Manuelle")
    if row.reasons and not row.suggestions:
        return _other_half(row.reasons[0]) or _capital(reason_text(row.reasons[0]))
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _other_half(reason: Reason) -> str:
    """« ↔ rejet du 24/03 » for one of two transactions that cancel each other, short enough for a narrow list."""
    if "transaction_id" not in reason.params:
        return ""
    day = dates.short_day(date.fromisoformat(reason.params["on"]))
    if reason.code != "cancelled_by":
        return tr("↔ paiement du {day}").format(day=day)
    if reason.params.get("how") == "refund":
        return tr("↔ remboursement du {day}").format(day=day)
    return tr("↔ rejet du {day}").format(day=day)


def question(text: str) -> str:
    """« Facture F-2026-0042 ? »."""
    return tr("{what} ?").format(what=text)


def attribution_text(row: TransactionRow) -> str:
    """What the transaction settles or could, in a few words, for a line of text."""
    if row.attributions:
        return links_text(row.attributions)
    if row.suggestions:
        return links_text(proposals_of(row)[0])
    if row.status is Status.IGNORED:
        return tr("Hors comptabilité")
    return tr("Annoncée par la banque") if _is_upcoming(row) else ""


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
            what = link.category or _party(link) or link.reference
            return tr("Dépense · {what}").format(what=what) if what else tr("Dépense")
        case TargetKind.RECEIPT:
            what = _party(link) or link.reference
            return tr("Recette · {what}").format(what=what) if what else tr("Recette")


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
        case DocumentType.QUOTE:
            return tr("Devis {number}").format(number=number)
        case DocumentType.ORDER:
            return tr("Bon de commande {number}").format(number=number)
        case DocumentType.DELIVERY:
            return tr("Bon de livraison {number}").format(number=number)
        case DocumentType.PROFORMA:
            return tr("Facture pro forma {number}").format(number=number)
        case _:
            return tr("Facture {number}").format(number=number)


def amount_text(row: TransactionRow) -> str:
    """« +480,00 € », « −42,60 € »."""
    return money.amount(row.amount_cents, row.currency, signed=True)


def transaction_line(row: TransactionRow) -> str:
    """A transaction on one line of text: id, day, amount, status, label, and what it settles or could settle."""
    return (
        f"{row.id:>7}  {dates.typed_day(row.on)}  {amount_text(row):>14}  {status_text(row):<10}  {row.label}"
        f"  {attribution_text(row)}"
    ).rstrip()


_KINDS: Mapping[LabelKind, Callable[[], str]] = {
    LabelKind.TRANSFER: lambda: tr("Virement"),
    LabelKind.DIRECT_DEBIT: lambda: tr("Prélèvement"),
    LabelKind.CARD: lambda: tr("Carte"),
    LabelKind.CARD_REFUND: lambda: tr("Remboursement sur carte"),
    LabelKind.CARD_TOTAL: lambda: tr("Total de carte"),
    LabelKind.CARD_TAKINGS: lambda: tr("Encaissement par carte"),
    LabelKind.CASH: lambda: tr("Espèces"),
    LabelKind.CHEQUE: lambda: tr("Chèque"),
    LabelKind.CHEQUE_DEPOSIT: lambda: tr("Remise de chèque"),
    LabelKind.LOAN: lambda: tr("Prêt"),
    LabelKind.RETURNED: lambda: tr("Rejet"),
}
_TONES = {
    Status.TODO: Tone.ATTENTION,
    Status.SUGGESTED: Tone.PROPOSAL,
    Status.ATTRIBUTED: Tone.POSITIVE,
    Status.IGNORED: Tone.NEUTRAL,
}


def _is_upcoming(row: TransactionRow) -> bool:
    return row.state is State.PENDING and row.status is Status.TODO


def settled_links(links: Sequence[Link]) -> Sequence[Link]:
    """The links without the expense of a fee that was kept of a payment: money out of what came in."""
    if not any(link.amount_cents > 0 for link in links):
        return links
    return [link for link in links if link.kind is not TargetKind.EXPENSE or link.amount_cents > 0]


def links_text(links: Sequence[Link]) -> str:
    """« Facture F-2026-0042 », « 3 factures », without the expense of a fee."""
    links = settled_links(links)
    if len(links) == 1:
        return short_title(links[0])
    invoices = sum(link.kind is TargetKind.INVOICE for link in links)
    if invoices == len(links):
        return ntr("{count} facture", "{count} factures", invoices).format(count=counts.count(invoices))
    return ntr("{count} document", "{count} documents", len(links)).format(count=counts.count(len(links)))
