"""Coping skills: what a person can do when things get hard, in our own neutral words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopingSkill:
    """One skill of the catalogue.

    ``short`` is the name on a chip of Today; ``module`` the id of its family and ``module_label``
    that family's name. ``minutes`` is a usual length. ``cautions`` are shown wherever the steps
    are. ``also_taught_as`` holds published names, which are never used as our own label.
    ``first`` shows it on Today's row itself, ``key`` is the letter that ticks it there.
    ``hidden_with`` names modules that hide it when on (``eating``); ``for_support`` puts it on
    "Get support now".
    """

    id: str
    label: str
    short: str
    module: str
    module_label: str
    description: str
    steps: tuple[str, ...]
    minutes: int
    also_taught_as: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    source: str = ""
    first: bool = False
    key: str = ""
    hidden_with: tuple[str, ...] = ()
    for_support: bool = False

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a skill without steps or without a length."""
        if not self.steps or self.minutes <= 0:
            raise ValueError(f"{self.id}: a skill needs steps and minutes")
