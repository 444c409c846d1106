"""The catalogue by hand and as the completion of a line finds it, on a real vault."""

import time
from dataclasses import replace

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.draft import DraftLine
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.operations.records.catalogue import add_from_line, put_item, remove_item
from microdesk_desktop.store.imports.journal import load_imports
from microdesk_desktop.store.records.catalogue import load_item, load_items, save_catalogue_item
from microdesk_desktop.views.records.catalogue import CatalogueSearch
from tests.support.bank import open_vault
from tests.support.clock import FakeClock
from tests.support.disks import raises_known
from tests.support.measures.pace import slowness

ITEM = CatalogueItem(
    reference="JOUR", label="Journée de conseil", unit="jour", unit_price=550_000_000, activity="bnc", vat_rate_bp=2_000
)
LABELS = {
    "AUDIT": "Audit d'accessibilité",
    "DEV-J": "Développement, la journée",
    "DEV-H": "Développement, l'heure",
    "HEB": "Hébergement annuel",
    "LOGO": "Création de logo",
    "MAINT": "Maintenance mensuelle du site",
}


@pytest.fixture
def session(tmp_path):
    with open_vault(tmp_path, FakeClock()) as opened:
        yield opened


def fill(session, labels):
    session.write(
        lambda writer: [
            save_catalogue_item(writer, replace(ITEM, reference=reference, label=label))
            for reference, label in labels.items()
        ]
    )


def found(session, text):
    return [match.item.reference for match in session.read(CatalogueSearch).find(text)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("audit", ["AUDIT"]),
        ("ACCESSIBILITE", ["AUDIT"]),
        ("site maint", ["MAINT"]),
        ("heure dév", ["DEV-H"]),
        ("dev-h", ["DEV-H"]),
        ("dev", ["DEV-H", "DEV-J"]),
        ("herbegement", ["HEB"]),
        ("hébregement", ["HEB"]),
        ("mantenance", ["MAINT"]),
        ("créatoin logo", ["LOGO"]),
        ("lgo", []),  # three letters are too few to forgive a slip
        ("plomberie", []),
    ],
)
def test_an_item_is_found_whatever_the_accents_the_order_and_a_slip(session, typed, expected):
    fill(session, LABELS)
    assert found(session, typed) == expected


def test_the_reference_comes_first_then_the_label_that_begins_so_and_never_more_than_eight(session):
    fill(session, {"X": "Logo", "LOGO": "Zèbre", "Y": "Mon logo", "Z": "Prologo"})
    assert found(session, "logo") == ["LOGO", "X", "Y", "Z"]
    fill(session, {f"P{number}": f"Pack {number:02}" for number in range(30)})
    assert found(session, "pack") == [f"P{number}" for number in range(8)]
    assert len(found(session, "")) == 8


def test_a_key_stroke_over_five_thousand_items_takes_milliseconds(session):
    labels = {f"R{number:04}": f"{word} {number} séance de coaching" for number, word in enumerate(_words(5_000))}
    fill(session, labels)
    search = session.read(CatalogueSearch)
    search.find("amroce")  # the beginnings of words are gathered once
    start = time.process_time()
    for typed in ("a", "coaching", "seance coachign", "coahcing 4821", "zzzzzzzz"):
        search.find(typed)
    assert (time.process_time() - start) / 5 < 0.05 * slowness()


def _words(count):
    return ["".join(chr(97 + (number * step) % 26) for step in (3, 5, 7, 11, 17, 19)) for number in range(count)]


def test_the_line_of_a_match_has_the_code_of_its_unit_and_leaves_open_what_the_company_decides(session):
    fill(session, {"A": "Atelier"})
    put_item(session, replace(ITEM, reference="B", label="Brochure", unit="", activity="", vat_rate_bp=0))
    atelier, brochure = session.read(CatalogueSearch).find("")
    assert atelier.line == DraftLine(
        label="Atelier", unit="DAY", unit_price=550_000_000, vat_rate_bp=2_000, activity=Activity.BNC
    )
    assert brochure.line == DraftLine(label="Brochure", unit="C62", unit_price=550_000_000)


