"""Files of a letter on the user's disk: whole or not at all, under a name that stays in the folder."""

import stat
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.mail.reading.read_enclosed import has_enclosed, read_enclosed, save_enclosed
from microdesk_desktop.operations.mail.reading.save_files import WantedFile, save_file, save_files
from microdesk_desktop.operations.session import Session
from tests.support.mail.letters import ACCOUNT_ID, PIECE_BYTES, LetterBox, letter_box
from tests.support.stops import StoppedAt
from tests.support.vaults import new_vault
from tests.unit.mail.mime.test_tnef import BEGIN, DATA, SAMPLE, TITLE, archive, attribute

PDF = b"%PDF-1.7" + bytes(3 * PIECE_BYTES)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = new_vault(tmp_path / "profile").session
    yield session
    session.close()


@pytest.fixture
def box(session: Session) -> Iterator[LetterBox]:
    message = EmailMessage()
    message["From"] = "lea@client.example"
    message.set_content("Bonjour")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="devis.pdf")
    message.add_attachment(SAMPLE, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    calendar = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Point\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    for name in ("a.ics", "b.ics"):
        message.add_attachment(calendar, maintype="text", subtype="calendar", filename=name)
    with letter_box(session) as box:
        box.conversations["a"] = [bytes(message)]
        yield box


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "choisi"
    made.mkdir()
    return made


WANTED = WantedFile(part="0", name="devis.pdf", size=len(PDF))


def test_a_file_is_saved_whole_and_cannot_be_run(session: Session, box: LetterBox, folder: Path) -> None:
    reported: list[tuple[int, int, str]] = []
    job = Job(lambda done, total, step: reported.append((done, total, step)))
    path = save_file(session, ACCOUNT_ID, "a/0", WANTED, folder / "devis.pdf", job)
    assert path.read_bytes() == PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert reported[-1] == (len(PDF), len(PDF), "save_files")
    assert list(folder.iterdir()) == [path]


def test_the_former_file_stands_until_the_new_one_is_whole(session: Session, box: LetterBox, folder: Path) -> None:
    former = folder / "devis.pdf"
    former.write_bytes(b"ancien")
    box.failing_part = KnownError(ErrorCode.MAIL_DROPPED, host="imap.example")
    with pytest.raises(KnownError):
        save_file(session, ACCOUNT_ID, "a/0", WANTED, former, Job())
    assert [each.read_bytes() for each in folder.iterdir()] == [b"ancien"]


def test_nothing_is_left_of_what_the_user_stops(session: Session, box: LetterBox, folder: Path) -> None:
    with pytest.raises(Cancelled):
        save_files(session, ACCOUNT_ID, "a/0", [WANTED], folder, StoppedAt(4))
    assert list(folder.iterdir()) == []


def test_all_files_get_names_that_stay_in_the_folder_and_replace_nothing(
    session: Session, box: LetterBox, folder: Path
) -> None:
    (folder / "devis.pdf").write_bytes(b"ancien")
    (folder / "cron").symlink_to(folder / "ailleurs")
    names = ["devis.pdf", "../../devis.pdf", "/etc/cron", "CON", r"..\x.bat"]
    wanted = [WantedFile(part="0", name=name, size=1) for name in names]
    saved = save_files(session, ACCOUNT_ID, "a/0", wanted, folder, Job())
    assert [path.name for path in saved] == ["devis (2).pdf", "devis (3).pdf", "cron (2)", "_CON", "x.bat"]
    assert {path.parent for path in saved} == {folder}
    assert (folder / "devis.pdf").read_bytes() == b"ancien"
    assert not (folder / "ailleurs").exists()


def test_invitations_and_the_names_in_an_archive_are_read(session: Session, box: LetterBox) -> None:
    (letter,) = box.conversation("a", Job())
    assert has_enclosed(letter)
    found = read_enclosed(session, ACCOUNT_ID, letter, Job())
    assert [each.title for each in found.invitations] == ["Point"], "the same event once, though it came twice"
    assert found.archived == (("1", ["Devis d’été.docx", "résumé.txt"]),)
    assert box.marked == []


def test_the_files_of_an_archive_are_saved_under_harmless_names(session: Session, box: LetterBox, folder: Path) -> None:
    (folder / "Devis d’été.docx").write_bytes(b"ancien")
    (path,) = save_enclosed(session, ACCOUNT_ID, "a/0", "1", folder, Job())
    assert (path.name, path.read_bytes()) == ("Devis d’été (2).docx", b"PK devis")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (folder / "Devis d’été.docx").read_bytes() == b"ancien"
    with pytest.raises(KnownError) as refused:
        save_enclosed(session, ACCOUNT_ID, "a/0", "0", folder, Job())
    assert refused.value.code is ErrorCode.MAIL_ARCHIVE_UNREADABLE, "no archive"
    escaping = archive(attribute(BEGIN, b""), attribute(TITLE, b"../../.bashrc\0"), attribute(DATA, b"rm"))
    message = EmailMessage()
    message["From"] = "lea@client.example"
    message.set_content("Bonjour")
    message.add_attachment(escaping, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    box.conversations["b"] = [bytes(message)]
    (path,) = save_enclosed(session, ACCOUNT_ID, "b/0", "0", folder, Job())
    assert (path.parent, path.name) == (folder, "bashrc")
