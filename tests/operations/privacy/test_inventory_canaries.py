"""A canary in every annotated column, secret and file: the inventory counts it, and a search finds each where it is."""

from collections import Counter
from datetime import date

import pytest

from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.privacy.codes import Where
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.views.privacy.inventory.rows import load_inventory_rows
from tests.support.canaries import READ_AT_OPENING, Annotation, key_of, plant_all, scan
from tests.support.vaults import distinct_vault

DAY = date(2026, 11, 27)
FREE_COLUMNS = """
    SELECT made.name || '.' || info.name FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS info
    WHERE made.type = 'table' AND info.type IN ('TEXT', 'BLOB') AND info.name <> 'previous'
        AND made.name <> 'sqlite_sequence' AND made.name NOT LIKE '%_touched'
        AND made.sql NOT LIKE '%CHECK (' || info.name || ' IN %'
        AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(made.name) AS key WHERE key."from" = info.name)
"""


@pytest.fixture
def keyring():
    return MemoryKeyring()


@pytest.fixture
def session(tmp_path, keyring):
    session = distinct_vault(tmp_path / "profile", keyring=keyring).session
    yield session
    session.close()


@pytest.fixture
def planted(session):
    return plant_all(session)


def test_every_column_that_takes_a_text_and_every_secret_has_a_canary(session, planted):
    read_at_opening = {f"{table}.{column}" for table, column in READ_AT_OPENING}
    columns = session.read(lambda reader: {name for (name,) in reader.all(FREE_COLUMNS)}) - read_at_opening
    assert sorted(each.name for each in planted if each.kind == "column") == sorted(columns)
    assert sum(each.kind == "secret" for each in planted) == len(load_inventory().secrets)
    assert len(planted) > 250


def test_the_inventory_counts_every_canary(session, planted):
    inventory = load_inventory()
    beside = list_beside(session)
    rows = session.read(lambda reader: load_inventory_rows(reader, beside, DAY))
    counted = {row.category.name: row.count for row in rows}
    categories = Counter()
    for each in planted:
        if each.kind == "column":
            table, column = each.name.split(".")
            categories[inventory.tables[table].columns[column]] += 1
        elif each.kind == "secret":
            categories[inventory.category_of_secret(each.name)] += 1
        else:
            categories[inventory.file_entry(each.name).category] += 1
    assert [name for name in categories if not counted[name]] == []
    kept = [row for row in rows if row.category.where is Where.KEYRING]
    assert {row.category.name: row.count for row in kept} == {
        row.category.name: categories[row.category.name] for row in kept
    }


def test_the_search_finds_every_canary_where_it_is_and_in_clear_only_those_of_clear_files(
    session, planted, tmp_path, keyring
):
    key = key_of(session.profile)
    session.close()
    search = {"folders": [tmp_path], "profile": session.profile}
    hits = scan(planted, key=key, secrets=keyring.entries, **search)
    assert {hit.annotation for hit in hits} == planted.keys()
    in_clear = scan(planted, key=bytes(32), secrets=keyring.entries, **search)
    assert {hit.annotation.kind for hit in in_clear} == {"secret", "file"}
    assert all(hit.place == "the keyring" for hit in in_clear if hit.annotation.kind == "secret")
    by_place = Counter(hit.place.rpartition("/")[2] for hit in hits if hit.annotation.kind == "column")
    columns = sum(each.kind == "column" for each in planted)
    assert by_place["vault.db"] == columns
    assert [count for place, count in by_place.items() if place.endswith(".mdbackup")] == [columns]
    assert Annotation("file", "settings.json") in {hit.annotation for hit in in_clear}
