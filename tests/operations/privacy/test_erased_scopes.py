"""A part is erased through the command line: every canary of its annotations goes, and no other one."""

import re

import pytest

from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.vault.erasures import pending
from tests.support.erasures import BIRD
from tests.support.persons import CLIENT, OF_SUPPLIER, SUPPLIER, make_persons
from tests.support.scoped import GONE, OF_SCOPE, category_of, columns_with, erase, make_modules, run


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    place, planted = make_modules(tmp_path_factory.mktemp("modules"))
    assert place.found(planted) == planted.keys(), "the search finds what is there"
    return place, planted


@pytest.mark.parametrize("scope", ["bank", "mail", f"mail:{GONE}", "trips"])
def test_every_canary_of_the_scope_goes_and_no_other_one(made, tmp_path, scope):
    place, planted = made[0].copy(tmp_path), made[1]
    code, report = erase(place, scope)
    assert (code, report["erased"]) == (0, True), (place.temporary / "errors.txt").read_text()
    kind = scope.partition(":")[0]
    of_scope = {each for each in planted if category_of(each) in OF_SCOPE[kind]}
    assert len(of_scope) > 5
    left = place.found(planted)
    assert sorted(left & of_scope) == []
    assert sorted(planted.keys() - left - of_scope) == [], "what is of others stays"
    assert pending(place.profile) == {}


@pytest.fixture(scope="module")
def persons(tmp_path_factory):
    return make_persons(tmp_path_factory.mktemp("persons"))


def _listed(report):
    """The categories in which a report says that the person is still named."""
    return set(report["remains"]) | ({"documents", "receipts"} if report["kept"] else set())


def _categories(columns):
    inventory = load_inventory()
    return {inventory.tables[table].columns[column] for table, column in (each.split(".") for each in columns)}


REMAINS = {
    # Of the client: two seals; a text about another purchase, and a receipt's voucher; the label of the bank; the path.
    "client": {"documents": 2, "expenses": 2, "archives": 4, "bank_transactions": 1, "copies": 1},
    "supplier": {"expenses": 1, "archives": 1},
}
SHOWING = (("documents", "list"), ("mileage", "list"), ("privacy", "requests", "list"))


@pytest.mark.parametrize("who", ["client", "supplier"])
def test_whatever_still_names_a_person_is_in_a_category_that_the_report_lists(persons, tmp_path, who):
    place, client_id = persons[0].copy(tmp_path), persons[1]
    scope, own = (f"client:{client_id}", CLIENT) if who == "client" else (f"supplier:{SUPPLIER}", OF_SUPPLIER)
    code, report = erase(place, scope)
    assert (code, report["erased"]) == (0, True), (place.temporary / "errors.txt").read_text()
    session = place.opened()
    after = columns_with(session, own)
    session.close()
    assert _categories(after) <= _listed(report)
    assert report["remains"] == REMAINS[who]
    assert report["copies"] == [str(persons[0].profile.parent / "absent" / BIRD.name)]
    assert run(place, "documents", "verify")[0] == 0
    for words in SHOWING:
        code, shown = run(place, *words)
        assert (code, re.findall(own, str(shown), re.IGNORECASE)) == (0, []), words
    code, again = erase(place, scope)
    assert (code, set(again)) == (1, {"error"}), "there is nobody of this name or number any more"
