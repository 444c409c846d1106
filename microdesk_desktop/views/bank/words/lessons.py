"""Words of a lesson: what the user's decisions taught, and when."""

from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.format.dates import long_day
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.settle.lessons import LessonKind
from microdesk_desktop.views.bank.lessons import LessonRow


def lesson_text(row: LessonRow) -> str:
    """« Règle pour Nova SARL », « Garde une commission », « À ignorer : 25,90 »."""
    match row.lesson.kind:
        case LessonKind.PAYS_FOR if row.lesson.direction < 0:
            return tr("Est le fournisseur {party}").format(party=row.party)
        case LessonKind.PAYS_FOR:
            return tr("Règle pour {party}").format(party=row.party)
        case LessonKind.NOT_FOR:
            return tr("Demander avant de régler pour {party}").format(party=row.party)
        case LessonKind.KEEPS:
            fees = " · ".join(
                tr("{fee} sur {gross}").format(fee=money.amount(fee, EUR), gross=money.amount(gross, EUR))
                for gross, fee in row.lesson.fees[:3]
            )
            return tr("Garde une commission : {fees}").format(fees=fees)
        case LessonKind.PRIVATE:
            amounts = " · ".join(money.typed_amount(cents) for cents in row.lesson.cents[:3])
            return tr("Ignorer ce montant exact : {amounts}").format(amounts=amounts)


def taught_text(row: LessonRow) -> str:
    """« Vous l'avez fait le 3 mai 2026 », « Vous l'avez fait 4 fois, la dernière le 3 mai 2026 »."""
    times, day = len(row.lesson.taught_by), long_day(row.lesson.at.date())
    if times == 1:
        return tr("vous l'avez fait le {day}").format(day=day)
    text = ntr(
        "vous l'avez fait {count} fois, la dernière le {day}",
        "vous l'avez fait {count} fois, la dernière le {day}",
        times,
    )
    return text.format(count=counts.count(times), day=day)


def lesson_line(row: LessonRow) -> str:
    """A lesson on one line of text."""
    return " · ".join((row.id, row.lesson.words, lesson_text(row), taught_text(row)))
