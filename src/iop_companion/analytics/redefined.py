"""Measures that were redefined: which version of its definition each value was entered by.

A new version may mean another scale, so values of different versions are never compared: each
version is a lane of its own, which learns its own usual. From the first entry by another version
a lane is over: it counts for nothing until an entry by its version is the newest again (an earlier
day amended, say). The old values keep their meaning; a change of scale is no change of a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from iop_companion.analytics.baseline import Ints
from iop_companion.analytics.series import Flags, Floats

Parts = tuple[tuple[int, ...], ...]
"""For each column the versions its values were entered by; empty where that is one for all."""


def checked_versions(versions: Any, values: Floats) -> Ints | None:
    """Return ``versions[day, measure]`` as whole numbers, or None where each column has one.

    Raises ``ValueError`` where they do not fit ``values`` or are no whole numbers.
    """
    if versions is None:
        return None
    given = np.asarray(versions)
    if given.size == 0 and values.size == 0:
        return None
    if given.ndim == 1 and values.shape[1] == 1:
        given = given[:, None]
    if given.shape != values.shape or not np.issubdtype(given.dtype, np.integer):
        raise ValueError("versions are whole numbers, one for each of the values")
    checked: Ints = given.astype(np.int64)
    return checked if any(parts_of(checked, values)) else None


def parts_of(versions: Ints | None, values: Floats) -> Parts:
    """Return the versions of each column in rising order; nothing for a column with only one."""
    if versions is None:
        return ()
    entered = ~np.isnan(values)
    used = [np.unique(versions[entered[:, at], at]).tolist() for at in range(values.shape[1])]
    return tuple(tuple(one) if len(one) > 1 else () for one in used)


def versions_in(parts: Parts, column: int) -> tuple[int | None, ...]:
    """Return the versions of a column, each a lane; ``(None,)`` where all values are of one."""
    return parts[column] if parts and parts[column] else (None,)


def values_of_version(
    values: Floats, versions: Ints | None, column: int, version: int | None
) -> Floats:
    """Return a column with only the values entered by ``version``; None stands for all."""
    one = values[:, column]
    if version is None or versions is None:
        return one
    return np.where(versions[:, column] == version, one, np.nan)


def newest_version(values: Floats, versions: Ints, column: int) -> Ints:
    """Return by day the version of the newest entry of a column up to that day; -1 before any."""
    entered = ~np.isnan(values[:, column])
    newest = np.maximum.accumulate(np.where(entered, np.arange(entered.size), -1))
    found: Ints = np.where(newest >= 0, versions[np.maximum(newest, 0), column], -1)
    return found


def ended(
    values: Floats, versions: Ints | None, of_lanes: Sequence[tuple[int, int | None]]
) -> Flags | None:
    """Mark the days ``[day, 0, lane]`` on which a lane's version is not that of the newest entry.

    ``of_lanes`` holds the column and version of each lane. None where no measure was redefined.
    """
    if versions is None or not of_lanes:
        return None
    over = np.zeros((values.shape[0], 1, len(of_lanes)), dtype=np.bool_)
    for at, (column, version) in enumerate(of_lanes):
        if version is not None:
            over[:, 0, at] = newest_version(values, versions, column) != version
    return over
