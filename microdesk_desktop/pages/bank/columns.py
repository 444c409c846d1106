"""The columns and the chips of the list of transactions, and what stands in its place while it is empty."""

from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.table.filter_bar import Chip
from microdesk_desktop.gui.table.model import CellKind, Column
from microdesk_desktop.gui.widgets.empty import EmptyState
from microdesk_desktop.views.bank.connections.head import Shown
from microdesk_desktop.views.bank.listing import ListOrder
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.words import transactions as words

# The orders of the list by the number of a column, and whether from the last to the first.
ORDERS: Mapping[tuple[int, bool] | None, ListOrder] = {
    None: ListOrder.LATEST,
    (0, False): ListOrder.OLDEST,
    (0, True): ListOrder.LATEST,
    (3, False): ListOrder.SMALLEST,
    (3, True): ListOrder.LARGEST,
}


def columns(
    has_months: Callable[[], bool], account_of: Callable[[TransactionRow], str]
) -> Sequence[Column[TransactionRow]]:
    """Day, who and what, what it settles, amount; below the name of a month the day alone is enough."""

    def day(row: TransactionRow) -> str:
        return f"{row.on:%d}" if has_months() else dates.typed_day(row.on)

    return (
        Column(
            header=tr("Jour"),
            text=day,
            kind=CellKind.MUTED,
            sample="28/11",
            spoken=lambda row: dates.long_day(row.on),
            sort_key=lambda row: row.on,
        ),
        Column(
            header=tr("Opération"),
            text=words.who_text,
            detail=lambda row: words.what_text(row, account_of(row)),
            kind=CellKind.WHO,
            share=3,
            hint=words.raw_label,
        ),
        Column(
            header=tr("Ce qu'elle règle"),
            text=words.meaning_text,
            detail=words.meaning_detail,
            kind=CellKind.TONED,
            tone=words.meaning_tone,
            share=2,
            gives_way=1,
        ),
        Column(
            header=tr("Montant"),
            text=words.amount_text,
            kind=CellKind.AMOUNT,
            sort_key=lambda row: row.amount_cents,
        ),
    )


def chips(counts: Mapping[Shown, int]) -> Sequence[Chip]:
    """The chips with their counts; those that nobody needs at the moment are hidden."""
    texts = (
        (Shown.TODO, tr("À traiter"), Tone.ATTENTION),
        (Shown.SUGGESTED, tr("À confirmer"), Tone.PROPOSAL),
        (Shown.ATTRIBUTED, tr("Réglées"), Tone.POSITIVE),
        (Shown.UPCOMING, tr("À venir"), Tone.NEUTRAL),
        (Shown.IGNORED, tr("Ignorées"), Tone.NEUTRAL),
        (Shown.DOUBLES, tr("Doubles possibles"), Tone.ATTENTION),
        (Shown.ALL, tr("Tout"), Tone.NEUTRAL),
    )
    seldom = (Shown.UPCOMING, Shown.DOUBLES)
    return [
        Chip(
            key=shown.value,
            text=text,
            tone=tone,
            count=counts.get(shown),
            is_shown=counts.get(shown, 0) > 0 if shown in seldom else counts.get(Shown.ALL, 0) > 0,
        )
        for shown, text, tone in texts
    ]


def nothing_yet() -> EmptyState:
    """Before the first transaction; the head has the button that imports."""
    return EmptyState(
        "landmark",
        tr("Vos opérations s'afficheront ici"),
        tr("Importez un relevé de votre banque, ou déposez-le ici : OFX, QIF, CAMT, CFONB, MT940, CSV, Excel."),
    )


def nothing_under(shown: Shown, is_search: bool) -> EmptyState:
    """Nothing under this chip, or nothing found."""
    if is_search:
        return EmptyState(
            "search", tr("Rien ne correspond"), tr("Essayez un autre mot, un montant (480,00) ou une date (22/11).")
        )
    if shown is Shown.DOUBLES:
        return EmptyState("circle-check", tr("Aucun double possible. Chaque opération n'est là qu'une fois."))
    if shown in (Shown.TODO, Shown.SUGGESTED):
        return EmptyState("circle-check", tr("Rien à traiter. Tout est réglé."))
    return nothing()


def nothing() -> EmptyState:
    """Nothing under a filter."""
    return EmptyState("landmark", tr("Aucune opération sous ce filtre"), tr("Choisissez « Tout » pour les revoir."))
