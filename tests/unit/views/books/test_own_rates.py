"""What the figures come to for the company: what to put aside of each euro, and an ACRE that ends on another day."""

from datetime import date

import pytest

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.views.books.law_figures.own import load_own_rates
from tests.support.documents.issuing import issuing_vault

TODAY = date(2026, 11, 27)


@pytest.fixture
def own(tmp_path, clock):
    """Gives the own rates on a day, of the company with these facts."""
    session = issuing_vault(tmp_path / "profile", clock=clock)

    def read(day=TODAY, **facts):
        put_company(session, {"activity": Activity.BNC, "is_craft": False, **facts})
        return session.read(lambda reader: load_own_rates(reader, day))

    yield read
    session.close()


def plain(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_each_activity_has_what_to_put_aside_of_a_euro_of_today(own):
    found = own(other_activities=(Activity.SALES,), has_flat_tax=True)
    assert [plain(each).split(" à mettre")[0] for each in found.sentences] == [
        "Profession libérale (BNC) : 28 %",
        "Vente de marchandises : 13,415 %",
    ]
    assert "cotisations sociales 25,6 %, formation professionnelle (CFP) 0,2 %" in plain(found.sentences[0])
    assert not found.doubts


def test_past_the_horizon_there_is_no_percentage(own):
    found = own(day=date(2027, 1, 1))
    assert not any("mettre de côté" in each for each in found.sentences)
    assert any("31 décembre 2026" in plain(each) for each in found.sentences)


@pytest.mark.parametrize(("until", "is_doubtful"), [(date(2026, 12, 31), False), (date(2027, 2, 1), True)])
def test_an_acre_that_ends_on_another_day_than_the_law_says_is_doubted(own, until, is_doubtful):
    found = own(created_on=date(2026, 2, 1), acre_until=until)
    assert bool(found.doubts) is is_doubtful
