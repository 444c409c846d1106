"""An invoice that is attached to a letter becomes an expense to confirm with one click in the reading pane."""

from email.message import EmailMessage

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.pages.mail.reading.letter_files import LetterFiles
from microdesk_desktop.views.mail.letter import FileRow
from microdesk_desktop.views.records.received import load_received_view
from tests.gui.pages.mailing.conftest import ACCOUNT
from tests.support.gui import unnamed
from tests.support.received import NUMBER, factur_x


@pytest.fixture
def files(office, mailbox):
    """The files of a letter with an e-invoice and a table, as the reading pane shows them."""
    message = EmailMessage()
    message.set_content("Votre facture est jointe.")
    message.add_attachment(factur_x(), maintype="application", subtype="pdf", filename="facture.pdf")
    message.add_attachment(b"a;b", maintype="text", subtype="csv", filename="tarif.csv")
    mailbox.deliver("Facture", message=message)
    box = open_mailbox(office.session, ACCOUNT)
    (row,) = box.page(None, "", None, Job()).rows
    (letter,) = box.conversation(row.key, Job())
    rows = [
        FileRow(part=each.key, name=each.name, kind=each.kind, size=each.size, warning=None) for each in letter.parts
    ]
    made = LetterFiles(office.shell.workspace, ACCOUNT, letter.key, rows)
    made.setParent(office.shell)
    made.resize(640, 300)
    made.show()
    return made


def test_an_invoice_is_received_with_one_click_and_is_known_the_second_time(office, files):
    (receive,) = [each for each in files.findChildren(QPushButton) if "dépense" in each.text()]
    assert unnamed(files) == []
    office.qtbot.mouseClick(receive, Qt.MouseButton.LeftButton)
    office.rest()
    page = office.shell.current()
    assert page.key == "received"
    view = office.read(lambda reader: load_received_view(reader, page.place()))
    assert view.content.invoice.number == NUMBER
    assert [each.name for each in view.vouchers] == ["facture.pdf"]
    office.qtbot.mouseClick(receive, Qt.MouseButton.LeftButton)
    office.rest()
    (refused,) = office.shell.workspace.notices.banners
    assert view.expense.reference in refused.text
