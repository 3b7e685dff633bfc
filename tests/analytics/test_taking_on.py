"""Rows taken on at the end: quick, and nothing handed out earlier ever changes."""

import numpy as np

from iop_companion.analytics.taking_on import taken_on


def rows(*numbers):
    return np.array([[float(number), -number] for number in numbers])


def test_rows_taken_on_stand_behind_those_before_and_share_their_memory():
    # given two rows and one taken on
    first = taken_on(rows(1, 2), 2, rows(3))
    # when another follows
    second = taken_on(first, 3, rows(4))
    # then all four stand, and the first three were not copied
    np.testing.assert_array_equal(second, rows(1, 2, 3, 4))
    assert np.shares_memory(first, second)


def test_a_row_amended_leaves_the_course_it_was_taken_from_as_it_was():
    first = taken_on(rows(1, 2), 2, rows(3))
    amended = taken_on(first, 2, rows(9))
    np.testing.assert_array_equal(first, rows(1, 2, 3))
    np.testing.assert_array_equal(amended, rows(1, 2, 9))


def test_two_courses_taken_on_from_the_same_rows_do_not_see_each_other():
    first = taken_on(rows(1, 2), 2, rows(3))
    one, other = taken_on(first, 3, rows(4)), taken_on(first, 3, rows(5))
    np.testing.assert_array_equal(one, rows(1, 2, 3, 4))
    np.testing.assert_array_equal(other, rows(1, 2, 3, 5))


def test_more_rows_than_there_is_room_for_are_taken_on_as_well():
    grown = rows(0)
    for number in range(1, 1000):
        grown = taken_on(grown, number, rows(number))
    np.testing.assert_array_equal(grown, rows(*range(1000)))
