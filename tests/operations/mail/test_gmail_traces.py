"""A whole session with a Gmail mailbox writes nothing of any message to the disk."""

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from threading import Event

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Draft
from microdesk_desktop.operations.mail.connection.add_gmail import add_gmail
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.support.mail.gmail import written
from tests.support.mail.two_accounts import make_scene

CANARY = "canari-vert"


def _letter() -> EmailMessage:
    """A letter with a canary in its text, in a file's name and in its content."""
    message = EmailMessage()
    message.set_content(f"{CANARY} du texte")
    message.add_attachment(f"{CANARY} du fichier".encode(), "application", "pdf", filename=f"{CANARY}.pdf")
    return message


def test_nothing_of_any_message_is_written(tmp_path: Path) -> None:
    scene = make_scene(tmp_path)
    with SandboxGmail() as gmail, scene.opened() as session:
        agree = browser()
        added = add_gmail(
            session,
            gmail.write_client_file(tmp_path / "client.json"),
            announce=lambda page: agree(page.url),
            job=Job(),
            base_url=gmail.base_url,
        )
        mailbox, job = open_mailbox(session, added.account.id), Job()
        mail = gmail.deliver(f"{CANARY} du sujet", sender=f"<{CANARY}@nova.example>", message=_letter())
        mailbox.folder_new(f"{CANARY} du libellé", None, None, job)
        assert CANARY in mailbox.folders(job)[-1].name
        page = mailbox.page("INBOX", CANARY, None, job)
        assert CANARY in page.rows[0].preview
        (letter,) = mailbox.conversation(mail.thread, job)
        assert CANARY in str(mailbox.body(letter.key, job))
        into = BytesIO()
        mailbox.part(letter.key, letter.parts[0].key, into, job)
        assert CANARY in into.getvalue().decode()
        draft = mailbox.save(Draft(message=written(f"{CANARY} du brouillon").as_bytes()), job)
        mailbox.send(written(to=f"{CANARY}@b.example").as_bytes(), draft.key, None, job)
        mailbox.bin([letter.key], job)
        assert letter.key in mailbox.wait(page.stamp, Event()).gone
        (refresh,) = gmail.consents.refreshes
    at_rest = scene.everything()
    assert refresh in at_rest, "the search sees the keyring"
    assert added.account.address in at_rest
    assert CANARY not in at_rest
    assert [each for each in gmail.consents.accesses if each in at_rest] == []
    files = [path.read_bytes() for path in scene.profile.rglob("*") if path.is_file()]
    for secret in (refresh, gmail.consents.client_secret):
        assert not any(secret.encode() in content for content in files), "secrets are in the keyring only"
