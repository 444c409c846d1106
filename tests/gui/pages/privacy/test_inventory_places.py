"""Each category of the inventory opens where it is read and changed."""

import pytest

from microdesk_desktop.pages.registry import PAGES
from microdesk_desktop.pages.settings.panes import groups
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.views.privacy.inventory.places import place_of

NOTHING_TO_SEE = {"program_rows", "program_files", "usage"}


@pytest.mark.parametrize("category", load_inventory().categories)
def test_the_place_of_a_category_is_a_page_of_the_window(category):
    place = place_of(category)
    if category in NOTHING_TO_SEE:
        assert place is None
        return
    assert place is not None
    assert place.page in {page.key for page in PAGES}
    assert place.action
    if place.page == "settings":
        assert place.wanted in {pane.key for _, panes in groups() for pane in panes}
