"""An IMAP account from its connection to its removal: the program, a real keyring, Dovecot and an SMTP server."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.support.keyring_session import KeyringSession
from tests.support.mail.mailbox import Other, letter
from tests.support.program import Program
from tests.support.servers.certificates import Certificates
from tests.support.servers.dovecot import PASSWORD, Dovecot
from tests.support.servers.imap_server import ImapScript
from tests.support.servers.scripted_server import playing
from tests.support.servers.smtp_server import SmtpScript
from tests.unit.mail.mime.test_tnef import SAMPLE

pytestmark = pytest.mark.real

ADDRESS = "canari@studio.example"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Retrait\r\nDTSTART:20261201T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def words(dovecot: Dovecot, smtp_port: int, password: Path, **changed: object) -> list[object]:
    options = {
        "address": ADDRESS,
        "user": "canari",
        "password-file": password,
        "imap-host": "localhost",
        "imap-port": dovecot.starttls_port,
        "imap-security": "starttls",
        "smtp-host": "localhost",
        "smtp-port": smtp_port,
        "smtp-security": "tls",
        **changed,
    }
    return ["mail", "add-imap", *(word for name, value in options.items() for word in (f"--{name}", value))]


@pytest.fixture(autouse=True)
def _keyring(real_keyring: KeyringSession) -> None:
    """The keyring that the program finds."""


@pytest.fixture
def password(tmp_path: Path) -> Path:
    path = tmp_path / "mail_password"
    path.write_text(f"{PASSWORD}\n", encoding="utf-8")
    return path


def test_an_account_is_added_listed_and_removed_without_a_trace(
    program: Program, dovecot: Dovecot, certificates: Certificates, password: Path
) -> None:
    script = SmtpScript(certificates.good)
    with playing(script.talk) as smtp:
        added = program.json(*words(dovecot, smtp.port, password))
    assert (added["address"], added["kind"]) == (ADDRESS, "imap")
    assert program.json("mail", "accounts") == [added]
    removed = program.json("mail", "remove", ADDRESS, "--yes")
    assert removed == {"id": added["id"], "address": ADDRESS, "revoked": True, "erased": True}
    assert program.json("mail", "accounts") == []
    left = b"".join(path.read_bytes() for path in program.profile.rglob("*") if path.is_file())
    assert ADDRESS.encode() not in left
    assert added["id"].encode() not in left


def test_what_either_server_refuses_is_named_and_nothing_is_kept(
    program: Program, dovecot: Dovecot, certificates: Certificates, password: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("wrong\n", encoding="utf-8")
    assert program.refused(*words(dovecot, 1, wrong)) == "login_refused"
    assert program.refused(*words(dovecot, 1, password)) == "unreachable"
    with playing(SmtpScript(certificates.self_signed).talk) as smtp:
        assert program.refused(*words(dovecot, smtp.port, password)) == "certificate"
    assert program.refused(*words(dovecot, 1, password, address="canari@outlook.fr")) == "mail_impossible"
    assert program.json("mail", "accounts") == []


def test_a_letter_is_listed_read_and_stays_unread(
    program: Program, dovecot: Dovecot, certificates: Certificates, password: Path
) -> None:
    with playing(SmtpScript(certificates.good).talk) as smtp:
        program.json(*words(dovecot, smtp.port, password))
    with closing(Other(dovecot, "canari")) as other:
        signed = letter("Devis signé", key="signed", sender="Léa <lea@client.example>")
        signed.add_attachment(CALENDAR.encode(), "text", "calendar", filename="rendez-vous.ics")
        signed.add_attachment(SAMPLE, "application", "ms-tnef", filename="winmail.dat")
        other.add("INBOX", signed)
        assert "inbox" in [each["role"] for each in program.json("mail", "labels")]
        listed = program.json("mail", "list", "--label", "INBOX")
        (row,) = listed["rows"]
        assert (row["subject"], row["from"], row["unread"], row["count"], listed["next"]) == (
            "Devis signé",
            "Léa <lea@client.example>",
            True,
            1,
            None,
        )
        assert program.json("mail", "list", "--search", "subject:facture")["rows"] == []
        assert program.json("mail", "list", "--search", "bonjour")["rows"] == []
        assert program.json("mail", "list", "--search", "bonjour", "--texts")["rows"] == [row]
        read = program.json("mail", "read", row["id"])
        assert (read["subject"], read["shown_as"]) == ("Devis signé", "text")
        assert [each["name"] for each in read["attachments"]] == ["rendez-vous.ics", "winmail.dat"]
        (invitation,) = read["invitations"]
        assert (invitation["title"], invitation["starts"]) == ("Retrait", "2026-12-01T09:00:00+00:00")
        assert read["enclosed"] == [{"attachment": "winmail.dat", "names": ["Devis d’été.docx", "résumé.txt"]}]
        assert program.refused("mail", "read", "nowhere") == "gone"
        assert other.flags("INBOX") == [()]


def test_a_folder_is_chosen_for_a_role_and_named_by_it(
    program: Program, dovecot: Dovecot, certificates: Certificates, password: Path
) -> None:
    with playing(SmtpScript(certificates.good).talk) as smtp:
        program.json(*words(dovecot, smtp.port, password))
    with closing(Other(dovecot, "canari")) as other:
        other.client.create_folder("Verzonden")
    chosen = program.json("mail", "choose-folder", "sent", "verzonden")
    assert (chosen["name"], chosen["role"]) == ("Verzonden", "sent")
    assert [each["name"] for each in program.json("mail", "labels") if each["role"] == "sent"] == ["Verzonden"]
    assert program.refused("mail", "choose-folder", "drafts", "nowhere") == "folder_unknown"


def test_a_bridge_is_connected_by_the_certificate_that_it_exports(
    program: Program, dovecot: Dovecot, certificates: Certificates, password: Path
) -> None:
    imap, script = ImapScript(certificates.self_signed, {}), SmtpScript(certificates.self_signed)
    with playing(imap.talk) as reading, playing(script.talk) as smtp:
        servers = {"imap-host": "127.0.0.1", "imap-port": reading.port, "imap-security": "tls"}
        wanted = words(dovecot, smtp.port, password, **servers, **{"smtp-host": "127.0.0.1"})
        assert program.refused(*wanted) == "certificate"
        assert program.refused(*wanted, "--certificate-file", certificates.stranger) == "certificate"
        assert (imap.commands, script.commands) == ([], []), "no word before the certificate is the right one"
        added = program.json(*wanted, "--certificate-file", certificates.self_signed)
        assert program.json("mail", "accounts") == [added]
        assert "INBOX" in [each["name"] for each in program.json("mail", "labels")]
