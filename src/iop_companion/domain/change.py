"""What a write did: pairs of before and after, for views to refresh by and undo to replay."""

from __future__ import annotations

from dataclasses import dataclass

from iop_companion.domain.records import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after a write; None stands for "was not there" or "is gone"."""

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a change of nothing."""
        if self.before is None and self.after is None:
            raise ValueError("a change needs a before or an after")

    @property
    def record(self) -> Record:
        """The record as it is now, or as it was if it is gone."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record

    def reversed(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All changes of one operation; ``label`` is a code such as ``check_in_saved``, not words."""

    label: str
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.changes)

    def reversed(self) -> ChangeSet:
        """Return the change set that takes this one back, last change first."""
        return ChangeSet(
            f"undo:{self.label}", tuple(change.reversed() for change in reversed(self.changes))
        )

    def touches(self, *kinds: type) -> bool:
        """Whether any changed record is of one of ``kinds``."""
        return any(isinstance(change.record, kinds) for change in self.changes)
