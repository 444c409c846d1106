"""The page of the figures of law: searched, narrowed by what is to be verified, and what is not known said above it."""

from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.pages.law_figures.page import ALL, TO_VERIFY, LawFiguresPage
from microdesk_desktop.views.books.law_figures.figures import Standing
from tests.support.clock import FakeClock
from tests.support.company import Desk


def opened(desk: Desk) -> LawFiguresPage:
    page = desk.go_to("law_figures")
    assert isinstance(page, LawFiguresPage)
    return page


def test_what_is_in_force_is_shown_first_and_words_find_a_figure(desk: Desk) -> None:
    page = opened(desk)
    assert {row.standing for row in page.kept} == {Standing.IN_FORCE}
    page.card.search.setText("plafonds prestations")
    assert [row.value.replace("\u202f", " ").replace("\xa0", " ") for row in page.kept] == ["83 600 €"]


def test_what_is_to_be_verified_stands_apart_and_the_former_ones_are_there(desk: Desk) -> None:
    page = opened(desk)
    assert page.chips is not None
    page.chips.choose(TO_VERIFY)
    assert [row.value[:4] for row in page.kept] == ["13,4"]
    page.chips.choose(ALL)
    assert len(page.kept) == len(page.rows)


def test_what_no_table_knows_any_more_is_said_above_the_list(desk: Desk) -> None:
    page = opened(desk)

    def is_said(words: str) -> bool:
        strips = (strip for strip in page.findChildren(Strip) if strip.isVisible())
        return any(words in strip.accessibleName() for strip in strips)

    desk.qtbot.waitUntil(lambda: is_said("30 juin 2026"))
    assert is_said("mettre de côté"), "what they come to for the company stands there too"


def test_past_the_horizon_the_dashboard_says_so_and_leads_to_the_figures(desk: Desk, clock: FakeClock) -> None:
    notices = desk.shell.workspace.notices
    keys = ("law_horizon_dashboard", "law_horizon_declarations")
    assert not any(each.key in keys for each in notices.banners)
    clock.set_forward(days=60)
    desk.shell.workspace.announce(Changes.COMPANY)
    (banner,) = (each for each in notices.banners if each.page == "dashboard" and each.key in keys)
    assert "31 décembre 2026" in banner.text.replace("\u202f", " ").replace("\xa0", " ")
    assert banner.action is not None
    banner.action[1]()
    desk.rest()
    assert desk.shell.current().key == "law_figures"
    clock.set_forward(days=-60)
    desk.shell.workspace.announce(Changes.COMPANY)
    assert not any(each.key in keys for each in notices.banners)
