"""`microdesk privacy inventory` and `privacy register` as scripts use them."""

import csv
import io

import pytest

from tests.support.clock import FakeClock
from tests.support.documents.issuing import issuing_vault
from tests.support.erasures import fill
from tests.support.terminal import run
from tests.support.vaults import PASSPHRASE

KEYS = {"category", "people", "purpose", "basis", "retention", "recipients", "source", "where", "count"}


@pytest.fixture
def vault(tmp_path):
    session = issuing_vault(tmp_path / "profile", clock=FakeClock())
    client_id = fill(session, tmp_path)
    session.close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    return ("--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret"), f"client:{client_id}"


def inventory(options):
    rows = run(*options, "--json", "privacy", "inventory").value
    assert all(each.keys() >= KEYS for each in rows)
    return {each["category"]: each for each in rows}


def test_an_erased_client_leaves_the_clients_and_what_the_law_keeps_is_in_the_archives(vault):
    options, scope = vault
    before = inventory(options)
    run(*options, "privacy", "erase", "--scope", scope, "--yes")
    after = inventory(options)
    assert before["clients"]["count"] - after["clients"]["count"] == 1
    assert (before["archives"]["count"], before["rights"]["count"]) == (0, 0)
    assert after["archives"]["count"] > 0
    assert after["rights"]["count"] > 0
    assert {each["where"] for each in after.values()} == {"vault", "keyring", "profile", "nowhere"}
    assert (after["mails"]["count"], after["mails"]["where"]) == (0, "nowhere")
    assert (after["usage"]["count"], after["usage"]["where"]) == (0, "nowhere")


def test_each_category_is_a_line_of_text(vault):
    options, _ = vault
    shown = run(*options, "privacy", "inventory").out
    assert "Statistiques d’usage · Nulle part · 0" in shown.replace("'", "’")
    assert "RGPD, art. 6.1.c" in shown


def test_the_register_is_written_as_a_pdf_and_as_a_table(vault, tmp_path):
    options, _ = vault
    pdf, table = tmp_path / "registre.pdf", tmp_path / "registre.csv"
    assert run(*options, "privacy", "register", "-o", pdf).code == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    done = run(*options, "--json", "privacy", "register", "-o", table)
    assert (done.code, done.value) == (0, {"file": str(table), "activities": 8})
    assert len(list(csv.reader(io.StringIO(table.read_text("utf-8-sig")), delimiter=";"))) > 20
    assert run(*options, "privacy", "register", "-o", tmp_path / "registre.doc").code == 1
    assert not (tmp_path / "registre.doc").exists()
