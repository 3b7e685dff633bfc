"""Years of a diary that uses everything: own rows, nights, bouts, doses, skills, triggers, use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from iop_companion.domain.diary_entries import (
    AnsweredQuestionnaire,
    DiaryEntry,
    Dose,
    DoseOutcome,
    Effort,
    ItemAnswer,
    Medicine,
    MovementBout,
    Regimen,
    SkillUse,
    SleepNight,
    TriggerExposure,
    UseAmount,
)
from iop_companion.domain.ids import RecordId, new_id
from iop_companion.domain.measure import Goal, Measure, Worse
from iop_companion.domain.observation import Observation, observe
from iop_companion.services.bundle import Services
from iop_companion.services.own_rows import RowDraft, RowKind

OWN_ROWS = (
    RowDraft(RowKind.USE, "Alcohol", goal=Goal.ABSTAIN, grams="14"),
    RowDraft(RowKind.USE, "Cannabis", goal=Goal.REDUCE, unit="hits"),
    RowDraft(RowKind.URGE, "Urge to smoke"),
    RowDraft(RowKind.SCALE, "Inner weather", high="5", step="0.5", worse=Worse.HIGH),
)
EVERY = {
    SleepNight: 1, Dose: 1, MovementBout: 2, SkillUse: 3, UseAmount: 4, TriggerExposure: 5,
    AnsweredQuestionnaire: 14,
}  # fmt: skip
"""An entry of each kind every so many days."""


def use_everything(services: Services, years: int, today: date) -> int:
    """Fill ``years`` up to ``today`` with entries of every kind; return how many."""
    rng = np.random.default_rng(years)
    made = [services.own_rows.keep(draft).changes[0].after for draft in OWN_ROWS]
    own = [one for one in made if isinstance(one, Measure)]
    days = [today - timedelta(days=back) for back in range(1, 365 * years)]
    entries = list(_entries(days, rng))
    with services.session.vault.write() as journal:
        journal.put_many(_values(own, days, rng))
        for entry in entries:
            journal.put(entry)
    return len(entries)


def _values(
    own: list[Measure], days: list[date], rng: np.random.Generator
) -> Iterator[Observation]:
    for measure in own:
        assert measure.scale is not None
        steps = rng.integers(0, min(measure.scale.n_steps, 11), len(days))
        for day, step in zip(days, steps, strict=True):
            value = measure.scale.low + float(step) * measure.scale.step
            yield observe(measure, value, day=day, recorded_at=_evening(day))


def _entries(days: list[date], rng: np.random.Generator) -> Iterator[DiaryEntry]:
    medicine = Medicine(
        id=RecordId(new_id()), day=days[-1], recorded_at=_evening(days[-1]), name="Sertraline",
        regimens=(Regimen(days[-1], "50 mg", ("morning",)),),
    )  # fmt: skip
    yield medicine
    for kind, every in EVERY.items():
        for day in days[::every]:
            yield _entry(kind, day, int(rng.integers(0, 10)), medicine.id)


def _entry(kind: type[DiaryEntry], day: date, chance: int, medicine: RecordId) -> DiaryEntry:
    named = {"id": RecordId(new_id()), "day": day, "recorded_at": _evening(day)}
    own: dict[type[DiaryEntry], dict[str, object]] = {
        SleepNight: {
            "bed": time(22, 5 * chance), "try_to_sleep": time(23), "final_wake": time(6, 30),
            "out": time(7), "latency_min": 15, "awake_min": 10, "awakenings": 1,
        },
        Dose: {"medicine": medicine, "due": "morning", "outcome": list(DoseOutcome)[chance // 8]},
        MovementBout: {"movement": "walk", "minutes": 20.0 + chance, "effort": Effort.MODERATE},
        SkillUse: {"skill": "paced_breathing", "before": 7, "after": chance},
        UseAmount: {"substance": "Alcohol", "amount": float(chance), "unit": "drinks"},
        TriggerExposure: {"trigger": "being_alone", "intensity": chance},
        AnsweredQuestionnaire: {
            "instrument": "phq9", "version": 1, "locale": "en",
            "answers": tuple(ItemAnswer(f"phq9_{n}", chance % 4) for n in range(1, 10)),
        },
    }  # fmt: skip
    return kind(**named, **own[kind])  # type: ignore[arg-type] -- each kind with its own fields


def _evening(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
