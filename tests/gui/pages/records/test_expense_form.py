"""The form of an expense: the VAT that it asks for, works out and holds against the amount."""

from dataclasses import replace

import pytest

from microdesk_desktop.books.expenses.categories import CategoryIndex
from microdesk_desktop.domain.company import Company, VatRegime
from microdesk_desktop.domain.records.expense_vat import ExpenseVat, VatKind, charged_on, owed_on
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.gui.forms.form import Field
from microdesk_desktop.pages.records.record_form import RecordForm
from microdesk_desktop.views.records.expenses.form import SEVERAL, ExpenseChoices
from tests.support.clock import TODAY
from tests.support.gui import type_in, unnamed

LIABLE = Company(name="Camille Roussel", vat_regime=VatRegime.REAL, postal_code="69003")
TRAIN = Expense(on=TODAY, supplier="SNCF", label="", amount_cents=11_000, method=Method.CARD, reference="D-1")


@pytest.fixture
def form_of(qtbot):
    """A function that makes the form of a company, with an expense in it."""

    def make(company, expense=TRAIN):
        form = RecordForm(
            TargetKind.EXPENSE,
            TODAY,
            ExpenseChoices(categories=(), index=CategoryIndex((), (), (), "fr"), company=company),
        )
        qtbot.addWidget(form)
        form.show()
        form.fill(expense)
        return form

    return make


def field(form, label):
    """The field in sight whose control a screen reader calls so."""
    (found,) = [each for each in form.findChildren(Field) if each.isVisible() and name_of(each) == label]
    return found


def name_of(found):
    """What a screen reader calls the control of a field, with plain spaces."""
    return found.focusProxy().accessibleName().replace("\u00a0", " ").replace("\u202f", " ")


def choose(form, label, value):
    field(form, label).set_value(value)
    field(form, label).edited.emit()


def test_one_rate_is_worked_out_from_the_amount_and_follows_it(form_of, qtbot):
    form = form_of(LIABLE)
    choose(form, "TVA", 1_000)
    assert form.record() == replace(TRAIN, vat=(ExpenseVat(VatKind.DOMESTIC, 1_000, 10_000, 1_000),))
    type_in(qtbot, form.amount, "55,00")
    assert form.record().vat == (ExpenseVat(VatKind.DOMESTIC, 1_000, 5_000, 500),)
    type_in(qtbot, field(form, "Dont TVA"), "4,99")
    assert form.record().vat == (ExpenseVat(VatKind.DOMESTIC, 1_000, 5_001, 499),)
    assert unnamed(form) == []


def test_several_rates_must_be_all_of_the_amount(form_of, qtbot):
    form = form_of(LIABLE)
    choose(form, "TVA", SEVERAL)
    type_in(qtbot, field(form, "Hors taxe à 10 %"), "50,00")
    type_in(qtbot, field(form, "Hors taxe à 20 %"), "40,00")
    assert not form.check()
    type_in(qtbot, field(form, "Sans TVA"), "7,00")
    assert form.check()
    assert form.record().vat == (
        ExpenseVat(VatKind.DOMESTIC, 2_000, 4_000, 800),
        ExpenseVat(VatKind.DOMESTIC, 1_000, 5_000, 500),
        ExpenseVat(VatKind.DOMESTIC, 0, 700, 0),
    )


def test_under_the_franchise_only_what_is_bought_abroad_is_asked_for_and_nothing_is_deducted(form_of):
    form = form_of(Company(name="Camille Roussel"))
    assert form.record() == TRAIN
    choose(form, "Acheté", VatKind.FOREIGN_SERVICE)
    assert form.record().vat == (owed_on(11_000, 2_000, VatKind.FOREIGN_SERVICE, is_deductible=False),)


@pytest.mark.parametrize(
    "vat",
    [
        (),
        (charged_on(11_000, 550, is_deductible=False),),
        (owed_on(11_000, 2_000, VatKind.EU_SERVICE, is_deductible=True),),
        (charged_on(6_000, 2_000, is_deductible=True), charged_on(5_000, 0, is_deductible=True)),
        (charged_on(6_000, 2_000, is_deductible=True), charged_on(5_000, 1_000, is_deductible=False)),
        # what no case of the form describes
        (charged_on(11_000, 850, is_deductible=True),),
    ],
)
def test_an_expense_that_is_opened_and_saved_keeps_its_vat(form_of, vat):
    expense = replace(TRAIN, vat=vat)
    assert form_of(LIABLE, expense).record() == expense
