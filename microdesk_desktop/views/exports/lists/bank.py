"""The transactions of an export: who and what, the bank's label, what each settles."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.labels.names import label_names
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.listing import BankListing
from microdesk_desktop.views.bank.rows import TransactionRow, load_list_rows
from microdesk_desktop.views.bank.words.transactions import (
    full_title,
    kind_text,
    origin_text,
    proposals_of,
    question,
    raw_label,
    status_text,
    who_text,
)
from microdesk_desktop.views.exports.content import (
    CHUNK,
    ListColumn,
    ReadVault,
    amount_column,
    currency_column,
    day_column,
    text_column,
)


def transaction_columns(account_of: Callable[[TransactionRow], str]) -> Sequence[ListColumn[TransactionRow]]:
    """Day, who, how, the label, what it settles and who decided, amount; `account_of` names the account."""
    return (
        day_column(tr("Date"), lambda row: row.on),
        text_column(tr("Client ou fournisseur"), who_text, 24),
        text_column(tr("Nature"), lambda row: kind_text(label_names(row.label)), 16, is_printed=False),
        text_column(tr("Libellé de la banque"), raw_label, 40),
        text_column(tr("Statut"), status_text, 11),
        text_column(tr("Ce qu'elle règle"), _settled, 28),
        text_column(tr("Catégorie"), _category, 18, is_printed=False),
        text_column(tr("Décidé par"), _decided_by, 14, is_printed=False),
        amount_column(tr("Montant"), lambda row: Money(row.amount_cents, row.currency)),
        currency_column(tr("Devise"), lambda row: row.currency),
        text_column(tr("Compte"), account_of, 24, is_printed=False),
    )


def transaction_chunks(listing: BankListing) -> Callable[[ReadVault], Iterator[Sequence[TransactionRow]]]:
    """The transactions of the list; those that left the vault meanwhile are left out."""

    def chunks(read: ReadVault) -> Iterator[Sequence[TransactionRow]]:
        ids = read(lambda reader: listing.load_ids(reader, None))
        for start in range(0, len(ids), CHUNK):
            some = ids[start : start + CHUNK]
            yield read(partial(_load, some))

    return chunks


def _load(ids: Sequence[int], reader: Reader) -> Sequence[TransactionRow]:
    return load_list_rows(reader, ids)


def _settled(row: TransactionRow) -> str:
    """All that it settles; what is only proposed is written as a question."""
    if row.attributions:
        return ", ".join(map(full_title, row.attributions))
    if row.suggestions and row.status is Status.SUGGESTED:
        return question(", ".join(map(full_title, proposals_of(row)[0])))
    return ""


def _category(row: TransactionRow) -> str:
    return ", ".join(dict.fromkeys(link.category for link in row.attributions if link.category))


def _decided_by(row: TransactionRow) -> str:
    return ", ".join(dict.fromkeys(map(origin_text, row.attributions)))
