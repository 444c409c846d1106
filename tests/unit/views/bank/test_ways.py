"""The ways of following a bank: the file first, what terms forbid said plainly, banks found by their names."""

from dataclasses import replace

import pytest

from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.ways import known_banks, ways
from microdesk_desktop.domain.bank.types import Institution
from microdesk_desktop.domain.bank.ways import Fitness
from microdesk_desktop.views.bank.connections.providers import list_providers
from microdesk_desktop.views.bank.connections.ways import (
    bank_title,
    find_banks,
    named_institutions,
    terms_lines,
    ways_for,
)

ALL = [replace(list_providers()[0], name=each.provider, title=each.provider, warning="") for each in ways()]


def bank(typed):
    return find_banks(typed)[0]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("fortu", "Fortuneo"),
        ("CREDIT AGRICOLE aquitaine", "Crédit Agricole"),
        ("credit agricole sud rhone alpes", "Crédit Agricole"),
        ("caisse d'epargne", "Caisse d’Épargne"),
        ("sg", "Société Générale"),
        ("boursorama", "BoursoBank"),
        ("revolut business", "Revolut"),
        ("manager.one", "Manager.one"),
        ("hello", "Hello bank!"),
    ],
)
def test_a_bank_is_found_by_what_users_type(typed, name):
    assert bank(typed).name == name


@pytest.mark.parametrize("typed", ["", "banque du coin", "qonto", "((("])
def test_another_bank_is_always_the_last_choice(typed):
    last = find_banks(typed)[-1]
    assert last.known is None
    assert bank_title(last) == (f"Autre banque\u00a0: {typed}" if typed else "Autre banque")


@pytest.mark.parametrize("typed", ["", "qonto", "lcl", "banque du coin"])
def test_the_statement_file_is_the_first_way_of_every_bank(typed):
    first = ways_for(bank(typed), ALL)[0]
    assert first.provider is None
    assert first.warning == ""


def test_qonto_is_a_way_for_qonto_alone():
    assert [each.key for each in ways_for(bank("qonto"), ALL)][:2] == ["file", "qonto"]
    assert "qonto" not in [each.key for each in ways_for(bank("fortuneo"), ALL)]
    assert "qonto" not in [each.key for each in ways_for(find_banks("zzz")[-1], ALL)]


def test_a_way_whose_terms_exclude_a_business_account_says_so_in_its_line_its_warning_and_its_facts():
    excluded = {each.provider for each in ways() if each.fitness is Fitness.EXCLUDED}
    assert "enablebanking" in excluded
    for way in ways_for(bank("fortuneo"), ALL):
        if way.key in excluded:
            assert "pas un compte professionnel" in way.summary
            assert way.warning.startswith("Pas pour un compte professionnel")
            assert dict(way.facts)["Compte professionnel"].startswith("Non")
            assert any(each.startswith("Compte professionnel\u00a0: Non") for each in terms_lines(way.key))
        else:
            assert "Conseillé" not in way.summary or way.key == "file"


def test_every_way_says_what_it_asks_costs_keeps_and_allows():
    for way in ways_for(bank("qonto"), ALL):
        names = [name for name, sentence in way.facts if sentence]
        assert names[:4] == ["Ce qu’il faut", "Ce que cela coûte", "Ce qui est gardé", "Compte professionnel"]


def test_every_service_of_the_registry_stands_in_the_table():
    assert set(PROVIDERS) <= {each.provider for each in ways()}
    assert all(page.startswith("https://") for each in ways() for page in each.pages)


def test_the_layouts_that_the_table_names_exist():
    existing = {each.name for each in bank_tables().presets}
    assert {layout for each in known_banks() for layout in each.layouts} <= existing
    assert {name for each in ways() for name in each.banks} <= {each.id for each in known_banks()}


def test_the_list_of_a_service_is_narrowed_to_the_bank_and_nothing_like_it():
    names = ["CIC", "CIC (espace professionnel)", "Crédit Mutuel", "Crédit Agricole Nord de France", "Boursorama"]
    found = [Institution(id=name, name=name) for name in names]
    assert [each.name for each in named_institutions(found, bank("cic"))] == names[:2]
    assert [each.name for each in named_institutions(found, bank("boursobank"))] == ["Boursorama"]
    assert named_institutions(found, find_banks("zzz")[-1]) == []
    assert not named_institutions(found, find_banks("")[-1])
