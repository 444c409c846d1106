"""Labels whose words come in another order: the same row, whatever the bank shuffles between two fetches."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.bank.types import BankRow, State
from tests.support.imports.merged_account import Account, row

WORDS = ["VIR", "NOVA", "DUPONT", "FACTURE", "41", "42", "ACOMPTE"]
LABELS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
ROWS = st.lists(st.builds(row, st.sampled_from([-500, 500]), LABELS, pending=st.booleans()), min_size=1, max_size=6)


def shuffled(rows: list[BankRow], random) -> list[BankRow]:  # type: ignore[no-untyped-def]
    """The rows in another order, each with its words in another order."""
    found = [each._replace(label=" ".join(random.sample(each.label.split(), len(each.label.split())))) for each in rows]
    random.shuffle(found)
    return found


def facts(account: Account) -> dict[int, tuple[object, ...]]:
    return {id_: each[:7] for id_, each in account.rows.items()}


def numbered(rows: list[BankRow]) -> list[BankRow]:
    """The booked rows with the bank's own identifiers, which it keeps."""
    return [
        each._replace(provider_id=f"bank-{at}") if each.state is State.BOOKED else each for at, each in enumerate(rows)
    ]


@given(ROWS, st.booleans(), st.randoms(use_true_random=False))
def test_no_shuffle_between_two_fetches_changes_a_row(rows: list[BankRow], has_ids: bool, random) -> None:  # type: ignore[no-untyped-def]
    account = Account()
    first = numbered(rows) if has_ids else rows
    account.merge(*first)
    before = facts(account)
    for _ in range(2):
        plan = account.merge(*shuffled(first, random))
        assert (len(plan.added), plan.removed) == (0, [])
        assert facts(account) == before, "no row takes the place of another one, and no label changes"


@given(ROWS, st.randoms(use_true_random=False))
def test_rows_that_are_new_in_a_shuffled_fetch_are_added_once(rows: list[BankRow], random) -> None:  # type: ignore[no-untyped-def]
    account = Account()
    account.merge(*rows[:-1])
    account.merge(*shuffled(rows, random))
    assert len(account.rows) == len(rows)

    def words(label: str) -> tuple[str, ...]:
        return tuple(sorted(set(label.split())))

    assert Counter(map(words, account.labels)) == Counter(words(each.label) for each in rows)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("VIR NOVA FACTURE 41 / 42", "FACTURE 42 / 41 VIR NOVA", 1),
        ("VIR NOVA FACTURE 41", "VIR NOVA FACTURE 42", 2),
        ("Prélèvement EDF 12", "12 EDF PRELEVEMENT", 1),
        ("VIR NOVA NOVA", "NOVA VIR", 1),
        ("VIR NOVA, FACTURE 41, PARIS", "PARIS, VIR NOVA, FACTURE 41", 1),
        ("VIR NOVA 03/04", "VIR NOVA 04/03", 2),
        ("***", "---", 2),
    ],
)
def test_numbers_are_words_that_must_all_be_there(first: str, second: str, count: int) -> None:
    account = Account()
    account.merge(row(500, first))
    account.merge(row(500, second))
    assert len(account.rows) == count
    assert account.labels[0] == first


def test_rows_with_the_same_words_and_other_identifiers_stay_apart() -> None:
    account = Account()
    kept = row(-900, "CB SNCF", id_="bank-0")
    account.merge(kept, row(500, "VIR NOVA 41", id_="bank-1"))
    account.decide(2)
    account.merge(kept, row(500, "41 VIR NOVA", id_="bank-2"), row(500, "NOVA 41 VIR", id_="bank-1"))
    assert [(each.identifier, each.is_decided) for each in account.rows.values()] == [
        ("bank-0", 0),
        ("bank-1", 1),
        ("bank-2", 0),
    ]


def test_each_row_keeps_its_identifier_where_shuffled_labels_change_places() -> None:
    account = Account()
    account.merge(row(500, "VIR NOVA", id_="bank-1"), row(500, "NOVA VIR", id_="bank-2"))
    account.merge(row(500, "NOVA VIR", id_="bank-1"), row(500, "VIR NOVA", id_="bank-2"))
    assert [each.identifier for each in account.rows.values()] == ["bank-1", "bank-2"]


def test_a_label_that_is_completed_and_shuffled_is_that_of_the_same_row() -> None:
    account = Account()
    account.merge(row(500, "VIR NOVA ACOMPTE"), row(500, "VIR DUPONT ACOMPTE"))
    account.merge(row(500, "ACOMPTE DUPONT VIR 42"), row(500, "ACOMPTE NOVA VIR 41"))
    assert account.labels == ["ACOMPTE NOVA VIR 41", "ACOMPTE DUPONT VIR 42"]


def test_a_pending_row_with_the_same_words_in_another_order_keeps_its_label_when_it_is_booked() -> None:
    account = Account()
    account.merge(row(-500, "CB MOLLAT BORDEAUX", pending=True))
    account.merge(row(-500, "MOLLAT BORDEAUX CB", id_="bank-1"))
    (stored,) = account.rows.values()
    assert (stored.id, stored.label, stored.state, stored.identifier) == (
        1,
        "CB MOLLAT BORDEAUX",
        State.BOOKED,
        "bank-1",
    )
