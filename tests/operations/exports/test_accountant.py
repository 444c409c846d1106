"""The folder for the accountant: whole and tied together, or not there at all."""

import csv
import io
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method
from microdesk_desktop.operations.bank.decide import ignore
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.exports.accountant.write import write_folder
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.records.vouchers import add_vouchers
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.views.exports.accountant.plan import folder_plan
from tests.support.accounts import account_of
from tests.support.clock import TODAY, FakeClock
from tests.support.disks import files_of_at_most, raises_known
from tests.support.documents.issuing import NOVA, issued, issuing_vault
from tests.support.stops import StoppedAt
from tests.support.vaults import reopened

YEAR = TODAY.year
PDF = b"%PDF-1.4\n1 0 obj<</Type/Page>>\n%%EOF"
HOSTILE = "../../<b>Cron & Fils</b>\u202e/\\:*?|CON"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Two invoices paid in cash, an expense with two vouchers, one without, one of a hostile name, two bank rows."""
    made = issuing_vault(tmp_path / "profile", clock=FakeClock())
    for number in (issued(made), issued(made, client={**NOVA, "name": f"{HOSTILE} SA"})):
        document_id = made.read(lambda reader, number=number: find_issued(reader, number))
        assert document_id is not None
        pay(made, document_id, NewPayment(on=TODAY, cents=10_000, method=Method.CASH))
    for supplier, vouchers in (("OVH SAS", 2), ("Libraire", 0), (HOSTILE, 1)):
        expense = put_record(made, Expense(on=TODAY, supplier=supplier, label="Achat", amount_cents=1_439)).id
        assert expense is not None
        for number in range(vouchers):
            file = tmp_path / f"{supplier[:3].strip('./')}{number}.pdf"
            file.write_bytes(PDF + supplier.encode() + str(number).encode())
            add_vouchers(made, expense, [file])
    bank_rows = [
        BankRow(None, TODAY - timedelta(days=1), -1_439, "EUR", "OVH SAS PARIS"),
        BankRow(None, TODAY - timedelta(days=1), -9_900, "EUR", "CADEAU PERSONNEL"),
    ]
    made.write(lambda writer: merge_rows(writer, account_of(writer), bank_rows, source="csv"))
    personal = made.read(lambda reader: reader.value("SELECT id FROM bank_transaction WHERE amount_cents = -9900"))
    ignore(made, personal)
    yield made
    made.close()


def write(session: Session, folder: Path, job: Job | None = None) -> int:
    return write_folder(session, folder_plan(session.read, YEAR, TODAY), folder, job or Job())


def files(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";"))[3:]


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [unquote(value or "") for name, value in attrs if name == "href"]


def test_the_folder_has_each_book_document_and_voucher_and_an_index_that_leads_to_them(
    session: Session, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    assert write(session, folder) == 1  # the expense without a voucher
    found = files(folder)
    for book in ("Livre des recettes", "Registre des achats"):
        assert {f"Livres/{book} {YEAR}.pdf", f"Livres/{book} {YEAR}.csv"} <= found
    assert len([name for name in found if name.startswith("Documents/")]) == 4
    assert f"Justificatifs/{TODAY}-OVH SAS-14,39.pdf" in found
    assert f"Justificatifs/{TODAY}-OVH SAS-14,39-2.pdf" in found
    page = (folder / "Index.html").read_text(encoding="utf-8")
    links = Links(page)
    assert links.found
    assert set(links.found) <= found
    assert set(links.found) == {name for name in found if name.startswith(("Documents/", "Justificatifs/"))}
    assert "b" not in links.tags  # the supplier's name is no markup
    assert "Justificatif manquant" in page


def test_the_index_and_the_books_have_the_same_lines(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write(session, folder)
    index = table(folder / "Index.csv")
    receipts = table(folder / f"Livres/Livre des recettes {YEAR}.csv")
    purchases = table(folder / f"Livres/Registre des achats {YEAR}.csv")
    assert len(index) == len(receipts) + len(purchases) == 5
    document = pypdfium2.PdfDocument(folder / f"Livres/Livre des recettes {YEAR}.pdf")
    text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))
    for row in receipts:
        assert row[2].replace("-", "") in text.replace("-", "")


def test_the_bank_is_there_without_what_the_user_ignored(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write(session, folder)
    (path,) = (folder / "Banque").iterdir()
    rows = path.read_text(encoding="utf-8-sig")
    assert "OVH SAS PARIS" in rows
    assert "CADEAU" not in rows


def test_names_from_outside_stay_inside_the_folder(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write(session, folder)
    assert {each.name for each in tmp_path.iterdir()} >= {"out", "profile"}
    assert not {each.name for each in tmp_path.iterdir()} - {"out", "profile", "OVH0.pdf", "OVH1.pdf", "0.pdf"}
    assert all(re.fullmatch(r'[^<>:"\\|?*\x00-\x1f\u202e]+', name) for name in files(folder))


def test_a_folder_that_is_there_is_never_written_over(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("à moi", encoding="utf-8")
    with raises_known(ErrorCode.FILE_EXISTS):
        write(session, folder)
    assert files(folder) == {"mine.txt"}


@pytest.mark.parametrize("checkpoint", [1, 3, 6, 10])
def test_what_is_stopped_leaves_nothing(session: Session, tmp_path: Path, checkpoint: int) -> None:
    before = set(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        write(session, tmp_path / "out", StoppedAt(checkpoint))
    assert set(tmp_path.iterdir()) == before


def test_a_full_disk_leaves_nothing(session: Session, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    with raises_known(ErrorCode.DISK_FULL), files_of_at_most(8_192):
        write(session, tmp_path / "out")
    assert set(tmp_path.iterdir()) == before


def test_a_voucher_that_leaves_the_vault_meanwhile_is_named_and_not_linked(session: Session, tmp_path: Path) -> None:
    plan = folder_plan(session.read, YEAR, TODAY)
    session.write(lambda writer: writer.run("DELETE FROM voucher WHERE id = (SELECT min(id) FROM voucher)"))
    write_folder(session, plan, tmp_path / "out", Job())
    page = (tmp_path / "out" / "Index.html").read_text(encoding="utf-8")
    assert set(Links(page).found) <= files(tmp_path / "out")
    assert "Retiré pendant l" in page


def test_both_books_are_planned_for_every_business(session: Session) -> None:
    assert [each.book for each in folder_plan(session.read, YEAR, TODAY).books] == list(Book)


KILLED = """
import os, signal, sys
from pathlib import Path
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.exports.accountant.write import write_folder
from microdesk_desktop.views.exports.accountant.plan import folder_plan
from tests.support.clock import TODAY
from tests.support.vaults import reopened

def die(done, total, step):
    if done == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

session = reopened(Path(sys.argv[1]))
write_folder(session, folder_plan(session.read, TODAY.year, TODAY), Path(sys.argv[2]), Job(die))
"""


@pytest.mark.parametrize("files_written", [2, 9])
def test_a_kill_leaves_no_folder_that_looks_whole_and_the_next_export_makes_it(
    session: Session, tmp_path: Path, files_written: int
) -> None:
    session.close()
    folder = tmp_path / "out"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, tmp_path / "profile", folder, str(files_written)], check=False, timeout=300
    )
    assert killed.returncode == -signal.SIGKILL
    assert not folder.exists()
    again = reopened(tmp_path / "profile")
    assert write(again, folder) == 1
    again.close()
