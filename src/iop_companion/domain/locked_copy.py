"""What of plan and people is shown without unlocking: only what the person ticked."""

from __future__ import annotations

from dataclasses import dataclass, field

from iop_companion.domain.setting_values import Contact


@dataclass(frozen=True, slots=True)
class LockedCopy:
    """My people and the steps of my plan, as anyone at this computer may read them."""

    people: tuple[Contact, ...] = field(default=(), repr=False)
    steps: tuple[str, ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.people or self.steps)
