"""The books in words: their names, periods, totals, what is validated and what is not."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod, period_holding
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.books.totals import PeriodTotal, Sums, activity_totals, period_totals, sums_of
from microdesk_desktop.domain.calendar.spans import Span, month_of, year_of
from microdesk_desktop.domain.company import Company, DeclarationPeriod
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.views.books.register import Register, must_keep
from microdesk_desktop.views.records.catalogue_rows import rate_words
from microdesk_desktop.views.records.words import method_words
from microdesk_desktop.views.vault.company import activity_words


def book_name(book: Book) -> str:
    """« Livre des recettes »."""
    return tr("Livre des recettes") if book is Book.RECEIPTS else tr("Registre des achats")


def period_name(period: DeclaredPeriod) -> str:
    """« 4e trimestre 2026 », « Novembre 2026 »."""
    if period.rhythm is DeclarationPeriod.MONTHLY:
        return dates.month_name(period.first)
    words = (
        tr("1er trimestre {year}"),
        tr("2e trimestre {year}"),
        tr("3e trimestre {year}"),
        tr("4e trimestre {year}"),
    )
    return words[(period.first.month - 1) // 3].format(year=period.first.year)


def span_name(span: Span) -> str:
    """« Année 2026 », « 4e trimestre 2026 », « Novembre 2026 », « Du 03/11/2026 au 17/11/2026 »."""
    if span == year_of(span.since):
        return tr("Année {year}").format(year=span.since.year)
    if span == month_of(span.since):
        return dates.month_name(span.since)
    if span == DeclaredPeriod(span.since, DeclarationPeriod.QUARTERLY).span and span.since.month % 3 == 1:
        return period_name(DeclaredPeriod(span.since, DeclarationPeriod.QUARTERLY))
    since, until = dates.typed_day(span.since), dates.typed_day(span.until)
    return tr("Du {since} au {until}").format(since=since, until=until)


def activity_short(activity: Activity | None) -> str:
    """« Libérale »: an activity in a word or two, for columns and totals."""
    if activity is None:
        return tr("À préciser")
    return {
        Activity.BNC: tr("Libérale"),
        Activity.BNC_CIPAV: tr("Libérale (Cipav)"),
        Activity.BIC_SERVICES: tr("Services"),
        Activity.SALES: tr("Ventes"),
    }[activity]


def method_text(line: BookLine) -> str:
    """« Virement »; empty where it is not known."""
    return dict(method_words())[line.method] if line.method else ""


def count_text(book: Book, count: int) -> str:
    """« 34 recettes », « 12 achats »."""
    if book is Book.RECEIPTS:
        return ntr("{count} recette", "{count} recettes", count).format(count=counts.count(count))
    return ntr("{count} achat", "{count} achats", count).format(count=counts.count(count))


def nature_text(line: BookLine) -> str:
    """What a line is for; a correction names the day of the money."""
    if not line.is_correction:
        return line.nature
    correction = correction_text(line)
    return f"{correction} · {line.nature}" if line.nature else correction


def correction_text(line: BookLine) -> str:
    """« Corrige le 12/03/2026 »."""
    return tr("Corrige le {day}").format(day=dates.typed_day(line.paid_on))


def state_text(line: BookLine) -> str:
    """Whether the line still may change: « Validée », « À valider », « Correction »."""
    if line.is_correction:
        return tr("Correction")
    return tr("À valider") if line.entry is None else tr("Validée")


def state_detail(line: BookLine) -> str:
    """What may still become of the line, in a sentence."""
    if line.entry is None:
        return tr("Cette ligne n'est pas encore validée : elle suit ce que vous corrigez.")
    return tr("Validée sous le n° {number} : elle ne change plus.").format(number=line.entry)


def vat_facts(line: BookLine) -> Sequence[tuple[str, str]]:
    """The VAT of a line by rate: « TVA 20 % », « 96,00 € »."""
    return [
        (
            tr("TVA {rate}").format(rate=rate_words(part.rate_bp)),
            money.amount(part.tax_cents, line.currency),
        )
        for part in line.vat
        if part.tax_cents
    ]


def period_detail(lines: Sequence[BookLine], period: DeclaredPeriod) -> str:
    """The totals of a period: of each activity where there are several, then of all."""
    totals = activity_totals(period, lines)
    whole = euros(sums_of(lines).amount)
    if len(totals) < 2:
        return whole
    parts = [
        tr("{name} {amount}").format(name=activity_short(each.activity), amount=euros(each.sums.amount))
        for each in totals
    ]
    return tr("{parts} · total {amount}").format(parts=" · ".join(parts), amount=whole)


def totals_texts(book: Book, lines: Sequence[BookLine], rhythm: DeclarationPeriod) -> tuple[str, str, str]:
    """How many lines there are, what they come to, and what that is made of."""
    if not lines:
        return "", "", ""
    sums = sums_of(lines)
    by_activity = year_totals_text(period_totals(lines, rhythm))
    parts = [tr("{name} {amount}").format(name=name, amount=amount) for name, amount in by_activity.items()]
    details = [" · ".join(parts) if len(parts) > 1 else "", totals_detail(book, sums)]
    return count_text(book, len(lines)), euros(sums.amount), " · ".join(filter(None, details))


def totals_detail(book: Book, sums: Sums) -> str:
    """What a total is made of beside turnover: VAT, disbursements, cash apart from the rest."""
    parts = []
    if sums.vat:
        parts.append(tr("TVA {amount}").format(amount=euros(sums.vat)))
    if sums.disbursement:
        parts.append(tr("débours {amount}").format(amount=euros(sums.disbursement)))
    if sums.vat or sums.disbursement:
        paid = tr("encaissé {amount}") if book is Book.RECEIPTS else tr("payé {amount}")
        parts.append(paid.format(amount=euros(sums.gross)))
    if sums.cash:
        parts.append(tr("en espèces {amount}").format(amount=euros(sums.cash)))
        parts.append(tr("autres modes {amount}").format(amount=euros(sums.other)))
    text = " · ".join(parts)
    return text[:1].upper() + text[1:]


def year_totals_text(totals: Sequence[PeriodTotal]) -> Mapping[str, str]:
    """The sum of each activity over all periods, by its name."""
    found: dict[Activity | None, int] = {}
    for each in totals:
        found[each.activity] = found.get(each.activity, 0) + each.sums.amount
    return {activity_short(activity): euros(cents) for activity, cents in found.items()}


def subtitle_text(register: Register) -> str:
    """How much of the book stands: « Validé jusqu'au 30 septembre 2026 · 12 lignes à valider »."""
    pending = register.pending
    closed = register.closed_until
    parts = [
        tr("Validé jusqu'au {day}").format(day=dates.long_day(closed)) if closed else tr("Rien n'est encore validé"),
        ntr("{count} ligne à valider", "{count} lignes à valider", pending).format(count=counts.count(pending))
        if pending
        else "",
    ]
    if not must_keep(register.book, register.company):
        parts.insert(0, tr("Non obligatoire pour votre activité"))
    return " · ".join(filter(None, parts))


