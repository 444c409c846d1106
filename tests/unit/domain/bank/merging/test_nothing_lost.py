"""Purchases of one amount, announced, booked and exported in any order: none is lost, no decision goes to another."""

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.bank.merging.likeness import contradicts
from microdesk_desktop.domain.bank.types import BankRow, State
from tests.support.imports.merged_account import DAY, Account, row

PARTIES = ("LOISIRS", "FOURNITURES PRO", "TABAC", "PHARMACIE DU PORT", "SNCF", "DUPONT JEAN", "MARTIN JEAN")
WORDING = {
    "gocardless": "CB {party} BORDEAUX 0312",
    "tink": "{party}",
    "camt": "PAIEMENT CB 0311 PARIS {party}",
    "csv": "CARTE 4532 {party}",
}
SOURCES = tuple(WORDING)
Told = tuple[str, frozenset[int], frozenset[int]]
"""A source, and the numbers of the purchases that it lists as booked and as pending."""

numbers = st.frozensets(st.integers(0, len(PARTIES) - 1), max_size=3)
tellings = st.lists(st.tuples(st.sampled_from(SOURCES), numbers, numbers), min_size=1, max_size=6)


def told(source: str, number: int, step: int, *, pending: bool) -> BankRow:
    return row(-3500, WORDING[source].format(party=PARTIES[number]), on=DAY + timedelta(days=step), pending=pending)


def party_of(label: str) -> int:
    (found,) = [number for number, party in enumerate(PARTIES) if party in label]
    return found


@given(tellings, st.data())
def test_every_booked_purchase_has_a_row_and_a_decision_stays_with_its_party(listed: list[Told], data) -> None:  # type: ignore[no-untyped-def]
    account = Account()
    decided: dict[int, int] = {}
    was_booked: set[int] = set()
    for step, (source, booked, pending) in enumerate(listed):
        rows = [told(source, each, 0, pending=False) for each in booked]
        rows += [told(source, each, 0, pending=True) for each in pending - booked]
        account.merge(*rows, source=source, drops_pending=source == "gocardless")
        was_booked |= booked
        held = Counter(party_of(each.label) for each in account.rows.values() if each.state == State.BOOKED)
        assert held == Counter(was_booked), "each once: none lost, none doubled"
        for id_, party in decided.items():
            own = account.rows[id_]
            assert (party_of(own.label), own.is_decided) == (party, 1), "no decision goes to another party"
            assert (own.state == State.BOOKED) == (party in was_booked), "it follows its own payment"
        if account.rows and step < len(listed) - 1:
            chosen = data.draw(st.sampled_from(sorted(account.rows)))
            account.decide(chosen)
            decided[chosen] = party_of(account.rows[chosen].label)


@given(st.permutations(PARTIES), st.sampled_from(SOURCES), st.sampled_from(SOURCES))
def test_labels_of_two_parties_contradict_each_other_in_every_wording(parties: list[str], one: str, other: str) -> None:
    first, second = WORDING[one].format(party=parties[0]), WORDING[other].format(party=parties[1])
    assert contradicts(first, second)
    assert not contradicts(first, WORDING[other].format(party=parties[0]))
