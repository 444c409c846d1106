"""The list of transactions as it is exported and printed: that on the screen, its rows read in the background."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.pages.bank.columns import chips
from microdesk_desktop.pages.bank.totals import list_totals
from microdesk_desktop.views.bank.accounts import account_titles
from microdesk_desktop.views.bank.connections.head import Shown
from microdesk_desktop.views.bank.listing import LoadedList
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.exports.content import ListContent
from microdesk_desktop.views.exports.lists.bank import transaction_chunks, transaction_columns
from microdesk_desktop.views.exports.words import chip_words, period_words, search_words


def list_content(loaded: LoadedList) -> ListContent[TransactionRow]:
    """What is exported of a list that the page shows."""
    titles = account_titles(loaded.head.accounts)
    count, totals = list_totals(loaded)
    return ListContent(
        title=tr("Banque"),
        columns=transaction_columns(lambda row: titles.get(row.account_id, "")),
        total=loaded.listing.total,
        chunks=transaction_chunks(loaded.listing),
        filters=tuple(filter(None, _filters(loaded, titles.get(loaded.head.narrowed_to or 0, "")))),
        count=count,
        totals=totals,
    )


def _filters(loaded: LoadedList, account: str) -> tuple[str, ...]:
    shown, request = loaded.shown, loaded.request
    (chip,) = [each.text for each in chips(loaded.counts) if each.key == shown]
    return (
        account,
        period_words(request.period),
        "" if shown is Shown.ALL else chip_words(chip),
        search_words(request.typed),
    )
