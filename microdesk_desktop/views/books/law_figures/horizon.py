"""Until when the tables are known, in words."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.dated_tables import dated_table
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.views.books.law_figures.subjects import subjects

_DECLARED = (
    "social_rates",
    "acre_rates",
    "training_contribution",
    "chamber_tax",
    "flat_income_tax",
    "micro_ceilings",
    "vat_franchise",
)
"""The tables from which the amounts of declarations and the ceilings come."""


def declared_horizon(today: date) -> date | None:
    """The last day for which all contributions and ceilings are known, where today lies after it; else None."""
    horizons = [dated_table(name).horizon for name in _DECLARED if dated_table(name).is_past_horizon(today)]
    return min((each for each in horizons if each is not None), default=None)


def horizon_sentence(horizon: date) -> str:
    """That contributions and ceilings are not known after this day."""
    return tr(
        "Tables vérifiées jusqu'au {day}. Les taux et plafonds suivants n'étaient pas publiés : MicroDesk les dit"
        " inconnus et ne reprend pas ceux d'avant."
    ).format(day=dates.long_day(horizon))


def outdated_sentences(today: date) -> Sequence[str]:
    """Of which subjects nothing is known any more, one sentence for each day after which that is so."""
    titles: defaultdict[date, list[str]] = defaultdict(list)
    for name, subject in subjects().items():
        table = dated_table(name)
        if table.horizon is not None and table.is_past_horizon(today):
            titles[table.horizon].append(subject.title[:1].lower() + subject.title[1:])
    sentence = tr("Rien n'est connu après le {day} : {subjects}.")
    return [sentence.format(day=dates.long_day(day), subjects=listed(titles[day])) for day in sorted(titles)]
