"""What the figures come to for this company today: what to put aside of each euro, and the end of its ACRE."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.books.declarations.acre import acre_end
from microdesk_desktop.books.declarations.declare import put_aside
from microdesk_desktop.domain.books.declarations import PutAside
from microdesk_desktop.domain.company import Company
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.declarations.unknown import unknown_texts
from microdesk_desktop.views.books.declarations.words import contribution_words
from microdesk_desktop.views.imports.values import activity_name


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRates:
    """A sentence for each activity of the company, and what seems wrong in its facts."""

    sentences: Sequence[str]
    doubts: Sequence[str]


def load_own_rates(reader: Reader, today: date) -> OwnRates:
    """The rates of the company on this day."""
    company = load_company(reader)
    activities = dict.fromkeys((company.activity, *company.other_activities))
    found = [put_aside(company, activity, today) for activity in activities]
    return OwnRates(sentences=[text for each in found for text in _texts(each)], doubts=list(_acre_doubts(company)))


def _texts(aside: PutAside) -> Iterator[str]:
    if aside.rates:
        names = (contribution_words(kind) for kind, _ in aside.rates)
        parts = [
            f"{name[:1].lower()}{name[1:]} {_percent(str(rate.percent))}"
            for name, (_, rate) in zip(names, aside.rates, strict=True)
        ]
        yield tr("{activity} : {percent} à mettre de côté sur ce que vous encaissez aujourd'hui ({parts}).").format(
            activity=activity_name(aside.activity), percent=_percent(str(aside.percent)), parts=", ".join(parts)
        )
    yield from unknown_texts(aside.unknown)


def _acre_doubts(company: Company) -> Iterator[str]:
    """That the ACRE of the company does not end on the day that follows from its creation."""
    if company.created_on is None or company.acre_until is None:
        return
    end = acre_end(company.created_on)
    if end is not None and end != company.acre_until:
        yield tr(
            "Créée le {created}, votre entreprise a l'ACRE jusqu'au {end} ; vous avez indiqué le {until} :"
            " vérifiez votre attestation."
        ).format(
            created=dates.long_day(company.created_on),
            end=dates.long_day(end),
            until=dates.long_day(company.acre_until),
        )


def _percent(text: str) -> str:
    return tr("{number} %").format(number=counts.decimal(text))
