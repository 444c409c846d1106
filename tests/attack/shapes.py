"""Hostile contents of statement files and of providers' answers, each of any length.

A shape is a text that costs a careless reader more than its length: something that never closes, one endless line,
tag, cell or row, very many tiny ones, deep nesting.
"""

import io
import zipfile
from collections.abc import Callable, Mapping

Shape = Callable[[int], bytes]
"""The content of about so many bytes."""


def _filled(before: str, filling: str, after: str = "", encoding: str = "utf-8") -> Shape:
    """`before`, then `filling` over and over, then `after`."""

    def make(size: int) -> bytes:
        repeated = filling.encode(encoding)
        return before.encode(encoding) + repeated * max(1, size // len(repeated)) + after.encode(encoding)

    return make


def _lines(before: str, filling: str, count: int, after: str = "") -> Shape:
    """`count` equal long lines of `filling`."""

    def make(size: int) -> bytes:
        line = filling * max(1, size // count // len(filling))
        return (before + f"{line}\n" * count + after).encode()

    return make


def _numbered(before: str, filling: str, after: str = "") -> Shape:
    """`before`, then `filling` over and over, each time with another number in place of each « # », then `after`."""

    def make(size: int) -> bytes:
        count = max(1, size // (len(filling) + 4))
        return (before + "".join(filling.replace("#", str(10_000 + each)) for each in range(count)) + after).encode()

    return make


def _in_any_text(before: str, inside: str) -> dict[str, Shape]:
    """What a reader of any text may stumble over: `before` begins a file of its format, `inside` a field as well."""
    return {
        "empty lines": _filled(before, "\n"),
        "one endless line": _filled(inside, "x"),
        "one endless number": _filled(inside, "9"),
        "numbers of a million digits": lambda size: (
            before + f"{inside}{'9' * 1_000_000}\n" * (size // MB + 1)
        ).encode(),
        "zeros": _filled(before, "\0"),
        "zeros in a field": _filled(inside, "\0"),
        "heads": _filled("", before),
        "entities in a field": _filled(inside, "&amp;"),
        "an astral character at the end": _filled(inside, "a\n", "\U0001f600"),
    }


MB = 1_000_000
_TABLE = "Date;Libellé;Montant\n"
_ROW = "20/11/2026;ACHAT;1,00\n"
CSV: Mapping[str, Shape] = _in_any_text(_TABLE, f"{_TABLE}20/11/2026;A;") | {
    "different rows": _numbered(_TABLE, "20/11/2026 10:00:#;ACHAT #;#,00\n"),
    "different rows with a balance": _numbered("Date;Libellé;Montant;Solde\n", "20/11/2026;ACHAT #;1,00;#,00\n"),
    "different rows with an identifier": _numbered("Date;Libellé;Montant;Référence\n", "20/11/2026;A;-1,00;#\n"),
    "different rows with a type": _numbered("Date;Libellé;Type;Montant\n", "20/11/2026;ACHAT #;T#;1,00\n"),
    "different rows with a state": _numbered("Date;Libellé;Statut;Montant\n", "20/11/2026;ACHAT #;S#;1,00\n"),
    "different rows with a currency": _numbered("Date;Libellé;Montant;Devise\n", "20/11/2026;A;1,00;C#\n"),
    "different accounts": _numbered("Compte;Date;Libellé;Montant\n", "C#;20/11/2026;A;1,00\n"),
    "a million columns": _filled(_TABLE, "1;", "\n"),
    "a million columns in each row": lambda size: (_TABLE + f"{'1;' * 1_000_000}\n" * (size // (2 * MB) + 1)).encode(),
    "a line of separators above the table": _filled("", ";", f"\n{_TABLE}{_ROW}"),
    "very many columns": _filled("Date;Libellé;Montant;", "a;", f"\n{_ROW}"),
    "rows that are too short": _filled(_TABLE, "a;b\n"),
    "good rows": _filled(_TABLE, _ROW),
    "bad rows": _filled(_TABLE, "x;y;z\n"),
    "blank lines": _filled(_TABLE, "\n"),
    "one row over very many lines": _filled(f'{_TABLE}20/11/2026;"', "a\n", '";1,00\n'),
    "quotation marks": _filled(_TABLE, '"'),
    "a quotation mark that never closes in each row": _filled(_TABLE, '20/11/2026;"A;1,00\n'),
    "cells on two lines": _filled(_TABLE, '20/11/2026;"A\nB";1,00\n'),
    "a long label": _filled(f"{_TABLE}20/11/2026;", "a <br>&amp; ", ";1,00\n"),
    "a long amount": _filled(f"{_TABLE}20/11/2026;A;", "1"),
    "long amounts": _lines(f"{_TABLE}20/11/2026;A;", "1", 50),
    "stars in the labels": _lines(f"{_TABLE}20/11/2026;1,00;", "*", 50),
    "a long day": _filled(_TABLE, "1", ";A;1,00\n"),
    "no line end at all": _filled("", "a"),
    "balances above the table": _lines("", "solde ", 40, f"{_TABLE}{_ROW}"),
    "account numbers above the table": _lines("", "compte n° ", 40, f"{_TABLE}{_ROW}"),
    "accents above the table": _filled("", "é", f"\n{_TABLE}{_ROW}"),
    "old line ends": _filled(_TABLE, _ROW.replace("\n", "\r")),
    "UTF-16": _filled(f"\ufeff{_TABLE}", _ROW, encoding="utf-16-le"),
    "accents encoded twice": _filled(_TABLE, "Ã©"),
    "rows encoded twice": _filled(_TABLE, "20/11/2026;IntÃ©rÃªts;1,00\n"),
    "accents of DOS": _filled(_TABLE, "20/11/2026;D\u00d0B;1,00\n", encoding="cp850"),
    "bytes of no encoding": lambda size: _TABLE.encode() + b"\xc3\x28" * (size // 2),
    "the first bytes of characters": lambda size: _TABLE.encode() + b"\xf0" * size,
}

_OFX = "OFXHEADER:100\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST>"
_OFX_ROW = "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261120<TRNAMT>12.34<FITID>1<NAME>ABC</STMTTRN>"
OFX: Mapping[str, Shape] = _in_any_text(_OFX, f"{_OFX}<STMTTRN><TRNAMT>") | {
    "different rows": _numbered(_OFX, _OFX_ROW.replace("<FITID>1<NAME>ABC", "<FITID>#<NAME>ABC #")),
    "rows of different accounts": _numbered(_OFX, f"</STMTRS><STMTRS><BANKACCTFROM><ACCTID>#{_OFX_ROW}"),
    "elements that never end": _numbered(_OFX, "<E#>"),
    "rows in rows": _filled(_OFX, "<STMTTRN><TRNAMT>1.00"),
    "attributes that never end": _filled(f"{_OFX}<STMTTRN ", 'a="b" '),
    "good rows": _filled(_OFX, _OFX_ROW),
    "small letters": _filled(_OFX.lower(), _OFX_ROW.lower()),
    "tags": _filled(_OFX, "<A>"),
    "rows that never end": _filled(_OFX, "<STMTTRN>"),
    "rows with unusual tags": _filled(_OFX, _OFX_ROW.replace("<STMTTRN>", "< StmtTrn >")),
    "tags with blanks": _filled(_OFX, "< STMTTRN " + " " * 50),
    "account names": _filled(_OFX, "<BANKACCTFROM>"),
    "amounts outside rows": _filled(_OFX, "<STMTTRN></STMTTRN><TRNAMT>1.00"),
    "accounts": _filled(_OFX, "<STMTRS>"),
    "tags that never end": _filled(_OFX, "<"),
    "comments that never end": _filled(_OFX, "<!--"),
    "CDATA that never ends": _filled(_OFX, "<![CDATA["),
    "instructions that never end": _filled(_OFX, "<?"),
    "instructions at the head": _filled("", "<?a?> ", _OFX),
    "comments": _filled(_OFX, "<!---->"),
    "one comment": _filled(f"{_OFX}<!--", "é\n", "-->"),
    "one CDATA": _filled(f"{_OFX}<![CDATA[", "<&é", "]]>"),
    "one row": _filled(f"{_OFX}<STMTTRN>", "<NAME>A ", "</STMTTRN>"),
    "a long amount": _filled(f"{_OFX}<STMTTRN><TRNAMT>", "1", "</STMTTRN>"),
    "amounts": _filled(_OFX, "<TRNAMT>x"),
    "a long account number": _filled(f"{_OFX}<ACCTID>", "1", "<STMTTRN></STMTTRN>"),
    "a text": _filled("<OFX>", "a"),
    "spaces": _filled(f"{_OFX}<STMTTRN><NAME>", " "),
}

QIF: Mapping[str, Shape] = _in_any_text("!Type:Bank\n", "!Type:Bank\nD20/11/2026\nT") | {
    "different rows": _numbered("!Type:Bank\n", "D20/11/2026\nT#\nPA #\nN#\n^\n"),
    "rows that never end": _filled("!Type:Bank\n", "D20/11/2026\nT1,00\nPA\n"),
    "splits of one row": _filled("!Type:Bank\nD20/11/2026\nT1,00\n", "SA\n$1,00\n", "^\n"),
    "good rows": _filled("!Type:Bank\n", "D20/11/2026\nT1,00\nPA\n^\n"),
    "fields": _filled("!Type:Bank\n", "PA\n"),
    "ends": _filled("!Type:Bank\n", "^\n"),
    "types": _filled("!Type:Bank\n", "!x\n"),
    "rows without a header": _filled("", "D20/11/2026\nT1,00\nPA\n^\n"),
    "days of many orders": _filled("!Type:Bank\n", "D1/2/3\nT1,00\n^\n"),
    "one text": _filled("!Type:Memo\n", "é"),
    "a long label": _filled("!Type:Bank\nD20/11/2026\nT1,00\nP", "a b ", "\n^\n"),
    "a long day": _filled("!Type:Bank\nT1,00\nD", "1/ ", "\n^\n"),
    "accounts": _filled("", "!Account\nNx\n^\n!Type:Bank\nD20/11/2026\nT1,00\n^\n"),
    "blank lines": _filled("!Type:Bank\n", "\n"),
}

_MT940 = ":20:x\n:25:x\n:60F:C261120EUR1,00\n"
MT940: Mapping[str, Shape] = _in_any_text(_MT940, f"{_MT940}:61:2611201120C") | {
    "different rows": _numbered(_MT940, ":61:2611201120C#,34NTRFREF#//y\n:86:abc #\n"),
    "good rows": _filled(_MT940, ":61:2611201120C12,34NTRFx//y\n:86:abc\n"),
    "details": _filled(_MT940, ":86:\n"),
    "statements": _filled("", ":20:x\n:25:x\n"),
    "a long value": _filled(f"{_MT940}:86:", "a\r\n"),
    "dashes": _filled(f"{_MT940}:86:", "-\n"),
    "dashes with spaces": _filled(f"{_MT940}:86:-", " ", "x"),
    "a long row": _filled(f"{_MT940}:61:", "2611201120C12,34NTRF"),
    "digits": _filled(f"{_MT940}:61:2611201120C", "1"),
    "subfields": _filled(f"{_MT940}:61:2611201120C12,34NTRFx\n:86:166", "?20a"),
    "a line without end": _filled(f"{_MT940}:86:", "é"),
    "rows within a text": _filled(f"{_MT940}:86:", "2611201120C12,34NTRF\n"),
    "messages": _filled("", f"{_MT940}:61:2611201120C12,34NTRFx\n:62F:C261120EUR1,00\n-\n"),
}

_CFONB_END = "12345    12345EUR2 12345678901  201126" + " " * 52 + "0000000001000{" + " " * 16
_CFONB_DETAILS = ("0512345    12345EUR2 12345678901  201126     LIB" + "A" * 70).ljust(120)
CFONB: Mapping[str, Shape] = _in_any_text(f"01{_CFONB_END}\n", f"04{_CFONB_END[:60]}") | {
    "different rows": _numbered(f"01{_CFONB_END}\n", f"04{_CFONB_END[:50]}#{_CFONB_END[55:]}\n"),
    "good rows": _filled(f"01{_CFONB_END}\n", f"04{_CFONB_END}\n"),
    "no line ends": _filled(f"01{_CFONB_END}", f"04{_CFONB_END}"),
    "details": _filled(f"01{_CFONB_END}\n04{_CFONB_END}\n", f"{_CFONB_DETAILS}\n"),
    "accounts": _filled("", f"01{_CFONB_END}\n"),
    "records of no known kind": _filled(f"01{_CFONB_END}\n", f"09{_CFONB_END}\n"),
    "the same statement": _filled("", f"01{_CFONB_END}\n04{_CFONB_END}\n07{_CFONB_END}\n"),
    "blank lines": _filled("", "\n"),
}

_CAMT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Ccy>EUR</Ccy></Acct>'
)
_CAMT_END = "</Stmt></BkToCstmrStmt></Document>"
_ENTRY = (
    '<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>2026-11-21</Dt></BookgDt>{}</Ntry>"
)
_REMARK = _ENTRY.format("<AddtlNtryInf>{}</AddtlNtryInf>")


def _layouts(size: int) -> bytes:
    """Entries that begin alike and each end with other tags: many layouts to try for each."""
    same = "<X/>" * 300
    entries = (_ENTRY.format(f"{same}<Y{order}/><AddtlNtryInf>A</AddtlNtryInf>") for order in range(size // 1_400))
    return (_CAMT + "".join(entries) + _CAMT_END).encode()


def _deep(size: int) -> bytes:
    return (_CAMT + "<a>" * (size // 7) + "</a>" * (size // 7) + _CAMT_END).encode()


def _attributes(size: int) -> bytes:
    return (_CAMT + "<a " + "".join(f'a{each}="" ' for each in range(size // 11)) + "/>" + _CAMT_END).encode()


CAMT: Mapping[str, Shape] = _in_any_text(_CAMT, f'{_CAMT}<Ntry><Amt Ccy="EUR">') | {
    "different rows": _numbered(_CAMT, _REMARK.format("A #").replace("1.00", "#.00"), _CAMT_END),
    "an attribute that never ends": _filled(f'{_CAMT}<Ntry a="', "a ", f'"/>{_CAMT_END}'),
    "an endless number in an entry": _filled(f'{_CAMT}<Ntry><Amt Ccy="EUR">', "9", f"</Amt></Ntry>{_CAMT_END}"),
    "namespaces": _numbered(f"{_CAMT}<a ", 'xmlns:n#="u#" ', f"/>{_CAMT_END}"),
    "good rows": _filled(_CAMT, _REMARK.format("A"), _CAMT_END),
    "layouts": _layouts,
    "entries with attributes": _filled(_CAMT, _REMARK.format("A").replace("<Ntry>", '<Ntry a="b">'), _CAMT_END),
    "attributes that never end": _filled(_CAMT, "<Ntry "),
    "the same statement": _filled(_CAMT, _REMARK.format("A") + "</Stmt><Stmt><Id>S</Id>", _CAMT_END),
    "entries without content": _filled(_CAMT, "<Ntry></Ntry>", _CAMT_END),
    "entries apart": _filled(_CAMT, "<Ntry></Ntry><a/>", _CAMT_END),
    "one entry": _filled(f"{_CAMT}<Ntry>", "<a/>", f"</Ntry>{_CAMT_END}"),
    "one document": _filled(_CAMT, "<a/>", _CAMT_END),
    "nesting": _deep,
    "attributes": _attributes,
    "a long text": _filled(f"{_CAMT}{_ENTRY[:-9]}<AddtlNtryInf>", "&amp;a ", f"</AddtlNtryInf></Ntry>{_CAMT_END}"),
    "details": _filled(f"{_CAMT}{_ENTRY[:-9]}<NtryDtls>", "<TxDtls/>", f"</NtryDtls></Ntry>{_CAMT_END}"),
    "statements": _filled(_CAMT, "</Stmt><Stmt>", _CAMT_END),
    "entries that never end": _filled(_CAMT, "<Ntry>", _CAMT_END),
    "comments that never end": _filled(_CAMT, "<!--", _CAMT_END),
    "entities": _filled('<!DOCTYPE a [<!ENTITY b "c">', '<!ENTITY b "&b;&b;">', f"]>{_CAMT}{_CAMT_END}"),
}


def _archive(name: str, content: Callable[[int], bytes], method: int) -> Shape:
    def make(size: int) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            archive.writestr(name, content(size))
        return packed.getvalue()

    return make


def _many_members(size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(size // 120):
            archive.writestr(f"folder/{number}/", "")
    return packed.getvalue()


ZIP: Mapping[str, Shape] = {
    "a member of good rows": _archive("a.csv", CSV["good rows"], zipfile.ZIP_DEFLATED),
    "a member that swells": _archive("a.csv", lambda size: bytes(20 * size), zipfile.ZIP_DEFLATED),
    "a member that swells in bzip2": _archive("a.csv", lambda size: bytes(20 * size), zipfile.ZIP_BZIP2),
    "a member that swells in LZMA": _archive("a.csv", lambda size: bytes(20 * size), zipfile.ZIP_LZMA),
    "very many members": _many_members,
    "an archive in an archive": _archive("a.zip", _archive("a.csv", bytes, zipfile.ZIP_DEFLATED), zipfile.ZIP_STORED),
}

FILES: Mapping[str, Mapping[str, Shape]] = {
    "auto": ZIP,
    "csv": CSV,
    "ofx": OFX,
    "qif": QIF,
    "mt940": MT940,
    "cfonb": CFONB,
    "camt": CAMT,
}

_PAGE = '{"transactions":{"booked":['
_PAGE_END = "]}}"
_GOOD = (
    '{"transactionId":"1","bookingDate":"2026-11-20","transactionAmount":{"amount":"1.00","currency":"EUR"}'
    ',"remittanceInformationUnstructured":"VIR ABC"}'
)


def _with(field: str, filling: str, after: str = "") -> Shape:
    return _filled(f"{_PAGE}{_GOOD[:-1]},{field}", filling, f"{after}}}{_PAGE_END}")


ANSWERS: Mapping[str, Shape] = {
    "good rows": _filled(f"{_PAGE}{_GOOD}", f",{_GOOD}", _PAGE_END),
    "numbers in place of rows": _filled(f"{_PAGE}1", ",1", _PAGE_END),
    "objects in place of rows": _filled(f"{_PAGE}{{}}", ",{}", _PAGE_END),
    "numbers in place of an answer": _filled("[1", ",1", "]"),
    "arrays that never end": _filled(_PAGE, "["),
    "objects that never end": _filled("", '{"a":'),
    "deep arrays in a row": lambda size: (
        f'{_PAGE}{_GOOD[:-1]},"remittanceInformationStructuredArray":{"[" * 900}{"]" * 900}}}'
        f",{','.join([_GOOD] * (size // len(_GOOD)))}{_PAGE_END}"
    ).encode(),
    "a long label": _with('"additionalInformation":"', "a b ", '"'),
    "a long label of escapes": _with('"additionalInformation":"', r"\u00e9", '"'),
    "halves of surrogate pairs": _with('"additionalInformation":"', r"\ud83d", '"'),
    "whole surrogate pairs": _with('"additionalInformation":"', r"\ud83d\ude00", '"'),
    "stars": _with('"additionalInformation":"', "*", '"'),
    "entities": _with('"additionalInformation":"', "&amp;", '"'),
    "accents": _with('"additionalInformation":"', "é", '"'),
    "bytes of no encoding": lambda size: (
        f'{_PAGE}{_GOOD[:-1]},"creditorName":"'.encode() + b"\xff" * size + f'"}}{_PAGE_END}'.encode()
    ),
    "a long number": _with('"creditorName":', "1"),
    "a long fraction": _with('"creditorName":0.', "1"),
    "many texts of a label": _with('"remittanceInformationUnstructuredArray":["a"', ',"b c"', "]"),
    "many references": _with('"remittanceInformationStructuredArray":["a"', ',{"reference":"b"}', "]"),
    "keys": _with('"a":1', ',"a":1'),
    "a list for an amount": _with('"transactionAmount":{"amount":[1', ",1", "]}"),
    "spaces": _filled(f"{_PAGE}{_GOOD}", " ", _PAGE_END),
    "zeros": _filled("", "\0"),
    "a page": _filled("<html>", "<p>"),
}
