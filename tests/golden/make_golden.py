"""Makes the golden vault of the present schema: ``python -m tests.golden.make_golden``.

It is made once, on the day a schema is released, and never again: later versions must open what
lies here. The script refuses to replace a vault that is there. The JSON file beside the vault
says in clear what it holds, so that a comparison needs no second reader. Nothing in it is real.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from iop_companion.domain.diary_entries import (
    AnsweredQuestionnaire,
    DiaryEntry,
    Dose,
    DoseOutcome,
    Effort,
    EnteredScore,
    Helped,
    IfThenPlan,
    ItemAnswer,
    Medicine,
    MovementBout,
    OwnSkill,
    Regimen,
    Rested,
    SideEffect,
    SkillUse,
    SleepNight,
    TriggerExposure,
    UseAmount,
)
from iop_companion.domain.ids import ImportId, MeasureId, ObservationId, RecordId
from iop_companion.domain.measure import Kind, Measure, Option, Scale, Worse
from iop_companion.domain.observation import Observation
from iop_companion.domain.ports import Draft, OpenVault
from iop_companion.domain.private import Secret
from iop_companion.domain.records import (
    Answer,
    AsideReason,
    EpisodeOutcome,
    ImportBatch,
    OfferCause,
    OwnSign,
    PanelAnswer,
    ParticipantSetting,
    PlanStep,
    PlanUsed,
    PlanZone,
    SessionDate,
    SetAside,
    ShownEpisode,
    ShownLevel,
    SignTick,
    StepDone,
    UsualOffer,
    ZonePlan,
    ZoneSaid,
)
from iop_companion.domain.sign_rule import Comparison, SignCondition, SignRule
from iop_companion.store.tables import SCHEMA
from iop_companion.store.vaults import LIGHT, SqlCipherVaults
from tests.golden.telling import told
from tests.stopped_clock import StoppedClock

STORES = Path(__file__).resolve().parent / "stores"
PASSPHRASE = Secret("golden vault, nothing real inside")

FIRST = date(2026, 3, 1)
HOME = timezone(timedelta(hours=1))
AWAY = timezone(timedelta(hours=-9, minutes=-30))


def observations() -> list[Observation]:
    """Every kind of value, several scripts, moments, marks, sources, late entries."""
    made: list[Observation] = []

    def add(measure: str, day: int, value: object, **more: object) -> None:
        shape: dict[str, object] = {
            "id": ObservationId(f"00000000-0000-4000-8000-{len(made):012d}"),
            "measure_id": MeasureId(measure),
            "measure_version": 1,
            "day": FIRST + timedelta(days=day),
            "value": value,
            "recorded_at": datetime(2026, 3, 1, 21, 4, 5, 678000, HOME) + timedelta(days=day),
            "zone": "Europe/Warsaw",
        }
        made.append(Observation(**{**shape, **more}))  # type: ignore[arg-type]

    for day in range(0, 28, 2):
        add("mood", day, float((day * 7) % 11))
        add("sleep_duration", day, 6.25 + (day % 5) / 4)
    add("mood", 1, 0.1 + 0.2, source="import:golden-import", zone="")
    add("urge", 3, 4.0, moment=time(9, 30))
    add("urge", 3, 8.0, moment=time(22, 15, 30), private=True)
    add("urge_acted_on", 3, "partly")
    add("urge_set_off_by", 3, ("argument", "noise"), note="κάτι άλλο")
    add("skills", 3, ("paced_breathing", "walk", "写日记"))
    add("note", 3, "Zażółć gęślą jaźń. 今日は眠れた。 مساء هادئ 🌿\nA second line.")
    add("note", 5, "x" * 9000, private=True)
    add("medicine_taken", 5, "taken", source="paper")
    add("mood_low", 5, -3.0, measure_version=4)
    add("energy", 6, 5.0, recorded_at=datetime(2026, 3, 20, 7, 0, tzinfo=AWAY), zone="")
    add("mood", -40000, 5.0, source="demo")
    return made


def records() -> list[object]:
    """One or more of every other record."""
    grief = Measure(
        MeasureId("grief"), "Grief", Kind.SCALE, Worse.HIGH, scale=Scale(0, 10), own=True, on=True
    )
    with_whom = Measure(
        MeasureId("with_whom"),
        "Mit wem",
        Kind.TAGS,
        options=(Option("alone", "Allein", "a"),),
        open_options=True,
        own=True,
    )
    at = datetime(2026, 3, 20, 12, 0, tzinfo=HOME)
    measures = (MeasureId("mood"), MeasureId("urge"))
    calm = PlanZone.CALM
    nights = SignRule(
        (
            SignCondition(MeasureId("sleep_duration"), Comparison.UNDER, 5.5),
            SignCondition(MeasureId("energy"), Comparison.AT_LEAST, 8.0),
        ),
        3,
        in_a_row=True,
    )
    hiding = OwnSign(RecordId("o1"), "Ukrywam to przed Olą", PlanZone.ACT, at, FIRST)
    return [
        hiding,
        replace(
            hiding,
            version=2,
            since=FIRST + timedelta(days=3),
            rule=nights,
            tellers=("Ola", "Jan"),
            i_do="Dzwonię.\nPotem spacer.",
            i_tell="Ola",
            is_resting=True,
            position=4,
            suggestion="hiding",
        ),
        OwnSign(RecordId("o2"), "Śpiewam przy myciu naczyń", calm, at, FIRST),
        SignTick(RecordId("t1"), RecordId("o1"), FIRST, at, "Ola"),
        SignTick(RecordId("t2"), RecordId("o2"), FIRST, at),
        SetAside(RecordId("x1"), FIRST, FIRST, "watch", AsideReason.TRAVEL, "w Oslo"),
        ZoneSaid(RecordId("z1"), FIRST, PlanZone.WATCH, (RecordId("o1"), RecordId("o2"))),
        ZonePlan(calm, FIRST),
        ZonePlan(
            calm,
            FIRST + timedelta(days=1),
            2,
            "Śpię siedem godzin",
            ("Ola",),
            "To ja.",
            FIRST,
            "Dr. Nowak",
        ),
        StepDone(RecordId("d1"), RecordId("p1"), PlanZone.WATCH, FIRST, "Zadzwonić do Oli"),
        ShownEpisode(
            RecordId("e1"),
            at,
            FIRST,
            "watch",
            ("Sen", "Ukrywam to przed Olą"),
            "Sen odszedł od zwykłego.",
            FIRST,
            measures,
            (RecordId("o1"),),
            FIRST,
            0.5,
        ),
        ShownEpisode(RecordId("e2"), at, FIRST + timedelta(days=20), "act"),
        EpisodeOutcome(
            RecordId("c1"), FIRST, FIRST, PlanUsed.PARTLY, Helped.A_LITTLE, is_false_alarm=True
        ),
        EpisodeOutcome(RecordId("c2"), FIRST + timedelta(days=20), FIRST),
        UsualOffer(RecordId("n1"), OfferCause.DISCHARGE, FIRST, FIRST, taken=True),
        SessionDate(RecordId("s1"), FIRST + timedelta(days=7), at),
        SessionDate(RecordId("s2"), FIRST + timedelta(days=14), at),
        ImportBatch(ImportId("golden-import"), "daylio", at, 1),
        PlanStep(RecordId("p1"), PlanZone.WATCH, 0, "Zadzwonić do Oli", FIRST),
        PlanStep(RecordId("p2"), PlanZone.ACT, 0, "Call the team"),
        PanelAnswer(RecordId("a1"), FIRST, Answer.NEW_NORMAL, FIRST + timedelta(days=2)),
        ShownLevel(RecordId("l1"), at, FIRST, "calm"),
        ShownLevel(RecordId("l2"), at, FIRST + timedelta(days=1), "watch", measures, FIRST),
        ParticipantSetting("rows", '["mood", "urge"]'),
        ParticipantSetting("talk_points", '["Сон"]'),
        grief,
        with_whom,
        replace(grief, label="Loss", version=2),
    ]


def entries() -> list[DiaryEntry]:
    """Two of every kind of diary entry, one of them with everything filled in."""
    made: list[DiaryEntry] = []

    def add(kind: type[DiaryEntry], sparse: dict[str, object], whole: dict[str, object]) -> None:
        for own in (sparse, {**sparse, **whole, "moment": time(21, 30), "private": True,
                             "source": "paper", "note": "później dopisane"}):  # fmt: skip
            shape: dict[str, object] = {
                "id": RecordId(f"00000000-0000-4000-9000-{len(made):012d}"),
                "day": FIRST + timedelta(days=len(made)),
                "recorded_at": datetime(2026, 3, 20, 7, 0, 1, 234000, AWAY),
                "zone": "Pacific/Marquesas",
            }
            made.append(kind(**{**shape, **own}))  # type: ignore[arg-type]

    answers = tuple(ItemAnswer(f"phq9_{n}", n % 4) for n in range(1, 10))
    add(AnsweredQuestionnaire, {"instrument": "phq9", "version": 1, "locale": "es-US"},
        {"answers": answers, "finished": False})  # fmt: skip
    add(EnteredScore, {"name": "ISI", "score": 14.5}, {"low": 0.0, "high": 28.0, "given_by": "Dr"})
    add(SleepNight, {}, {
        "bed": time(22, 30), "try_to_sleep": time(23), "final_wake": time(6, 30), "out": time(7),
        "latency_min": 30, "awake_min": 45, "awakenings": 2, "rested": Rested.A_LITTLE,
        "day_before": ("nap", "późna kawa"),
    })  # fmt: skip
    since = Regimen(FIRST, "50 mg", ("morning", "20:15"), (0, 2, 4))
    add(Medicine, {"name": "Sertraline", "regimens": (since,)}, {
        "for_what": "nastrój", "position": 3,
        "regimens": (since, Regimen(FIRST + timedelta(days=9), every_days=28, times=("any_time",)),
                     Regimen(FIRST + timedelta(days=99), stopped=True, why="headaches")),
    })  # fmt: skip
    add(Dose, {"medicine": "m", "outcome": DoseOutcome.TAKEN}, {
        "due": "morning", "outcome": DoseOutcome.SKIPPED_ON_ADVICE, "amount": "25 mg",
        "reason": "could not settle", "helped": Helped.A_LITTLE,
    })  # fmt: skip
    add(SideEffect, {"words": "dry mouth", "strength": 0}, {"strength": 3, "medicine": "m"})
    add(SkillUse, {"skill": "paced_breathing"}, {
        "used": False, "finished": False, "rated": "urge", "before": 7, "after": 10,
        "minutes": 6.5, "helped_later": Helped.YES, "why_not": "brak czasu",
    })  # fmt: skip
    add(OwnSkill, {"skill": "own:tea", "label": "Tea"},
        {"module": "body", "steps": ("Boil", "Pour"), "minutes": 5, "hidden": True})  # fmt: skip
    add(TriggerExposure, {"trigger": "argument"}, {
        "intensity": 8, "came_before": "a call", "response": "went out", "outcome": "it passed",
        "plan": "p", "plan_helped": Helped.NO,
    })  # fmt: skip
    add(IfThenPlan, {"cue": "after a call", "action": "walk"}, {
        "trigger": "argument", "backup": "call Ola", "position": 2, "rested_on": FIRST,
    })  # fmt: skip
    add(MovementBout, {"movement": "walk", "minutes": 20.0}, {"effort": Effort.VIGOROUS})
    add(UseAmount, {"substance": "beer"}, {"amount": 1.5, "unit": "standard_drink", "grams": 14.0})
    return made


def fill(vault: OpenVault, clock: StoppedClock) -> None:
    """Put everything in, with an edit history and something in the trash."""
    made = observations()
    with vault.write() as journal:
        journal.put_many(made[: len(made) // 2])
        for observation in made[len(made) // 2 :]:
            journal.put(observation)
        for record in records():
            journal.put(record)  # type: ignore[type-var]
        for entry in entries():
            journal.put(entry)
        journal.keep_draft(Draft(FIRST, clock.now(), '{"note": "nie dokończone"}'))
    for value in (1.0, 2.0, 3.0):
        clock.move(hours=1)
        with vault.write() as journal:
            journal.put(replace(made[0], value=value, recorded_at=clock.now()))
    clock.move(hours=1)
    with vault.write() as journal:
        journal.put(replace(made[1], note="später ergänzt"))
        journal.remove(made[2])
        journal.put(replace(entries()[8], note="zmienione"))
        journal.remove(entries()[10])


def main() -> None:
    """Make the vault and its content in clear."""
    place = STORES / f"schema_{SCHEMA}"
    if place.exists():
        raise SystemExit(f"{place} is there already; golden vaults are never made anew")
    clock = StoppedClock()
    vault, _code = SqlCipherVaults(LIGHT, clock).create(place, PASSPHRASE)
    fill(vault, clock)
    content = told(vault)
    vault.close()
    (place / "vault.lock").unlink()
    text = json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True)
    (STORES / f"schema_{SCHEMA}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
