"""The form of a client: what it holds, what it checks while one types, and the registers that fill it on a click."""

import pytest

from microdesk_desktop.domain.parties import Client, ClientAddress, ClientKind, Contact
from microdesk_desktop.gui.forms.text_fields import entry_of
from microdesk_desktop.operations.records.lookups import use_registers
from microdesk_desktop.pages.clients.form import ClientForm
from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.registers import SandboxRegisters
from tests.support.gui import type_in, unnamed

WHOLE = Client(
    name="Studio Lumen",
    kind=ClientKind.PUBLIC,
    siren="732829320",
    siret="73282932000074",
    vat_number="FR44732829320",
    email="compta@lumen.example",
    phone="05 56 00 00 00",
    address="12 rue des Lilas\nBâtiment B",
    postal_code="33000",
    city="Bordeaux",
    country="BE",
    contacts=(
        Contact(name="Inès Roussel", role="Comptabilité", email="ines@lumen.example", phone="0611223344"),
        Contact(email="archives@lumen.example"),
    ),
    addresses=(
        ClientAddress(name="Entrepôt", lines=("8 quai des Chartrons", "Quai 2"), city="Bordeaux", is_delivery=True),
        ClientAddress(lines=("12 rue des Entrepôts, 33130 Bègles",)),
    ),
    electronic_scheme="0225",
    electronic_address="732829320_SERVICE",
    payment_terms="30 eom 15",
    language="en",
)


@pytest.fixture
def form(desk):
    """The form of a new client in its sheet, beside registers on this computer."""
    with SandboxRegisters() as registers:
        use_registers(desk.session, registers.addresses)
        desk.go_to("clients").add()
        form = desk.sheet().form
        form.registers = registers
        yield form


@pytest.fixture
def alone(qtbot):
    form = ClientForm()
    qtbot.addWidget(form)
    form.show()
    return form


def typed(form, name):
    return entry_of(form.texts[name]).text()


def test_everything_that_is_known_of_a_client_is_shown_and_kept(alone):
    alone.fill(WHOLE)
    assert alone.check()
    assert alone.client() == WHOLE
    assert unnamed(alone) == []


def test_a_contact_and_an_address_are_added_and_removed(alone):
    alone.fill(Client(name="Nova"))
    alone.contacts.add()
    alone.addresses.add()
    alone.contacts.forms[0].fill(Contact(name="Inès"))
    assert alone.client().contacts == (Contact(name="Inès"),)
    assert alone.client().addresses == ()
    alone.contacts.fill(())
    assert alone.client() == Client(name="Nova")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("", ""),
        ("à réception", "0"),
        ("45 jours fin de mois", "45 eom"),
        ("30 jours fin de mois le 15", "30 eom 15"),
        ("60", "60"),
    ],
)
def test_terms_are_written_in_words(alone, words, kept):
    alone.fill(Client(name="Nova"))
    entry_of(alone.terms).setText(words)
    assert alone.check()
    assert alone.client().payment_terms == kept


def test_terms_beyond_the_law_are_remarked_and_other_words_refused(alone):
    alone.fill(Client(name="Nova"))
    entry_of(alone.terms).setText("90 jours")
    entry_of(alone.terms).editingFinished.emit()
    assert "L441-10" in entry_of(alone.terms).accessibleDescription()
    assert alone.check()
    entry_of(alone.terms).setText("bientôt")
    assert not alone.check()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("732829320_ACHATS", ("0225", "732829320_ACHATS")),
        ("9930:DE136695976", ("9930", "DE136695976")),
        ("factures@lumen.example", ("EM", "factures@lumen.example")),
        ("552100554", None),
        ("732829320 ACHATS", None),
        ("EM:factures", None),
    ],
)
def test_the_address_of_e_invoices_is_checked(alone, text, kept):
    alone.fill(Client(name="Lumen", siren="732829320"))
    entry_of(alone.electronic).setText(text)
    assert alone.check() == (kept is not None)
    if kept:
        client = alone.client()
        assert (client.electronic_scheme, client.electronic_address) == kept


def test_a_company_is_found_chosen_and_taken_back(desk, form):
    type_in(desk.qtbot, form.texts["name"], "lumen")
    assert "recherche-entreprises.api.gouv.fr" in form.look_ups.company.note
    assert form.registers.requests == []
    form.look_ups.company.button.click()
    desk.rest()
    assert [each.text().split(" · ")[0] for each in form.look_ups.company.choices] == ["STUDIO LUMEN", "LUMEN CONSEIL"]
    form.look_ups.company.choices[0].click()
    client = form.client()
    assert (client.name, client.siren, client.siret) == ("STUDIO LUMEN", "732829320", "73282932000074")
    assert (client.address, client.postal_code, client.city) == ("12 RUE DES LILAS", "33000", "BORDEAUX")
    assert "ville" in form.look_ups.company.note
    form.look_ups.company.choices[0].click()
    assert form.client() == Client(name="lumen")


def test_an_address_is_completed_and_a_number_verified(desk, form):
    form.address.set_value(("12 rue des lilas",))
    type_in(desk.qtbot, form.texts["city"], "bordeaux")
    form.look_ups.address.button.click()
    desk.rest()
    form.look_ups.address.choices[0].click()
    assert (form.address.value(), typed(form, "postal_code")) == (("12 Rue des Lilas",), "33000")
    type_in(desk.qtbot, form.texts["vat_number"], "FR44732829320")
    form.look_ups.vat.button.click()
    desk.rest()
    assert "STUDIO LUMEN" in form.look_ups.vat.note


def test_without_an_answer_the_form_is_filled_by_hand(desk, form):
    form.registers.faults.add(Fault(name="500", status=500))
    type_in(desk.qtbot, form.texts["name"], "lumen")
    form.look_ups.company.button.click()
    desk.rest()
    assert "à la main" in form.look_ups.company.note
    assert form.look_ups.company.button.isEnabled()
    assert form.client() == Client(name="lumen")
