"""A list is read whole, whatever happens to it meanwhile, or not at all."""

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.banks.qonto.paging import MAX_PAGES, PER_PAGE, read_all
from microdesk_desktop.banks.qonto.schemas import Meta, Transactions
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job


def rows(*ids):
    return [msgspec.Raw(msgspec.json.encode({"id": str(each)})) for each in ids]


def ids(found):
    return [msgspec.json.decode(raw)["id"] for raw in found]


class Bank:
    """A list whose rows a test changes before a page is made; `size` rows stand on a page."""

    def __init__(self, *ids, size=2, counts=True):
        self.ids, self.size, self.counts = list(ids), size, counts
        self.changes = []
        self.asked = []

    def fetch(self, number):
        self.asked.append(number)
        if self.changes and number > 1:
            self.changes.pop(0)(self.ids)
        pages = -(-len(self.ids) // self.size)
        if number > max(1, pages):
            return None
        return Transactions(
            transactions=rows(*self.ids[(number - 1) * self.size : number * self.size]),
            meta=Meta(
                next_page=number + 1 if number < pages else None, total_count=len(self.ids) if self.counts else None
            ),
        )

    def read(self):
        return ids(read_all(self.fetch, "bank", Job()))


def refusal(fetch):
    with pytest.raises(KnownError) as caught:
        read_all(fetch, "bank", Job())
    return caught.value.code


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_every_row_comes_once(count):
    bank = Bank(*range(count))
    assert bank.read() == [str(each) for each in range(count)]


def test_a_row_that_comes_on_top_meanwhile_doubles_none():
    bank = Bank(*range(6))
    bank.changes = [lambda listed: listed.insert(0, "new")]
    assert bank.read() == [str(each) for each in range(6)]


@pytest.mark.parametrize("counts", [True, False])
def test_a_last_page_that_has_gone_is_the_end(counts):
    bank = Bank(*range(3), counts=counts)
    bank.changes = [lambda listed: listed.pop()]
    assert bank.read() == ["0", "1"]


def test_a_row_that_goes_meanwhile_hides_none():
    bank = Bank(*range(6))
    bank.changes = [lambda listed: listed.remove(0)]
    assert bank.read() == ["1", "2", "3", "4", "5"]
    assert bank.asked[0:1] + bank.asked[3:4] == [1, 1], "it is read again from the start"


def test_a_list_that_never_stands_still_is_an_error():
    bank = Bank(*range(40))
    bank.changes = [lambda listed: listed.pop(0)] * 40
    assert refusal(bank.fetch) is ErrorCode.PROVIDER_DOWN


def test_the_same_page_again_is_an_error():
    page = Transactions(transactions=rows(1, 2), meta=Meta(next_page=2))
    again = Transactions(transactions=rows(1, 2), meta=Meta(next_page=3))
    assert refusal(lambda number: page if number == 1 else again) is ErrorCode.PROVIDER_CHANGED


@pytest.mark.parametrize("following", [1, 3, "next", True, [], 1.5])
def test_a_page_that_does_not_follow_is_an_error(following):
    page = Transactions(transactions=rows(1), meta=Meta(next_page=following))
    assert refusal(lambda _: page) is ErrorCode.PROVIDER_CHANGED


def test_a_list_without_an_end_is_an_error():
    asked = []

    def fetch(number):
        asked.append(number)
        return Transactions(transactions=rows(number), meta=Meta(next_page=number + 1))

    assert refusal(fetch) is ErrorCode.PROVIDER_CHANGED
    assert len(asked) == MAX_PAGES


@pytest.mark.parametrize("count", [0, PER_PAGE - 1, PER_PAGE, PER_PAGE + 1])
def test_without_the_number_of_the_next_page_a_full_one_is_followed(count):
    listed = list(range(count))

    def fetch(number):
        part = listed[(number - 1) * PER_PAGE : number * PER_PAGE]
        return Transactions(transactions=rows(*part)) if part or number == 1 else None

    assert len(read_all(fetch, "bank", Job())) == count


@given(
    st.lists(st.integers(1, 30), unique=True, max_size=12),
    st.integers(2, 5),
    st.lists(st.tuples(st.booleans(), st.integers(0, 11)), max_size=4),
)
def test_no_row_that_stays_in_the_list_is_lost_or_doubled(listed, size, changes):
    bank = Bank(*listed, size=size)

    def change(is_new, place):
        def apply(ids):
            if is_new:
                ids.insert(0, f"new {len(bank.asked)}")
            elif ids:
                ids.pop(place % len(ids))

        return apply

    bank.changes = [change(*each) for each in changes]
    with suppress(KnownError):
        check(bank.read(), bank)


def check(found, bank):
    assert len(found) == len(set(found))
    assert {str(each) for each in bank.ids if not str(each).startswith("new")} <= set(found)
