"""What a list of transactions adds up to: its months in bands, and the line below it."""

from collections.abc import Sequence
from itertools import groupby

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.format.flows import Flows, flows_text
from microdesk_desktop.base.i18n import ntr
from microdesk_desktop.gui.table.bands import Band, Bands
from microdesk_desktop.views.bank.listing import LoadedList, MonthTotal


def list_totals(loaded: LoadedList) -> tuple[str, str]:
    """How many transactions are listed, and what came in and went out; empty for none."""
    total = loaded.listing.total
    words = ntr("{count} opération", "{count} opérations", total).format(count=count(total))
    return words if total else "", flows_text(_flows(loaded.months))


def month_bands(months: Sequence[MonthTotal]) -> Bands:
    """The bands of the months by the place of their first row."""
    found, place = {}, 0
    for month, same in groupby(months, lambda each: each.month):
        totals = list(same)
        found[place] = Band(text=dates.month_name(month), detail=flows_text(_flows(totals)))
        place += sum(each.count for each in totals)
    return found


def _flows(totals: Sequence[MonthTotal]) -> Flows:
    found: dict[str, tuple[int, int]] = {}
    for each in totals:
        came, went = found.get(each.currency, (0, 0))
        found[each.currency] = came + each.in_cents, went + each.out_cents
    return found
