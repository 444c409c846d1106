"""The totals below the lines of a draft."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel

from microdesk_desktop.base.paths import resource
from microdesk_desktop.pages.editor.totals import TotalsView
from microdesk_desktop.views.documents.editor.state import EditorState, TotalRow

MENTION = "TVA non applicable, art. 293 B du CGI"
TURNS = 4


@pytest.fixture
def _typeface(qapp):
    for path in resource("fonts").glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(path))
    before = qapp.font()
    qapp.setFont(QFont("Inter"))
    yield
    qapp.setFont(before)


def state(total, due, amount):
    return EditorState(
        client="",
        next_number="",
        nets=(),
        totals=(TotalRow(name=total, amount=amount), TotalRow(name=due, amount=amount, is_due=True)),
        cases=(MENTION,),
        findings=(),
        usual={},
        rates=(),
        has_vat=False,
        has_einvoice=True,
    )


@pytest.mark.usefixtures("_typeface")
@pytest.mark.parametrize("words", [("Total HT", "Net à payer", "0,00 €"), ("Total excl. tax", "Amount due", "€0.00")])
def test_the_mention_of_the_franchise_takes_one_line_even_beside_the_smallest_amount(qtbot, words):
    view = TotalsView()
    qtbot.addWidget(view)
    view.resize(600, 200)
    view.show_state(state(*words))
    view.show()
    for _ in range(TURNS):
        QApplication.processEvents()
    (mention,) = [each for each in view.findChildren(QLabel) if each.text() == MENTION]
    assert mention.width() >= mention.fontMetrics().horizontalAdvance(MENTION)
