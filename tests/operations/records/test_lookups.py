"""Public registers: asked on a click alone, within bounds, kept with their day, and never in the way."""

from datetime import timedelta

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.lookups import LookupAddresses, VatState
from microdesk_desktop.operations.records.lookups import (
    look_up_addresses,
    look_up_companies,
    look_up_vat_number,
    use_registers,
)
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.sandbox.faults import EMPTY, HTML, STRANGE, Fault
from microdesk_desktop.sandbox.registers import SandboxRegisters
from microdesk_desktop.store.privacy.network.journal import load_events
from tests.support.vaults import new_vault

NUMBER = "FR44732829320"
BUSY = Fault(name="429", status=429, headers={"Retry-After": "30"}, body={"erreur": "Too many requests"})
HUGE = Fault(name="huge", status=200, body={"results": [], "padding": "x" * 1_100_000})
DOWN = Fault(name="500", status=500)
OF_OTHERS = {"siren": "732829321", "nom_complet": "Faux chiffre"}


@pytest.fixture
def registers():
    with SandboxRegisters() as registers:
        yield registers


@pytest.fixture
def session(tmp_path, clock, registers):
    session = new_vault(tmp_path / "profile", clock=clock).session
    use_registers(session, registers.addresses)
    yield session
    session.close()


def raised_by(act):
    with pytest.raises(KnownError) as raised:
        act()
    return raised.value


def test_a_company_is_found_by_name_and_by_number_without_its_directors(session, registers):
    found = look_up_companies(session, "lumen", Job())
    assert [each.name for each in found.items] == ["STUDIO LUMEN", "LUMEN CONSEIL"]
    studio = found.items[0]
    assert (studio.siren, studio.siret, studio.address) == ("732829320", "73282932000074", "12 RUE DES LILAS")
    assert (studio.postal_code, studio.city, found.is_kept) == ("33000", "BORDEAUX", False)
    assert look_up_companies(session, "732 829 320 00074", Job()).items == (studio,)
    assert look_up_companies(session, "Lumière", Job()).items == ()
    assert all("dirigeants" not in query["include"] for query in registers.queries)


def test_an_address_is_completed(session):
    likely, other = look_up_addresses(session, "12 rue des lilas bordeaux", Job()).items
    assert (likely.address, likely.postal_code, likely.city) == ("12 Rue des Lilas", "33000", "Bordeaux")
    assert likely.percent > other.percent


def test_every_request_is_in_the_journal_with_its_purpose(session):
    look_up_companies(session, "lumen", Job())
    look_up_addresses(session, "12 rue des lilas", Job())
    look_up_vat_number(session, NUMBER, Job())
    purposes = {event.purpose for event in session.read(load_events)}
    assert purposes == {"lookup.companies", "lookup.addresses", "lookup.vat"}


def test_an_answer_of_today_is_not_asked_again_and_an_older_one_serves_without_connection(session, registers, clock):
    first = look_up_companies(session, "Lumen", Job())
    assert look_up_companies(session, " lumen ", Job()).is_kept
    assert len(registers.requests) == 1
    clock.advance(days=3)
    registers.faults.add(DOWN)
    kept = look_up_companies(session, "lumen", Job())
    assert (kept.items, kept.on, kept.is_kept) == (first.items, first.on, True)
    clock.advance(days=100)
    look_up_addresses(session, "12 rue des lilas", Job())
    registers.faults.add(DOWN)
    assert raised_by(lambda: look_up_companies(session, "lumen", Job())).code is ErrorCode.LOOKUP_FAILED


@pytest.mark.parametrize("fault", [HTML, EMPTY, STRANGE, HUGE], ids=lambda fault: fault.name)
def test_an_answer_of_another_shape_is_a_register_that_does_not_answer(session, registers, fault):
    registers.faults.add(fault)
    assert raised_by(lambda: look_up_companies(session, "lumen", Job())).code is ErrorCode.LOOKUP_FAILED


