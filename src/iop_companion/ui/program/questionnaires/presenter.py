"""Between the Questionnaires page and its services: answers are kept at once, scores come last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from iop_companion.domain.change import ChangeSet
from iop_companion.domain.diary_entries import AnsweredQuestionnaire, EnteredScore
from iop_companion.domain.instrument import Answers, Instrument
from iop_companion.domain.records import PlanStep, PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.dates import long_day
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.i18n import _
from iop_companion.foundation.problem_texts import describe
from iop_companion.services.bundle import Services
from iop_companion.services.form_drafts import FormName
from iop_companion.services.questionnaire_words import every_words
from iop_companion.services.questionnaires import Asked
from iop_companion.services.views import SupportSheet
from iop_companion.ui.program.parts import QUESTIONNAIRES
from iop_companion.ui.program.questionnaires.about_dialog import AboutDialog
from iop_companion.ui.program.questionnaires.form import AnswerForm
from iop_companion.ui.program.questionnaires.panel import QuestionnairesPanel
from iop_companion.ui.program.questionnaires.result_view import ResultView
from iop_companion.ui.program.questionnaires.score_form import ScoreWish
from iop_companion.ui.program.questionnaires.support_view import HardAnswerView
from iop_companion.ui.toolkit.draft_keeper import DraftKeeper
from iop_companion.ui.toolkit.page import PageContext
from iop_companion.ui.toolkit.questionnaire_in_hand import QuestionnaireInHand
from iop_companion.ui.toolkit.undo_offer import UndoOffer


@dataclass(frozen=True, slots=True)
class _Listed:
    asked: tuple[Asked, ...]
    others: list[EnteredScore]


@dataclass(frozen=True, slots=True)
class _Support:
    plan: tuple[PlanStep, ...]
    people: tuple[Contact, ...]
    sheet: SupportSheet


class QuestionnairesPage:
    """Reads when shown; every answer is kept as it is given, so that stopping loses none."""

    def __init__(
        self,
        panel: QuestionnairesPanel,
        services: Services,
        context: PageContext,
        wanted: QuestionnaireInHand | None = None,
    ) -> None:
        """Connect ``panel`` with ``services``; ``wanted`` names the one another page leads to."""
        self._in_hand = wanted or QuestionnaireInHand()
        self._panel = panel
        self._services = services
        self._questionnaires = services.questionnaires
        self._context = context
        self._kept = UndoOffer(context, services.undo_if_newest, failed=self._failed)
        self._under_way: AnsweredQuestionnaire | None = None
        self._form: AnswerForm | None = None
        self._is_sheet_seen = False
        self._wants_focus = False
        listed = panel.list
        listed.switch.chosen.connect(self._leave_for)
        listed.answer_requested.connect(self._begin)
        listed.result_requested.connect(self._open_result)
        listed.asked_changed.connect(self._ask)
        listed.score_removed.connect(self._remove)
        listed.score.saved.connect(self._enter_score)
        place = services.form_drafts.of(FormName.SCORE)
        self._keeper = DraftKeeper(listed.score, place, context, panel)
        context.hub.locking.connect(self._forget)

    @property
    def widget(self) -> QWidget:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return self._panel

    @property
    def title(self) -> str:
        """See :class:`~iop_companion.ui.toolkit.page.Page`."""
        return _("Program")

    def refresh(self) -> None:
        """Read the list anew; answers under way and a result in front stay."""

        def read() -> _Listed:
            return _Listed(self._questionnaires.all(), self._questionnaires.other_scores())

        self._context.tasks.run(read, self._show_list)

    def on_shown(self) -> None:
        """Put the focus on what is due, or back into the form."""
        shown = self._panel.shown
        self._panel.list.switch.choose(QUESTIONNAIRES)
        wanted, self._in_hand.wanted = self._in_hand.wanted, ""
        if wanted and not isinstance(shown, AnswerForm | HardAnswerView):
            self._begin(wanted)
            return
        if shown is self._panel.list:
            self._wants_focus = not self._panel.list.buttons
        if isinstance(shown, AnswerForm | HardAnswerView | ResultView):
            shown.enter()
        else:
            self._panel.list.enter()

    def main_action(self) -> None:
        """See the result while answering; else go on from what is in front."""
        shown = self._panel.shown
        if isinstance(shown, AnswerForm):
            shown.finish_button.click()
        elif isinstance(shown, HardAnswerView):
            shown.go_on_button.click()
        elif isinstance(shown, ResultView):
            shown.done_button.click()

    # --- the list

    def _show_list(self, listed: _Listed) -> None:
        today = self._services.clock.today()
        self._panel.list.show_all(listed.asked, listed.others, today)
        self._keeper.open()
        shown = self._panel.shown
        if isinstance(shown, ResultView):
            self._follow(shown, listed)
        if self._wants_focus:
            self._wants_focus = False
            self._panel.list.enter()

    def _follow(self, shown: ResultView, listed: _Listed) -> None:
        """Show the result anew if it is another one by now (undo, a note, a score taken out)."""
        asked = next(one for one in listed.asked if one.instrument.id == shown.asked.instrument.id)
        if asked != shown.asked:
            held = shown.note.held
            self._show_result(asked)
            fresh = self._panel.shown
            if held and isinstance(fresh, ResultView):
                fresh.note.hold(held)

    def _leave_for(self, key: str) -> None:
        if key != QUESTIONNAIRES:
            self._context.go_to(key)

    def _ask(self, name: str, is_on: bool | None, days: int | None, locale: str | None) -> None:  # noqa: FBT001 -- a slot
        self._run(
            lambda: self._questionnaires.ask(name, is_on=is_on, every_days=days, locale=locale)
        )

    def _remove(self, entry: AnsweredQuestionnaire | EnteredScore) -> None:
        self._run(lambda: self._questionnaires.remove(entry), _("The score is taken out."))

    def _enter_score(self, wish: ScoreWish) -> None:
        form = self._panel.list.score
        try:
            numbers = [_number(typed) for typed in (wish.score, wish.low, wish.high)]
        except KnownProblem as problem:
            form.say(describe(problem).sentence)
            return
        score, low, high = numbers
        if score is None:
            form.say(describe(KnownProblem("score_not_a_number")).sentence)
            return

        def keep() -> ChangeSet:
            return self._questionnaires.enter_score(
                day=wish.day,
                score=score,
                instrument_id=wish.instrument,
                name=wish.name,
                low=low,
                high=high,
                note=wish.note,
                private=wish.private,
            )

        def refused(problem: KnownProblem) -> None:
            self._keeper.not_saved()
            form.say(describe(problem).sentence)

        def kept(changes: ChangeSet) -> None:
            self._keeper.saved()
            form.close_form()
            self._kept.tell(_("The score is saved."), changes)

        self._keeper.saving()
        self._context.tasks.run(keep, kept, refused)

    # --- answering

    def _begin(self, name: str) -> None:
        def read() -> tuple[AnsweredQuestionnaire, Asked]:
            return self._questionnaires.begin(name), self._questionnaires.get(name)

        self._context.tasks.run(read, lambda found: self._show_form(*found), self._failed)

    def _change(self, entry: AnsweredQuestionnaire) -> None:
        self._context.tasks.run(
            lambda: self._questionnaires.get(entry.instrument),
            lambda asked: self._show_form(entry, asked),
            self._failed,
        )

    def _show_form(self, under_way: AnsweredQuestionnaire, asked: Asked) -> None:
        self._under_way, self._is_sheet_seen = under_way, False
        shown = asked.instrument
        form = AnswerForm(shown, under_way.values, self._sub(under_way, asked))
        self._form = form
        form.kept.connect(self._keep)
        form.hard.connect(partial(self._open_sheet, shown))
        form.finished.connect(partial(self._finish, shown))
        form.left.connect(self._later)
        form.about_requested.connect(lambda: AboutDialog(shown, self._panel).open())
        self._put(form)
        form.enter()

    def _sub(self, under_way: AnsweredQuestionnaire, asked: Asked) -> str:
        day = long_day(under_way.day, self._services.clock.today())
        often = every_words(asked.every_days) if asked.is_on else every_words(0)
        return _("{day}. Asked {how_often}; you can change or stop that.").format(
            day=day, how_often=often
        )

    def _keep(self, answers: Answers) -> None:
        under_way = self._under_way
        if under_way is not None and not under_way.finished:
            self._context.tasks.run(
                lambda: self._questionnaires.keep(under_way, answers), None, self._failed
            )

    def _later(self) -> None:
        form, self._form, self._under_way = self._form, None, None
        self._go_back()
        if form is not None:
            self._panel.drop(form)

    def _open_sheet(self, shown: Instrument, item_id: str) -> None:
        """Before any score, at the first answer above none; once while answering."""
        form = self._form
        if form is None or self._is_sheet_seen:
            return
        self._is_sheet_seen = True
        self._show_sheet(shown, form.answers, partial(self._back_to_form, item_id), self._later)

    def _show_sheet(
        self,
        shown: Instrument,
        answers: Answers,
        go_on: Callable[[], None],
        stop: Callable[[], None],
    ) -> None:
        item = shown.item(shown.support_item)
        option = item.option(answers.get(item.id, 0)) if item else None
        region = self._context.preferences.now.region

        def read() -> _Support:
            warnings = self._services.early_warnings
            plan = warnings.plan(PlanZone.ACT) or warnings.plan(PlanZone.WATCH)
            people = self._services.people.all()
            return _Support(plan, people, self._services.support.sheet(region))

        def show(found: _Support) -> None:
            words = option.label if option else ""
            view = HardAnswerView(words, found.plan, found.people, found.sheet)
            view.go_on_requested.connect(go_on)
            view.stop_requested.connect(stop)
            self._put(view)
            view.enter()

        self._context.tasks.run(read, show, self._failed)

    def _back_to_form(self, item_id: str) -> None:
        if self._form is not None:
            self._put(self._form)
            self._form.return_to(item_id)

    def _finish(self, shown: Instrument, answers: Answers) -> None:
        under_way = self._under_way
        if under_way is None:
            return

        def done(changes: ChangeSet) -> None:
            form, self._form, self._under_way = self._form, None, None
            self._panel.show_view(self._panel.list)
            if form is not None:
                self._panel.drop(form)
            self._context.hub.tell(changes)
            self._open_result(shown.id)

        self._context.tasks.run(
            lambda: self._questionnaires.finish(under_way, answers), done, self._failed
        )

    # --- the result

    def _open_result(self, name: str) -> None:
        self._context.tasks.run(
            lambda: self._questionnaires.get(name), self._show_result, self._failed
        )

    def _show_result(self, asked: Asked) -> None:
        if asked.newest is None:
            self._go_back()
            return
        view = ResultView(asked, self._services.clock.today())
        view.done.connect(self._go_back)
        view.change_requested.connect(self._change)
        view.removed.connect(self._remove)
        view.noted.connect(self._note)
        newest = asked.newest.entry
        if isinstance(newest, AnsweredQuestionnaire):
            view.support_requested.connect(
                lambda: self._show_sheet(
                    asked.instrument,
                    newest.values,
                    partial(self._open_result, asked.instrument.id),
                    self._go_back,
                )
            )
        self._put(view)
        view.enter()
        if view.score_card.hasFocus():  # in large text: with the name of the page above it
            top = self._panel.verticalScrollBar()
            QTimer.singleShot(0, self._panel, lambda: top.setValue(0))

    def _note(
        self,
        entry: AnsweredQuestionnaire | EnteredScore,
        note: str,
        private: bool,  # noqa: FBT001 -- a slot
    ) -> None:
        self._run(lambda: self._questionnaires.annotate(entry, note, private=private))

    # --- all of it

    def _put(self, view: QWidget) -> None:
        before = self._panel.shown
        self._panel.show_view(view)
        if before is not view and before is not self._form:
            self._panel.drop(before)

    def _go_back(self) -> None:
        before = self._panel.shown
        self._panel.show_view(self._panel.list)
        self._panel.drop(before)
        self.refresh()
        self._panel.list.enter()

    def _run(self, job: Callable[[], ChangeSet], words: str = "") -> None:
        def told(changes: ChangeSet) -> None:
            self._context.hub.tell(changes)
            if words and changes:
                self._kept.say(words, changes)

        self._context.tasks.run(job, told, self._failed)

    def _failed(self, problem: KnownProblem) -> None:
        self._context.notices.show_problem(problem)

    def _forget(self) -> None:
        """Hold nothing any more; every answer is kept already, and a note is kept now."""
        form, self._form, self._under_way = self._form, None, None
        before = self._panel.shown
        if isinstance(before, ResultView):
            before.commit()
        self._keeper.close()
        self._panel.show_view(self._panel.list)
        for view in (before, form):
            if view is not None:
                self._panel.drop(view)
        self._panel.list.forget()


def _number(typed: str) -> float | None:
    """Return the number typed, None for nothing; raises ``KnownProblem``."""
    words = typed.strip().replace(",", ".")
    if not words:
        return None
    try:
        number = float(words)
    except ValueError as error:
        raise KnownProblem("score_not_a_number") from error
    if not -1e6 < number < 1e6:
        raise KnownProblem("score_not_a_number")
    return number
