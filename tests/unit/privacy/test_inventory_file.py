"""The annotations that ship are whole, and a file of annotations that contradicts itself is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.paths import resource
from microdesk_desktop.privacy.codes import Basis, People, Place, Where
from microdesk_desktop.privacy.inventory import FileEntry, SecretEntry, load_inventory, parse_inventory

TEXT = resource("privacy", "inventory.toml").read_text("utf-8")
A_TABLE = '[[table]]\nname = "client"\ncategory = "clients"\ncolumns = ["name"]\n'


def test_every_purpose_of_a_request_has_one_recipient():
    inventory = load_inventory()
    named = [purpose for each in inventory.connections.values() for purpose in each.purposes]
    assert sorted(named) == sorted(Purpose)
    assert {inventory.recipient_of(purpose) for purpose in Purpose} <= inventory.connections.keys()


def test_every_category_is_found_where_it_says():
    inventory = load_inventory()
    columns = {category for table in inventory.tables.values() for category in table.columns.values()}
    secrets = {each.category for each in inventory.secrets}
    files = {each.category for each in inventory.files}
    for category in inventory.categories.values():
        places = {Where.VAULT: columns, Where.KEYRING: secrets, Where.PROFILE: files}
        assert [where for where, names in places.items() if category.name in names] == (
            [category.where] if category.where in places else []
        )


def test_what_is_about_nobody_has_no_legal_basis_and_nothing_else_lacks_one():
    for category in load_inventory().categories.values():
        assert (category.people == (People.NOBODY,)) == (category.basis is Basis.NONE)


@pytest.mark.parametrize(
    ("found", "instead", "told"),
    [
        ('basis = "contract"', 'basis = "habit"', "'habit' is no code of Basis"),
        ('where = "vault"', 'where = "cloud"', "'cloud' is no code of Where"),
        ('"bank.token"', '"bank.tea"', "'bank.tea' is no code of Purpose"),
        ('"gmail.list"', '"bank.token"', "another recipient"),
        ('name = "clients"', 'name = "documents"', "two blocks of the category documents"),
        ('category = "books"', 'category = "novels"', "novels not declared"),
        ('recipients = ["clients"', 'recipients = ["neighbours"', "neighbours not declared"),
        ("counts = true", "count = true", "unknown: count"),
        ('retention = "client"\n', "", "retention"),
        ('path = "keys.copy.json"', 'path = "keys.json"', "named twice"),
    ],
)
def test_what_contradicts_itself_is_refused(found, instead, told):
    assert found in TEXT
    with pytest.raises(ValueError, match=re.escape(told)):
        parse_inventory(TEXT.replace(found, instead, 1))


def test_a_column_has_one_category():
    with pytest.raises(ValueError, match="client: two of its blocks do not agree"):
        parse_inventory(TEXT + A_TABLE)


def test_a_star_of_a_path_stands_for_a_part_of_one_name():
    entry = FileEntry(pattern="backups/*.mdbackup", category="backups", place=Place.PROFILE, counts=True)
    assert entry.matches("backups/2026-11-27.mdbackup")
    assert not any(
        map(entry.matches, ("backups", "2026-11-27.mdbackup", "backups/old/2.mdbackup", "backups/2.mdbackup.txt"))
    )


@given(st.lists(st.text("ab.", max_size=3), min_size=1, max_size=4), st.text("ab.", max_size=9))
def test_a_pattern_takes_the_texts_that_its_expression_takes(pieces, text):
    expression = ".*".join(map(re.escape, pieces))
    entry = SecretEntry(pattern="*".join(pieces), category="bank_keys")
    assert entry.matches(text) == bool(re.fullmatch(expression, text))
    assert entry.matches("ab".join(pieces))
