"""The rules, past imports, connections and waiting items of an export."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.imports.history import PastImport
from microdesk_desktop.views.bank.habits import HabitRow
from microdesk_desktop.views.exports.content import (
    Kind,
    ListColumn,
    ReadVault,
    amount_column,
    currency_column,
    day_column,
    rows_in_memory,
    text_column,
)
from microdesk_desktop.views.imports.kinds import kind_name
from microdesk_desktop.views.imports.summary import source_name
from microdesk_desktop.views.privacy.network.journal import ConnectionRow
from microdesk_desktop.views.privacy.network.recipients import RecipientRow
from microdesk_desktop.views.waiting.items import WaitingItem
from microdesk_desktop.views.waiting.queue import EVERYTHING, load_queue
from microdesk_desktop.views.waiting.registry import BY_KIND
from microdesk_desktop.views.waiting.words import action_words

R = TypeVar("R")


def rule_columns() -> Sequence[ListColumn[HabitRow]]:
    """What each rule or habit looks for, and what it does."""
    return (
        text_column(tr("Libellé contenant"), lambda row: row.words, 28),
        text_column(tr("Sens"), lambda row: row.direction, 10),
        text_column(tr("Montant"), lambda row: row.amounts, 18),
        text_column(tr("Ce qui se passe"), lambda row: row.effect, 40),
        text_column(tr("Précision"), lambda row: row.detail, 28),
    )


def import_columns() -> Sequence[ListColumn[PastImport]]:
    """Each file with what became of its rows."""
    return (
        text_column(tr("Fichier"), lambda row: visible(row.name), 34),
        text_column(tr("Contenu"), lambda row: kind_name(row.kind), 17),
        text_column(tr("Origine"), lambda row: source_name(row.source), 16),
        _number(tr("Ajoutées"), lambda row: row.added),
        _number(tr("Complétées"), lambda row: row.completed),
        _number(tr("Déjà connues"), lambda row: row.known),
        _number(tr("Refusées"), lambda row: row.refused),
        _moment(tr("Importé le"), lambda row: row.imported_at),
    )


def connection_columns() -> Sequence[ListColumn[ConnectionRow]]:
    """When, where to, why, how much, with what outcome."""
    return (
        _moment(tr("Quand"), lambda row: row.at),
        text_column(tr("Vers"), lambda row: row.host, 34),
        text_column(tr("Pourquoi"), lambda row: row.purpose, 34),
        ListColumn(header=tr("Octets"), value=lambda row: row.bytes, kind=Kind.NUMBER, width=10),
        text_column(tr("Résultat"), lambda row: row.failure or tr("Réussie"), 20),
    )


def recipient_columns() -> Sequence[ListColumn[RecipientRow]]:
    """Where to, what for, how often, how much, last when, and what it may learn."""
    return (
        text_column(tr("Vers"), lambda row: row.host, 34),
        text_column(tr("Pourquoi"), lambda row: row.what_for, 24),
        ListColumn(header=tr("Connexions"), value=lambda row: row.requests, kind=Kind.NUMBER, width=10),
        ListColumn(header=tr("Octets envoyés"), value=lambda row: row.bytes_out, kind=Kind.NUMBER, is_printed=False),
        ListColumn(header=tr("Octets reçus"), value=lambda row: row.bytes_in, kind=Kind.NUMBER, is_printed=False),
        _moment(tr("Dernière fois"), lambda row: row.last_at),
        text_column(tr("Peut apprendre"), lambda row: row.learns, 48),
        text_column(tr("Pays"), lambda row: row.where, 20),
        text_column(tr("Sa page de confidentialité"), lambda row: row.policy, 40),
    )


def waiting_columns() -> Sequence[ListColumn[WaitingItem]]:
    """What waits, since when, and what is to be done."""
    actions = action_words()
    return (
        text_column(tr("Genre"), lambda item: BY_KIND[item.kind].title(), 20),
        text_column(tr("Qui, quoi"), lambda item: item.title, 28),
        text_column(tr("Détail"), lambda item: item.detail, 36),
        day_column(tr("Depuis le"), lambda item: item.since),
        amount_column(tr("Montant"), lambda item: item.amount),
        currency_column(tr("Devise"), lambda item: item.amount.currency if item.amount else ""),
        text_column(tr("Action"), lambda item: actions[item.action], 20),
    )


def waiting_chunks(kind: str, today: date) -> Callable[[ReadVault], Iterator[Sequence[WaitingItem]]]:
    """Every item of a kind, or of all for an empty one: the page lists the first ones only."""

    def chunks(read: ReadVault) -> Iterator[Sequence[WaitingItem]]:
        queue = read(lambda reader: load_queue(reader, today, kind, listed=EVERYTHING))
        return rows_in_memory(queue.items)(read)

    return chunks


def _number(header: str, value: Callable[[PastImport], int]) -> ListColumn[PastImport]:
    return ListColumn(header=header, value=value, kind=Kind.NUMBER, width=10)


def _moment(header: str, value: Callable[[R], datetime]) -> ListColumn[R]:
    return ListColumn(
        header=header,
        value=lambda row: value(row).astimezone().replace(tzinfo=None, microsecond=0),
        kind=Kind.MOMENT,
        width=16,
    )
