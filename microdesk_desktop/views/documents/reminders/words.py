"""Words of reminders: their tones, how they were sent, the one that comes next."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.reminders.letter import ReminderFacts
from microdesk_desktop.documents.reminders.rates import RateBasis, legal_source
from microdesk_desktop.documents.reminders.sequence import NextReminder
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone
from microdesk_desktop.views.records.document_words import way_text


def tone_words() -> Sequence[tuple[ReminderTone, str]]:
    """The tones, in words."""
    return (
        (ReminderTone.COURTEOUS, tr("Courtoise")),
        (ReminderTone.FIRM, tr("Ferme")),
        (ReminderTone.FORMAL, tr("Mise en demeure")),
    )


def reminder_line(reminder: Reminder) -> str:
    """« 4 novembre 2026 : ferme, par courriel, depuis ines@example.fr »."""
    tone = dict(tone_words())[reminder.tone].lower()
    return tr("{day} : {tone}, {way}").format(day=dates.long_day(reminder.on), tone=tone, way=way_text(reminder))


def next_words(following: NextReminder) -> str:
    """« relance courtoise à envoyer », for a reminder whose day has come."""
    words: Mapping[ReminderTone, str] = {
        ReminderTone.COURTEOUS: tr("relance courtoise à envoyer"),
        ReminderTone.FIRM: tr("relance ferme à envoyer"),
        ReminderTone.FORMAL: tr("mise en demeure à envoyer"),
    }
    return words[following.tone]


def sent_text(numbers: str, tone: ReminderTone) -> str:
    """« Relance de F-2026-0040 notée : ferme. »."""
    words = dict(tone_words())[tone].lower()
    return tr("Relance de {numbers} notée comme envoyée : {tone}.").format(numbers=numbers, tone=words)


def days_text(days: Mapping[ReminderTone, int]) -> str:
    """« Relances proposées après 7, 15, 30 jours de retard. »."""
    return tr("Relances proposées après {days} jours de retard.").format(days=", ".join(map(str, days.values())))


def ground_texts(facts: ReminderFacts) -> Sequence[str]:
    """Why interest is due, at which rate, and where that rate was read."""
    words: Mapping[RateBasis, str] = {
        RateBasis.THREE_TIMES_LEGAL: tr(
            "Trois fois le taux légal : le moins que la loi permette entre professionnels."
        ),
        RateBasis.CONTRACT: tr("Le taux convenu, porté à trois fois le taux légal s'il est plus bas."),
        RateBasis.CENTRAL_BANK: tr("Le taux suit celui de la Banque centrale européenne, que ce programme n'a pas."),
        RateBasis.LEGAL: tr(
            "Client particulier : intérêt au taux légal, seulement après une mise en demeure, sans 40 €."
        ),
    }
    bases = dict.fromkeys(words[each.terms.basis] for each in facts.documents)
    lines = [line for each in facts.documents for line in each.interest.lines if line.rate is not None]
    sources = dict.fromkeys(legal_source(line.first) for line in lines)
    return [*bases, *(tr("Taux légal : {source}.").format(source=source) for source in sources if source)]
