"""An invoice that is attached to a letter becomes an expense to confirm with one click in the reading pane."""

from email.message import EmailMessage

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.reading.read_letter import read_newest
from microdesk_desktop.pages.mail.reading.letter_files import LetterFiles
from microdesk_desktop.views.mail.reading.letter import letter_view
from microdesk_desktop.views.records.expenses.received import load_received_view
from tests.gui.pages.mailing.conftest import ACCOUNT
from tests.support.documents.received import NUMBER, cii, factur_x, ubl
from tests.support.gui import unnamed


@pytest.fixture
def files_of(office, mailbox):
    """Delivers a letter, and gives its files as the reading pane shows them."""

    def show(*attached):
        message = EmailMessage()
        message.set_content("Votre facture est jointe.")
        for name, kind, content in attached:
            maintype, subtype = kind.split("/")
            message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
        mailbox.deliver("Facture", message=message)
        (row,) = open_mailbox(office.session, ACCOUNT).page(None, "", None, Job()).rows
        letter, read = read_newest(office.session, ACCOUNT, row.key, Job())
        rows = letter_view(letter, read.reading).files
        made = LetterFiles(office.shell.workspace, ACCOUNT, letter.key, rows)
        made.setParent(office.shell)
        made.resize(640, 300)
        made.show()
        return made

    return show


def offers(files):
    return [each for each in files.findChildren(QPushButton) if "dépense" in each.text()]


def received(office):
    """The received invoice that the page in sight shows."""
    page = office.shell.current()
    assert page.key == "received"
    return office.read(lambda reader: load_received_view(reader, page.place()))


def test_an_invoice_is_received_with_one_click_and_is_known_the_second_time(office, files_of):
    files = files_of(("facture.pdf", "application/pdf", factur_x()), ("tarif.csv", "text/csv", b"a;b"))
    (receive,) = offers(files)
    assert unnamed(files) == []
    office.qtbot.mouseClick(receive, Qt.MouseButton.LeftButton)
    office.rest()
    view = received(office)
    assert view.content.invoice.number == NUMBER
    assert [each.name for each in view.vouchers] == ["facture.pdf"]
    office.qtbot.mouseClick(receive, Qt.MouseButton.LeftButton)
    office.rest()
    (refused,) = office.shell.workspace.notices.banners
    assert view.expense.reference in refused.text


@pytest.mark.parametrize("kind", ["application/xml", "text/xml", "application/octet-stream"])
@pytest.mark.parametrize("write", [cii, ubl])
def test_an_electronic_invoice_without_a_pdf_is_received_too(office, files_of, write, kind):
    (receive,) = offers(files_of(("facture.xml", kind, write())))
    office.qtbot.mouseClick(receive, Qt.MouseButton.LeftButton)
    office.rest()
    view = received(office)
    assert view.content.invoice.number == NUMBER
    assert [each.name for each in view.vouchers] == ["facture.xml"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("facture.xml.exe", "application/xml"), ("facture.html", "text/xml"), ("facture.svg", "application/xml")],
)
def test_a_file_that_may_do_harm_is_not_offered_as_an_invoice(files_of, name, kind):
    assert offers(files_of((name, kind, cii()))) == []
