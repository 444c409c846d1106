"""A folder whose role neither its server nor its name shows is chosen once, until it or its account goes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Draft, Role
from microdesk_desktop.operations.mail.accounts import keep_account
from microdesk_desktop.operations.mail.conversations.folder_roles import choose_folder, missing_roles
from microdesk_desktop.operations.mail.conversations.listing import list_folders
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.store.mail.folder_roles import load_folder_roles
from tests.support.mail.imap_account import ACCOUNT_ID, Served, served, trusted
from tests.support.servers.certificates import make_certificates
from tests.support.servers.imap_server import ImapScript
from tests.support.servers.smtp_server import SmtpScript

FOLDERS = (
    b'* LIST () "/" INBOX\r\n* LIST () "/" Verzonden\r\n* LIST () "/" Klad\r\n'
    b'* LIST () "/" Bin\r\n* LIST (\\Noselect) "/" Oud\r\n'
)
DRAFT = Draft(message=b"Subject: Devis\r\nMessage-ID: <d@x>\r\n\r\nBonjour\r\n")


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Served]:
    certificates = make_certificates(tmp_path)
    imap = ImapScript(certificates.good, {b"LIST": FOLDERS, b"SEARCH": b"* SEARCH 1\r\n"})
    with trusted(certificates), served(tmp_path, imap, SmtpScript(certificates.good)) as made:
        yield made


def code_of(mine: Served, role: Role, folder: str) -> ErrorCode:
    with pytest.raises(KnownError) as raised:
        choose_folder(mine.session, ACCOUNT_ID, role, folder, Job())
    return raised.value.code


def roles(mine: Served, account_id: str = ACCOUNT_ID) -> dict[str, Role]:
    folders = list_folders(mine.session, account_id, Job())
    return {folder.name: folder.role for folder in folders if folder.role not in (Role.NONE, Role.INBOX)}


def test_a_chosen_folder_is_used_at_once_and_asked_for_no_more(mine: Served) -> None:
    assert missing_roles(list_folders(mine.session, ACCOUNT_ID, Job())) == (Role.SENT, Role.DRAFTS)
    mailbox = open_mailbox(mine.session, ACCOUNT_ID)
    for action in (lambda: mailbox.find_sent("<a@x>", Job()), lambda: mailbox.save(DRAFT, Job())):
        with pytest.raises(KnownError) as raised:
            action()
        assert raised.value.code is ErrorCode.MAIL_FOLDER_UNKNOWN
    choose_folder(mine.session, ACCOUNT_ID, Role.SENT, "Verzonden", Job())
    chosen = choose_folder(mine.session, ACCOUNT_ID, Role.DRAFTS, "Klad", Job())
    assert missing_roles(chosen.folders) == ()
    assert open_mailbox(mine.session, ACCOUNT_ID) is mailbox, "what runs in the mailbox goes on"
    assert mailbox.find_sent("<a@x>", Job())
    assert mine.imap.commands[-2].endswith(b'EXAMINE "Verzonden"')


def test_a_choice_wins_over_a_name_and_moves_from_one_folder_to_another(mine: Served) -> None:
    choose_folder(mine.session, ACCOUNT_ID, Role.TRASH, "Klad", Job())
    assert roles(mine) == {"Klad": Role.TRASH}
    choose_folder(mine.session, ACCOUNT_ID, Role.SENT, "Klad", Job())
    assert roles(mine) == {"Klad": Role.SENT, "Bin": Role.TRASH}
    choose_folder(mine.session, ACCOUNT_ID, Role.SENT, "Verzonden", Job())
    assert roles(mine) == {"Verzonden": Role.SENT, "Bin": Role.TRASH}


def test_what_can_be_no_such_folder_is_refused(mine: Served) -> None:
    assert code_of(mine, Role.SENT, "INBOX") is ErrorCode.MAIL_UNSUPPORTED
    assert code_of(mine, Role.SENT, "Oud") is ErrorCode.MAIL_UNSUPPORTED
    assert code_of(mine, Role.INBOX, "Klad") is ErrorCode.MAIL_UNSUPPORTED
    assert code_of(mine, Role.SENT, "Nergens") is ErrorCode.MAIL_GONE
    assert roles(mine) == {"Bin": Role.TRASH}


def test_a_choice_whose_folder_is_gone_is_asked_again(mine: Served) -> None:
    choose_folder(mine.session, ACCOUNT_ID, Role.SENT, "Verzonden", Job())
    mine.imap.answers[b"LIST"] = FOLDERS.replace(b"Verzonden", b"Anders")
    assert Role.SENT in missing_roles(list_folders(mine.session, ACCOUNT_ID, Job()))


def test_a_choice_stays_with_its_account_and_goes_with_it(mine: Served) -> None:
    choose_folder(mine.session, ACCOUNT_ID, Role.SENT, "Verzonden", Job())
    again = replace(mine.account, id="ffee0011ddcc2233", address=mine.account.address.upper())
    keep_account(mine.session, again, {"password": "another"})
    assert mine.session.read(lambda reader: load_folder_roles(reader, again.id)) == {Role.SENT: "Verzonden"}
    remove_account(mine.session, again.id, Job())
    assert mine.session.read(lambda reader: reader.value("SELECT count(*) FROM mail_folder_role")) == 0
