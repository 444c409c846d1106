"""Ranges of ids are the sets that they stand for, in the fewest ranges."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.imports.id_ranges import IdRanges

IDS = st.sets(st.integers(1, 40))


@given(IDS, IDS)
def test_union_intersection_and_difference_are_those_of_sets(one, other):
    first, second = IdRanges.of(one), IdRanges.of(other)
    for made, expected in ((first | second, one | other), (first & second, one & other), (first - second, one - other)):
        assert list(made) == sorted(expected)
        assert len(made) == len(expected)
        assert all(left[1] + 1 < right[0] for left, right in pairwise(made.ranges)), "ranges touch"


def test_overlapping_ranges_are_joined():
    assert IdRanges.joined([(5, 9), (1, 3), (4, 6), (20, 20)]).ranges == ((1, 9), (20, 20))
    assert not IdRanges()
