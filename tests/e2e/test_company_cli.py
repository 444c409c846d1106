"""`microdesk company …` as scripts use it."""

import pytest

from tests.support.terminal import run
from tests.support.vaults import PASSPHRASE, new_vault


@pytest.fixture
def vault(tmp_path):
    new_vault(tmp_path / "profile").session.close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    return ("--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret")


def test_the_company_is_corrected_and_shown(vault):
    changed = run(*vault, "--json", "company", "set", "city=Nantes", "craft=yes", "created_on=2024-03-01", "iban=")
    assert (changed.code, changed.value["city"], changed.value["craft"]) == (0, "Nantes", "yes")
    shown = run(*vault, "company", "show", "--json")
    assert shown.value == changed.value
    assert shown.value == {
        "name": "Jeanne Martin EI", "trade_name": "", "siret": "", "address": "", "postal_code": "",
        "city": "Nantes", "country": "FR", "email": "", "phone": "", "activity": "bnc", "craft": "yes",
        "vat_regime": "franchise", "vat_number": "", "iban": "", "bic": "", "legal_text": "", "insurance": "",
        "mediator": "", "created_on": "2024-03-01", "acre_until": None, "flat_tax": "no",
        "declares": "quarterly", "numbering": "", "vat_changes": "", "debits": "no", "other_activities": "",
        "ei_mention": "after", "payment_terms": "", "usual_notes": "", "show_iban": "yes",
    }  # fmt: skip
    text = run(*vault, "--lang", "fr", "company", "show")
    assert "ville (city)\u00a0: Nantes" in text.out


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("siret=732829320000", "14 chiffres, et il y en a 12"),
        ("siret=73282932000075", "La longueur est bonne"),
        ("activity=bic", "bnc, bnc_cipav, bic_services, sales"),
        ("craft=oui", "yes, no"),
        ("created_on=31/12/2025", "2026-11-21"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason_and_changes_nothing(vault, change, sentence):
    ran = run(*vault, "--json", "--lang", "fr", "company", "set", "city=Nantes", change)
    assert (ran.code, ran.error) == (1, "invalid_value")
    assert sentence in ran.err.replace("\u202f", " ").replace("\u00a0", " ")
    assert run(*vault, "company", "show", "--json").value["city"] == ""


@pytest.mark.parametrize("changes", [("town=Nantes",), ("city",), ("city=Nantes", "city=Brest"), ()])
def test_what_is_no_change_is_a_usage_error(vault, changes):
    ran = run(*vault, "--json", "company", "set", *changes)
    assert (ran.code, ran.value["error"]["code"]) == (2, "usage")


def test_the_regime_of_vat_is_that_of_today_and_its_changes_are_listed(vault):
    assert run(*vault, "--json", "company", "set", "vat_regime=real").value["vat_regime"] == "real"
    changed = run(*vault, "--json", "company", "set", "vat_changes=2027-01-01 real, 2025-11-10 franchise")
    assert changed.value["vat_changes"] == "2025-11-10 franchise, 2027-01-01 real"
    assert changed.value["vat_regime"] in ("franchise", "real")
    wrong = run(*vault, "--json", "company", "set", "vat_changes=10/11/2026 real")
    assert (wrong.code, wrong.error) == (1, "invalid_value")


def test_activities_terms_and_numbering_are_set_and_checked(vault):
    shown = run(
        *vault, "--json", "company", "set", "other_activities=sales,bic_services", "payment_terms=45 EOM",
        "numbering=FAC0042", "debits=yes", "ei_mention=before", "show_iban=no",
    ).value  # fmt: skip
    assert (shown["other_activities"], shown["numbering"], shown["debits"]) == ("sales, bic_services", "FAC0042", "yes")
    assert (shown["ei_mention"], shown["show_iban"], shown["payment_terms"]) == ("before", "no", "45 eom")
    for change in ("numbering=FAC 42", "payment_terms=bientôt", "other_activities=bnc2", "ei_mention=maybe"):
        ran = run(*vault, "--json", "company", "set", change)
        assert (ran.code, ran.error) == (1, "invalid_value")
