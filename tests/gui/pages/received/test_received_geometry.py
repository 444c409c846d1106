"""The page of a received file holds in every size, for an e-invoice, a PDF with its page, and a plain file."""

import pytest
from PySide6.QtWidgets import QApplication

from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.documents.received.receive import receive_all
from tests.support.documents.received import cii, factur_x, pdf
from tests.support.geometry import faults
from tests.worlds.documents import SAMPLES

SIZES = ((683, 344), (1024, 700), (1366, 768))
LAYOUT_TURNS = 10
FILES = {
    "xml": lambda: Member("facture.xml", cii(SAMPLES["four rates"])),
    "pdf": lambda: Member("facture.pdf", factur_x(SAMPLES["dollars"])),
    "plain": lambda: Member("note.pdf", pdf()),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_page_has_no_fault(desk, size):
    window = desk.shell.window()
    window.resize(*size)
    found = {}
    for name, make in FILES.items():
        batch = receive_all(desk.session, [make()], Job(), plain_too=True, again=True)
        desk.shell.navigate("received", batch.id)
        desk.rest()
        for _ in range(LAYOUT_TURNS):
            QApplication.processEvents()
        found[name] = list(faults(window))
    assert found == {name: [] for name in FILES}