def why_text(book: Book, company: Company) -> str:
    """What the book is, for somebody who has never kept one."""
    if book is Book.RECEIPTS:
        return tr(
            "La loi vous demande de noter chaque encaissement, au jour où l'argent arrive. MicroDesk le fait pour"
            " vous : chaque paiement d'une facture et chaque recette devient une ligne."
        )
    if must_keep(book, company):
        return tr(
            "Vous vendez des marchandises, des repas ou un hébergement : la loi vous demande aussi la liste de vos"
            " achats de l'année. Chaque dépense devient une ligne."
        )
    return tr(
        "Ce registre n'est obligatoire que si vous vendez surtout des marchandises, des repas ou un hébergement. Vos"
        " dépenses y sont tout de même, pour vous et votre comptable."
    )


def closing_title() -> str:
    """The title of the sheet that validates the books."""
    return tr("Valider les livres")


def activity_name(activity: Activity) -> str:
    """« Profession libérale (BNC) »."""
    return dict(activity_words())[activity]


def closing_question(pending: Mapping[Book, int], until: date) -> str:
    """What a closing makes unalterable, in one question."""
    counted = listed([count_text(book, count) for book, count in pending.items() if count])
    return tr(
        "Jusqu'au {day} : {lines}. Ces lignes deviendront définitives, plus personne ne pourra les changer ni les"
        " supprimer. Une correction restera possible : elle sera une ligne nouvelle, datée du jour où vous la faites."
    ).format(lines=counted, day=dates.long_day(until))


def nothing_to_close(until: date) -> str:
    """Why there is nothing to validate."""
    return tr("Aucune ligne n'attend jusqu'au {day}.").format(day=dates.long_day(until))


def closed_text(until: date) -> str:
    """What the toast shows of a closing."""
    return tr("Vos livres sont validés jusqu'au {day}.").format(day=dates.long_day(until))


def proposed_end(company: Company, closed_until: date | None, today: date) -> date:
    """The day that a closing proposes: the end of the last declaration period that is over, else yesterday."""
    end = period_holding(today, company.declares).first - timedelta(days=1)
    return end if closed_until is None or end > closed_until else today - timedelta(days=1)


def source_text(line: BookLine) -> str:
    """What the line leads to, as the button that opens it is named."""
    match line.kind:
        case TargetKind.INVOICE:
            return tr("Ouvrir le document")
        case TargetKind.EXPENSE:
            return tr("Ouvrir la dépense")
        case _:
            return tr("Ouvrir la recette")


def euros(cents: int) -> str:
    """« 1 234,50 € »."""
    return money.amount(cents, EUR)


def line_amount(line: BookLine) -> str:
    """The amount of a line in its currency."""
    return money.amount(line.amount_cents, line.currency)
