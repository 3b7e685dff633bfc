"""My signs: kept in the person's words and versions, ticked, looked at, and held against a day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iop_companion.analytics.own_signs import (
    WITHIN_DAYS,
    Lowered,
    SignShown,
    SignsLevel,
    entered_days,
    met_days,
    shown_days,
    signs_level,
)
from iop_companion.analytics.series import DailySeries
from iop_companion.domain.change import Change, ChangeSet
from iop_companion.domain.early_warning import Level
from iop_companion.domain.ids import MeasureId, RecordId, new_id
from iop_companion.domain.measure import Measure
from iop_companion.domain.plain_form import from_plain, to_plain
from iop_companion.domain.ports import Journal
from iop_companion.domain.records import (
    OwnSign,
    ParticipantSetting,
    PlanZone,
    SignTick,
    ZoneSaid,
)
from iop_companion.domain.setting_values import or_default
from iop_companion.domain.sign_rule import SignRule, rule_trouble
from iop_companion.domain.suggested_sign import SuggestedSign
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services import sign_words
from iop_companion.services.history import History

if TYPE_CHECKING:
    from iop_companion.catalog.catalog import Catalog
    from iop_companion.domain.ports import Clock
    from iop_companion.services.daily import DailyReader
    from iop_companion.services.focuses import Focuses
    from iop_companion.services.measures import MeasureList
    from iop_companion.services.people import People
    from iop_companion.services.session import VaultSession

DRAFT_SETTING = "sign_draft"
"""Key of the setting that holds what was typed of a sign and not saved."""

MAX_SIGNS = 10
"""At most ten, so that each one stays worth noticing."""

MAX_WORDS = 500
"""Longest text of a sign, in characters."""

LOOK_BACK_DAYS = 84
"""Twelve weeks: how far back the editor shows when a rule would have shown."""

_READ_DAYS = 366
"""So far back the days of a sign are read when a level is asked for."""


@dataclass(frozen=True, slots=True)
class SignDraft:
    """What the editor asks to be kept."""

    words: str = field(default="", repr=False)
    zone: PlanZone = PlanZone.WATCH
    rule: SignRule | None = field(default=None, repr=False)
    tellers: tuple[str, ...] = field(default=(), repr=False)
    i_do: str = field(default="", repr=False)
    i_tell: str = field(default="", repr=False)
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What stands typed in the editor: as a change of a sign, or as a new one (None)."""

    sign_id: str | None
    draft: SignDraft = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign as My signs lists it: how it is noticed in words, and what is wrong, if anything."""

    sign: OwnSign
    how: str = field(repr=False)
    trouble: str = field(default="", repr=False)
    since: date | None = None


@dataclass(frozen=True, slots=True)
class SignsView:
    """Everything My signs shows. ``measures`` can be put into a rule; ``people`` are names.

    ``untracked`` stand in a rule and get no new entries.
    """

    signs: tuple[SignLine, ...]
    suggestions: tuple[SuggestedSign, ...]
    measures: tuple[Measure, ...]
    people: tuple[str, ...]
    untracked: tuple[Measure, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether no further sign can be added."""
        return len(self.signs) >= MAX_SIGNS


@dataclass(frozen=True, slots=True)
class SignToTick:
    """A sign that is ticked by hand, on a day of Today."""

    sign_id: RecordId
    words: str = field(repr=False)
    zone: PlanZone = PlanZone.WATCH
    is_ticked: bool = False
    tellers: tuple[str, ...] = field(default=(), repr=False)
    told_by: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SignsStanding:
    """What own signs say of a day: the level they raise, the sentences, what showed in the week.

    ``shown`` are the signs that showed within seven days with the days they did, oldest first;
    ``measures`` are those that the raising ones look at.
    """

    found: SignsLevel | None
    sentences: tuple[str, ...] = field(default=(), repr=False)
    measures: tuple[MeasureId, ...] = ()
    shown: tuple[tuple[OwnSign, tuple[date, ...]], ...] = field(default=(), repr=False)


