"""A part is erased through the command line: every canary of its annotations goes, and no other one."""

import re
from datetime import timedelta

import pytest

from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.vault.erasures import pending
from microdesk_desktop.vault.lock import ProfileLock
from tests.support.clock import FakeClock
from tests.support.erasures import BIRD, END
from tests.support.persons import CLIENT, OF_SUPPLIER, SUPPLIER, make_persons
from tests.support.scoped import (
    GONE,
    OTHER_SECRET,
    STAYS,
    columns_with,
    erase,
    make_modules,
    of_scope,
    run,
)
from tests.support.strict_keyring import StrictKeyring


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
    own = of_scope(planted, scope)
    assert len(own) > 5
    left = place.found(planted)
    assert sorted(left & own) == []
    assert sorted(planted.keys() - left - own) == [], "what is of others stays"
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


AFTERWARDS = {"client": {"expense.label", "bank_transaction.label", "known_copy.path"}, "supplier": set()}
"""What no law keeps, and what the report listed."""


@pytest.mark.parametrize("scope", ["client", "supplier"])
def test_on_its_day_the_rest_goes_by_itself(persons, tmp_path, scope):
    place, client_id = persons[0].copy(tmp_path), persons[1]
    named, own = (f"client:{client_id}", CLIENT) if scope == "client" else (f"supplier:{SUPPLIER}", OF_SUPPLIER)
    assert erase(place, named)[0] == 0
    session = place.opened(FakeClock(END + timedelta(1)))
    left = columns_with(session, own)
    session.close()
    assert set(left) == AFTERWARDS[scope]


HALFWAY, LATE = 45, 62
"""Of the files and entries that an erasure opens or changes: among its rows, and among its backups."""


@pytest.mark.parametrize(
    ("scope", "how", "step"),
    [
        ("bank", "kill_at", HALFWAY),
        (f"mail:{GONE}", "kill_at", LATE),
        ("mail", "kill_at", HALFWAY),
        ("trips", "kill_at", HALFWAY),
        ("bank", "fill_at", HALFWAY),
        ("trips", "fill_at", LATE),
    ],
)
def test_what_is_interrupted_is_finished_by_the_next_opening_or_was_not_begun(made, tmp_path, scope, how, step):
    place, planted = made[0].copy(tmp_path), made[1]
    own = of_scope(planted, scope)
    erase(place, scope, **{how: step})
    is_begun = bool(pending(place.profile))
    assert run(place, "vault", "status")[0] == 0
    left = place.found(planted)
    assert pending(place.profile) == {}
    assert planted.keys() - left in (set(), own), "whole, or gone"
    assert not (is_begun and own <= left)


def test_the_same_command_after_a_kill_says_what_the_opening_finished(made, persons, tmp_path):
    mailbox, client = made[0].copy(tmp_path / "mail"), persons[0].copy(tmp_path / "client")
    for place, scope in ((mailbox, f"mail:{GONE}"), (client, f"client:{persons[1]}")):
        erase(place, scope, kill_at=HALFWAY)
        assert pending(place.profile)
        code, report = erase(place, scope)
        assert (code, report["erased"], report["remains"]) == (0, True, None)
    assert {"ANCIEN-1", "F-2026-0001"} <= {each["number"] for each in report["kept"]}
    assert run(mailbox, "mail", "accounts")[1] == [{"id": STAYS, "address": "Autre@Example.org", "kind": "imap"}]


def test_while_the_vault_is_open_elsewhere_nothing_is_begun(made, tmp_path):
    place = made[0].copy(tmp_path)
    lock = ProfileLock(place.profile)
    code, refused = erase(place, "bank")
    lock.release()
    assert (code, refused["error"]["code"]) == (1, "busy")
    assert pending(place.profile) == {}
    assert place.found(made[1]) == made[1].keys()


def test_a_mailbox_is_named_by_its_address_in_any_case_and_another_one_keeps_its_password(made, tmp_path):
    place = made[0].copy(tmp_path)
    code, refused = erase(place, "mail:feed")
    assert (code, refused["error"]["code"]) == (1, "mail_account_unknown")
    code, report = erase(place, "mail:AUTRE@example.ORG")
    assert (code, [each["id"] for each in report["accounts"]]) == (0, [STAYS])
    assert place.found(made[1]) == made[1].keys()
    assert OTHER_SECRET not in StrictKeyring(place.keyring).content
