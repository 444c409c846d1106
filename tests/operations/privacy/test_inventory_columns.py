"""A column that no annotation names fails here, and so does an annotation of a column that is gone."""

from microdesk_desktop.privacy.inventory import load_inventory
from tests.support.vaults import new_vault

COLUMNS = """
    SELECT made.name, info.name FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS info
    WHERE made.type = 'table' AND made.name <> 'sqlite_sequence'
"""
"""SQLite counts the ids that it gave in the table `sqlite_sequence`, beside those of the program."""


def test_every_column_of_a_vault_is_in_one_category(tmp_path):
    session = new_vault(tmp_path).session
    columns = session.read(lambda reader: reader.all(COLUMNS))
    session.close()
    annotated = [(table, column) for table, entry in load_inventory().tables.items() for column in entry.columns]
    assert sorted(annotated) == sorted(columns)


def test_every_category_of_the_vault_is_counted():
    inventory = load_inventory()
    counted = {category for entry in inventory.tables.values() for category in entry.counts}
    assert counted == {category for entry in inventory.tables.values() for category in entry.columns.values()}
