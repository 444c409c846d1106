"""CSV exports: known banks' layouts, the user's mapping, and any other table whose columns are beyond doubt."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, compress

from microdesk_desktop.banks.statements.builder import StatementBuilder, build_statements
from microdesk_desktop.banks.statements.csv.accounts import settle_account
from microdesk_desktop.banks.statements.csv.choose import choose_columns, found_columns
from microdesk_desktop.banks.statements.csv.columns import ColumnMapping, map_part
from microdesk_desktop.banks.statements.csv.corrections import correct
from microdesk_desktop.banks.statements.csv.mapping import table_mapping
from microdesk_desktop.banks.statements.csv.preamble import currency_above, rows_above
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.csv.repair import JoinCells
from microdesk_desktop.banks.statements.csv.rows import Style, build_accounts, find_style
from microdesk_desktop.banks.statements.csv.statuses import is_booked, is_not_booked
from microdesk_desktop.banks.statements.csv.table import Table, part_tables, split_sections
from microdesk_desktop.banks.statements.source import Source
from microdesk_desktop.base.files.csv_reader import Header, read_columns
from microdesk_desktop.base.files.quoted_lines import open_table
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.pieces import distinct
from microdesk_desktop.domain.bank.types import ParsedFile, StatementFormat
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.text import fold

# Beginnings of files that are not text, or markup.
_FOREIGN = ("%PDF", "\x89PNG", "\xff\xd8\xff", "\xd0\xcf\x11\xe0", "ÐÏ", "<", "{\\rtf")
_AMOUNTS = ("amount", "debit", "credit", "fee", "net", "balance")
_NEEDED = ("date", "amount", "balance", "account", "currency", "direction", "fee", "net", "status", "impact")
"""Roles whose cell a row must have; of debit and credit, one may be left out."""


def recognises(head: str) -> bool:
    """Whether the first characters of a file are text that may be delimited; only `read` can find that it is not."""
    return bool(head.strip()) and not head.lstrip().startswith(_FOREIGN) and "\x00" not in head


def read(source: Source, job: Job, options: ReadOptions = AS_FOUND) -> ParsedFile:
    """The accounts of the file, by the user's mapping where it is given, else by the file itself.

    Raises FILE_NOT_RECOGNISED, TABLE_IS_NO_STATEMENT, AMOUNT_SIGN_UNCLEAR, ACCOUNT_UNCLEAR (column), or COLUMNS_MISSING
    (columns).
    """
    head, rest = open_table(source.lines())
    header, mapping = choose_columns(head, options.mapping)
    mapping = _in_currency_above(mapping, header)
    table = correct(_read_table(chain(head[header.line :], rest), header, mapping, job), options.corrections)
    try:
        table = settle_account(table, options, head)
        mapping = table.mapping
        style = find_style(table, options)
        builders = [builder for section in split_sections(table) for builder in _read_section(section, style, job)]
    finally:
        table.release()
    return ParsedFile(
        format=StatementFormat.CSV,
        statements=build_statements(builders),
        preset=mapping.preset.name if mapping.preset else None,
        date_order=style.order,
        is_order_proven=style.is_order_proven,
        columns=found_columns(head, header, (mapping, *_parts(header, mapping))),
        mapping=replace(
            table_mapping(mapping, header.line),
            decimal=style.decimal,
            date_order=style.order if style.is_order_proven else None,
        ),
    )


def _in_currency_above(mapping: ColumnMapping, header: Header) -> ColumnMapping:
    """The mapping with the currency that stands above the table, where neither a column nor its name gives one."""
    if mapping.is_chosen or "currency" in mapping.roles or mapping.currency != EUR:
        return mapping
    return replace(mapping, currency=currency_above(header.preamble) or EUR)


def _read_table(lines: Iterator[str], header: Header, mapping: ColumnMapping, job: Job) -> Table:
    amounts = [mapping.roles[role] for role in _AMOUNTS if role in mapping.roles]
    positions = sorted({place for each in (mapping, *_parts(header, mapping)) for place in each.positions})
    columns = read_columns(
        lines,
        header,
        positions,
        job,
        repair=JoinCells(header.delimiter, amounts),
        optional=_optional_positions(header, mapping),
        # Where an empty cell is missing before the amount, a credit stands in the column of debits.
        needs_whole_rows={"debit", "credit"} <= mapping.roles.keys(),
    )
    return Table(
        mapping,
        header,
        dict(zip(positions, columns.cells, strict=True)),
        columns.lines,
        columns.is_truncated,
        {
            **dict.fromkeys(columns.rejected_lines, "columns_differ"),
            **dict.fromkeys(rows_above(header, mapping.roles), "row_unreadable"),
        },
        columns.rejected_rows,
    )


def _optional_positions(header: Header, mapping: ColumnMapping) -> list[int]:
    """The columns whose cell may be left out at the end of a row: never the last part of the label alone."""
    needed = {mapping.roles[role] for role in _NEEDED if role in mapping.roles} | {min(mapping.label)}
    return [place for place in range(len(header.names)) if place not in needed]


def _read_section(table: Table, style: Style, job: Job) -> list[StatementBuilder]:
    parts = part_tables(_booked(table), _parts(table.header, table.mapping))
    return [builder for part in parts for builder in build_accounts(part, style, job)]


def _parts(header: Header, mapping: ColumnMapping) -> list[ColumnMapping]:
    """The mapping of each part of a layout in which the direction of a row decides which columns hold its amount."""
    preset = mapping.preset
    return [map_part(header.names, preset, part) for part in preset.parts] if preset else []


def _booked(table: Table) -> Table:
    """The table without the rows whose status is not a booked one, or that do not change the balance.

    Rows of a status that nobody knows are rejected where other rows have a known one.
    """
    words = bank_tables().words
    statuses, impacts = table.column("status"), table.column("impact")
    found = distinct(statuses)
    pending = {text for text in found if is_not_booked(text)}
    booked = {text for text in found if text not in pending and (not text.strip() or is_booked(text))}
    strange = {text for text in found if text not in pending and text not in booked}
    rejected = strange if len(strange) > 1 or (strange and booked) else set()
    silent = {text for text in distinct(impacts) if fold(text) in words.no_impact}
    if not pending and not rejected and not silent:
        return table
    kept = [text not in pending and text not in rejected for text in statuses] or [True] * len(table.lines)
    if silent:
        kept = [keep and text not in silent for keep, text in zip(kept, impacts, strict=True)]
    lines = compress(table.lines, (text in rejected for text in statuses))
    return replace(table.keep(kept), rejected={**table.rejected, **dict.fromkeys(lines, "status_unknown")})
