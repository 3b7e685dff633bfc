"""The tables of the vault as SQLModel rows; ``migrations/versions`` holds the same, frozen.

Rows never leave the store: domain values are made from them and validate themselves. Days are
proleptic ordinals and instants are UTC milliseconds beside the UTC offset they were written with,
because ten years are read in one go and integers cost next to nothing. Texts stand last in a row,
so that a bulk read of numbers need not walk over them.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, MetaData, and_, column
from sqlmodel import Field, SQLModel

SCHEMA = 4
"""The schema this program writes; ``PRAGMA user_version`` of a vault says which one it has."""

LIVE = column("deleted_ms").is_(None)

NUMBERS_INDEX = "ix_observation_live_numbers"
"""Covers the bulk read of numbers, which then never touches a row; three times quicker so."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, since a later migration can only change what it can name."""

ONE_VALUE = "(number IS NOT NULL) + (tags IS NOT NULL) + (words IS NOT NULL) = 1"


class StoreRow(SQLModel):
    """The common ground of all rows: their own metadata, with a name for every constraint."""

    metadata = MetaData(naming_convention=NAMES)


class MetaRow(StoreRow, table=True):
    """Facts about the vault itself: its uuid, and the known record that proves a key."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: str


class ObservationRow(StoreRow, table=True):
    """One value. ``seq`` grows with every first recording and orders what shares a slot's day.

    Exactly one of ``number``, ``tags`` (JSON list) and ``words`` (text or option id) is filled.
    ``moment`` is ``HH:MM:SS`` or "" for the whole day. ``is_late`` is worked out on writing.
    """

    __tablename__ = "observation"
    __table_args__ = (
        CheckConstraint(ONE_VALUE, name="one_value"),
        Index(
            "ux_observation_live_slot",
            "measure_id",
            "day",
            "moment",
            unique=True,
            sqlite_where=LIVE,
        ),
        Index(
            NUMBERS_INDEX,
            "measure_id",
            "day",
            "moment",
            "seq",
            "number",
            "is_late",
            "source",
            sqlite_where=and_(LIVE, column("number").is_not(None)),
        ),
        Index("ix_observation_live_day", "day", "moment", "seq", sqlite_where=LIVE),
        {"sqlite_autoincrement": True},
    )

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    measure_id: str
    measure_version: int
    day: int
    moment: str
    number: float | None = None
    is_late: bool
    source: str
    private: bool
    recorded_ms: int
    recorded_offset_min: int
    deleted_ms: int | None = None
    zone: str
    tags: str | None = None
    words: str | None = None
    note: str


class ObservationHistoryRow(StoreRow, table=True):
    """An earlier state of an observation, kept when its value, note or private mark changed."""

    __tablename__ = "observation_history"
    __table_args__ = (
        CheckConstraint(ONE_VALUE, name="one_value"),
        {"sqlite_autoincrement": True},
    )

    seq: int | None = Field(default=None, primary_key=True)
    observation_id: str = Field(foreign_key="observation.id", index=True, ondelete="CASCADE")
    replaced_ms: int
    replaced_offset_min: int
    measure_id: str
    measure_version: int
    day: int
    moment: str
    number: float | None = None
    source: str
    private: bool
    recorded_ms: int
    recorded_offset_min: int
    zone: str
    tags: str | None = None
    words: str | None = None
    note: str


class SessionDateRow(StoreRow, table=True):
    """A day with a session."""

    __tablename__ = "session_date"

    id: str = Field(primary_key=True)
    day: int
    recorded_ms: int
    recorded_offset_min: int


class ImportBatchRow(StoreRow, table=True):
    """A committed import; its values name it in their source."""

    __tablename__ = "import_batch"

    id: str = Field(primary_key=True)
    format: str
    imported_ms: int
    imported_offset_min: int
    n_values: int


class PlanStepRow(StoreRow, table=True):
    """A step of the person's plan."""

    __tablename__ = "plan_step"

    id: str = Field(primary_key=True)
    zone: str
    position: int
    done_on: int | None = None
    words: str


class PanelAnswerRow(StoreRow, table=True):
    """The person's answer to an episode of the panel."""

    __tablename__ = "panel_answer"

    id: str = Field(primary_key=True)
    spoke_on: int
    answer: str
    answered_on: int


class ShownLevelRow(StoreRow, table=True):
    """A line of the append-only log of what the panel showed."""

    __tablename__ = "shown_level"
    __table_args__ = ({"sqlite_autoincrement": True},)

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    shown_ms: int
    shown_offset_min: int
    as_of: int
    level: str
    measures: str
    since: int | None = None


class OwnSignRow(StoreRow, table=True):
    """One version of an own sign, as JSON: a sign has parts within parts, and is read whole."""

    __tablename__ = "own_sign"

    sign_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    is_current: bool
    body: str


class SignTickRow(StoreRow, table=True):
    """A day on which the person says that a sign was there."""

    __tablename__ = "sign_tick"
    __table_args__ = (Index("ix_sign_tick_sign_id_day", "sign_id", "day"),)

    id: str = Field(primary_key=True)
    sign_id: str
    day: int
    recorded_ms: int
    recorded_offset_min: int
    told_by: str


class SetAsideRow(StoreRow, table=True):
    """A warning that was set aside, and why."""

    __tablename__ = "set_aside"

    id: str = Field(primary_key=True)
    set_on: int
    spoke_on: int
    level: str
    reason: str
    words: str


class ZoneSaidRow(StoreRow, table=True):
    """The zone the person says they are in; ``signs`` are ids, parted by spaces."""

    __tablename__ = "zone_said"

    id: str = Field(primary_key=True)
    said_on: int
    zone: str
    signs: str


class ZonePlanRow(StoreRow, table=True):
    """One version of what stands around the steps of a zone, as JSON."""

    __tablename__ = "zone_plan"

    zone: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    is_current: bool
    body: str


class StepDoneRow(StoreRow, table=True):
    """A step of the plan that was done on a day, in the words it had then."""

    __tablename__ = "step_done"
    __table_args__ = (Index("ix_step_done_step_id_day", "step_id", "day"),)

    id: str = Field(primary_key=True)
    step_id: str
    zone: str
    day: int
    words: str


class ShownEpisodeRow(StoreRow, table=True):
    """A warning as it was shown first, as JSON: lines are added and never changed."""

    __tablename__ = "shown_episode"

    id: str = Field(primary_key=True)
    day: int
    body: str


class EpisodeOutcomeRow(StoreRow, table=True):
    """What came of a warning, as JSON."""

    __tablename__ = "episode_outcome"

    id: str = Field(primary_key=True)
    day: int
    body: str


class UsualOfferRow(StoreRow, table=True):
    """A new usual that was offered and answered, as JSON."""

    __tablename__ = "usual_offer"

    id: str = Field(primary_key=True)
    day: int
    body: str


class ParticipantSettingRow(StoreRow, table=True):
    """A private choice, as JSON text."""

    __tablename__ = "participant_setting"

    key: str = Field(primary_key=True)
    value: str


class OwnMeasureRow(StoreRow, table=True):
    """One version of a measure of the person's own, or of a changed catalogue measure, as JSON.

    JSON, because measures are data: a new property of a measure is no new column.
    """

    __tablename__ = "own_measure"

    measure_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    is_current: bool
    body: str


class DraftRow(StoreRow, table=True):
    """The unsaved form of a day."""

    __tablename__ = "draft"

    day: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    saved_ms: int
    saved_offset_min: int
    body: str
