"""Reading statement files: recognised formats, errors, rejected rows, trusted identifiers."""

import io
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.files.encodings import MAX_BYTES
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, Statement
from tests.support.imports.workbooks import ods, xlsx, zipped

GOLDEN = Path(__file__).parents[3] / "golden" / "statements"


def refusal(source: Path | bytes, format_: str = "auto") -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        read_statement(source, format=format_)
    return raised.value.code


def only(source: bytes) -> Statement:
    (statement,) = read_statement(source).statements
    return statement


def ofx(*rows: str) -> bytes:
    listed = "".join(f"<STMTTRN>{row}</STMTTRN>" for row in rows)
    return f"OFXHEADER:100\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST>{listed}</BANKTRANLIST></STMTRS></OFX>".encode()


def camt(*entries: str, head: str = "") -> bytes:
    return (
        f'{head}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
        f"<Acct><Ccy>EUR</Ccy></Acct>{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def entry(amount: str, text: str, *, status: str = "BOOK") -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{status}</Sts>'
        f"<BookgDt><Dt>2026-11-21</Dt></BookgDt><AddtlNtryInf>{text}</AddtlNtryInf></Ntry>"
    )


@pytest.mark.parametrize(
    "data",
    [b"bonjour", bytes(5000), b"MZ\x90\0\3", b"<?xml version='1.0'?><Plan/>"],
)
def test_what_is_no_statement_is_not_recognised(data: bytes) -> None:
    assert refusal(data) is ErrorCode.FILE_NOT_RECOGNISED


def test_all_statements_of_an_archive_are_read_beside_files_that_are_none() -> None:
    archive = zipped(
        {
            "mars.pdf": b"%PDF-1.7",
            "mars.csv": "Date;Libellé;Montant\n05/03/2026;PAPETERIE;-20,50\n",
            "avril.ofx": ofx("<FITID>1<DTPOSTED>20260401<TRNAMT>12.00<NAME>NOVA"),
            "lisezmoi.txt": "Bonjour",
        }
    )
    rows = [row for statement in read_statement(archive).statements for row in statement.rows]
    assert [(row.label, row.amount_cents) for row in rows] == [("PAPETERIE", -2050), ("NOVA", 1200)]


def test_a_statement_that_cannot_be_read_is_not_passed_over() -> None:
    good = "Date;Libellé;Montant\n05/03/2026;PAPETERIE;-20,50\n"
    assert refusal(zipped({"a.csv": good, "b.ofx": b"OFXHEADER:100\n<OFX></OFX>"})) is ErrorCode.FILE_UNREADABLE


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_workbook_is_read_like_the_csv_that_it_would_export(make) -> None:
    sheet = (("Date", "Libellé", "Montant"), (date(2026, 3, 5), "PAPETERIE", -20.5), (date(2026, 3, 6), "NOVA", 1250))
    (statement,) = read_statement(make({"Compte": sheet})).statements
    assert [(row.on, row.label, row.amount_cents) for row in statement.rows] == [
        (date(2026, 3, 5), "PAPETERIE", -2050),
        (date(2026, 3, 6), "NOVA", 125000),
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS></INVSTMTRS>", ErrorCode.OFX_HAS_INVESTMENTS),
        ("<signonmsgsrsv1><sonrs><status><code>15500</sonrs>", ErrorCode.OFX_HAS_NO_ACCOUNT),
        ("<SONRS></SONRS><INVSTMTRS></INVSTMTRS>", ErrorCode.OFX_HAS_INVESTMENTS),
    ],
)
def test_an_ofx_file_without_a_current_account_is_refused_for_what_it_is(body: str, code: ErrorCode) -> None:
    assert refusal(f"OFXHEADER:100\n<OFX>{body}</OFX>".encode()) is code


def test_a_broken_archive_is_unreadable() -> None:
    archive = (GOLDEN / "csv_fortuneo.zip").read_bytes()
    assert refusal(archive[:-30]) is ErrorCode.FILE_UNREADABLE


