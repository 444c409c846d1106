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
        "declares": "quarterly", "numbering": "",
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
