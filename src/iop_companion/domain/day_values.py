"""Several moments of a day become the day's value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from iop_companion.domain.measure import DayRule, Measure, Value

if TYPE_CHECKING:
    from datetime import date

    from iop_companion.domain.observation import Observation


class Part(Protocol):
    """One value of a day; ``moment`` is None or empty where it is given for the whole day."""

    @property
    def moment(self) -> object:
        """When on the day."""


P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class DayValue:
    """The value of one measure on one day, and what stands behind it.

    ``n_moments`` is 0 for a value given for the whole day; else "from n moments".
    ``is_late`` / ``is_paper`` / ``is_imported`` hold if any of its parts is so.
    """

    day: date
    value: Value
    n_moments: int = 0
    is_late: bool = False
    is_paper: bool = False
    is_imported: bool = False


def standing_parts(parts: Sequence[P]) -> Sequence[P]:
    """Return those of one measure's values of one day that count: the whole day's, else all."""
    whole = [part for part in parts if part.moment in {None, ""}]
    return whole[-1:] or parts


def day_value(measure: Measure, parts: Sequence[Observation]) -> DayValue | None:
    """Return the day's value of ``measure`` from the observations of that day, or None.

    A value given for the whole day stands over moments; else the measure's day rule joins them in
    the order of their times.
    """
    if not parts:
        return None
    used = sorted(standing_parts(parts), key=_moment_order)
    value = used[0].value if len(used) == 1 else _joined(measure.day_rule, used)
    return DayValue(
        day=used[0].day,
        value=value,
        n_moments=0 if used[0].moment is None else len(used),
        is_late=any(part.is_late for part in used),
        is_paper=any(part.source == "paper" for part in used),
        is_imported=any(part.is_imported for part in used),
    )


def _moment_order(part: Observation) -> str:
    return part.moment.isoformat() if part.moment else ""


def _joined(rule: DayRule, parts: Iterable[Observation]) -> Value:
    values = [part.value for part in parts]
    numbers = [value for value in values if isinstance(value, int | float)]
    if rule is DayRule.UNION:
        return tuple(sorted({tag for value in values if isinstance(value, tuple) for tag in value}))
    if not numbers or rule is DayRule.LAST:
        return values[-1]
    if rule is DayRule.MEAN:
        return sum(numbers) / len(numbers)
    return max(numbers) if rule is DayRule.HIGHEST else sum(numbers)
