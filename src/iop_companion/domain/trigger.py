"""Triggers: situations, feelings and thoughts that can set an urge off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger. ``first`` shows it on the row itself, ``key`` is the letter that ticks it."""

    id: str
    label: str
    first: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class TriggerGroup:
    """Triggers under one heading; ``shown_with`` names the module that must be on, or is ""."""

    id: str
    label: str
    triggers: tuple[Trigger, ...]
    shown_with: str = ""
