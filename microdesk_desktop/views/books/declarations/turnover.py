"""The declaration of turnover as it is copied into URSSAF's form, each contribution explained, with what is unknown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from microdesk_desktop.base.format import dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import french, ntr, tr
from microdesk_desktop.books.declarations.declare import declare
from microdesk_desktop.books.declarations.kept import read_declaration, write_declaration
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.books.declarations import ActivityDeclaration, Contribution, Declaration, UnknownFigure
from microdesk_desktop.domain.books.declared import Declared
from microdesk_desktop.domain.books.declared_periods import DeclaredPeriod
from microdesk_desktop.domain.books.duties import DutyKind
from microdesk_desktop.domain.books.lines import Book, BookLine
from microdesk_desktop.domain.calendar.spans import Span
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.books.declarations import find_declared
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.declarations.blocks import Block, Figure, LinesQuery, Remark
from microdesk_desktop.views.books.declarations.unknown import unknown_text
from microdesk_desktop.views.books.declarations.words import (
    confidence_words,
    contribution_words,
    form_name,
    period_words,
    span_words,
)
from microdesk_desktop.views.books.ledger import load_book, load_turned

_CENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredTurnover:
    """The declaration of one period, as it was declared, or as it stands now; `declared` is None while it is not."""

    declaration: Declaration
    declared: Declared | None


def load_turnover_of(reader: Reader, period: DeclaredPeriod, today: date) -> DeclaredTurnover:
    """What was declared for a period, or what would be today."""
    declared = find_declared(reader, DutyKind.TURNOVER, period.name)
    if declared is not None:
        return DeclaredTurnover(declaration=read_declaration(declared.figures), declared=declared)
    turned = load_turned(reader, period.span)
    return DeclaredTurnover(declaration=declare(load_company(reader), period, turned, today), declared=None)


def turnover_figures(reader: Reader, period: DeclaredPeriod, today: date) -> str:
    """The figures of a period as the text that is kept when it is marked as declared."""
    return write_declaration(load_turnover_of(reader, period, today).declaration)


def load_corrections(reader: Reader, span: Span) -> Sequence[BookLine]:
    """The lines of the receipts book that correct in these days what was validated before."""
    return [line for line in load_book(reader, Book.RECEIPTS, span) if line.is_correction]


def turnover_blocks(found: Sequence[DeclaredTurnover], corrections: Sequence[BookLine]) -> Sequence[Block]:
    """What to copy, what will be asked for, and the corrections that are part of it, of one or several periods."""
    declarations = [each.declaration for each in found]
    blocks = [_form_block(declarations), _contributions_block(declarations)]
    if corrections:
        blocks.append(_corrections_block(corrections))
    return blocks


def turnover_remarks(found: Sequence[DeclaredTurnover]) -> Sequence[Remark]:
    """What is not known yet, what is carried, and that a first declaration covers several periods."""
    return list(_remarks([each.declaration for each in found]))


def _remarks(declarations: Sequence[Declaration]) -> Iterator[Remark]:
    if len(declarations) > 1:
        names = ", ".join(period_words(each.period) for each in declarations)
        yield Remark(
            text=tr("Votre première déclaration réunit {names} : l'Urssaf attend leur total.").format(names=names),
            tone=Tone.NEUTRAL,
        )
    if not declarations[-1].is_over:
        yield Remark(text=tr("La période n'est pas finie : ces chiffres vont encore changer."), tone=Tone.NEUTRAL)
    unknown = [each for declaration in declarations for each in declaration.unknown]
    for text, each in {unknown_text(each): each for each in unknown}.items():
        is_of_lines = each.figure is UnknownFigure.ACTIVITY_NOT_STATED
        yield Remark(text=text, lines=LinesQuery(book=Book.RECEIPTS, span=each.span) if is_of_lines else None)
    for activity, parts in _by_activity(declarations).items():
        cents = _turnover(parts)
        if cents < 0:
            yield Remark(
                text=tr(
                    "{activity} : {amount} de plus remboursés qu'encaissés. Déclarez 0, et déduisez ce montant de la"
                    " période suivante, ou demandez à l'Urssaf de corriger une déclaration passée."
                ).format(activity=form_name(activity), amount=_euros(-cents))
            )


def _form_block(declarations: Sequence[Declaration]) -> Block:
    span, by_activity = _span(declarations), _by_activity(declarations)
    figures = [
        Figure(
            name=form_name(activity),
            value=money.whole_amount(_declared_euros(parts) * _CENTS, EUR),
            copied=str(_declared_euros(parts)),
            why=tr("{amount} encaissés, arrondis à l'euro").format(amount=_euros(_turnover(parts))),
            # What names no activity is of the only one.
            lines=LinesQuery(book=Book.RECEIPTS, span=span, activity=activity if len(by_activity) > 1 else None),
        )
        for activity, parts in by_activity.items()
    ]
    return Block(
        title=tr("À recopier sur autoentrepreneur.urssaf.fr"),
        figures=figures,
        is_large=True,
        note=tr(
            "Dans « Déclarer et payer », une case par ligne. Ce que vous avez encaissé, hors TVA et hors débours, moins"
            " ce que vous avez remboursé. Sans rien encaissé, déclarez 0."
        ),
    )


def _contributions_block(declarations: Sequence[Declaration]) -> Block:
    figures = [
        _contribution_figure(part.activity, each, declaration.period.span)
        for declaration in declarations
        for part in declaration.activities
        for each in part.contributions
    ]
    total = sum(each.total_cents for each in declarations)
    payable = sum(each.payable_cents for each in declarations)
    figures.append(
        Figure(
            name=tr("Total"),
            value=_euros(payable),
            why="" if total == payable else tr("{amount} sans arrondi").format(amount=_euros(total)),
            is_total=True,
        )
    )
    return Block(
        title=tr("À payer, d'après les taux connus"),
        figures=figures,
        note=tr(
            "Ne se recopie pas : l'Urssaf le calcule. L'arrondi de chaque ligne à l'Urssaf n'est pas publié : un écart"
            " d'un euro est possible."
        ),
    )


def _contribution_figure(activity: Activity, contribution: Contribution, period: Span) -> Figure:
    rate = contribution.rate
    amount = contribution.amount_cents
    exact = tr("{base} × {rate} % = {amount}").format(
        base=money.whole_amount(contribution.base_euros * _CENTS, EUR),
        rate=decimal_words(rate.percent),
        amount=_euros(amount),
    )
    if contribution.payable_cents != amount:
        exact = tr("{exact}, arrondi à l'euro").format(exact=exact)
    since = tr("taux en vigueur depuis le {day}").format(day=dates.long_day(rate.valid_from)) if rate.valid_from else ""
    reduced = tr("réduit par l'Acre") if rate.is_reduced else ""
    days = "" if contribution.span == period else span_words(contribution.span)
    facts = " · ".join(
        filter(None, (days, since, reduced, french(rate.source), confidence_words(str(rate.confidence))))
    )
    return Figure(
        name=f"{contribution_words(contribution.kind)} · {activity_words(activity)}",
        value=_euros(contribution.payable_cents),
        why=f"{exact}\n{facts}",
    )


def _corrections_block(corrections: Sequence[BookLine]) -> Block:
    figures = [
        Figure(
            name=" · ".join(filter(None, (line.reference, line.party, line.nature))),
            value=_euros(line.amount_cents),
            why=tr("argent du {day}, corrigé le {corrected}").format(
                day=dates.long_day(line.paid_on), corrected=dates.long_day(line.on)
            ),
            lines=LinesQuery(book=Book.RECEIPTS, span=Span(line.on, line.on)),
        )
        for line in corrections
    ]
    count = len(corrections)
    return Block(
        title=ntr("{count} correction comptée ici", "{count} corrections comptées ici", count).format(count=count),
        figures=figures,
        note=tr(
            "Elles corrigent des périodes déjà déclarées, qui restent telles quelles : elles comptent dans celle-ci."
        ),
    )


def activity_words(activity: Activity) -> str:
    """The name of an activity, in a word or two."""
    return {
        Activity.SALES: tr("ventes"),
        Activity.BIC_SERVICES: tr("prestations BIC"),
        Activity.BNC: tr("prestations BNC"),
        Activity.BNC_CIPAV: tr("prestations Cipav"),
    }[activity]


def decimal_words(number: Decimal) -> str:
    """« 25,6 »: all its digits, with the decimal mark of the language."""
    return f"{number:f}".replace(".", money.decimal_mark())


def _by_activity(declarations: Sequence[Declaration]) -> Mapping[Activity, Sequence[ActivityDeclaration]]:
    """The parts of each activity, period after period, in the order of the form."""
    found: dict[Activity, list[ActivityDeclaration]] = {}
    for declaration in declarations:
        for part in declaration.activities:
            found.setdefault(part.activity, []).append(part)
    return {activity: found[activity] for activity in Activity if activity in found}


def _turnover(parts: Iterable[ActivityDeclaration]) -> int:
    return sum(part.turnover_cents for part in parts)


def _declared_euros(parts: Sequence[ActivityDeclaration]) -> int:
    """What the form takes: that of the period, or the total of several, rounded once."""
    if len(parts) == 1:
        return parts[0].declared_euros
    return max(int((Decimal(_turnover(parts)) / _CENTS).quantize(Decimal(1), ROUND_HALF_UP)), 0)


def _span(declarations: Sequence[Declaration]) -> Span:
    return Span(declarations[0].period.span.since, declarations[-1].period.span.until)


def _euros(cents: int) -> str:
    return money.amount(cents, EUR)
