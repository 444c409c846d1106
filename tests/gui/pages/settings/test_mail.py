"""Mailboxes in the settings: connected by their address first, checked, reconnected and removed, in the real window."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from microdesk_desktop.app import build_window
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.pinned import read_certificate
from microdesk_desktop.base.net.secure import mail_tls_context
from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.domain.mail.types import Role
from microdesk_desktop.operations.mail.accounts import keep_account, list_accounts
from microdesk_desktop.operations.mail.conversations.listing import list_folders
from microdesk_desktop.pages.connect.steps import FailedStep, WaitingStep
from microdesk_desktop.pages.mail_accounts.certificate_step import CertificateStep
from microdesk_desktop.pages.mail_accounts.gmail_step import GmailStep
from microdesk_desktop.pages.mail_accounts.microsoft_step import MicrosoftStep
from microdesk_desktop.pages.mail_accounts.password_step import PasswordStep
from microdesk_desktop.pages.mail_accounts.steps import AddressStep, ConnectedStep, ImpossibleStep
from microdesk_desktop.pages.shell.window import SIZE
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from microdesk_desktop.views.messages.actions import Goal
from tests.support.company import Desk
from tests.support.gui import button, type_in, unnamed
from tests.support.mail.microsoft import CLIENT, browse, microsoft
from tests.support.mail.two_accounts import GONE, PASSWORD, Provider, passwords, provider
from tests.support.servers.imap_server import ImapScript
from tests.support.servers.scripted_server import playing
from tests.support.servers.smtp_server import SmtpScript
from tests.support.vaults import new_vault

LONG_MS = 60_000


@pytest.fixture
def desk(qapp, qtbot, tmp_path, clock, certificates, monkeypatch) -> Iterator[Desk]:
    """An open vault whose keyring is in memory, on the pane of the mailboxes."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    mail_tls_context.cache_clear()
    made = new_vault(tmp_path / "profile", clock=clock)
    window = build_window(qapp, made.session.profile, language="fr", clock=clock)
    window.resize(SIZE)  # larger than the offscreen screen
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.show_vault(made.session)
    desk = Desk(window.currentWidget(), qtbot)
    desk.go_to("settings").open("mail")
    desk.rest()
    yield desk
    window.close()
    mail_tls_context.cache_clear()


@pytest.fixture
def imap() -> Iterator[Provider]:
    with provider() as found:
        yield found


@pytest.fixture
def gmail(desk) -> Iterator[SandboxGmail]:
    with SandboxGmail() as sandbox:
        pane(desk).google_url = sandbox.base_url
        pane(desk).open_browser = browser()
        yield sandbox


def pane(desk):
    return desk.shell.current().pane()


def texts(host):
    QApplication.processEvents()  # a layout shows what was just added to it at the next turn of the loop
    return " ".join(label.text() for label in host.findChildren(QLabel) if label.isVisible())


def at(desk, kind):
    """The sheet, once it has come to this kind of step."""
    sheet = desk.sheet()
    desk.qtbot.waitUntil(lambda: isinstance(sheet.step, kind), timeout=LONG_MS)
    return sheet


def chosen_from(field):
    """The values of a choice with their texts."""
    box = field.focusProxy()
    return [(box.itemData(at), box.itemText(at)) for at in range(box.count())]


def address_given(desk, address, kind):
    """The sheet at the step to which an address leads."""
    desk.shell.workspace.pursue(Goal.CONNECT_MAIL)
    sheet = at(desk, AddressStep)
    type_in(desk.qtbot, sheet.step.address, address)
    desk.press(sheet.step.address.focusProxy(), Qt.Key.Key_Return)
    assert unnamed(sheet) == []
    return at(desk, kind)


def test_what_cannot_be_connected_is_shown_before_a_password_is_asked(desk):
    for address, word in (("ines@outlook.fr", "Hotmail"), ("ines@tuta.com", "ni IMAP ni SMTP")):
        sheet = address_given(desk, address, ImpossibleStep)
        assert word in texts(sheet)
        sheet.submit()
        assert sheet.step.address.value() == address
        sheet.close_sheet()
        desk.rest()


def test_what_a_provider_asks_for_stands_above_the_password(desk):
    for address, word in (("ines@yahoo.fr", "login.yahoo.com"), ("ines@pm.me", "Bridge")):
        sheet = address_given(desk, address, PasswordStep)
        assert word in texts(sheet)
        assert QApplication.focusWidget() is sheet.step.password.focusProxy()
        assert not sheet.step.fold.is_open
        sheet.close_sheet()
        desk.rest()


def filled(desk, port, address="ines@atelier.example"):
    """The step of an unknown domain, with servers and password typed."""
    sheet = address_given(desk, address, PasswordStep)
    step = sheet.step
    assert step.fold.is_open
    step.servers.imap.host.set_value("imap.atelier.example")
    step.servers.smtp.host.set_value("localhost")
    step.servers.smtp.port.set_value(port)
    type_in(desk.qtbot, step.password, PASSWORD)
    return sheet


