"""The words that an export gives its tables and columns, in both languages."""

import pytest

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.views.privacy.archive.columns import column_text, table_text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_words_of_an_export_have_curved_apostrophes(language):
    set_language(language)
    words = [
        *(table_text(name) for name in load_inventory().tables),
        *(column_text(name, column) for name, entry in load_inventory().tables.items() for column in entry.columns),
    ]
    assert [text for text in words if "'" in text] == []
    assert any("’" in text for text in words)