def test_an_archive_that_swells_beyond_the_limit_is_never_unpacked() -> None:
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("releve.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(MAX_BYTES // 10_000_000 + 1):
            member.write(bytes(10_000_000))
    tracemalloc.start()
    assert refusal(bomb.getvalue()) is ErrorCode.FILE_TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "releve.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refusal(path) is ErrorCode.FILE_TOO_LARGE


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.ofx") is ErrorCode.FILE_NOT_FOUND


def test_a_table_without_amounts_names_the_missing_column() -> None:
    with pytest.raises(KnownError) as raised:
        read_statement("Date;Libellé;Catégorie\n20/11/2026;Loyer;Bureau\n".encode())
    assert raised.value.code is ErrorCode.COLUMNS_MISSING
    assert raised.value.params == {"columns": ("amount",)}


@pytest.mark.parametrize(("format_", "data"), [("ofx", b"<OFX></OFX>"), ("camt", b"<Document/>"), ("qif", b"x\n"),
                                               ("mt940", b"x"), ("cfonb", b"x")])  # fmt: skip
def test_a_format_that_the_user_insists_on_may_not_fit(format_: str, data: bytes) -> None:
    assert refusal(data, format_) is ErrorCode.FILE_UNREADABLE


@pytest.mark.parametrize("name", ["camt053_v02.xml", "ofx2_two_accounts_and_card.ofx"])
def test_a_document_type_is_refused_whatever_it_declares(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    text = (GOLDEN / name).read_text("utf-8")
    start = text.rindex("?>", 0, 400) + 2
    for doctype in (f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>', "<!DOCTYPE x>", "<!doctype x>"):
        data = f"{text[:start]}{doctype}{text[start:]}".replace("NOVA", "&e;").replace("ATELIER", "&e;").encode()
        assert refusal(data) is ErrorCode.FILE_UNREADABLE


def test_one_broken_entry_spoils_no_other() -> None:
    entries = [entry("1.00", "AVANT"), entry("2.00", "<I>R&D"), entry("3.00", "R&D, &inconnu;"), entry("4.00", "APRES")]
    statement = only(camt(*entries))
    assert [row.label for row in statement.rows] == ["AVANT", "R&D, &inconnu;", "APRES"]
    assert [problem.code for problem in statement.problems] == ["row_unreadable"]


def test_a_commented_entry_is_no_entry() -> None:
    statement = only(camt(entry("1.00", "VRAI"), "<!--", entry("2.00", "COMMENTAIRE"), "-->", entry("3.00", "VRAI")))
    assert [row.amount_cents for row in statement.rows] == [100, 300]


def test_entries_laid_out_alike_are_read_alike() -> None:
    """The second entry of a layout is read by its pattern, the first as XML: they must not differ."""
    texts = ["A &amp; B", "C &#233;  D\n E", "F &lt;G&gt;", "<![CDATA[H & I]]>"]
    twice = only(camt(*(entry("1.00", text) for text in texts + texts)))
    alone = [only(camt(entry("1.00", text))).rows[0] for text in texts]
    assert list(twice.rows) == alone + alone
    assert [row.label for row in alone] == ["A & B", "C é D E", "F <G>", "H & I"]


def test_a_status_that_nobody_knows_refuses_the_row() -> None:
    statement = only(camt(entry("1.00", "A"), entry("2.00", "B", status="BOOX"), entry("3.00", "C", status="INFO")))
    assert [row.label for row in statement.rows] == ["A"]
    assert [problem.code for problem in statement.problems] == ["status_unknown"]


@pytest.mark.parametrize(
    ("ids", "trusted"),
    [
        (["A1", "A2"], ["A1", "A2"]),
        (["A1", "A1", "A2"], [None, None, "A2"]),
        (["0", "NOTPROVIDED", " ", "A2"], [None, None, None, "A2"]),
        (["1", "2", "3"], [None, None, None]),
        (["0", "1"], [None, None]),
    ],
)
def test_only_identifiers_that_identify_are_kept(ids: list[str], trusted: list[str | None]) -> None:
    rows = (f"<DTPOSTED>20261121<TRNAMT>1.00<FITID>{each}<NAME>X" for each in ids)
    assert [row.provider_id for row in only(ofx(*rows)).rows] == trusted


def test_a_missing_row_shows_in_the_balances() -> None:
    lines = (GOLDEN / "csv_credit_mutuel.csv").read_text("iso-8859-15").splitlines(keepends=True)
    whole = "".join(lines[:2] + lines[1:2] + lines[2:])
    assert only("".join(lines).encode("iso-8859-15")).balance_gap_cents == 0
    assert only(whole.encode("iso-8859-15")).balance_gap_cents == -48000


def test_a_lone_comma_among_dots_is_refused_not_multiplied() -> None:
    rows = "".join(f"2026-11-{day:02};Achat;-{day}.50\n" for day in range(1, 20))
    statement = only(f"Date;Libellé;Montant\n{rows}2026-11-21;Virgule;1,250\n2026-11-22;Virgule;12,50\n".encode())
    assert len(statement.rows) == 20
    assert statement.rows[-1].amount_cents == 125000
    assert [(problem.line, problem.code) for problem in statement.problems] == [(22, "amount_unreadable")]


def test_a_sign_that_contradicts_the_direction_column_rejects_its_row() -> None:
    rows = ["20/11/2026;VIR;480,00;Crédit", "21/11/2026;CB;-14,39;Débit", "22/11/2026;CB;15,00;Débit"]
    contradiction = "23/11/2026;VIR;-9,00;Crédit"
    statement = only("\n".join(["Date;Libellé;Montant;Sens", *rows, contradiction, ""]).encode())
    assert [row.amount_cents for row in statement.rows] == [48000, -1439, -1500]
    assert [(problem.line, problem.code) for problem in statement.problems] == [(5, "sign_unclear")]


def test_a_row_with_a_debit_and_a_credit_or_an_odd_sign_is_rejected() -> None:
    rows = ["20/11/2026;CB;14,39;", "21/11/2026;VIR;;480,00", "22/11/2026;CB;5,00;", "23/11/2026;CB;7,00;"]
    contradictions = ["24/11/2026;DEUX;1,00;2,00", "25/11/2026;SIGNE;-9,00;", "26/11/2026;RIEN;;"]
    statement = only("\n".join(["Date;Libellé;Débit;Crédit", *rows, *contradictions, ""]).encode())
    assert [row.amount_cents for row in statement.rows] == [-1439, 48000, -500, -700]
    assert [problem.code for problem in statement.problems] == ["amount_twice", "sign_unclear", "amount_missing"]


def test_the_columns_of_an_unknown_label_are_joined_as_they_stand() -> None:
    statement = only("Date;Contrepartie;Libellé;Montant\n20/11/2026;NOVA;Facture 42;480,00\n".encode())
    assert [row.label for row in statement.rows] == ["NOVA Facture 42"]


def test_a_note_on_a_whole_mt940_statement_is_no_label() -> None:
    head = [":20:X", ":25:30006/123", ":60F:C261119EUR0,00", ":86:EXTRAIT MENSUEL"]
    data = "\n".join([*head, ":61:2611201120C1,00NTRFNONREF", ":62F:C261120EUR1,00", ""])
    assert [row.label for row in only(data.encode()).rows] == [""]


def test_a_negative_camt_amount_is_rejected_because_its_sign_stands_apart() -> None:
    statement = only(camt(entry("1.00", "BON"), entry("-1.00", "FAUX")))
    assert [row.label for row in statement.rows] == ["BON"]
    assert [problem.code for problem in statement.problems] == ["amount_unreadable"]


def test_one_spoiled_date_does_not_make_a_french_bank_american() -> None:
    data = (GOLDEN / "csv_credit_mutuel.csv").read_bytes().replace(b"05/11/2026;05", b"05/31/2026;05")
    assert [row.on for row in only(data).rows] == [date(2026, 11, 3), date(2026, 11, 6)]


def test_a_stray_quotation_mark_loses_one_row() -> None:
    rows = [f'2026-11-{day:02};"Achat n° {day}";-{day},00\n' for day in range(1, 29)]
    rows[9] = rows[9].replace('10";', "10;")
    statement = only(("Date;Libellé;Montant\n" + "".join(rows)).encode())
    assert [(problem.line, problem.code) for problem in statement.problems] == [(11, "columns_differ")]
    assert len(statement.rows) == 27


def test_twenty_thousand_stray_quotation_marks_cost_their_rows_in_good_time() -> None:
    rows = "".join(f'2026-11-21;"Achat {number};-1,00\n2026-11-22;Vente {number};2,00\n' for number in range(5000))
    statement = only(f"Date;Libellé;Montant\n{rows}".encode())
    assert (len(statement.rows), len(statement.problems)) == (5000, 5000)


def test_reading_reports_its_progress_and_can_be_cancelled() -> None:
    reported: list[tuple[int, int, str]] = []
    job = Job(lambda *progress: reported.append(progress))
    read_statement(camt(*(entry("1.00", str(number)) for number in range(5000))), job=job)
    assert {key for _, _, key in reported} == {"read"}
    assert all(0 <= done <= total for done, total, _ in reported)
    job.cancel()
    for name in (
        "ofx1_credit_mutuel.ofx",
        "qif_bank.qif",
        "camt053_v02.xml",
        "cfonb120.txt",
        "mt940_french.sta",
        "csv_bnp.csv",
    ):
        with pytest.raises(Cancelled):
            read_statement(GOLDEN / name, job=job)


def test_a_mostly_utf8_file_keeps_its_accents_despite_a_broken_byte() -> None:
    data = "Date;Libellé;Montant\n2026-11-21;Intérêts créditeurs élevés;1,00\n".encode().replace(
        b"Libell", b"Libell\xff", 1
    )
    data = data.replace(b"Libell\xff\xc3\xa9", "Libellé".encode()).replace(b"1,00", b"1,00;\xff")
    parsed = read_statement(data.replace(b"Montant", b"Montant;Note"))
    assert parsed.statements[0].rows == [BankRow(None, date(2026, 11, 21), 100, "EUR", "Intérêts créditeurs élevés")]


@pytest.mark.parametrize("currency", ["EURO", "E", "12!", "X" * 5_000])
def test_a_currency_that_is_none_rejects_its_rows(currency: str) -> None:
    row = "<TRNAMT>1.00<DTPOSTED>20261120<NAME>A"
    for data in (
        ofx(row).replace(b"<CURDEF>EUR", f"<CURDEF>{currency}".encode()),
        camt(entry("1.00", "A").replace('"EUR"', f'"{currency}"')),
    ):
        statement = only(data)
        assert not statement.rows
        assert [problem.code for problem in statement.problems] == ["currency_unknown"]
        assert len(statement.currency) == 3


def test_rows_above_the_header_of_their_table_are_reported() -> None:
    statement = only("20/11/2026;A;1,00\nbonjour\nDate;Libellé;Montant\n21/11/2026;B;2,00\n".encode())
    assert [row.amount_cents for row in statement.rows] == [200]
    assert [(problem.line, problem.code) for problem in statement.problems] == [(1, "row_unreadable")]


def test_a_separator_too_many_in_one_row_is_not_taken_for_the_end_of_the_row() -> None:
    rows = [f"{day}/11/2026;A;1,00;" for day in range(10, 28)]
    statement = only("\n".join(["Date;Libellé;Débit;Crédit", *rows, "28/11/2026;B;;1,00;"]).encode())
    assert [row.amount_cents for row in statement.rows] == [-100] * 18
    assert [problem.code for problem in statement.problems] == ["columns_differ"]
    ending = only("\n".join(["Date;Libellé;Débit;Crédit", *(f"{row};" for row in rows)]).encode())
    assert len(ending.rows) == 18


def test_a_separator_too_many_in_the_header_does_not_move_the_amounts_under_another_name() -> None:
    rows = ["28/03/2026;ACHAT;42,42;", "29/03/2026;CLIENT;;397,46", "30/03/2026;CLIENT;;15,32"]
    statement = only("\n".join(["Date;Li;ellé;Débit;Crédit", *rows, ""]).encode())
    assert not statement.rows
    assert len(statement.problems) == 3


def test_a_row_on_the_line_of_the_header_is_reported() -> None:
    statement = only("Date;Libellé;Montant;28/03/2026;A;-42,42\n29/03/2026;B;-1,00\n30/03/2026;C;2,00\n".encode())
    assert [row.amount_cents for row in statement.rows] == [-100, 200]
    assert [(problem.line, problem.code) for problem in statement.problems] == [(1, "row_unreadable")]
