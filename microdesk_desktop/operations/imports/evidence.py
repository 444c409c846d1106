"""What a table is most likely about: points for each kind of import, from the names of its columns and its cells.

A kind for which neither names nor cells give the columns that it needs has no points. Nothing here decides: `recognise`
compares the points.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.banks.statements.csv.columns import map_columns
from microdesk_desktop.banks.statements.csv.content import Column, prove_by_balance, read_columns_content
from microdesk_desktop.banks.statements.csv.mapping import missing_fields as missing_of_statement
from microdesk_desktop.banks.statements.csv.mapping import table_mapping
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.csv.proposal import propose_mapping
from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.files.table_head import TableHead
from microdesk_desktop.documents.imports.fields import FIELDS
from microdesk_desktop.documents.imports.mapping import map_columns as map_record_columns
from microdesk_desktop.documents.imports.mapping import missing_fields
from microdesk_desktop.documents.imports.proposal import propose_mapping as propose_record_mapping
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.domain.text import fold

_WORD = 3
"""Points of a column whose name has a word of the kind: as many as three columns that several kinds share."""
_MOST_WORDS = 4
"""Columns that count for their words; an export of sixty columns is no surer than one of ten."""
_FILE_NAME = 3
"""Points of a word of the kind in the name of the file: it decides between kinds whose columns are the same."""
_BOTH_SIGNS = 4
"""Points of money in and money out in one column, or in two of which each row fills one: accounts have both."""
_PROVEN_BALANCE = 6
"""Points of a balance that each row changes by its amount: nothing but a statement has one."""
_MISPLACED = -4
"""Points of what the kind does not have: days in a catalogue, money in an address book, a due date in a statement."""
_OWN_NAMES = _BOTH_SIGNS - _MISPLACED
"""Points of a table whose columns all have the names that this program documents: money that goes both ways, as the
refund of a supplier does, then makes it neither a statement nor less of a list."""
_ADDRESSES = 3
"""Points of e-mail addresses in the cells."""

_NUMBER_FIRST = 3
"""Points of a number in the first column: lists of documents lead with it, registers of payments with a day."""

_COLUMN_WORDS: Mapping[ImportKind, frozenset[str]] = {
    ImportKind.STATEMENT: frozenset(
        "VALEUR VALUE COMPTABILISATION BOOKING BOOKED POSTED OPERATION SOLDE BALANCE IBAN DEBIT CREDIT CONTREPARTIE "
        "COUNTERPARTY".split()
    ),
    ImportKind.CLIENTS: frozenset(
        "EMAIL EMAILS MAIL COURRIEL TELEPHONE TEL PHONE PORTABLE MOBILE SIREN SIRET PRENOM".split()
    ),
    ImportKind.CATALOGUE: frozenset("UNITAIRE UNITE UNIT PU PRIX PRICE STOCK SKU ARTICLE PRODUIT".split()),
    ImportKind.DOCUMENTS: frozenset("FACTURATION DEVIS AVOIR ECHEANCE EMISSION QUOTE DUE".split()),
    ImportKind.RECEIPTS: frozenset("ENCAISSEMENT ENCAISSE RECETTE RECU".split()),
    ImportKind.EXPENSES: frozenset(
        "FOURNISSEUR SUPPLIER VENDOR VENDEUR MERCHANT MARCHAND COMMERCANT DEPENSE EXPENSE ACHAT JUSTIFICATIF".split()
    ),
}
"""Words of a column's name that one kind has and the others seldom have. An invoice's number is in all kinds."""
_FILE_WORDS: Mapping[ImportKind, frozenset[str]] = {
    ImportKind.STATEMENT: frozenset("RELEVE RELEVES EXTRAIT STATEMENT OPERATIONS COMPTE BANQUE BANK".split()),
    ImportKind.CLIENTS: frozenset("CLIENT CLIENTS CONTACTS CUSTOMERS".split()),
    ImportKind.CATALOGUE: frozenset("CATALOGUE ARTICLES PRODUITS PRESTATIONS PRODUCTS ITEMS".split()),
    ImportKind.DOCUMENTS: frozenset("FACTURE FACTURES DEVIS AVOIRS INVOICE INVOICES QUOTES".split()),
    ImportKind.RECEIPTS: frozenset("RECETTE RECETTES ENCAISSEMENTS RECEIPTS INCOME".split()),
    ImportKind.EXPENSES: frozenset("DEPENSE DEPENSES ACHATS FRAIS EXPENSES PURCHASES".split()),
}
"""Words by which users and tools name a file of the kind."""
_PARTIES: Mapping[ImportKind, str] = {ImportKind.RECEIPTS: "client", ImportKind.EXPENSES: "supplier"}
"""The documented field of a list of payments that no statement has."""
_MONEY = frozenset(("amount", "debit", "credit", "total_incl_tax", "amount_excl_tax", "total_excl_tax"))


@dataclass(frozen=True, slots=True)
class Table:
    """The names of a table's columns as `column_name` spells them, and what the sample cells of each show."""

    names: Sequence[str]
    columns: Sequence[Column]

    def has_both_signs(self, places: Iterable[int]) -> bool:
        """Whether one of these columns has amounts above and below zero."""
        return any({-1, 1} <= _signs(self.columns[place]) for place in places if place < len(self.columns))

    def has_negative(self, places: Iterable[int]) -> bool:
        """Whether one of these columns has an amount below zero."""
        return any(-1 in _signs(self.columns[place]) for place in places if place < len(self.columns))

    @property
    def has_days(self) -> bool:
        return any(map(_holds_days, self.columns))

    @property
    def has_amounts(self) -> bool:
        """Whether a column has amounts with cents; whole numbers may be anything."""
        return any(any((cents or 0) % 100 for cents in column.cents) for column in self.columns)


