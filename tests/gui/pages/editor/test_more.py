"""What the editor offers beside the draft, or remarks on: a series, the catalogue, the end of the franchise."""

from PySide6.QtWidgets import QPushButton

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.company import VatRegime
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.vault.company import set_vat_regime
from microdesk_desktop.pages.recurring.form import SeriesForm
from microdesk_desktop.store.records.catalogue import load_items
from tests.support.clock import TODAY
from tests.support.documents.issuing import drafted


def choose(author, words):
    """Choose an entry of « ··· »."""
    menu = author.page.findChild(QPushButton, "more").menu()
    (found,) = [each for each in menu.actions() if each.text().startswith(words)]
    found.trigger()
    author.rest()


def test_the_line_that_is_worked_on_goes_into_the_catalogue_and_the_draft_comes_again(author):
    author.begin()
    author.enter("nov")
    author.enter("Conception", "3", "j", "350,125", "")
    author.page.lines.open_line(0)
    choose(author, "Ajouter la ligne")
    assert [item for _, item in author.desk.read(load_items)] == [
        CatalogueItem(
            reference="CONCEPTION",
            label="Conception",
            unit="jour",
            unit_price=350_125_000,
            activity="",
            vat_rate_bp=0,
        )
    ]
    choose(author, "Rendre récurrent")
    form = author.desk.sheet().findChild(SeriesForm)
    assert form.source.value().draft_id == 1


def test_the_end_of_the_franchise_is_a_finding_that_leads_to_the_regime_and_does_not_block(author):
    session = author.desk.session
    paid = Receipt(on=TODAY, client="Nova SARL", label="Conseil", amount_cents=41_250_01)
    put_record(session, paid)
    draft_id = drafted(session, lines=[{"label": "Conseil", "unit_price": "10.00"}])
    page = author.begin(draft_id)
    (finding,) = (each for each in page.state.findings if each.field == "activity")
    assert not finding.blocks
    assert "21 novembre 2026" in finding.text
    page.go_to(finding)
    author.desk.rest()
    assert (author.desk.shell.current().key, author.desk.shell.current().place()) == ("settings", "activity")
    set_vat_regime(session, VatRegime.REAL, TODAY)
    author.desk.shell.workspace.announce(Changes.COMPANY)
    page = author.begin(draft_id)
    assert [each for each in page.state.findings if each.field == "activity"] == []
