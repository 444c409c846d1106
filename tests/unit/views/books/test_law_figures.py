"""The figures of law: every table of figures is shown whole, in both languages; none is in force past its end."""

import json
import tomllib
from datetime import date

import pytest

from microdesk_desktop.base.dated_tables import dated_table
from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.base.paths import resource
from microdesk_desktop.cli.main import main
from microdesk_desktop.views.books.law_figures.figures import Standing, law_figures
from microdesk_desktop.views.books.law_figures.horizon import declared_horizon, horizon_sentence, outdated_sentences
from microdesk_desktop.views.books.law_figures.subjects import subjects

TODAY, NEXT_YEAR = date(2026, 11, 27), date(2027, 1, 1)
WORDINGS = {"mentions", "vat_cases"}
"""Tables of texts, which documents show; they hold no figure."""


def plain(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def tables():
    files = resource("tables").glob("*.toml")
    return {path.stem for path in files if "row" in tomllib.loads(path.read_text("utf-8"))}


def in_force(day, table):
    return [
        each for each in law_figures(day) if each.standing is Standing.IN_FORCE and each.key.startswith(f"{table}/")
    ]


def test_every_table_of_figures_is_shown():
    assert tables() - WORDINGS == set(subjects())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_row_is_shown_with_a_name_a_value_and_a_source_of_its_own(language):
    set_language(language)
    figures = law_figures(TODAY)
    assert {each.key.rsplit("/", 1)[0] for each in figures} == {
        f"{table}/{number}" for table in subjects() for number in range(1, len(dated_table(table).rows) + 1)
    }
    assert all(each.name and each.value and each.source and each.validity for each in figures)
    in_force_together = [(each.key.split("/")[0], each.name, each.first) for each in figures]
    assert len(set(in_force_together)) == len(in_force_together), "two figures under one name and day"


def test_a_figure_says_what_it_is_until_when_and_how_sure():
    (found,) = (each for each in in_force(TODAY, "social_rates") if plain(each.name) == "Profession libérale (BNC)")
    assert (found.text, plain(found.value), found.validity) == ("25.6", "25,6 %", "depuis le 01/01/2026")
    assert (found.confidence.value, found.checked) == ("H", date(2026, 11, 26))


def test_values_are_written_as_a_user_reads_them():
    values = {plain(each.value) for each in law_figures(TODAY)}
    assert {"203 100 €", "30 septembre", "3 trimestres", "10 ans", "3 mois", "à l’euro", "5KO", "0,606 €"} <= values


def test_what_a_business_of_last_spring_still_has_is_in_force():
    assert {plain(each.value) for each in in_force(TODAY, "acre")} >= {"50 %", "75 %"}


def test_nothing_of_a_table_is_in_force_after_its_horizon_and_that_is_said():
    assert in_force(TODAY, "social_rates")
    assert not in_force(NEXT_YEAR, "social_rates")
    assert declared_horizon(TODAY) is None
    assert declared_horizon(NEXT_YEAR) == date(2026, 12, 31)
    assert "31 décembre 2026" in plain(horizon_sentence(date(2026, 12, 31)))
    assert [plain(each) for each in outdated_sentences(TODAY) if "intérêt" in each] == [
        "Rien n’est connu après le 30 juin 2026 : taux d’intérêt légal."
    ]
    assert declared_horizon(date(2029, 1, 1)) == date(2026, 12, 31), "the first end of those that have ended"
    assert not any("cotisations sociales" in each for each in outdated_sentences(TODAY))
    assert any("cotisations sociales" in each for each in outdated_sentences(NEXT_YEAR))


def test_the_command_line_lists_them_without_a_vault(capsys, tmp_path):
    words = ["law", "--on", "2024-07-01", "--search", "libérale bnc sociales", "--json", "--profile", str(tmp_path)]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    (rate,) = (each for each in found if each["key"] == "social_rates/7/percent")
    assert (rate["value"], rate["from"], rate["to"]) == ("23.1", "2024-07-01", "2024-12-31")
    assert all(each["standing"] == "in_force" for each in found)


def test_sources_are_set_as_every_french_text():
    sources = {each.source for each in law_figures(TODAY)}
    assert any("l’URSSAF" in source for source in sources)
    assert [source for source in sources if "'" in source or " :" in source or " ;" in source] == []
