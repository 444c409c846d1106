"""The words of the Bank page: what a transaction settles, who decided, and what its label alone tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.bank.label_parser import Own, read_label
from microdesk_desktop.domain.bank.types import State
from microdesk_desktop.domain.settle.matching import Nature, Origin, Status, TargetKind
from microdesk_desktop.pages.bank.verbs import TransactionAction
from microdesk_desktop.views.bank.rows import Link, TransactionRow
from microdesk_desktop.views.messages.reasons import reason_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What the label says the transaction is, what to do about it, and the category of the expense it would be."""

    title: str
    advice: str
    verb: TransactionAction
    category: str = ""


def status_text(row: TransactionRow) -> str:
    """The word of the chip."""
    if _only_announced(row):
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
    if _only_announced(row):
        return Tone.PLAIN
    return _TONES[row.status]


def attribution_text(row: TransactionRow) -> str:
    """What the transaction settles or could, in a few words."""
    if row.attributions:
        return _together(row.attributions)
    if row.suggestions:
        return _together(best_of(row))
    if row.status is Status.IGNORED:
        return tr("Hors comptabilité")
    return tr("Annoncée par la banque") if _only_announced(row) else ""


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


def best_of(row: TransactionRow) -> tuple[Link, ...]:
    """The links of the best proposal; several make one proposal together."""
    return tuple(link for link in row.suggestions if link.rank == row.suggestions[0].rank)


def origin_text(link: Link) -> str:
    """Who attributed: the program, a rule, the user."""
    if link.origin is Origin.RULE:
        return tr("Règle « {rule} »").format(rule=link.rule) if link.rule else tr("Règle supprimée")
    return tr("Automatique") if link.origin is Origin.AUTO else tr("Manuelle")


def short_title(link: Link) -> str:
    """« Facture F-2026-0042 », « Dépense · Hébergement »."""
    if link.kind is TargetKind.INVOICE:
        return tr("Facture {number}").format(number=link.reference)
    if link.kind is TargetKind.EXPENSE:
        return tr("Dépense · {what}").format(what=link.category or link.party or link.reference)
    return tr("Recette · {what}").format(what=link.party or link.reference)


def full_title(link: Link) -> str:
    """« Facture F-2026-0042 — Atelier Brun »."""
    if link.kind is TargetKind.RECEIPT:
        return short_title(link)
    if link.kind is TargetKind.EXPENSE and not link.category:
        return short_title(link)
    return f"{short_title(link)} — {link.party}" if link.party else short_title(link)


def amount_text(row: TransactionRow) -> str:
    """The amount with its sign, money in with a plus."""
    return money.amount(row.amount_cents, row.currency, signed=True)


def amount_tone(row: TransactionRow) -> Tone:
    """Money in is green and strong."""
    return Tone.POSITIVE if row.amount_cents > 0 else Tone.PLAIN


def hint(row: TransactionRow) -> Hint | None:
    """What the label alone tells; None for an ordinary transaction."""
    label = read_label(row.label)
    nature = label.nature
    if nature is None and label.own is not Own.NO:
        nature = Nature.OWN_TRANSFER
    if nature is None or (row.amount_cents > 0 and nature not in _BOTH_WAYS):
        return None
    return _hint(nature)


def ago(at: datetime, now: datetime) -> str:
    """« à l'instant », « il y a 4 min », « hier à 14:05 », then the day."""
    minutes = int((now - at).total_seconds()) // 60
    if minutes < 1:
        return tr("à l'instant")
    if minutes < 60:
        return tr("il y a {count} min").format(count=minutes)
    days = (now.astimezone().date() - at.astimezone().date()).days
    if days == 0:
        return tr("il y a {count} h").format(count=minutes // 60)
    if days == 1:
        return tr("hier à {time}").format(time=dates.clock_time(at))
    return tr("le {day}").format(day=dates.typed_day(at.astimezone().date()))


def when(at: datetime, now: datetime) -> str:
    """A moment to come: « 14:05 », « demain 00:10 », then the day."""
    days = (at.astimezone().date() - now.astimezone().date()).days
    if days == 0:
        return dates.clock_time(at)
    if days == 1:
        return tr("demain {time}").format(time=dates.clock_time(at))
    return dates.typed_day(at.astimezone().date())


_TONES = {
    Status.TODO: Tone.ATTENTION,
    Status.SUGGESTED: Tone.PROPOSAL,
    Status.ATTRIBUTED: Tone.POSITIVE,
    Status.IGNORED: Tone.NEUTRAL,
}
_BOTH_WAYS = (Nature.OWN_TRANSFER, Nature.CASH, Nature.RETURNED)


def _only_announced(row: TransactionRow) -> bool:
    return row.state is State.PENDING and row.status is Status.TODO


def _together(links: Sequence[Link]) -> str:
    if len(links) == 1:
        return short_title(links[0])
    invoices = sum(link.kind is TargetKind.INVOICE for link in links)
    if invoices == len(links):
        return ntr("{count} facture", "{count} factures", invoices).format(count=invoices)
    return ntr("{count} document", "{count} documents", len(links)).format(count=len(links))


def _hint(nature: Nature) -> Hint:
    spent = tr("Créez la dépense, ou choisissez celle qui existe déjà.")
    outside = tr("Ni recette ni dépense : ignorez-la.")
    hints = {
        Nature.SOCIAL: Hint(
            title=tr("Cotisations sociales"),
            advice=spent,
            verb=TransactionAction.RECORD,
            category=tr("Cotisations sociales"),
        ),
        Nature.TAX: Hint(
            title=tr("Impôts et taxes"), advice=spent, verb=TransactionAction.RECORD, category=tr("Impôts et taxes")
        ),
        Nature.FEE: Hint(
            title=tr("Frais bancaires"), advice=spent, verb=TransactionAction.RECORD, category=tr("Frais bancaires")
        ),
        Nature.LOAN: Hint(
            title=tr("Échéance de prêt"), advice=spent, verb=TransactionAction.RECORD, category=tr("Emprunt")
        ),
        Nature.INTEREST: Hint(
            title=tr("Intérêts bancaires"), advice=spent, verb=TransactionAction.RECORD, category=tr("Frais bancaires")
        ),
        Nature.OWN_TRANSFER: Hint(title=tr("Virement interne"), advice=outside, verb=TransactionAction.IGNORE),
        Nature.CASH: Hint(title=tr("Espèces"), advice=outside, verb=TransactionAction.IGNORE),
        Nature.CARD_TOTAL: Hint(
            title=tr("Total de carte"),
            advice=tr("Les achats comptent déjà un par un : ignorez ce total."),
            verb=TransactionAction.IGNORE,
        ),
        Nature.RETURNED: Hint(
            title=tr("Opération rejetée"),
            advice=tr("Retrouvez l'opération d'origine et retirez son attribution, puis ignorez celle-ci."),
            verb=TransactionAction.IGNORE,
        ),
    }
    return hints[nature]
