"""Words of the dashboard: its figures, their definitions, periods, and the months read aloud."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.i18n import language, ntr, tr
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.money import EUR, Money, total_by_currency
from microdesk_desktop.domain.records.cash import CashLine, Flow
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.views.dashboard.due import Due
from microdesk_desktop.views.dashboard.figures import Balances, Before, FlowSums
from microdesk_desktop.views.messages.values import money_text
from microdesk_desktop.views.records.document_words import document_types


def flow_name(flow: Flow) -> str:
    """What the flow is called."""
    return tr("Encaissé") if flow is Flow.RECEIVED else tr("Dépensé")


def flow_summary(flow: Flow) -> str:
    """What the flow counts, in a few words."""
    if flow is Flow.RECEIVED:
        return tr("factures payées et recettes")
    return tr("dépenses de l'activité")


def flow_definition(flow: Flow) -> str:
    """What the flow counts, and what it does not."""
    if flow is Flow.RECEIVED:
        return tr(
            "Les paiements de vos factures, au jour de chaque paiement, moins ce que vous avez remboursé, et vos"
            " recettes, au jour de chacune. Une recette qui règle une facture compte une fois. Les opérations ignorées"
            " ou à traiter ne comptent pas, ni ce qui était réglé avant l'import sans date."
        )
    return tr(
        "Vos dépenses, au jour de chacune, moins ce que des fournisseurs vous ont remboursé. Une opération de la banque"
        " compte une fois qu'une dépense l'explique."
    )


def difference_name() -> str:
    """What is left of what came in once what was spent is taken off."""
    return tr("Différence")


def difference_summary() -> str:
    """What the difference is, in a few words."""
    return tr("encaissé moins dépensé")


def differences(flows: FlowSums) -> Sequence[Money]:
    """What came in less what was spent, per currency."""
    spent = (Money(-each.cents, each.currency) for each in flows[Flow.SPENT])
    return total_by_currency((*flows[Flow.RECEIVED], *spent))


def before_name() -> str:
    """What the figures of a period are compared with."""
    return tr("mêmes jours, un an avant")


def whole_before_words(before: Before, flow: Flow, today: date) -> str:
    """« 2025 entière : 12 000,00 € »: the whole of a period of which the figure shows the same days; empty for all."""
    if before.days == before.whole:
        return ""
    return tr("{period}, en entier : {total}").format(
        period=span_name(before.whole, today), total=sums_spoken(before.whole_flows[flow])
    )


def sums_lines(sums: Sequence[Money]) -> str:
    """One sum on each line, as currencies are never added up; « 0,00 € » for none."""
    return "\n".join(map(money_text, sums)) or money.amount(0, EUR)


def sums_spoken(sums: Sequence[Money]) -> str:
    """The sums in one sentence: « 1 250,00 €, 300,00 $US »."""
    return ", ".join(map(money_text, sums)) or money.amount(0, EUR)


def span_name(span: Span, today: date) -> str:
    """« novembre 2026 », « 2026 », « du 1er septembre 2026 au 15 novembre 2026 », « jusqu'au 15 novembre 2026 »."""
    if span == month_of(span.since):
        return lower_first(dates.month_name(span.since))
    if span == year_of(span.since):
        return str(span.since.year)
    since, until = dates.long_day(span.since), dates.long_day(span.until)
    if span.since == date.min:
        return tr("depuis le début") if span.until >= today else tr("jusqu'au {until}").format(until=until)
    return tr("du {since} au {until}").format(since=since, until=until)


def lower_first(text: str) -> str:
    """The text inside a sentence; English keeps the capital of a month."""
    return text[:1].lower() + text[1:] if language() == "fr" else text


def due_words(due: Sequence[Due]) -> str:
    """« 3 factures »: how many documents are to collect; empty for none."""
    return _documents(sum(each.documents for each in due))


def late_words(due: Sequence[Due]) -> str:
    """« 1 facture »: how many documents are late; that none is, where nothing is late."""
    return _documents(sum(each.late_documents for each in due)) or tr("aucune échéance dépassée")


def _documents(number: int) -> str:
    return ntr("{count} facture", "{count} factures", number).format(count=counts.count(number)) if number else ""


def due_definition() -> str:
    """What « à encaisser » counts."""
    return tr(
        "Ce qui reste à payer de vos factures, acomptes compris. Les devis, les factures annulées et les avoirs à"
        " rembourser n'en font pas partie."
    )


def late_definition() -> str:
    """What « en retard » counts."""
    return tr("La part de ce qui reste à payer dont l'échéance est passée.")


def balance_definition() -> str:
    """What the balance is."""
    return tr("Le dernier solde connu de chaque compte, ajouté par devise.")


def balance_words(balances: Balances) -> str:
    """Of when the balance is, and what it lacks: « au 24/11/2026 · 1 compte sans solde connu »."""
    if not balances.accounts:
        return tr("aucun compte pour le moment")
    parts = []
    if balances.since is not None:
        parts.append(tr("au {day}").format(day=dates.typed_day(balances.since)))
    if balances.unknown:
        parts.append(
            ntr("{count} compte sans solde connu", "{count} comptes sans solde connu", balances.unknown).format(
                count=counts.count(balances.unknown)
            )
        )
    return " · ".join(parts)


def cents_in(sums: Sequence[Money], currency: str) -> int:
    """What the sums hold in one currency, in cents."""
    return sum(each.cents for each in sums if each.currency == currency)


def line_explanation(line: CashLine) -> str:
    """The document, receipt or expense that explains an amount: « Facture F-2026-0040 »."""
    return f"{_explanation_kind(line)} {line.reference}".rstrip()


def _explanation_kind(line: CashLine) -> str:
    if line.document_type is not None:
        return dict(document_types())[line.document_type]
    return tr("Dépense") if line.kind is TargetKind.EXPENSE else tr("Recette")
