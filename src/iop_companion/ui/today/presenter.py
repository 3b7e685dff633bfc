"""Between the Today page and its services."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import Helped
from iop_companion.domain.early_warning import EarlyWarning, Level
from iop_companion.domain.ids import MeasureId, RecordId
from iop_companion.domain.measure import Value
from iop_companion.domain.records import PlanStep, PlanZone
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.services.views import CheckInDraft, DayView
from iop_companion.ui.today.dose_keeper import DayWithDoses, DoseKeeper
from iop_companion.ui.today.due_keeper import DueKeeper
from iop_companion.ui.today.hard_answer import WayOn
from iop_companion.ui.today.model import CheckInForm
from iop_companion.ui.today.moment_keeper import MomentKeeper
from iop_companion.ui.today.panel import MOOD, MOOD_LOW, MOODS, TodayPanel
from iop_companion.ui.today.words import draft_from, draft_kept, saved_at, saved_words
from iop_companion.ui.toolkit.day_in_hand import DayInHand
from iop_companion.ui.toolkit.operations import done_again, taken_back
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.questionnaire_in_hand import QuestionnaireInHand
from iop_companion.ui.widgets.own_signs_keeper import OwnSignsKeeper

if TYPE_CHECKING:
    from iop_companion.services.bundle import Services

DRAFT_AFTER_MS = 1000
"""A change reaches the encrypted draft within this (the promise is 2 s)."""

HARD_MOODS = (0, 1)
"""A mood of these is answered by the calm card."""

LOWEST_SIDE = 3
"""And so is this mark on the low side of even."""

_ZONES = {Level.WATCH: PlanZone.WATCH, Level.ACT: PlanZone.ACT}


class TodayPage:
    """Reads days, keeps drafts, saves. The form lives here; the panel only shows it."""

    def __init__(
        self,
        panel: TodayPanel,
        services: Services,
        context: PageContext,
        in_hand: DayInHand | None = None,
        asked: QuestionnaireInHand | None = None,
    ) -> None:
        """Connect ``panel`` with ``services``; ``in_hand`` tells sub-pages which day is open.

        ``asked`` tells Program which questionnaire Today leads to.
        """
        self._panel = panel
        self._in_hand = in_hand or DayInHand()
        self._after: date | None = None  # the day whose check-in was just saved
        self._services = services
        self._context = context
        self._form: CheckInForm | None = None
        self._touched: dict[date, CheckInForm] = {}  # of other days; a draft may not have been kept
        self._day: date | None = None
        self._asked: date | None = None  # the day read last; None: today
        self._retry_only: Collection[MeasureId] | None = None
        self._has_draft = False
        self._is_opening = False  # a day was asked for and is not read yet
        self._timer = QTimer(panel)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._wants_focus = False
        self._goes_on = False  # with what the day does not say yet, as soon as it is read
        self._moments = MomentKeeper(
            panel, services, context, lambda: self._form, self._keep_draft_soon
        )
        self._signs = OwnSignsKeeper(panel.side.signs, services, context)
        self._doses = DoseKeeper(panel.side.doses, services, context)
        self._due = DueKeeper(panel.side.due, services, context, asked or QuestionnaireInHand())
        self._connect()

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Today")

    def refresh(self) -> None:
        """Read the day anew under the person's unsaved answers; a touched day stays open."""
        wished, self._in_hand.wanted = self._in_hand.wanted, None
        if wished is not None and (self._form is None or wished != self._form.view.day):
            self._open(wished)
            return
        form = self._form
        wanted = form.view.day if form is not None and form.is_touched else self._day
        self._asked = wanted
        self._context.tasks.run(
            lambda: self._doses.read(wanted),
            lambda found: self._show_day(found) if wanted == self._asked else None,
        )
        self._read_warning()
        self._signs.read(wanted or self._services.clock.today())
        self._read_poles(wanted or self._services.clock.today())

    def on_shown(self) -> None:
        """Put the focus on the first row, as soon as there is one."""
        self._wants_focus = self._form is None
        self._focus()

    def begin(self) -> None:
        """Go to the first question (Ctrl+M, Edit), also after a check-in."""
        self._after = None
        self._panel.show_questions()
        self._show_line()
        self._panel.card.focus_first()

    def go_on(self) -> None:
        """Read the day anew and go to its first question without an answer."""
        self._goes_on = True
        self.refresh()

    def main_action(self) -> None:
        """Save the moment that is being written, else the check-in."""
        if self._moments.has_focus:
            self._moments.save()
        else:
            self._save(None)

    def _focus(self) -> None:
        if self._after is not None:
            self._panel.focus_saved()
        else:
            self._panel.card.focus_first()

    def _keep_draft_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def keep_draft(self) -> None:
        """Hand the unsaved answers to the encrypted draft now (timer, another day, lock)."""
        self._timer.stop()
        form = self._form
        if form is None:
            return
        if form.is_touched:
            self._has_draft = True
            self._draft(form)
        elif self._has_draft:
            self._has_draft = False
            check_ins, day = self._services.check_ins, form.view.day
            self._context.tasks.run(lambda: check_ins.drop_draft(day))
            self._panel.show_line(_("Skip anything."))

    def _draft(self, form: CheckInForm) -> None:
        """Hand the answers of ``form``, on the screen or of another day, to its day's draft."""
        check_ins, day = self._services.check_ins, form.view.day
        body, unread = form.to_json(), None if form.is_read else form.copy()

        def keep() -> datetime:  # a day that was not read yet may have a draft of its own
            text = unread.rebased(check_ins.day(day)).to_json() if unread is not None else body
            return check_ins.keep_draft(day, text)

        self._context.tasks.run(
            keep,
            lambda at: self._on_draft_kept(day, at),
            lambda _problem: self._panel.show_line(
                _("The draft could not be kept. Save when you can.")
            ),
        )

    # --- reading

    def _connect(self) -> None:
        panel, hub = self._panel, self._context.hub
        panel.answer_changed.connect(self._on_answer)
        panel.day_requested.connect(self._open)
        panel.save_requested.connect(self.main_action)
        panel.mood_only_requested.connect(lambda: self._save(MOODS))
        panel.retry_requested.connect(lambda: self._save(self._retry_only))
        panel.undo_requested.connect(self._undo)
        panel.redo_requested.connect(self._redo)
        panel.edit_requested.connect(self.begin)
        panel.more_requested.connect(self._open_more)
        panel.details_requested.connect(lambda: self._context.go_to("day"))
        panel.paper_requested.connect(lambda: self._context.go_to("paper_week"))
        panel.step_done_requested.connect(self._tick)
        panel.warning_requested.connect(lambda: self._context.go_to("warning_signs"))
        panel.support_requested.connect(lambda: self._context.go_to("support"))
        panel.side.later.answered.connect(self._answer_later)
        panel.side.later.let_be.connect(self._let_be)
        hub.locking.connect(self._on_locking)
        self._context.preferences.changed.connect(self._on_preferences)
        self._on_preferences()

    def _open(self, day: date) -> None:
        """Go to another day; the old one keeps its draft."""
        today = self._services.clock.today()
        if self._services.check_ins.is_to_come(day):
            self._context.notices.show(
                _("{day} is still to come by this computer’s clock.").format(
                    day=long_day(day, today)
                ),
                _("Write for it all the same"),
                partial(self._open_all_the_same, day),
            )
            return
        self._set_aside()
        self._day = None if day == today else day
        self._form = self._awaited(day)
        self._after = None
        self._has_draft = False
        self._panel.show_questions()
        self._panel.clear_problem()
        self._panel.hide_hard_answer()
        self._show_awaited()
        self.refresh()

    def _open_all_the_same(self, day: date) -> None:
        self._services.check_ins.allow(day)
        self._open(day)

    def _awaited(self, day: date) -> CheckInForm | None:
        """Return what takes the answers until ``day`` is read; None while no row is known."""
        kept, shown = self._touched.pop(day, None), self._form
        if kept is not None or shown is None:
            return kept
        return shown if shown.view.day == day else CheckInForm.awaited(day, shown.view)

    def _show_awaited(self) -> None:
        """Let the person go on typing at once: a key may come before the day is read."""
        form = self._form
        self._is_opening = True
        self._wants_focus = form is None
        if form is not None:
            self._in_hand.day = form.view.day
            self._panel.show_form(form, self._services.clock.now())
            self._moments.show_kept(form)
            self._focus()

    def _set_aside(self) -> None:
        """Keep what is not saved of the day on the screen, before another one takes its place."""
        if self._timer.isActive():
            self.keep_draft()
        if self._form is not None and self._form.is_touched:
            self._touched[self._form.view.day] = self._form

    def _show_day(self, found: DayWithDoses) -> None:
        self._doses.show(found)
        self._show(found.view)

    def _show(self, view: DayView) -> None:
        now = self._services.clock.now()
        old = self._form
        if old is None or old.view.day != view.day:
            self._set_aside()
            kept = self._touched.pop(view.day, None)
            self._form = kept.rebased(view) if kept else CheckInForm.opened(view)
            self._moments.show_kept(self._form)
            self._is_opening = True
        else:
            self._form = old.rebased(view)
            if self._form.moment is not None and old.moment is None:
                self._moments.show_kept(self._form)
        if self._is_opening:
            self._is_opening = False
            self._has_draft = view.draft is not None
            self._panel.show_line(_opening_line(self._form, now))
        self._in_hand.day = view.day
        self._panel.show_form(self._form, now)
        if self._after is not None and (self._after != view.day or not view.has_entry):
            self._after = None
        if self._after is None:
            self._panel.show_questions()
        if self._goes_on and not self._form.is_touched:
            self._wants_focus = False
            self._panel.card.focus_open()
        self._goes_on = False
        if self._wants_focus:
            self._wants_focus = False
            self._focus()

    def _show_line(self) -> None:
        if self._form is not None:
            now = self._services.clock.now()
            self._panel.show_line(_opening_line(self._form, now))
            self._panel.show_form(self._form, now)

    def _read_warning(self) -> None:
        def told(warning: EarlyWarning | None, steps: tuple[PlanStep, ...]) -> None:
            self._panel.show_warning(warning, steps)
            self._read_after(warning)

        self._context.tasks.run(self._warning, lambda found: told(*found), can_wait=True)
        skills = self._services.skills
        self._context.tasks.run(skills.to_ask, self._panel.side.later.show_question)
        self._due.read()

    def _read_poles(self, day: date) -> None:
        """Count the two weeks that end on the day shown, once all else is there."""
        reader, card = self._services.after_saving, self._panel.side.poles
        self._context.tasks.run(lambda: reader.both_sides(day), card.show_counts, can_wait=True)

    def _read_after(self, warning: EarlyWarning | None = None) -> None:
        """Read what stands in the form's place after a check-in, if that is what is shown."""
        day, reader = self._after, self._services.after_saving
        if day is not None:
            self._context.tasks.run(
                lambda: reader.view(day, warning),
                lambda after: self._panel.show_after(after) if day == self._after else None,
            )

    def _tick(self, step_id: str) -> None:
        warnings = self._services.early_warnings
        self._context.tasks.run(
            lambda: warnings.tick(step_id, True),  # noqa: FBT003 -- the service's signature
            self._context.hub.tell,
            self._context.notices.show_problem,
        )

    def _open_more(self, page: str, row: str) -> None:
        self.keep_draft()
        self._in_hand.row = row
        self._context.go_to(page)

    def _answer_later(self, use_id: str, helped: Helped) -> None:
        skills = self._services.skills
        self._keep_later(lambda: skills.helped_later(RecordId(use_id), helped))

    def _let_be(self, use_id: str) -> None:
        skills = self._services.skills
        self._keep_later(lambda: skills.let_be(RecordId(use_id)))

    def _keep_later(self, job: Callable[[], ChangeSet]) -> None:
        def kept(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            self._context.notices.show(_("Kept."), _("Undo"), lambda: self._take_back(changes))

        self._context.tasks.run(job, kept, self._context.notices.show_problem)

    def _warning(self) -> tuple[EarlyWarning | None, tuple[PlanStep, ...]]:
        warning = self._services.early_warnings.evaluate(shown=True)
        zone = _ZONES.get(warning.level)
        return warning, self._services.early_warnings.plan(zone) if zone is not None else ()

    # --- answering

    def _on_answer(self, name: str, value: Value | None, typed: str) -> None:
        if self._form is None:
            return
        self._form.answer(MeasureId(name), value, typed)
        self._panel.clear_problem()
        self._keep_draft_soon()

    def _on_draft_kept(self, day: date, at: datetime) -> None:
        form = self._form
        if form is not None and form.view.day == day and form.is_touched:
            self._panel.show_line(draft_kept(at.time()))

    def _on_locking(self) -> None:
        self.keep_draft()
        for form in self._touched.values():
            self._draft(form)
        self._context.hub.locking.disconnect(self._on_locking)
        self._context.preferences.changed.disconnect(self._on_preferences)
        self._doses.forget()
        self._form = None
        self._after = None
        self._touched.clear()
        self._signs.forget()

    def _on_preferences(self) -> None:
        moves_on = self._context.preferences.now.move_on_answer
        self._panel.card.moves_on = self._panel.moment.form.moves_on = moves_on

    # --- saving

    def _save(self, only: Collection[MeasureId] | None) -> None:
        """Save all answers, or ``only`` some; texts that are no answer yet stop a full save."""
        form = self._form
        if form is None:
            return
        self._retry_only = only
        if only is None and (problem := self._panel.first_problem()):
            self._panel.show_problem(problem, can_retry=False)
            return
        draft = form.changes(only)
        if not draft.values and not form.is_read:
            return  # in a blink there is a day to speak of
        if not draft.values and not form.view.has_entry:
            self._panel.show_problem(KnownProblem("empty_check_in"), can_retry=False)
            return
        if not draft.values:
            self._panel.show_line(_("That is saved already."), is_news=True)
            return
        self._timer.stop()
        self._panel.show_saving()
        check_ins = self._services.check_ins
        self._context.tasks.run(
            lambda: check_ins.record(draft),
            lambda changes: self._on_saved(draft, changes, is_whole=only is None),
            lambda problem: self._on_save_failed(draft.day, problem),
        )

    def _offer_way_on(self, draft: CheckInDraft) -> None:
        """Say whom and what to turn to after a hard answer; nothing after any other.

        The answer is saved by now: trouble with reading the plan must not make it look unsaved,
        and leaves what needs no vault.
        """
        mood, low = draft.values.get(MOOD), draft.values.get(MOOD_LOW)
        if (mood is None or mood not in HARD_MOODS) and low != LOWEST_SIDE:
            return

        def show(way_on: WayOn) -> None:
            if self._form is not None and self._form.view.day == draft.day:
                self._panel.show_hard_answer(way_on)

        self._context.tasks.run(
            self._way_on, show, lambda _problem: show(WayOn(line=self._crisis_line()))
        )

    def _way_on(self) -> WayOn:
        warnings = self._services.early_warnings
        steps = warnings.plan(PlanZone.ACT) or warnings.plan(PlanZone.WATCH)
        people = self._services.people.all()
        return WayOn(tuple(step.text for step in steps), people, self._crisis_line())

    def _on_saved(self, draft: CheckInDraft, changes: ChangeSet, *, is_whole: bool) -> None:
        now = self._services.clock.now()
        self._panel.show_line(saved_at(now.time()), is_news=True)
        form = self._form_of(draft.day)
        words = saved_words(draft, form.view if form is not None else None)
        if form is not None:
            self._keep_rest(form, draft)
            if is_whole and form is self._form and not form.is_touched:
                self._after = draft.day
                self._panel.show_saved(draft.day)
                self._read_after()
        if changes:
            self._context.notices.show(words, _("Undo"), lambda: self._take_back(changes))
        self._context.hub.tell(changes)
        if not changes:
            self.refresh()
        self._offer_way_on(draft)

    def _crisis_line(self) -> str:
        """Return the first line of the person's region in words, "" where there is none."""
        line = self._services.support.first_line(self._context.preferences.now.region)
        return f"{line.name}: {line.call or line.text}" if line else ""

    def _on_save_failed(self, day: date, problem: KnownProblem) -> None:
        """Saving stopped the draft's timer; answers that were not taken still get their draft."""
        self._panel.show_problem(problem, can_retry=True)
        form = self._form_of(day)
        if form is not None and form.is_touched:
            self._draft_later(form)

    def _form_of(self, day: date) -> CheckInForm | None:
        """Return the form of ``day``, on the screen or set aside, or None."""
        if self._form is not None and self._form.view.day == day:
            return self._form
        return self._touched.get(day)

    def _draft_later(self, form: CheckInForm) -> None:
        """Keep a draft soon; at once if the day is not on the screen any more."""
        if form is self._form:
            self._timer.start()
        else:
            self._draft(form)

    def _keep_rest(self, form: CheckInForm, draft: CheckInDraft) -> None:
        """Saving dropped the day's draft; answers that were not saved get a new one."""
        form.saved.update(draft.values)
        for measure_id, value in draft.values.items():
            if form.edits.get(measure_id) == value:
                form.edits.pop(measure_id, None)
        if form is self._form:
            self._has_draft = False
        if form.is_touched:
            self._draft_later(form)
        else:
            self._touched.pop(draft.day, None)

    def _take_back(self, changes: ChangeSet) -> None:
        """What the notice belongs to, and nothing that came after it."""
        job = partial(self._services.undo_if_newest, changes)
        self._replay(job, taken_back, _("Redo"), self._redo)

    def _undo(self) -> None:
        self._replay(self._services.undo, taken_back, _("Redo"), self._redo)

    def _redo(self) -> None:
        self._replay(self._services.redo, done_again, _("Undo"), self._undo)

    def _replay(
        self,
        job: Callable[[], ChangeSet],
        words: Callable[[ChangeSet], str],
        back: str,
        go_back: Callable[[], None],
    ) -> None:
        notices, hub = self._context.notices, self._context.hub

        def told(changes: ChangeSet) -> None:
            hub.tell(changes)
            self._panel.show_line(_("Skip anything."))
            notices.show(words(changes), back, go_back)

        self._context.tasks.run(job, told, notices.show_problem)


def _opening_line(form: CheckInForm, now: datetime) -> str:
    saved = form.view.draft_saved_at
    if form.is_touched and saved is not None:
        return draft_from(saved, now)
    return _("Skip anything.")
