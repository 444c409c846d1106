"""The category that is proposed for an expense: what the user did comes before any list, whatever the order."""

import tomllib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.paths import resource
from microdesk_desktop.books.expenses.categories import CategoryIndex, CategoryReason, PastExpense
from microdesk_desktop.books.expenses.usual import usual_categories
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.text import fold

DAY = date(2026, 11, 2)


def spent(days: int, supplier: str, category: str, label: str = "") -> PastExpense:
    return PastExpense(DAY + timedelta(days=days), supplier, label, category)


def index_of(*past: PastExpense, rules: tuple[Rule, ...] = (), language: str = "fr") -> CategoryIndex:
    return CategoryIndex(past, rules, usual_categories(), language)


def rule(words: str, category: str, id_: int = 1, action: RuleAction = RuleAction.EXPENSE) -> Rule:
    return Rule(id=id_, name=words.title(), words=words, direction=-1, action=action, category=category)


def test_the_suppliers_own_category_comes_before_the_usual_one() -> None:
    found = index_of(spent(0, "OVH SAS", "Serveurs"), spent(5, "Ovh Sas", "Serveurs")).propose("OVH  SAS", "")
    assert found is not None
    assert (found.category, found.reason, found.uses, found.among) == ("Serveurs", CategoryReason.SUPPLIER, 2, 2)


def test_a_user_who_changes_their_mind_is_followed_and_a_single_exception_is_not() -> None:
    former = [spent(days, "FNAC", "Matériel") for days in range(20)]
    assert index_of(*former, spent(30, "FNAC", "Cadeaux")).propose("Fnac", "").category == "Matériel"
    changed = [spent(30 + days, "FNAC", "Livres") for days in range(3)]
    assert index_of(*former, *changed).propose("Fnac", "").category == "Livres"


def test_a_word_that_nearly_always_goes_with_one_category_decides_for_a_new_supplier() -> None:
    past = [spent(n, f"Café {n}", "Repas", "Déjeuner client") for n in range(4)]
    found = index_of(*past).propose("Le Zinc", "Dejeuner du 3 mai")
    assert (found.category, found.reason, found.word) == ("Repas", CategoryReason.WORD, "DEJEUNER")
    mixed = [spent(n, f"X{n}", category, "Dossier") for n, category in enumerate(("Repas", "Formation") * 2)]
    assert index_of(*mixed).propose("Y", "Dossier") is None


def test_the_most_specific_rule_for_the_bank_decides_where_nothing_was_learnt() -> None:
    rules = (rule("EDF", "Énergie"), rule("EDF PRO", "Atelier", 2), rule("EDF PRO PLUS", "Rien", 3, RuleAction.IGNORE))
    index = index_of(rules=rules)
    assert index.propose("EDF", "", "PRLV EDF PRO PLUS 12").category == "Atelier"
    assert index.propose("Edf", "").category == "Énergie"
    assert index.propose("EDFAX", "") is None


@pytest.mark.parametrize(("language", "category"), [("fr", "Télécommunications"), ("en", "Telecommunications")])
def test_a_known_supplier_has_its_usual_category_in_the_language_of_the_program(language: str, category: str) -> None:
    found = index_of(language=language).propose("Free Mobile", "")
    assert (found.category, found.reason, found.word) == (category, CategoryReason.USUAL, "FREE")


def test_nothing_is_proposed_of_nothing() -> None:
    assert index_of(spent(0, "", "Divers"), spent(1, "123", "Divers")).propose("", "456") is None


PAST = st.lists(
    st.builds(
        spent,
        st.integers(0, 9),
        st.sampled_from(["OVH", "Ovh sas", "FNAC Lyon", "Le Zinc", ""]),
        st.sampled_from(["Repas", "Matériel", "Logiciels"]),
        st.sampled_from(["Serveur dédié", "Déjeuner", "Serveur mutualisé", ""]),
    ),
    max_size=12,
)


@given(PAST, st.randoms(use_true_random=False))
def test_the_order_in_which_expenses_are_known_changes_nothing(past: list[PastExpense], random: st.DataObject) -> None:
    shuffled = list(past)
    random.shuffle(shuffled)
    for supplier, label in (("Ovh", "Serveur"), ("FNAC", "Déjeuner"), ("Bruneau", "")):
        assert index_of(*past).propose(supplier, label) == index_of(*shuffled).propose(supplier, label)


def test_no_word_of_the_table_goes_with_two_categories_nor_has_an_accent() -> None:
    rows = tomllib.loads(resource("tables", "expense_categories.toml").read_text("utf-8"))["category"]
    words = [word for row in rows for word in row["words"].split()]
    assert len(words) == len(set(words))
    assert all(word == fold(word) and word.isalnum() for word in words)
    for name in ("key", "fr", "en"):
        assert len({row[name] for row in rows}) == len(rows)
