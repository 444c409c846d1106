"""Statement files of every format, written from the same rows; each byte knows the row that it belongs to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import NamedTuple

from microdesk_desktop.domain.money import format_decimal

FRAME = -1
"""The owner of what belongs to no row: headers, balances, ends."""
IBAN = "FR7630006000011234567890189"


class WrittenRow(NamedTuple):
    """A transaction as it is written: day, signed cents, label."""

    on: date
    cents: int
    label: str


@dataclass(frozen=True)
class WrittenFile:
    """The bytes of a file, the row of each byte, and the bytes that decide the sign of a row."""

    data: bytes
    owners: Sequence[int]
    signs: Sequence[bool]


Piece = tuple[int, str]
"""The row that a text belongs to, and the text; what decides the sign stands between « \x01 » and « \x02 »."""


def _file(pieces: Iterable[Piece]) -> WrittenFile:
    data, owners, signs = bytearray(), list[int](), list[bool]()
    for owner, text in pieces:
        is_sign = False
        for char in text:
            if char in "\x01\x02":
                is_sign = char == "\x01"
                continue
            written = char.encode()
            data += written
            owners += [owner] * len(written)
            signs += [is_sign] * len(written)
    return WrittenFile(bytes(data), owners, signs)


def _rows(rows: Sequence[WrittenRow], write: Callable[[int, WrittenRow], str]) -> list[Piece]:
    return [(rank, write(rank, row)) for rank, row in enumerate(rows)]


def _total(rows: Sequence[WrittenRow]) -> int:
    return sum(row.cents for row in rows)


def _comma(cents: int) -> str:
    return format_decimal(abs(cents)).replace(".", ",")


def _minus(cents: int) -> str:
    return f"\x01{'-' if cents < 0 else ''}\x02"


def _ofx(rows: Sequence[WrittenRow], end: Callable[[str], str], between: str) -> WrittenFile:
    def field(name: str, value: str) -> str:
        return f"<{name}>{value}{end(name)}{between}"

    def write(rank: int, row: WrittenRow) -> str:
        fields = {
            "TRNTYPE": "DEBIT" if row.cents < 0 else "CREDIT",
            "DTPOSTED": f"{row.on:%Y%m%d}",
            "TRNAMT": f"{_minus(row.cents)}{format_decimal(abs(row.cents))}",
            "FITID": f"F{rank}X",
            "NAME": escape(row.label, quote=False),
        }
        return f"<STMTTRN>{between}{''.join(field(*each) for each in fields.items())}</STMTTRN>\n"

    head = "OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>"
    account = f"<BANKACCTFROM>{field('BANKID', '30006')}{field('BRANCHID', '00001')}{field('ACCTID', '12345678901')}"
    return _file(
        [
            (FRAME, f"{head}{field('CURDEF', 'EUR')}{account}</BANKACCTFROM><BANKTRANLIST>\n"),
            *_rows(rows, write),
            (FRAME, f"</BANKTRANLIST><LEDGERBAL>{field('BALAMT', format_decimal(_total(rows)))}</LEDGERBAL>"),
            (FRAME, "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"),
        ]
    )


def write_ofx_sgml(rows: Sequence[WrittenRow]) -> WrittenFile:
    """OFX 1, one field per line, without end tags."""
    return _ofx(rows, lambda name: "", "\n")


def write_ofx_xml(rows: Sequence[WrittenRow]) -> WrittenFile:
    """OFX 2, one row per line."""
    return _ofx(rows, lambda name: f"</{name}>", "")


def write_qif(rows: Sequence[WrittenRow]) -> WrittenFile:
    """QIF, day first."""
    records = _rows(
        rows, lambda _, row: f"D{row.on:%d/%m/%Y}\nT{_minus(row.cents)}{_comma(row.cents)}\nP{row.label}\n^\n"
    )
    return _file([(FRAME, "!Type:Bank\n"), *records])


def write_mt940(rows: Sequence[WrittenRow]) -> WrittenFile:
    """One MT940 message."""

    def write(rank: int, row: WrittenRow) -> str:
        mark = f"\x01{'D' if row.cents < 0 else 'C'}\x02"
        return f":61:{row.on:%y%m%d%m%d}{mark}{_comma(row.cents)}NTRFNONREF//B{rank}X\n:86:{row.label}\n"

    total = _total(rows)
    closing = f"{'D' if total < 0 else 'C'}261231EUR{_comma(total)}"
    return _file(
        [
            (FRAME, f":20:STMT\n:25:{IBAN}\n:28C:1/1\n:60F:C260101EUR0,00\n"),
            *_rows(rows, write),
            (FRAME, f":62F:{closing}\n-\n"),
        ]
    )


def _cfonb(rows: Sequence[WrittenRow], end: str) -> WrittenFile:
    def amount(cents: int) -> str:
        tens, last = divmod(abs(cents), 10)
        return f"{tens:013}\x01{('}JKLMNOPQR' if cents < 0 else '{ABCDEFGHI')[last]}\x02"

    def record(code: str, on: date, cents: int, label: str = "") -> str:
        head = f"{code}30006{'2013' if code == '04' else '':4}00001EUR2 12345678901{'21' if code == '04' else '':2}"
        return f"{head}{on:%d%m%y}  {on:%d%m%y}{label[:32]:32} 0000000  {amount(cents)}{'':16}{end}"

    return _file(
        [
            (FRAME, record("01", date(2026, 1, 1), 0)),
            *_rows(rows, lambda _, row: record("04", row.on, row.cents, row.label)),
            (FRAME, record("07", date(2026, 12, 31), _total(rows))),
        ]
    )


def write_cfonb(rows: Sequence[WrittenRow]) -> WrittenFile:
    """CFONB 120, one record per line."""
    return _cfonb(rows, "\r\n")


def write_cfonb_stream(rows: Sequence[WrittenRow]) -> WrittenFile:
    """CFONB 120 without line ends."""
    return _cfonb(rows, "")


def write_camt(rows: Sequence[WrittenRow]) -> WrittenFile:
    """camt.053.001.02, one entry per line."""

    def write(rank: int, row: WrittenRow) -> str:
        sign = f"\x01{_indicator(row.cents)}\x02"
        return (
            f'<Ntry><Amt Ccy="EUR">{format_decimal(abs(row.cents))}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>BOOK</Sts>'
            f"<BookgDt><Dt>{row.on}</Dt></BookgDt><AcctSvcrRef>B{rank}X</AcctSvcrRef>"
            f"<AddtlNtryInf>{escape(row.label, quote=False)}</AddtlNtryInf></Ntry>\n"
        )

    def balance(code: str, cents: int, day: str) -> str:
        return (
            f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{format_decimal(abs(cents))}</Amt>'
            f"<CdtDbtInd>{_indicator(cents)}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
        )

    head = (
        '<?xml version="1.0"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
    )
    return _file(
        [
            (FRAME, f"{head}<Id>S</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"),
            (FRAME, balance("OPBD", 0, "2026-01-01") + balance("CLBD", _total(rows), "2026-12-31")),
            *_rows(rows, write),
            (FRAME, "</Stmt></BkToCstmrStmt></Document>\n"),
        ]
    )


def _indicator(cents: int) -> str:
    return "DBIT" if cents < 0 else "CRDT"


def write_csv(rows: Sequence[WrittenRow]) -> WrittenFile:
    """A table with signed amounts."""
    lines = _rows(rows, lambda _, row: f"{row.on:%d/%m/%Y};{row.label};{_minus(row.cents)}{_comma(row.cents)}\n")
    return _file([(FRAME, "Date;Libellé;Montant\n"), *lines])


def write_csv_columns(rows: Sequence[WrittenRow]) -> WrittenFile:
    """A table with a column of debits and one of credits."""

    def write(_: int, row: WrittenRow) -> str:
        amount = f"{_comma(row.cents)}\x01;\x02" if row.cents < 0 else f"\x01;\x02{_comma(row.cents)}"
        return f"{row.on:%d/%m/%Y};{row.label};{amount}\n"

    return _file([(FRAME, "Date;Libellé;Débit;Crédit\n"), *_rows(rows, write)])


WRITERS: Mapping[str, Callable[[Sequence[WrittenRow]], WrittenFile]] = {
    "ofx": write_ofx_sgml,
    "ofx xml": write_ofx_xml,
    "qif": write_qif,
    "mt940": write_mt940,
    "cfonb": write_cfonb,
    "cfonb stream": write_cfonb_stream,
    "camt": write_camt,
    "csv": write_csv,
    "csv columns": write_csv_columns,
}
"""Every format that is written here, by its name on the command line and what is special about it."""
