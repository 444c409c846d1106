"""The catalogue's prices became exact: what a vault of before holds is worth the same."""

import json

from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.imports.journal import load_changes_of_row
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.store.records.catalogue import load_items

KEY = bytes(32)


def test_former_prices_are_worth_the_same_also_in_what_an_import_can_take_back(tmp_path):
    steps = [step for step in load_migrations() if step.number < 160]
    database = Database.create(tmp_path / "vault.db", KEY, migrations=steps)
    before, after = (
        {"unit_price_cents": 333, "label": "Pose"},
        {"unit_price_cents": -12_345, "label": "Pose d'un mur"},
    )

    def write(writer):
        item = "('P', 'Pose d''un mur', 'heure', 12345, '', 0)"
        columns = "(reference, label, unit, unit_price_cents, activity, vat_rate_bp)"
        writer.run(f"INSERT INTO catalogue_item {columns} VALUES {item}")
        file = "('a.csv', 'catalogue', '', '', '2026-11-02', 0, 1, 0, 0)"
        columns = "(name, kind, source, digest, imported_at, added, completed, known, refused)"
        writer.run(f"INSERT INTO imported_file {columns} VALUES {file}")
        sql = "INSERT INTO imported_change (import_id, entity, row_id, before, after) VALUES (1, ?, 1, ?, ?)"
        writer.run(sql, ("catalogue_item", json.dumps(before), json.dumps(after)))
        writer.run(sql, ("catalogue_item", '{"label": "A"}', '{"label": "B"}'))

    database.write(write)
    database.close()
    database = Database.open(tmp_path / "vault.db", KEY, copy_first=lambda _: None)
    ((_, item),) = database.read(load_items)
    first, second = database.read(lambda reader: load_changes_of_row(reader, Entity.CATALOGUE_ITEM, 1))
    database.close()
    assert item.unit_price == 123_450_000
    assert first.change.before == {"label": "Pose", "unit_price": 3_330_000}
    assert first.change.after == {"label": "Pose d'un mur", "unit_price": -123_450_000}
    assert (second.change.before, second.change.after) == ({"label": "A"}, {"label": "B"})
