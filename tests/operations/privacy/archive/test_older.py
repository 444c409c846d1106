"""What an earlier version exported comes back into the vault of this one: all of it, or nothing."""

import json
from dataclasses import replace
from itertools import takewhile
from types import SimpleNamespace

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.privacy.archives import ArchiveTexts
from microdesk_desktop.operations.documents.seal.verify import verify_documents
from microdesk_desktop.operations.privacy.archive.bring_back import FIRST_SCHEMA, import_everything
from microdesk_desktop.operations.privacy.archive.contents import exported_tables
from microdesk_desktop.operations.privacy.archive.destination import Destination
from microdesk_desktop.operations.privacy.archive.export import export_everything
from microdesk_desktop.operations.vault.verify import verify
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.store.privacy.whole_tables import insert_rows, iterate_rows, replacing
from microdesk_desktop.store.transaction import count_rows
from tests.support.archives import exported
from tests.support.clock import FakeClock
from tests.support.disks import files_of_at_most, raises_known
from tests.support.erasures import SOLD_ON
from tests.support.stops import StoppedAt
from tests.support.vaults import reopened

STEPS = load_migrations()
LATEST = STEPS[-1].number
OLDER = [step.number for step in STEPS if FIRST_SCHEMA <= step.number < LATEST]


def older_export(session, folder, schema):
    """The export that the version with this schema would have made of the same vault."""
    steps = list(takewhile(lambda step: step.number <= schema, STEPS))
    old = Database.create(folder / f"{schema}.db", bytes(32), migrations=steps)
    old.write(lambda writer: _copied(session, writer))
    at = SimpleNamespace(
        database=old, profile=session.profile, clock=session.clock, outside=session.outside, read=old.read
    )
    at.write = lambda fn: None
    texts = ArchiveTexts(readme=lambda tables: "", inventory=dict)
    export_everything(at, Destination(path=folder / f"export-{schema}"), Job(), texts=texts)
    old.close()
    return folder / f"export-{schema}"


def _copied(session, writer):
    """Take the rows of the vault of today into that of the older schema, without what is nowhere today."""
    writer.run("PRAGMA defer_foreign_keys = ON")
    today = {table.name: set(table.columns) for table in session.read(exported_tables)}
    tables = [
        replace(table, columns=[column for column in table.columns if column in today[table.name]])
        for table in exported_tables(writer)
    ]
    with replacing(writer, [table.name for table in tables]):
        for table in tables:
            rows = session.read(
                lambda reader, table=table: [row for rows in iterate_rows(reader, table, 100) for row in rows]
            )
            insert_rows(writer, table, rows)


def test_the_export_has_all_columns_that_the_inventory_annotates_and_that_are_not_derived(session):
    found = {table.name: {column.name for column in table.columns} for table in session.read(exported_tables)}
    annotated = load_inventory().tables
    assert found == {name: annotated[name].columns.keys() for name in found}
    assert {name for name in annotated.keys() - found.keys() if not annotated[name].is_derived} == set()


@pytest.mark.parametrize("schema", OLDER)
def test_what_an_earlier_version_exported_comes_back_and_is_the_vault_of_today(session, other, tmp_path, schema):
    folder = older_export(session, tmp_path, schema)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["schema"] == schema

    report = import_everything(other, folder, Job())

    assert (report.digest, report.counts) == (manifest["content"], manifest["counts"])
    assert other.database.version == LATEST
    assert verify_documents(other).flaws == ()
    assert all(verify(other).values())
    before, after = session.read(count_rows), other.read(count_rows)
    assert {name: after[name] for name in report.counts} == {name: before[name] for name in report.counts}
    assert after["turnover_sum"] == before["turnover_sum"]
    other.close()
    again = reopened(other.profile, clock=FakeClock(SOLD_ON))
    assert again.database.lost_commits == 0
    exported(again, tmp_path / "again")
    again.close()


@pytest.mark.parametrize("moment", [1, 30, 90])
def test_one_that_is_stopped_leaves_the_vault_as_it_was(session, other, tmp_path, moment):
    folder = older_export(session, tmp_path, FIRST_SCHEMA)
    before = other.read(count_rows)
    with pytest.raises(Cancelled):
        import_everything(other, folder, StoppedAt(moment))
    assert other.read(count_rows) == before
    assert other.database.version == LATEST


def test_a_disk_that_takes_no_more_leaves_the_vault_as_it_was(session, other, tmp_path):
    folder = older_export(session, tmp_path, FIRST_SCHEMA)
    before = other.read(count_rows)
    with files_of_at_most(600_000), pytest.raises(KnownError) as caught:
        import_everything(other, folder, Job())
    assert caught.value.code in (ErrorCode.DISK_FULL, ErrorCode.DISK_FAILED)
    assert other.read(count_rows) == before
    import_everything(other, folder, Job())


@pytest.mark.parametrize("schema", [FIRST_SCHEMA - 10, LATEST + 10, 0, -10])
def test_the_schema_of_no_version_that_exported_is_refused(session, other, tmp_path, schema):
    exported(session, tmp_path / "export")
    manifest = json.loads((tmp_path / "export" / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "export" / "manifest.json").write_text(json.dumps({**manifest, "schema": schema}))
    with raises_known(ErrorCode.EXPORT_OTHER_VERSION):
        import_everything(other, tmp_path / "export", Job())


@pytest.mark.parametrize("schema", [FIRST_SCHEMA, FIRST_SCHEMA + 5])
def test_an_export_that_lies_about_its_schema_is_refused(session, other, tmp_path, schema):
    exported(session, tmp_path / "export")
    before = other.read(count_rows)
    manifest = json.loads((tmp_path / "export" / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "export" / "manifest.json").write_text(json.dumps({**manifest, "schema": schema}))
    with pytest.raises(KnownError) as caught:
        import_everything(other, tmp_path / "export", Job())
    assert caught.value.code is ErrorCode.EXPORT_DAMAGED
    assert other.read(count_rows) == before
