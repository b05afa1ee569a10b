"""The smallest set of cells that mends failing sums together, and what is too much to try."""

from decimal import Decimal

from flows.judging.sums.cell_sets import components, smallest_set
from flows.judging.sums.edits import Edit


def edit(number: int, signs: dict[int, int], gap: int, *, holds: bool = False) -> Edit:
    return Edit(number, signs, Decimal(gap), Decimal(0), is_sum=True, holds=holds)


def test_two_cells_that_the_sums_which_hold_leave_free_mend_two_sums():
    failing = [edit(0, {1: 1, 2: -1, 3: -1}, 5), edit(1, {1: 1, 4: -1, 5: -1}, 3)]
    kept = [edit(2, {2: 1}, 0, holds=True), edit(3, {4: 1}, 0, holds=True), edit(4, {1: 1}, 0, holds=True)]
    assert smallest_set(failing, kept) == {3: Decimal(5), 5: Decimal(3)}


def test_more_than_one_set_that_mends_is_none():
    assert smallest_set([edit(0, {1: 1, 2: -1, 3: -1}, 5)], []) == {}


def test_a_sum_of_two_thousand_cells_and_thousands_of_sums_are_not_tried():
    assert smallest_set([edit(0, {1: 1, **{cell: -1 for cell in range(2, 2_000)}}, 5)], []) == {}
    assert smallest_set([edit(number, {number: 1, -1: -1}, 5) for number in range(5_000)], []) == {}


def test_sums_that_share_cells_belong_together():
    edits = [edit(0, {1: 1, 2: -1}, 1), edit(1, {3: 1, 4: -1}, 1), edit(2, {2: 1, 3: -1}, 1), edit(3, {5: 1, 6: -1}, 1)]
    assert [sorted(one.number for one in own) for own in components(edits)] == [[0, 1, 2], [3]]
