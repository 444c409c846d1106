"""A few of the kills of `tests.attack.backup_kills`, which makes hundreds."""

from tests.attack.backup_kills import attack


def test_no_kill_leaves_anything_that_one_opening_does_not_put_right():
    tried, given_way = attack(1)
    assert tried > 4
    assert given_way == 0