class OwnSigns:
    """Keeps every version of a sign. Raises ``KnownProblem("locked")`` without an open vault."""

    def __init__(  # noqa: PLR0913, PLR0917 -- the parts it stands between
        self,
        session: VaultSession,
        catalog: Catalog,
        measures: MeasureList,
        daily: DailyReader,
        people: People,
        focuses: Focuses,
        clock: Clock,
        history: History,
    ) -> None:
        """Keep the signs in the vault of ``session``; what is written can be undone."""
        self._session = session
        self._catalog = catalog
        self._measures = measures
        self._daily = daily
        self._people = people
        self._focuses = focuses
        self._clock = clock
        self._history = history

    # --- My signs

    def view(self) -> SignsView:
        """Return the signs in the person's order, suggestions of their focuses not yet taken."""
        with self._session.vault.read() as journal:
            first_days = _first_days(journal)
            signs = current_signs(journal)
        known, tracked = self._known(), self._tracked()
        lines = [
            SignLine(
                sign=sign,
                how=self._how(sign, known),
                trouble=self._trouble(sign.rule, known, tracked),
                since=first_days[sign.id],
            )
            for sign in signs
        ]
        taken = {sign.suggestion for sign in signs}
        chosen = set(self._focuses.chosen()) or {"basics"}
        return SignsView(
            signs=tuple(lines),
            suggestions=tuple(
                one
                for one in self._catalog.suggested_signs
                if one.focus in chosen and one.id not in taken
            ),
            measures=tuple(
                one for one in self._measures.all() if one.kind.is_number and one.id in tracked
            ),
            people=tuple(person.name or person.number for person in self._people.all()),
            untracked=tuple(
                known[one] for one in _looked_at(signs) if one in known and one not in tracked
            ),
        )

    def keep(self, draft: SignDraft, sign_id: str | None = None) -> ChangeSet:
        """Keep ``draft`` as a new sign, or as the next version of one.

        Raises ``KnownProblem``: ``sign_without_words``, ``sign_too_long``, ``too_many_signs``,
        ``unknown_sign``, ``rule_never_met``, ``rule_always_met``.
        """
        words = " ".join(draft.words.split())
        if not words:
            raise KnownProblem("sign_without_words")
        if max(len(words), len(draft.i_do), len(draft.i_tell)) > MAX_WORDS:
            raise KnownProblem("sign_too_long", most=MAX_WORDS)
        if draft.rule is not None:
            self._refuse_contradiction(draft.rule)
        with self._session.vault.write() as journal:
            before = _sign(journal, sign_id) if sign_id is not None else None
            there = current_signs(journal)
            if before is None and len(there) >= MAX_SIGNS:
                raise KnownProblem("too_many_signs", most=MAX_SIGNS)
            after = OwnSign(
                id=before.id if before else RecordId(new_id()),
                words=words,
                zone=draft.zone,
                written_at=self._clock.now(),
                since=self._clock.today(),
                version=_next_version(journal, before),
                rule=draft.rule,
                tellers=tuple(dict.fromkeys(draft.tellers)),
                i_do=draft.i_do.strip(),
                i_tell=draft.i_tell,
                is_resting=before.is_resting if before else False,
                position=before.position if before else _last_position(there) + 1,
                suggestion=before.suggestion if before else draft.suggestion,
            )
            if before is not None and _same(before, after):
                return ChangeSet("sign_kept")
            journal.put(after)
        return self._history.remember(ChangeSet("sign_kept", (Change(before, after),)))

    def rest(self, sign_id: str, *, rests: bool) -> ChangeSet:
        """Let a sign rest, or take it up again, as a new version.

        Raises ``KnownProblem("unknown_sign")``.
        """
        with self._session.vault.write() as journal:
            before = _sign(journal, sign_id)
            if before.is_resting == rests:
                return ChangeSet("sign_rested")
            after = replace(
                before,
                is_resting=rests,
                version=_next_version(journal, before),
                written_at=self._clock.now(),
                since=self._clock.today(),
            )
            journal.put(after)
        return self._history.remember(ChangeSet("sign_rested", (Change(before, after),)))

    def remove(self, sign_id: str) -> ChangeSet:
        """Delete a sign with its versions and ticks; one step that can be undone.

        What the panel showed by it stays in the log of what was shown. Raises
        ``KnownProblem("unknown_sign")``.
        """
        with self._session.vault.write() as journal:
            _sign(journal, sign_id)
            versions = [one for one in journal.all(OwnSign) if one.id == sign_id]
            ticks = [one for one in journal.all(SignTick) if one.sign_id == sign_id]
            # newest first, so that undo puts the current version back last
            gone: list[SignTick | OwnSign] = [*ticks, *reversed(versions)]
            for record in gone:
                journal.remove(record)
        changes = tuple(Change(record, None) for record in gone)
        return self._history.remember(ChangeSet("sign_removed", changes))

    def look_back(self, rule: SignRule) -> str:
        """Return, in words, on which days of twelve weeks ``rule`` would have shown, or its fault.

        Nothing is kept.
        """
        known = self._known()
        if words := self._trouble(rule, known, self._tracked()):
            return words
        last = self._clock.today()
        first = last - timedelta(days=LOOK_BACK_DAYS - 1)
        series = self._series(rule, known)
        days = shown_days(rule, series, first, last)
        n_missing = int((~entered_days(series, first, last)).sum())
        return sign_words.looking_back_words(days, n_missing, LOOK_BACK_DAYS)

    # --- drafts

    def draft(self) -> KeptDraft | None:
        """Return what was typed and not saved, or None."""
        with self._session.vault.read() as journal:
            text = journal.setting(DRAFT_SETTING)
        return or_default(_read_draft, text, None)

    def keep_draft(self, kept: KeptDraft | None) -> None:
        """Keep what stands typed, or drop it; nothing that undo would take back."""
        with self._session.vault.read() as journal:
            before = journal.setting(DRAFT_SETTING)
        if kept is None:
            if before is not None:
                with self._session.vault.write() as journal:
                    journal.remove(ParticipantSetting(DRAFT_SETTING, before))
            return
        text = json.dumps(to_plain(kept))
        if text != before:
            with self._session.vault.write() as journal:
                journal.put(ParticipantSetting(DRAFT_SETTING, text))

    # --- ticks

    def to_tick(self, day: date | None = None) -> tuple[SignToTick, ...]:
        """Return the signs that are ticked by hand, as they stand on ``day`` (default: today)."""
        on = day or self._clock.today()
        with self._session.vault.read() as journal:
            ticked = {tick.sign_id: tick for tick in journal.all(SignTick) if tick.day == on}
            signs = current_signs(journal)
        return tuple(
            SignToTick(
                sign_id=sign.id,
                words=sign.words,
                zone=sign.zone,
                is_ticked=sign.id in ticked,
                tellers=sign.tellers,
                told_by=ticked[sign.id].told_by if sign.id in ticked else "",
            )
            for sign in signs
            if sign.id in ticked or (sign.rule is None and not sign.is_resting)
        )

    def tick(self, sign_id: str, day: date, *, on: bool, told_by: str = "") -> ChangeSet:
        """Tick a sign for ``day``, or take the tick away.

        Raises ``KnownProblem``: ``unknown_sign``, ``future_day``.
        """
        if day > self._clock.today():
            raise KnownProblem("future_day", day=day.isoformat())
        with self._session.vault.write() as journal:
            sign = _sign(journal, sign_id)
            there = [t for t in journal.all(SignTick) if (t.sign_id, t.day) == (sign.id, day)]
            before = there[0] if there else None
            if before is None and not on:
                return ChangeSet("sign_ticked")
            if not on:
                for one in there:
                    journal.remove(one)
                changes = tuple(Change(one, None) for one in there)
            else:
                record_id = before.id if before else RecordId(new_id())
                after = SignTick(record_id, sign.id, day, self._clock.now(), told_by)
                if before is not None and before.told_by == told_by:
                    return ChangeSet("sign_ticked")
                journal.put(after)
                changes = (Change(before, after),)
        return self._history.remember(ChangeSet("sign_ticked", changes))

    # --- the level

    def standing(self, day: date) -> SignsStanding:
        """Return what own signs raise on ``day``, by the versions in force on it."""
        with self._session.vault.read() as journal:
            signs = self._in_force(journal, day)
            ticks = journal.all(SignTick) if signs else []
            said = journal.all(ZoneSaid) if signs else []
            first_days = _first_days(journal)
        if not signs:
            return SignsStanding(None)
        known = self._known()
        first = day - timedelta(days=_READ_DAYS)
        shown = [
            SignShown(
                sign.id, sign.zone, self._days(sign, ticks, known, first_days[sign.id], first, day)
            )
            for sign in signs
        ]
        lowered = [Lowered(one.said_on, one.signs) for one in said if one.zone is not PlanZone.ACT]
        found = signs_level(shown, day, lowered)
        by_id = {sign.id: sign for sign in signs}
        week = day - timedelta(days=WITHIN_DAYS - 1)
        recent = [
            (by_id[one.sign_id], tuple(d for d in one.days if week <= d <= day)) for one in shown
        ]
        present = sorted(
            ((sign, days) for sign, days in recent if days), key=lambda pair: pair[1][-1]
        )
        sentences = self._sentences(found, present, ticks, known, lowered)
        rules = [by_id[name].rule for name in found.signs] if found is not None else []
        looked_at = (one.measure_id for rule in rules if rule for one in rule.conditions)
        return SignsStanding(found, sentences, tuple(dict.fromkeys(looked_at)), tuple(present))

    def days_shown(self, first: date, last: date) -> list[tuple[OwnSign, tuple[date, ...]]]:
        """Return each present sign with the days of ``first`` to ``last`` on which it showed."""
        with self._session.vault.read() as journal:
            signs, ticks = current_signs(journal), journal.all(SignTick)
            written = _first_days(journal)
        known = self._known()
        return [
            (
                sign,
                tuple(
                    day
                    for day in self._days(sign, ticks, known, written[sign.id], first, last)
                    if day >= first
                ),
            )
            for sign in signs
        ]

    def week_line(self, day: date) -> str:
        """Return which own signs showed within the week of ``day``, where they raise nothing."""
        present = [
            (sign, days[-1])
            for sign, days in self.standing(day).shown
            if sign.zone is not PlanZone.CALM
        ]
        return sign_words.week_sentence(present) if present else ""

    def say_zone(self, zone: PlanZone) -> ChangeSet:
        """Keep that the person says which zone they are in; it stands over signs shown until now.

        Raises ``KnownProblem("no_warning_to_answer")`` where no sign raises anything.
        """
        today = self._clock.today()
        found = self.standing(today).found
        if found is None:
            raise KnownProblem("no_warning_to_answer")
        after = ZoneSaid(RecordId(new_id()), today, zone, found.signs)
        with self._session.vault.write() as journal:
            journal.put(after)
        return self._history.remember(ChangeSet("zone_said", (Change(None, after),)))

    # --- parts

    def _in_force(self, journal: Journal, day: date) -> list[OwnSign]:
        """The versions in force on ``day``: of today, the current ones whatever the clock says."""
        if day >= self._clock.today():
            return [sign for sign in current_signs(journal) if not sign.is_resting]
        newest: dict[RecordId, OwnSign] = {}
        for sign in journal.all(OwnSign):
            held = newest.get(sign.id)
            if sign.since <= day and (held is None or held.version < sign.version):
                newest[sign.id] = sign
        ordered = sorted(newest.values(), key=lambda sign: (sign.position, sign.id))
        return [sign for sign in ordered if not sign.is_resting]

    def _days(  # noqa: PLR0913, PLR0917 -- one line of arithmetic over all that is known
        self,
        sign: OwnSign,
        ticks: Sequence[SignTick],
        known: sign_words.Known,
        written_on: date,
        first: date,
        last: date,
    ) -> tuple[date, ...]:
        """The days on which a sign showed: its ticks, and where its rule was met since written."""
        ticked = {tick.day for tick in ticks if tick.sign_id == sign.id and tick.day <= last}
        if sign.rule is not None and self._can_be_read(sign.rule, known):
            since = min(max(first, written_on), last)
            ticked |= set(shown_days(sign.rule, self._series(sign.rule, known), since, last))
        return tuple(sorted(ticked))

    def _sentences(
        self,
        found: SignsLevel | None,
        present: Sequence[tuple[OwnSign, tuple[date, ...]]],
        ticks: Sequence[SignTick],
        known: sign_words.Known,
        lowered: Sequence[Lowered],
    ) -> tuple[str, ...]:
        if found is None:
            return ()
        days = {sign.id: (sign, shown) for sign, shown in present}
        raising = [days[sign_id] for sign_id in found.signs]
        acting = [pair for pair in raising if pair[0].zone is PlanZone.ACT]
        said = [
            sign_words.act_sentence(sign, shown[-1], self._evidence(sign, shown[-1], ticks, known))
            for sign, shown in acting
        ]
        if found.level is Level.ACT:
            return tuple(said)
        if found.is_lowered:
            names = {sign.id for sign, _days in acting}
            told = max(one.said_on for one in lowered if names & set(one.signs))
            said.append(sign_words.lowered_sentence(told))
        if len(raising) > 1:
            said.append(sign_words.watch_sentence([(sign, shown[-1]) for sign, shown in raising]))
        return tuple(said)

    def _evidence(
        self, sign: OwnSign, day: date, ticks: Sequence[SignTick], known: sign_words.Known
    ) -> sign_words.Evidence:
        """What met the sign on ``day``: the days its rule counted, or who ticked it."""
        ticked = [tick for tick in ticks if (tick.sign_id, tick.day) == (sign.id, day)]
        if ticked or sign.rule is None:
            return sign_words.Evidence(told_by=ticked[0].told_by if ticked else "")
        rule, series = sign.rule, self._series(sign.rule, known)
        first = day - timedelta(days=rule.span - 1)
        met = met_days(rule, series, first, day)
        counted = [first + timedelta(days=at) for at, is_met in enumerate(met) if is_met]
        return sign_words.Evidence(
            tuple(
                (
                    when,
                    sign_words.joined(
                        [
                            sign_words.entry_words(one, value, known)
                            for one, column in zip(rule.conditions, series, strict=True)
                            if (value := column.on(when)) is not None
                        ]
                    ),
                )
                for when in counted[-rule.n_days :]
            )
        )

    def _refuse_contradiction(self, rule: SignRule) -> None:
        found = rule_trouble(rule, self._known(), self._tracked())
        if found is not None and found[0].value in {"never_met", "always_met"}:
            measure = self._known()[found[1]]
            raise KnownProblem(f"rule_{found[0].value}", measure=measure.label)

    def _how(self, sign: OwnSign, known: sign_words.Known) -> str:
        how = _("I tick it") if sign.rule is None else sign_words.rule_words(sign.rule, known)
        if sign.tellers:
            how = _("{how}; {names} may say it").format(
                how=how, names=sign_words.joined(sign.tellers)
            )
        return _("resting: {how}").format(how=how) if sign.is_resting else how

    def _trouble(
        self, rule: SignRule | None, known: sign_words.Known, tracked: Sequence[MeasureId]
    ) -> str:
        if rule is None:
            return ""
        found = rule_trouble(rule, known, tracked)
        return "" if found is None else sign_words.trouble_words(*found, known)

    def _can_be_read(self, rule: SignRule, known: sign_words.Known) -> bool:
        """Whether a rule says anything: a contradictory one, or of no measure, raises nothing."""
        found = rule_trouble(rule, known, [one.measure_id for one in rule.conditions])
        return found is None

    def _series(self, rule: SignRule, known: sign_words.Known) -> list[DailySeries]:
        measures = [known[one.measure_id] for one in rule.conditions]
        read = self._daily.series(measures)
        return [read[measure.id] for measure in measures]

    def _known(self) -> dict[MeasureId, Measure]:
        return {measure.id: measure for measure in self._measures.all()}

    def _tracked(self) -> list[MeasureId]:
        """What gets entries now: the rows of Today and what is counted from them."""
        rows = {measure.id for measure in self._measures.rows()}
        return [
            one.id for one in self._measures.all() if one.id in rows or one.derived_from in rows
        ]