def test_a_register_that_is_asked_too_much_is_left_alone_until_its_hour(session, registers, clock):
    registers.faults.add(BUSY)
    error = raised_by(lambda: look_up_companies(session, "lumen", Job()))
    assert (error.code, error.params["until"]) == (ErrorCode.LOOKUP_LIMITED, clock.now() + timedelta(seconds=30))
    assert raised_by(lambda: look_up_companies(session, "lumen", Job())).code is ErrorCode.LOOKUP_LIMITED
    assert len(registers.requests) == 1
    assert look_up_addresses(session, "12 rue des lilas", Job()).items
    clock.advance(seconds=31)
    assert look_up_companies(session, "lumen", Job()).items


def test_hostile_answers_are_cleaned_and_wrong_numbers_left_out(tmp_path, clock):
    long = {
        "siren": "732829320",
        "nom_complet": "A\u202e\nB" + "x" * 5_000,
        "siege": {"siret": "99999999999999", "libelle_voie": "[NON-DIFFUSIBLE]", "code_postal": "33\u0000000"},
    }
    hidden = {"siren": "552100554", "nom_complet": "[NON-DIFFUSIBLE]"}
    for each in (long, hidden):
        each.setdefault("siege", {"siret": ""})
    others = {**OF_OTHERS, "siege": {"siret": ""}}
    fault = Fault(name="hostile", status=200, body={"results": [long, hidden, others]})
    session = new_vault(tmp_path / "profile", clock=clock).session
    with SandboxRegisters() as registers:
        use_registers(session, registers.addresses)
        registers.faults.add(fault)
        (found,) = look_up_companies(session, "lumen", Job()).items
    session.close()
    assert found.name.startswith("A Bx")
    assert len(found.name) == 200
    assert (found.siret, found.address, found.postal_code) == ("", "", "33 000")


def test_a_valid_number_is_proved_by_an_identifier_where_the_company_has_a_number_of_its_own(session, clock):
    (check,) = look_up_vat_number(session, "fr 44 732829320", Job()).items
    assert (check.state, check.identifier, check.name) == (VatState.VALID, "", "STUDIO LUMEN")
    clock.advance(days=1)
    put_company(session, {"vat_number": "FR96552100554"})
    (check,) = look_up_vat_number(session, NUMBER, Job()).items
    assert check.identifier == "WAPIAAAAY0123456"
    (hidden,) = look_up_vat_number(session, "DE136695976", Job()).items
    assert (hidden.state, hidden.name, hidden.address) == (VatState.VALID, "", "")
    (wrong,) = look_up_vat_number(session, "FR96552100554", Job()).items
    assert wrong.state is VatState.INVALID


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {"countryCode": "FR", "vatNumber": "44732829320", "valid": False, "userError": "MS_UNAVAILABLE"}),
        (200, {"countryCode": "FR", "vatNumber": "96552100554", "valid": True}),
        (200, {"countryCode": "FR", "vatNumber": "44732829320"}),
        (200, {"actionSucceed": False, "errorWrappers": [{"error": "MS_MAX_CONCURRENT_REQ"}]}),
        (500, {"actionSucceed": False, "errorWrappers": [{"error": "SERVICE_UNAVAILABLE"}]}),
        (200, "<html></html>"),
    ],
)
def test_any_other_answer_of_vies_is_unknown_and_leaves_the_proof_that_is_there(
    session, registers, clock, status, body
):
    fault = Fault(name="vies", status=status, body=body)
    registers.faults.add(fault)
    unknown = look_up_vat_number(session, NUMBER, Job())
    assert unknown.items[0].state is VatState.UNKNOWN
    proved = look_up_vat_number(session, NUMBER, Job())
    assert (proved.items[0].state, proved.is_kept) == (VatState.VALID, False)
    clock.advance(days=40)
    registers.faults.add(fault)
    kept = look_up_vat_number(session, NUMBER, Job())
    assert (kept.items, kept.on, kept.is_kept) == (proved.items, proved.on, True)


def test_a_number_that_is_wrong_is_not_sent(session, registers):
    assert raised_by(lambda: look_up_vat_number(session, "FR44732829321", Job())).code is ErrorCode.INVALID_VALUE
    assert raised_by(lambda: look_up_companies(session, " a ", Job())).code is ErrorCode.INVALID_VALUE
    assert registers.requests == []


def test_an_address_that_is_neither_https_nor_of_this_computer_is_refused(session):
    insecure = LookupAddresses(vat="http://vies.example")
    assert raised_by(lambda: use_registers(session, insecure)).code is ErrorCode.ADDRESS_REFUSED
