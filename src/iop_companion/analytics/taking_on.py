"""Rows taken on at the end of an array: what stands before them is not copied for each new day."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np

from iop_companion.analytics.baseline import Ints
from iop_companion.analytics.series import Flags, Floats

AnyArray = TypeVar("AnyArray", Floats, Flags, Ints)

SPARE_ROWS = 366


class _Room(np.ndarray[Any, Any]):
    """The memory behind an array that grows; ``used`` says how many of its rows are somebody's."""

    used = 0


def taken_on(before: AnyArray, row: int, after: AnyArray) -> AnyArray:
    """Return ``before`` up to ``row`` (excluded), and from there on ``after``.

    No array handed out earlier ever changes: rows go into the room behind ``before`` only where
    they are nobody's yet, else into new room.
    """
    n_rows = row + after.shape[0]
    room = before.base
    if not (isinstance(room, _Room) and room.used == row and n_rows <= room.shape[0]):
        room = _Room((n_rows + SPARE_ROWS, *after.shape[1:]), after.dtype)
        room[:row] = before[:row]
    room[row:n_rows] = after
    room.used = n_rows
    return np.ndarray((n_rows, *after.shape[1:]), after.dtype, buffer=room)