@pytest.fixture
def no_autoconfig(monkeypatch):
    """Domains publish nothing: no test asks a name server."""
    monkeypatch.setattr("microdesk_desktop.operations.mail.connection.settings.ask_domain", lambda *_: None)


def test_servers_by_hand_are_tried_and_the_account_is_kept(desk, imap, certificates, no_autoconfig):
    script = SmtpScript(certificates.good)
    with playing(script.talk) as server:
        sheet = filled(desk, server.port)
        sheet.submit()
        desk.rest()
    (account,) = list_accounts(desk.session)
    assert account.address == "ines@atelier.example"
    assert passwords(desk.session, account.id) == [PASSWORD]
    assert "ines@atelier.example est connectée" in desk.shell.toast.text.text()
    assert "smtp.atelier" not in texts(pane(desk))
    assert "imap.atelier.example" in texts(pane(desk))


def test_a_refused_password_is_shown_at_its_field_with_all_that_was_typed(desk, imap, no_autoconfig):
    imap.refusal = KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host="imap.atelier.example")
    sheet = filled(desk, 1)
    sheet.submit()
    desk.rest()
    step = sheet.step
    assert isinstance(step, PasswordStep)
    assert "imap.atelier.example refuse" in texts(sheet)
    assert (step.password.value(), step.servers.smtp.host.value()) == (PASSWORD, "localhost")
    assert list_accounts(desk.session) == []


def test_the_certificate_of_a_bridge_is_shown_compared_and_kept_for_its_account(desk, imap, certificates):
    script = SmtpScript(certificates.self_signed)

    def shows(wire):
        wire.encrypt(certificates.self_signed)
        wire.rest()

    with playing(script.talk) as smtp, playing(shows) as reading:
        sheet = address_given(desk, "ines@pm.me", PasswordStep)
        for fields, port in ((sheet.step.servers.imap, reading.port), (sheet.step.servers.smtp, smtp.port)):
            fields.port.set_value(port)
            fields.security.set_value(Security.TLS)
        type_in(desk.qtbot, sheet.step.password, PASSWORD)
        sheet.submit()
        sheet = at(desk, CertificateStep)
        assert script.commands == [], "no password before the certificate is accepted"
        for file, word in ((certificates.good, "Ce n’est pas le même"), (certificates.self_signed, "C’est le même")):
            sheet.step.compare(file)
            desk.rest()
            assert word in texts(sheet)
        sheet.submit()
        desk.rest()
    (account,) = list_accounts(desk.session)
    kept = read_certificate(certificates.self_signed.read_bytes())
    assert (account.incoming.certificate, account.outgoing.certificate) == (kept, kept)


def test_microsoft_365_by_an_application_of_the_user(desk, certificates):
    with microsoft(certificates.good) as played:
        pane(desk).microsoft, pane(desk).open_browser = played.stand_in, browse
        played.microsoft.user = "ines@atelier.onmicrosoft.com"
        sheet = address_given(desk, "ines@atelier.onmicrosoft.com", MicrosoftStep)
        type_in(desk.qtbot, sheet.step.client, "my application")
        sheet.submit()
        desk.rest()
        assert "identifiant de l’application" in texts(sheet)
        type_in(desk.qtbot, sheet.step.client, CLIENT)
        sheet.submit()
        desk.rest()
        (account,) = list_accounts(desk.session)
        assert "Microsoft 365, par votre accord" in texts(pane(desk))
        pane(desk).reconnect(account)
        desk.rest()
        assert list_accounts(desk.session) == [account]
        assert "est connectée" in desk.shell.toast.text.text()


def test_gmail_by_the_guide_keeps_the_account(desk, gmail, tmp_path):
    sheet = address_given(desk, "jeanne@gmail.com", GmailStep)
    assert [each for each in sheet.findChildren(QPushButton) if each.accessibleName() == "Ouvrir la page de l’étape 6"]
    sheet.step.take(gmail.write_client_file(tmp_path / "client.json"))
    desk.rest()
    assert [each.address for each in list_accounts(desk.session)] == ["jeanne@gmail.example"]


def test_a_file_that_is_no_client_is_refused_in_the_guide(desk, gmail, tmp_path):
    sheet = address_given(desk, "jeanne@gmail.com", GmailStep)
    file = tmp_path / "other.json"
    file.write_text('{"web": {}}')
    sheet.step.take(file)
    desk.rest()
    assert isinstance(sheet.step, GmailStep)
    assert "Application Web" in texts(sheet)


def test_a_client_in_testing_is_noticed_at_once(desk, gmail, tmp_path):
    gmail.consents.is_testing = True
    sheet = address_given(desk, "jeanne@gmail.com", GmailStep)
    sheet.step.take(gmail.write_client_file(tmp_path / "client.json"))
    sheet = at(desk, ConnectedStep)
    assert "En test" in texts(sheet)
    assert "Publier l’application" in texts(sheet)


