"""`microdesk lookup …` as scripts use it, with registers on this computer."""

import pytest

from microdesk_desktop.sandbox.registers import SandboxRegisters
from tests.support.terminal import run
from tests.support.vaults import PASSPHRASE, new_vault


@pytest.fixture
def vault(tmp_path):
    new_vault(tmp_path / "profile").session.close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    return ("--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret")


def test_a_company_an_address_and_a_number_are_looked_up(vault):
    with SandboxRegisters() as registers:
        url = registers.addresses.companies
        company = run(*vault, "--json", "lookup", "company", "lumen", "--base-url", url)
        assert (company.code, company.value["kept"], company.value["results"][0]["siren"]) == (0, False, "732829320")
        address = run(*vault, "--json", "lookup", "address", "12 rue des lilas bordeaux", "--base-url", url)
        assert address.value["results"][0]["postal_code"] == "33000"
        number = run(*vault, "--json", "lookup", "vat", "FR44732829320", "--base-url", url)
        assert number.value["results"] == [
            {"number": "FR44732829320", "state": "valid", "identifier": "", "name": "STUDIO LUMEN",
             "address": "12 RUE DES LILAS 33000 BORDEAUX"}
        ]  # fmt: skip
    refused = run(*vault, "--json", "lookup", "company", "lumen", "--base-url", "http://example.org")
    assert (refused.code, refused.error) == (1, "address_refused")