def _read_draft(text: str) -> KeptDraft:
    """Read a draft; raises ``ValueError`` for what is none."""
    try:
        return from_plain(KeptDraft, json.loads(text))
    except (TypeError, KeyError) as error:
        raise ValueError("no draft of a sign") from error


def current_signs(journal: Journal) -> list[OwnSign]:
    """Return the current version of every sign, in the person's order."""
    current = {sign.id: sign for sign in journal.all(OwnSign)}  # the current one comes last
    return sorted(current.values(), key=lambda sign: (sign.position, sign.id))


def _sign(journal: Journal, sign_id: str) -> OwnSign:
    for sign in current_signs(journal):
        if sign.id == sign_id:
            return sign
    raise KnownProblem("unknown_sign")


def _looked_at(signs: Sequence[OwnSign]) -> tuple[MeasureId, ...]:
    """The measures that the rules of signs name."""
    rules = (sign.rule for sign in signs if sign.rule is not None)
    return tuple(dict.fromkeys(one.measure_id for rule in rules for one in rule.conditions))


def _first_days(journal: Journal) -> dict[RecordId, date]:
    """The day each sign was first written: by its first version, whatever the clock did later."""
    versions = sorted(journal.all(OwnSign), key=lambda sign: sign.version, reverse=True)
    return {sign.id: sign.since for sign in versions}


def _next_version(journal: Journal, before: OwnSign | None) -> int:
    """One more than any version there ever was: undone ones stay readable."""
    if before is None:
        return 1
    return 1 + max(sign.version for sign in journal.all(OwnSign) if sign.id == before.id)


def _last_position(signs: Sequence[OwnSign]) -> int:
    return max((sign.position for sign in signs), default=-1)


def _same(before: OwnSign, after: OwnSign) -> bool:
    """Whether nothing but version and time would differ."""
    return before == replace(
        after, version=before.version, written_at=before.written_at, since=before.since
    )
