"""Lists of conversations as scripts ask for them: any number at a time, none left out, none twice."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.mail.connection.add_gmail import add_gmail
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations, list_folders
from microdesk_desktop.operations.mail.reading.read_letter import read_newest
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.views.mail.conversations.rows import folder_json, page_json, row_line
from microdesk_desktop.views.mail.reading.letter import letter_json, letter_lines, letter_view
from tests.support.mail.two_accounts import make_scene


@pytest.fixture
def gmail() -> Iterator[SandboxGmail]:
    with SandboxGmail() as service:
        yield service


@pytest.fixture
def opened(tmp_path: Path, gmail: SandboxGmail) -> Iterator[tuple[Session, str]]:
    """A session with a connected mailbox, and the id of its account."""
    with make_scene(tmp_path).opened() as session:
        agree = browser()
        added = add_gmail(
            session,
            gmail.write_client_file(tmp_path / "client.json"),
            announce=lambda page: agree(page.url),
            job=Job(),
            base_url=gmail.base_url,
        )
        yield session, added.account.id


def subjects(session: Session, account_id: str, limit: int) -> list[str]:
    """Those of the whole inbox, read so many at a time."""
    found: list[str] = []
    after = None
    while True:
        page = list_conversations(session, account_id, Wanted(limit=limit, after=after), Job())
        assert len(page.rows) <= limit
        found += [row.subject for row in page.rows]
        after = page.next
        if after is None:
            return found


@pytest.mark.parametrize(("count", "limit"), [(3, 1), (60, 7), (60, 50), (120, 60), (120, 500)])
def test_a_list_in_parts_is_the_whole_list(
    opened: tuple[Session, str], gmail: SandboxGmail, count: int, limit: int
) -> None:
    for number in range(count):
        gmail.deliver(f"Lettre {number}")
    assert sorted(subjects(*opened, limit)) == sorted(f"Lettre {number}" for number in range(count))
    read = [path for _, path in gmail.calls if "/threads/" in path]
    assert len(read) == count, "each conversation is read once"


def test_a_folder_is_found_by_key_role_or_name(opened: tuple[Session, str], gmail: SandboxGmail) -> None:
    gmail.deliver("Devis")
    (inbox,) = (each for each in list_folders(*opened, Job()) if each.role == "inbox")
    for name in (inbox.key, "INBOX", "inbox", inbox.name.upper()):
        assert len(list_conversations(*opened, Wanted(folder=name), Job()).rows) == 1
    with pytest.raises(KnownError) as unknown:
        list_conversations(*opened, Wanted(folder="Nulle part"), Job())
    assert unknown.value.code is ErrorCode.MAIL_FOLDER_UNKNOWN


def test_a_cursor_that_no_list_gave_is_refused(opened: tuple[Session, str]) -> None:
    for cursor in ("", "abc", "1", "1/", "a/1", "1/\n", "[1,2]"):
        with pytest.raises(KnownError) as refused:
            list_conversations(*opened, Wanted(after=cursor), Job())
        assert refused.value.code is ErrorCode.INVALID_VALUE


def test_what_is_listed_is_read_without_being_marked_and_without_controls(
    opened: tuple[Session, str], gmail: SandboxGmail
) -> None:
    gmail.deliver("Acompte \x1b[31m reçu", sender="Léa \u202e <lea@nova.example>")
    page = list_conversations(*opened, Wanted(words="Acompte"), Job())
    (row,) = page.rows
    letter, read = read_newest(*opened, row.key, Job())
    view = letter_view(letter, read.reading)
    assert letter_json(view)["to"] == ["jeanne@gmail.example"]
    shown = [
        *letter_lines(view),
        row_line(row),
        json.dumps([page_json(page), folder_json(list_folders(*opened, Job())[0])]),
    ]
    assert all(line.isprintable() for line in "\n".join(shown).split("\n"))
    (again,) = list_conversations(*opened, Wanted(), Job()).rows
    assert again.unread
