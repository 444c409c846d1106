"""What waits for the ceilings of the turnover: the end of the VAT franchise, or its base nearly reached, and micro."""

from collections.abc import Iterator, Sequence
from datetime import date

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.books.thresholds.ceilings import Ceiling
from microdesk_desktop.books.thresholds.gauges import FranchiseEnd, Gauge
from microdesk_desktop.books.thresholds.pace import Outlook
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.company import VatRegime, with_vat_regime
from microdesk_desktop.domain.company_keys import text_of
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.open_documents import load_open_sums
from microdesk_desktop.views.books.outlook import Outlooks, load_outlooks
from microdesk_desktop.views.books.thresholds import Thresholds, load_thresholds
from microdesk_desktop.views.books.words import end_detail, end_title, gauge_name, micro_detail, near_detail
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem

PAGE, PANE = "settings", "activity"
"""Where the regime of VAT is set."""


def _load(reader: Reader, today: date, limit: int) -> Sequence[WaitingItem]:
    thresholds = load_thresholds(reader, today)
    outlooks = load_outlooks(reader, thresholds, load_open_sums(reader, today)) if _shown_near(thresholds) else {}
    return list(_items(thresholds, outlooks))[:limit]


def _count(reader: Reader, today: date) -> int:
    """How many there are: the day at which a ceiling would be passed is not looked for."""
    return len(list(_items(load_thresholds(reader, today), {})))


def _shown_near(thresholds: Thresholds) -> Sequence[Gauge]:
    """The gauges that are nearly full, unless the franchise has ended anyhow."""
    return () if thresholds.open_end is not None else thresholds.near


def _items(thresholds: Thresholds, outlooks: Outlooks) -> Iterator[WaitingItem]:
    if thresholds.open_end is not None:
        yield _ended(thresholds.open_end, thresholds)
    for gauge in _shown_near(thresholds):
        yield _near(gauge, outlooks.get((gauge.ceiling, gauge.scope)))
    yield from (_micro(gauge, thresholds) for gauge in thresholds.gauges[Ceiling.MICRO] if gauge.is_above)


def _ended(end: FranchiseEnd, thresholds: Thresholds) -> WaitingItem:
    changed = with_vat_regime(thresholds.company, VatRegime.REAL, end.on)
    return WaitingItem(
        key=f"{THRESHOLDS.kind}:franchise",
        kind=THRESHOLDS.kind,
        title=end_title(end, thresholds.today),
        detail=end_detail(end),
        since=end.on if end.on <= thresholds.today else None,
        page=PAGE,
        wanted=PANE,
        action=WaitingAction.SET_VAT,
        command=("company", "set", f"vat_changes={text_of(changed, 'vat_changes', thresholds.today)}"),
    )


def _near(gauge: Gauge, outlook: Outlook | None) -> WaitingItem:
    return WaitingItem(
        key=f"{THRESHOLDS.kind}:near:{gauge.scope}",
        kind=THRESHOLDS.kind,
        title=tr("{name} : seuil bientôt atteint").format(name=gauge_name(gauge)),
        detail=near_detail(gauge, outlook),
        page=PAGE,
        wanted=PANE,
        action=WaitingAction.SET_VAT,
    )


def _micro(gauge: Gauge, thresholds: Thresholds) -> WaitingItem:
    return WaitingItem(
        key=f"{THRESHOLDS.kind}:micro:{gauge.scope}",
        kind=THRESHOLDS.kind,
        title=tr("{name} : plafond dépassé").format(name=gauge_name(gauge)),
        detail=micro_detail(gauge, thresholds),
        since=gauge.passed_on,
        page="dashboard",
        wanted=None,
        action=WaitingAction.SEE_THRESHOLDS,
        command=("dashboard",),
    )


THRESHOLDS = Provider(
    kind="thresholds",
    title=lambda: tr("Plafonds et seuils"),
    tone=Tone.ATTENTION,
    flags=Changes.INVOICES | Changes.MATCHES | Changes.LEDGER | Changes.COMPANY,
    count=_count,
    load=_load,
    everything=("dashboard", None),
    are_few=True,
)