def rate_kinds(head: TableHead, file_name: str) -> Mapping[ImportKind, int]:
    """The points of each kind that the table may be; a kind that it cannot be is left out."""
    table = Table([column_name(name) for name in head.names], read_columns_content(head.samples))
    in_name = _kinds_named(column_name(file_name), _FILE_WORDS)
    rated = {ImportKind.STATEMENT: _rate_statement(head, table)}
    rated |= {kind: _rate_records(kind, head, table) for kind in FIELDS}
    return {kind: points + _FILE_NAME * (kind in in_name) for kind, points in rated.items() if points is not None}


def _rate_statement(head: TableHead, table: Table) -> int | None:
    """The points of a statement, None where neither names nor cells give columns for day, label and amount."""
    fields = propose_mapping(head.names, head.samples).fields
    named = table_mapping(map_columns(table.names), head.header_line).fields
    if missing_of_statement(fields.values()):
        fields = named
        if missing_of_statement(fields.values()):
            return None
    has_both_signs, has_balance = _has_both_signs(fields, table), prove_by_balance(table.columns) is not None
    points = len(set((fields if has_both_signs or has_balance else named).values()))
    points += _points_of_words(ImportKind.STATEMENT, table)
    points += _BOTH_SIGNS * has_both_signs + _PROVEN_BALANCE * has_balance
    return points + _MISPLACED * any(ImportKind.DOCUMENTS in _kinds_named(name, _COLUMN_WORDS) for name in table.names)


def _has_both_signs(fields: Mapping[int, str], table: Table) -> bool:
    """Whether a statement with these columns has money in and money out, by its columns, its signs or its words."""
    if {"debit", "credit"} <= set(fields.values()) or table.has_both_signs(_places_of_money(fields)):
        return True
    words = bank_tables().words
    cells = [{fold(text) for text in column.texts} for column in table.columns if column.is_text]
    return any(texts & words.debit and texts & words.credit for texts in cells)


def _rate_records(kind: ImportKind, head: TableHead, table: Table) -> int | None:
    """The points of a kind of record, None where the table lacks a column that it needs, or its days are none."""
    needed = FIELDS[kind].dates[:1]
    mapping = map_record_columns(kind, table.names)
    fields = mapping.fields
    if missing_fields(kind, {*fields.values(), *mapping.fixed}):
        return _rate_by_cells(kind, head, table) if needed else None
    days = [table.columns[place] for place, field in fields.items() if field in needed and table.columns]
    if not all(map(_holds_days, days)):
        return None
    points = len(set(fields.values())) + _points_of_words(kind, table)
    return points + sum(_points_of_content(kind, fields, table))


def _rate_by_cells(kind: ImportKind, head: TableHead, table: Table) -> int | None:
    """The points that the names give a list of payments or documents of which only the cells show all columns.

    Without this, a list of purchases under names of its own would be a statement, and its amounts money in. None where
    they cannot be it: money goes both ways.
    """
    fields = propose_record_mapping(kind, head.names, head.samples).fields
    if missing_fields(kind, fields.values()) or table.has_both_signs(_places_of_money(fields)):
        return None
    return len(set(map_record_columns(kind, table.names).fields.values())) + _points_of_words(kind, table)


def _points_of_content(kind: ImportKind, fields: Mapping[int, str], table: Table) -> Iterator[int]:
    if kind is ImportKind.CLIENTS:
        yield _MISPLACED * (table.has_days and table.has_amounts)
        yield _ADDRESSES * any(_is_email(column) for column in table.columns)
    if kind is ImportKind.CATALOGUE:
        yield _MISPLACED * table.has_days
    if kind is ImportKind.DOCUMENTS:
        yield _NUMBER_FIRST * (fields.get(0) == "number")
    if _has_own_names(kind, table):
        yield _OWN_NAMES
    if kind is ImportKind.EXPENSES:
        yield _MISPLACED * table.has_both_signs(_places_of_money(fields))
    if kind is ImportKind.RECEIPTS:
        yield _MISPLACED * table.has_negative(_places_of_money(fields))


def _has_own_names(kind: ImportKind, table: Table) -> bool:
    """Whether every column has the documented name of a field of this kind, that of who paid or was paid among them."""
    documented, names = set(map(column_name, FIELDS[kind].names)), set(table.names)
    return kind in _PARTIES and column_name(_PARTIES[kind]) in names and names <= documented


def _points_of_words(kind: ImportKind, table: Table) -> int:
    named = sum(kind in _kinds_named(name, _COLUMN_WORDS) for name in table.names)
    return _WORD * min(named, _MOST_WORDS)


def _kinds_named(name: str, words: Mapping[ImportKind, frozenset[str]]) -> Collection[ImportKind]:
    """The kinds that have a word in this name."""
    present = set(name.split())
    return [kind for kind, own in words.items() if own & present]


def _places_of_money(fields: Mapping[int, str]) -> list[int]:
    return [place for place, field in fields.items() if field in _MONEY]


def _signs(column: Column) -> set[int]:
    return {(cents > 0) - (cents < 0) for cents in column.cents if cents}


def _holds_days(column: Column) -> bool:
    """Whether a column is of days, though some of its cells may be mistyped."""
    return column.date_share >= 0.5


def _is_email(column: Column) -> bool:
    filled = [text for text in column.texts if text.strip()]
    return bool(filled) and all("@" in text and " " not in text.strip() for text in filled)