def test_closing_the_sheet_while_google_is_asked_keeps_nothing(desk, gmail, tmp_path):
    pages = []
    pane(desk).open_browser = pages.append
    sheet = address_given(desk, "jeanne@gmail.com", GmailStep)
    sheet.step.take(gmail.write_client_file(tmp_path / "client.json"))
    desk.qtbot.waitUntil(lambda: bool(pages), timeout=LONG_MS)
    assert isinstance(sheet.step, WaitingStep)
    sheet.close_sheet()
    desk.rest()
    assert list_accounts(desk.session) == []


def test_an_account_whose_access_ended_is_reconnected_with_its_own_client(desk, gmail, tmp_path):
    sheet = address_given(desk, "jeanne@gmail.com", GmailStep)
    sheet.step.take(gmail.write_client_file(tmp_path / "client.json"))
    desk.rest()
    (account,) = list_accounts(desk.session)
    gmail.consents.refreshes.clear()
    pane(desk).check(account)
    desk.rest()
    assert "n’est plus valable" in texts(pane(desk))
    desk.qtbot.mouseClick(button(pane(desk), f"reconnect.{account.address}"), Qt.MouseButton.LeftButton)
    desk.rest()
    pane(desk).check(account)
    desk.rest()
    assert "la connexion est acceptée" in texts(pane(desk))
    assert list_accounts(desk.session) == [account], "its id stays"


def test_a_new_password_is_kept_only_once_it_is_accepted(desk, imap):
    keep_account(desk.session, GONE, {"password": PASSWORD})
    desk.shell.current().reload()
    desk.rest()
    pane(desk).reconnect(GONE)
    sheet = desk.sheet()
    imap.refusal = KnownError(ErrorCode.MAIL_LOGIN_REFUSED, host=GONE.incoming.host)
    type_in(desk.qtbot, sheet.form.password, "un autre")
    sheet.submit()
    desk.rest()
    assert passwords(desk.session, GONE.id) == [PASSWORD]
    assert "refuse" in texts(desk.sheet())


def test_the_signature_of_an_account_is_edited_from_its_line(desk):
    keep_account(desk.session, GONE, {"password": PASSWORD})
    desk.shell.current().reload()
    desk.rest()
    desk.qtbot.mouseClick(button(pane(desk), f"signature.{GONE.address}"), Qt.MouseButton.LeftButton)
    desk.rest()
    assert f"Signature de {GONE.address}" in texts(desk.sheet())


def test_removing_asks_first_and_leaves_nothing(desk, imap):
    keep_account(desk.session, GONE, {"password": PASSWORD})
    desk.shell.current().reload()
    desk.rest()
    desk.qtbot.mouseClick(button(pane(desk), f"remove.{GONE.address}"), Qt.MouseButton.LeftButton)
    (dialog,) = [each for each in desk.shell.window().findChildren(QDialog) if each.isVisible()]
    assert "Vos messages restent sur leur serveur" in texts(dialog)
    assert list_accounts(desk.session) == [GONE]
    dialog.accept()
    desk.rest()
    assert (list_accounts(desk.session), desk.session.tokens.names()) == ([], [])
    assert "est retirée" in desk.shell.banners.text_of("mail_removal")
    assert GONE.address not in texts(pane(desk))


def test_a_folder_that_was_not_recognised_is_chosen(desk, certificates):
    listed = b'* LIST () "/" INBOX\r\n* LIST () "/" Verzonden\r\n* LIST () "/" Klad\r\n'
    script = ImapScript(certificates.good, {b"LIST": listed})
    with playing(script.talk) as server:
        account = replace(GONE, incoming=Server(host="localhost", port=server.port, security=Security.TLS))
        keep_account(desk.session, account, {"password": PASSWORD})
        desk.shell.current().reload()
        desk.rest()
        desk.qtbot.mouseClick(button(pane(desk), f"folders.{account.address}"), Qt.MouseButton.LeftButton)
        desk.rest()
        sheet = desk.sheet()
        assert texts(sheet).count("Aucun dossier n’a été reconnu") == 3
        verzonden = next(key for key, name in chosen_from(sheet.form.fields[Role.SENT]) if name == "Verzonden")
        for role in (Role.SENT, Role.DRAFTS):
            sheet.form.fields[role].set_value(verzonden)
        sheet.submit()
        assert "déjà choisi plus haut" in texts(sheet)
        sheet.form.fields[Role.DRAFTS].set_value("")
        sheet.submit()
        desk.rest()
        found = list_folders(desk.session, account.id, Job())
    assert [folder.role for folder in found if folder.name == "Verzonden"] == [Role.SENT]


def test_a_failed_look_up_can_be_tried_again(desk, monkeypatch):
    def offline(*_):
        raise KnownError(ErrorCode.MAIL_UNREACHABLE, host="atelier.example", port=443)

    monkeypatch.setattr("microdesk_desktop.operations.mail.connection.settings.ask_domain", offline)
    sheet = address_given(desk, "ines@atelier.example", FailedStep)
    assert sheet.step.button_text == "Réessayer"
    sheet.go_back()
    assert isinstance(sheet.step, AddressStep)
