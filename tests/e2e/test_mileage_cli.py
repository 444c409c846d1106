"""`microdesk mileage …` as scripts use it: from the first trip of a vault to the invoice."""

import csv

import pytest

from tests.support.clock import FakeClock
from tests.support.documents.issuing import issuing_vault
from tests.support.terminal import run
from tests.support.vaults import PASSPHRASE


@pytest.fixture
def mileage(tmp_path):
    issuing_vault(tmp_path / "profile", clock=FakeClock()).close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    options = ("--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret", "--json")
    return lambda *words: run(*options, *words)


def add(mileage, *words):
    return mileage("mileage", "add", "--from", "Bureau", "--to", "Nova, Lyon", *words)


def test_a_year_from_the_first_trip_to_its_report(mileage, tmp_path):
    first = add(mileage, "--date", "2025-03-02", "--km", "12,5").value
    assert (first["driven_km"], first["vehicle"], first["status"]) == ("12.5", None, "open")
    car = mileage("mileage", "vehicle", "add", "Clio", "--power", "5").value
    for day in ("2025-05-01", "2025-05-02"):
        assert add(mileage, "--date", day, "--km", "3000", "--return").value["vehicle_id"] == car["id"]
    mileage("mileage", "edit", first["id"], "--vehicle", "clio", "--purpose", "Recette")
    mileage("mileage", "templates", "--keep", first["id"])
    template = mileage("mileage", "templates").value[0]
    again = mileage("mileage", "add", "--template", template["id"], "--date", "2025-06-01").value
    assert (again["to"], again["purpose"], again["vehicle"]) == ("Nova, Lyon", "Recette", "Clio")
    mileage("mileage", "remove", again["id"])
    report = mileage("mileage", "report", "--year", "2025").value
    (vehicle,) = report["vehicles"]
    assert (report["km"], vehicle["amount"], vehicle["exact"]) == ("12012.5", "5683.00", "5683.46")
    assert (len(report["trips"]), report["trips"][0]["date"]) == (3, "2025-03-02")
    unknown = mileage("mileage", "report", "--year", "2026").value
    assert (unknown["vehicles"], unknown["trips"]) == ([], [])
    for name in ("trajets.csv", "trajets.xlsx", "trajets.pdf"):
        assert mileage("mileage", "report", "--year", "2025", "-o", tmp_path / name).value["trips"] == 3
    written = (tmp_path / "trajets.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.reader(written, delimiter=";"))
    assert [row[7] for row in rows[3:]] == ["12,5", "6000,0", "6000,0"]
    assert (tmp_path / "trajets.pdf").read_bytes().startswith(b"%PDF-")
    assert mileage("mileage", "report", "--format", "pdf").error == "invalid_value", "a PDF needs a file"
    mileage("mileage", "report", "--year", "2025", "--format", "csv", "-o", tmp_path / "sans suffixe")
    assert (tmp_path / "sans suffixe").read_bytes() == (tmp_path / "trajets.csv").read_bytes()
    assert len(mileage("mileage", "list", "--year", "2025").value) == 3


def test_trips_are_invoiced_once_and_freed_with_their_draft(mileage, tmp_path):
    (tmp_path / "clients.csv").write_text("nom\nNova\n", encoding="utf-8")
    assert mileage("import", "clients", tmp_path / "clients.csv").code == 0
    trip = add(mileage, "--date", "2025-03-02", "--km", "40", "--client", "Nova").value
    done = mileage("mileage", "invoice", trip["id"], "--client", "Nova", "--price", "0.60").value
    assert done["trips"] == [trip["id"]]
    again = mileage("mileage", "invoice", trip["id"], "--client", "Nova")
    assert (again.code, again.error) == (1, "trip_invoiced")
    assert mileage("mileage", "list").value[0]["status"] == "draft"
    assert mileage("mileage", "release", trip["id"]).code == 0
    assert mileage("mileage", "invoice", trip["id"], "--client", "Nova").code == 0, "the price is remembered"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--km", "0"), 2),
        (("--km", "1e9"), 2),
        (("--km", "nan"), 2),
        (("--km", "12,55"), 2),
        (("--km", "-3"), 2),
        (("--km", "9", "--date", "2999-01-01"), 1),
        (("--km", "9", "--client", "nobody"), 1),
        (("--km", "9", "--vehicle", "none"), 1),
        ((), 1),
    ],
)
def test_what_no_trip_has_is_refused_with_a_sentence(mileage, words, code):
    ran = add(mileage, *words)
    assert (ran.code, bool(ran.err.strip())) == (code, True)
    assert mileage("mileage", "list").value == []


def test_the_time_trips_are_kept_is_chosen_among_four(mileage):
    assert mileage("mileage", "settings").value == {"kept_years": 6, "to_erase": 0}
    assert mileage("mileage", "settings", "--keep", "3").value["kept_years"] == 3
    assert mileage("mileage", "settings", "--keep", "5").code == 2
    assert mileage("mileage", "settings", "--keep", "never").value["kept_years"] is None
