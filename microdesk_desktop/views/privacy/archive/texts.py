"""The texts of an export: the page that explains it, and the inventory."""

from collections.abc import Callable
from datetime import date
from typing import Any

from microdesk_desktop.domain.privacy.archives import ArchiveTexts
from microdesk_desktop.privacy.beside import Beside
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company_names
from microdesk_desktop.views.privacy.archive.readme import readme_html
from microdesk_desktop.views.privacy.inventory.rows import inventory_json, load_inventory_rows

Read = Callable[[Callable[[Reader], Any]], Any]


def archive_texts(read: Read, beside: Beside, today: date) -> ArchiveTexts:
    """The texts of an export of this vault; `beside` is of `operations/privacy/beside.py`."""
    return ArchiveTexts(
        readme=lambda tables: readme_html(tables, read(load_company_names)[0], today),
        inventory=lambda: inventory_json(read(lambda reader: load_inventory_rows(reader, beside, today))),
    )