def test_each_change_is_undone_and_the_undo_is_undone(session):
    added = put_item(session, ITEM)
    changed = put_item(session, replace(ITEM, unit_price=33_300), added.id)
    assert session.read(lambda reader: load_item(reader, added.id)).unit_price == 33_300
    redo = changed.undo(session)
    assert session.read(lambda reader: load_item(reader, added.id)) == ITEM
    redo.undo(session)
    assert session.read(lambda reader: load_item(reader, added.id)).unit_price == 33_300
    removed = remove_item(session, added.id)
    put_item(session, replace(ITEM, reference="AUTRE"))  # must not take the id that was freed
    removed.undo(session)
    assert session.read(lambda reader: load_item(reader, added.id)).unit_price == 33_300


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reference": " "}, "reference"),
        ({"reference": "jour"}, "reference"),
        ({"label": ""}, "label"),
        ({"unit": "parsec"}, "unit"),
        ({"unit_price": -1}, "unit_price"),
        ({"vat_rate_bp": 1_960}, "vat_rate"),
    ],
)
def test_what_no_document_could_sell_is_refused_with_its_field(session, wrong, field):
    put_item(session, ITEM)
    with pytest.raises(KnownError) as caught:
        put_item(session, replace(ITEM, **{"reference": "AUTRE", **wrong}))
    assert (caught.value.code, caught.value.params["field"]) == (ErrorCode.INVALID_VALUE, field)
    assert len(session.read(load_items)) == 1


def test_an_undo_does_not_give_one_reference_to_two_items(session):
    removed = remove_item(session, put_item(session, ITEM).id)
    put_item(session, ITEM)
    with raises_known(ErrorCode.INVALID_VALUE):
        removed.undo(session)


def test_a_line_is_added_under_a_reference_of_its_own(session):
    line = DraftLine(label=" Conseil & stratégie pour l'année ", unit="HUR", unit_price=80_000_001, quantity=35_000)
    for _ in range(2):
        add_from_line(session, line)
    (_, first), (_, second) = session.read(load_items)
    assert first == CatalogueItem(
        reference="CONSEIL-STRATEGIE-POUR-L",
        label="Conseil & stratégie pour l'année",
        unit="heure",
        unit_price=80_000_001,
        activity="",
        vat_rate_bp=0,
    )
    assert second == replace(first, reference="CONSEIL-STRATEGIE-POUR-L-2")


def test_an_import_keeps_every_decimal_of_a_price(session):
    text = "Référence;Libellé;Prix unitaire HT\nMOT;Le mot;0,123456\nPAGE;La page;1 250,5\nTROP;Trop;0,1234567\n"
    (file,) = keep(session, [Draft(name="liste.csv", data=text.encode(), kind=ImportKind.CATALOGUE)], Job()).files
    prices = {item.reference: item.unit_price for _, item in session.read(load_items)}
    assert prices == {"MOT": 123_456, "PAGE": 1_250_500_000}
    assert [problem.code for problem in file.problems] == ["amount_too_precise"]


def test_taking_an_import_back_leaves_what_was_corrected_since(session):
    put_item(session, replace(ITEM, label="Journée"))
    text = "Référence;Libellé;Prix unitaire HT\nJOUR;Journée de conseil;600,00\n"
    keep(session, [Draft(name="liste.csv", data=text.encode(), kind=ImportKind.CATALOGUE)], Job())
    ((item_id, imported),) = session.read(load_items)
    assert (imported.label, imported.unit_price) == ("Journée de conseil", 600_000_000)
    put_item(session, replace(imported, unit_price=700_000_000), item_id)
    (past,) = session.read(load_imports)
    take_back(session, past.id)
    item = session.read(lambda reader: load_item(reader, item_id))
    assert (item.label, item.unit_price) == ("Journée", 700_000_000)
