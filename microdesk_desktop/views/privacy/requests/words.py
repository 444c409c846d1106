"""Words of the requests of people about their own data."""

from collections.abc import Mapping
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.privacy.requests import (
    Delay,
    PersonRequest,
    Refusal,
    RequestKind,
    RequestState,
    RequestWay,
)
from microdesk_desktop.views.privacy.requests.rows import RequestRow

SOON_DAYS = 7
"""A deadline in so many days is urgent: a letter by post takes some of them."""


def kind_words() -> Mapping[RequestKind, str]:
    """The right that a person uses."""
    return {
        RequestKind.ACCESS: tr("Accès"),
        RequestKind.CORRECTION: tr("Rectification"),
        RequestKind.ERASURE: tr("Effacement"),
        RequestKind.RESTRICTION: tr("Limitation"),
        RequestKind.PORTABILITY: tr("Portabilité"),
        RequestKind.OBJECTION: tr("Opposition"),
    }


def kind_details() -> Mapping[RequestKind, str]:
    """What a person asks for, with its article."""
    return {
        RequestKind.ACCESS: tr(
            "Savoir ce que vous avez sur elle, et en recevoir une copie (RGPD, art. 15). Cherchez aussi dans vos"
            " messages et vos papiers."
        ),
        RequestKind.CORRECTION: tr(
            "Faire corriger ce qui est faux ou incomplet (art. 16). Prévenez ceux à qui vous l'avez transmis (art. 19)."
        ),
        RequestKind.ERASURE: tr(
            "Faire effacer ses données, sauf ce que la loi oblige à garder (art. 17). Effacez aussi ses messages, et"
            " prévenez ceux à qui vous avez transmis ses données (art. 19)."
        ),
        RequestKind.RESTRICTION: tr("Que vous gardiez ses données sans vous en servir (art. 18)."),
        RequestKind.PORTABILITY: tr("Recevoir ce qu'elle vous a fourni, dans un format réutilisable (art. 20)."),
        RequestKind.OBJECTION: tr("Ne plus être sollicitée, ou que ses données ne servent plus (art. 21)."),
    }


def way_words() -> Mapping[RequestWay, str]:
    """How a request came, or how its answer left."""
    return {
        RequestWay.MAIL: tr("Courriel"),
        RequestWay.POST: tr("Courrier postal"),
        RequestWay.HAND: tr("En main propre"),
        RequestWay.PHONE: tr("Téléphone"),
    }


def state_words() -> Mapping[RequestState, str]:
    """How far a request has come."""
    return {
        RequestState.OPEN: tr("À répondre"),
        RequestState.LATE: tr("En retard"),
        RequestState.ANSWERED: tr("Répondue"),
        RequestState.REFUSED: tr("Refusée"),
    }


def delay_words() -> Mapping[Delay, str]:
    """Why an answer takes longer."""
    return {
        Delay.COMPLEX: tr("La demande est complexe"),
        Delay.NUMEROUS: tr("Plusieurs demandes sont à traiter"),
    }


def refusal_words() -> Mapping[Refusal, str]:
    """Why a request is not granted."""
    return {
        Refusal.IDENTITY: tr("Un doute sérieux sur son identité"),
        Refusal.NOTHING_HELD: tr("Vous n'avez aucune donnée sur elle"),
        Refusal.LAW: tr("La loi oblige à garder ces données"),
        Refusal.CLAIMS: tr("Elles servent à défendre un droit en justice"),
        Refusal.EXCESSIVE: tr("La demande est excessive ou infondée"),
    }


def name_text(row: RequestRow) -> str:
    """Who asks; a person who was erased has no name any more."""
    return row.name or tr("Personne effacée")


def title_text(row: RequestRow) -> str:
    """« Demande 3 · Effacement »."""
    return tr("Demande {number} · {kind}").format(number=row.id, kind=kind_words()[row.request.kind])


def due_text(row: RequestRow) -> str:
    """By when it must be answered, or when it was."""
    if row.request.answer is not None or row.days_left <= 0:
        return left_text(row)
    return tr("avant le {day}, {left}").format(day=dates.long_day(row.request.due_on), left=left_text(row))


def left_text(row: RequestRow) -> str:
    """How many days are left or over, or when it was answered."""
    answer = row.request.answer
    if answer is not None:
        return tr("répondue le {day}").format(day=dates.long_day(answer.on))
    if row.days_left < 0:
        late = ntr("en retard de {count} jour", "en retard de {count} jours", -row.days_left)
        return late.format(count=-row.days_left)
    if row.days_left == 0:
        return tr("à répondre aujourd'hui")
    return ntr("encore {count} jour", "encore {count} jours", row.days_left).format(count=row.days_left)


def story_lines(request: PersonRequest) -> list[str]:
    """What happened to a request, in the order of the days."""
    lines = [
        tr("Reçue le {day} ({way}).").format(day=_day(request.received_on), way=way_words()[request.way].lower()),
    ]
    if request.extended_on is not None and request.delay is not None:
        line = tr("Délai de deux mois annoncé le {day} : {why}.")
        lines.append(line.format(day=_day(request.extended_on), why=_lower(delay_words()[request.delay])))
    answer = request.answer
    if answer is None:
        lines.append(tr("À répondre au plus tard le {day}.").format(day=_day(request.due_on)))
    elif answer.refusal is not None:
        line = tr("Refusée le {day} ({way}) : {why}.")
        why = _lower(refusal_words()[answer.refusal])
        lines.append(line.format(day=_day(answer.on), way=way_words()[answer.way].lower(), why=why))
    else:
        line = tr("Répondue le {day} ({way}).")
        lines.append(line.format(day=_day(answer.on), way=way_words()[answer.way].lower()))
    return lines


def row_line(row: RequestRow) -> str:
    """A request in one line of the terminal."""
    return f"{row.id:>4}  {kind_words()[row.request.kind]:<14} {name_text(row)} · {due_text(row)}"


def _day(day: date) -> str:
    return dates.long_day(day)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
