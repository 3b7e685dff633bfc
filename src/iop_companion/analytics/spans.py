"""Sums of many columns over the same spans of rows, each lane with its own span."""

from __future__ import annotations

import numpy as np

from iop_companion.analytics.baseline import Ints
from iop_companion.analytics.series import Floats


class Spans:
    """Rows ``start`` to before ``end`` of each ``[day, lane]``, looked up once for many columns."""

    def __init__(self, start: Ints, end: Ints, n_rows: int) -> None:
        """Clip the spans to ``n_rows`` rows; a span that ends before it starts sums to nothing."""
        lanes = np.arange(end.shape[1])
        stop = np.clip(end, 0, n_rows)
        begin = np.minimum(np.clip(start, 0, n_rows), stop)
        self._stop = stop * end.shape[1] + lanes
        self._begin = begin * end.shape[1] + lanes

    def sum(self, column: Floats) -> Floats:
        """Return the sums of ``column[row, lane]`` over the spans."""
        total = np.zeros((column.shape[0] + 1, column.shape[1]))
        np.cumsum(column, axis=0, out=total[1:])
        flat = total.ravel()
        sums: Floats = flat.take(self._stop) - flat.take(self._begin)
        return sums
