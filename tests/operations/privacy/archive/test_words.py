"""The page of an export explains every table and column, in both languages, and reaches nothing elsewhere."""

import re
import tomllib

import pytest

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.base.paths import resource
from microdesk_desktop.operations.privacy.archive.contents import exported_tables
from tests.support.archives import exported


@pytest.fixture(autouse=True)
def _french_again():
    yield
    set_language("fr")


def test_every_table_and_column_is_explained(session):
    words = tomllib.loads(resource("privacy", "columns.toml").read_text("utf-8"))
    tables = session.read(exported_tables)

    assert {table.name for table in tables} <= words["table"].keys()
    for table in tables:
        named = {column.name for column in table.columns}
        assert named <= words["column"].keys() | words["in"].get(table.name, {}).keys(), table.name
    assert all(french and english for part in ("table", "column") for french, english in words[part].values())


@pytest.mark.parametrize(("language", "title"), [("fr", "Export de vos données"), ("en", "Export of your data")])
def test_the_page_is_in_the_language_of_the_program_without_scripts_or_addresses(session, tmp_path, language, title):
    set_language(language)
    exported(session, tmp_path / "export")

    page = (tmp_path / "export" / "README.html").read_text(encoding="utf-8")

    assert f'<html lang="{language}">' in page
    assert title in page
    assert not re.search(r"<script|<img|<link|@import|url\(|https?:|//", page)
    links = set(re.findall(r'href="([^"#]+)"', page))
    assert links
    assert all((tmp_path / "export" / link).is_file() for link in links)
