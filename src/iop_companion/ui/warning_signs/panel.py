"""The Warning signs page: level, what changed, what it cannot know, my plan, my answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.i18n import _
from iop_companion.services.episode_rows import EpisodeRow
from iop_companion.services.usual_offers import Offer
from iop_companion.services.views import PanelView
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.drawing import Drawings
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.warning_signs.answers_card import AnswersCard
from iop_companion.ui.warning_signs.aside_line import AsideLine
from iop_companion.ui.warning_signs.beside_cards import (
    FactsCard,
    NotRightCard,
    ToSayCard,
    WeekSignsCard,
)
from iop_companion.ui.warning_signs.clearest_card import ClearestCard
from iop_companion.ui.warning_signs.contacts_row import ContactsRow
from iop_companion.ui.warning_signs.day_strip import LEARNING_DAYS, DayStripCard, strip_days
from iop_companion.ui.warning_signs.level_card import LevelCard
from iop_companion.ui.warning_signs.offer_card import OfferCard
from iop_companion.ui.warning_signs.outcome_form import OutcomeForm
from iop_companion.ui.warning_signs.parts_switch import NOW, PartsSwitch
from iop_companion.ui.warning_signs.plan_card import PlanCard
from iop_companion.ui.warning_signs.small_findings import SmallFindings
from iop_companion.ui.warning_signs.usual_cards import BreakCard, LastComparedCard, UsualCard
from iop_companion.ui.widgets.own_signs_card import OwnSignsCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE_WIDTH, _SIDE_WIDE, _SIDE_BESIDE_FROM = 334, 480, 880
_CARD_GAP = 12
_FEW = {Level.LEARNING, Level.NOT_ENOUGH_ENTRIES}
_QUIET = {*_FEW, Level.CALM}


class WarningSignsPanel(PageArea):
    """Shows a :class:`PanelView`; wishes leave by signals."""

    answer_requested = Signal(str)
    tick_requested = Signal(str, bool)
    plan_requested = Signal()
    check_in_requested = Signal()
    number_requested = Signal(object, str)
    aside_requested = Signal()
    aside_taken_back = Signal(object)
    watch_said = Signal()
    signs_requested = Signal()
    skill_requested = Signal()
    new_usual_requested = Signal()
    fewer_requested = Signal()

    def __init__(self, drawings: Drawings) -> None:
        """Build the page without data."""
        super().__init__()
        self._view: PanelView | None = None
        self._usual_line = text("", "sub")
        self.parts = PartsSwitch(NOW)
        self.level = LevelCard()
        self.clearest = ClearestCard(drawings)
        self.small = SmallFindings(drawings)
        self.others = SmallFindings(drawings)
        self.days = DayStripCard()
        self.limits = text("", "small")
        self.plan = PlanCard()
        self.answers = AnswersCard()
        self.aside = AsideLine()
        self.contacts = ContactsRow()
        self.outcome = OutcomeForm(can_wait=True)
        self.offer = OfferCard()
        self.facts = FactsCard()
        self.ticks = OwnSignsCard()
        self.ticks.hint.setText(_("Was one of them there today? Tick it."))
        self.week_signs = WeekSignsCard()
        self.to_say = ToSayCard()
        self.not_right = NotRightCard()
        self.usual, self.last, self.pause = UsualCard(), LastComparedCard(), BreakCard()
        self._start = Card(_("Nothing to set up"))
        self.check_in_button = button(_("Check in"), "primary")
        self._about = Card(_("What this can and cannot tell"))
        self._about_words = text("", "small")
        self._columns = Columns(_SIDE_WIDTH, _SIDE_BESIDE_FROM, _SIDE_WIDE)
        self._connect()
        self._arrange()
        self._show_parts(None)

    def _connect(self) -> None:
        self.outcome.later_requested.connect(self._put_away)
        self.plan.tick_requested.connect(self.tick_requested)
        self.plan.edit_requested.connect(self.plan_requested)
        self.plan.call_requested.connect(self._ask_number)
        self.plan.skill_requested.connect(self.skill_requested)
        self.answers.answered.connect(self.answer_requested)
        self.answers.aside_requested.connect(self.aside_requested)
        self.aside.back_requested.connect(self.aside_taken_back)
        self.contacts.show_requested.connect(self._ask_number)
        self.week_signs.signs_requested.connect(self.signs_requested)
        self.not_right.watch_said.connect(self.watch_said)
        self.not_right.aside_requested.connect(self.aside_requested)
        self.check_in_button.clicked.connect(self.check_in_requested)
        self.usual.new_requested.connect(self.new_usual_requested)
        self.pause.fewer_requested.connect(self.fewer_requested)

    def _arrange(self) -> None:
        self._start.add(text(_("One answer makes a day count."), "small"), self.check_in_button)
        self._about.add(self._about_words)
        main, side = self._columns.main, self._columns.side
        for column in (main, side):
            spacing.gap(column, _CARD_GAP)
        for part in (
            self.level, self.aside, self.contacts, self.offer, self.clearest, self.days, self.small,
            self.limits, self.ticks, self.week_signs, self.facts, self.outcome,
        ):  # fmt: skip
            main.addWidget(part)
        main.addStretch(1)
        for card in (
            self._start, self.last, self.plan, self.to_say, self.answers, self.not_right,
            self.pause, self._about, self.usual,
        ):  # fmt: skip
            side.addWidget(card)
        head = WrappingHead(text(_("Warning signs"), "h1"), self._usual_line, self.parts)
        self.body.addWidget(head)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        self._columns.turned.connect(self._place_others)
        self._place_others()

    @property
    def is_filled(self) -> bool:
        """Whether a view is shown."""
        return self._view is not None

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that can be done, or at the top of one column.

        There the level is read first: what can be done stands far below it.
        """
        if not self._columns.are_beside:
            self.parts.chosen_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        first: QWidget = self.plan.rows[0].box if self.plan.rows else self.plan.edit_button
        if not self._start.isHidden():
            first = self.check_in_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: PanelView) -> None:
        """Show ``view``: the same words as the summary and the command line give."""
        self._view = view
        warning = view.warning
        held = [card for card in (self.answers, self.ticks) if self._holds_focus(card)]
        self._usual_line.setText(view.usual_line)
        self.level.show_level(warning.level, warning.sentence)
        self._show_parts(view)
        if view.clearest is not None:
            self.clearest.show_series(view.clearest)
        self._place_small()
        self._show_days(view)
        self._show_words(view)
        is_act = warning.level is Level.ACT
        self.plan.show_plan(
            _zone_word(view),
            view.plan,
            view.zone,
            speaks=warning.speaks,
            is_main=warning.level not in _FEW,
        )
        self.aside.show_aside(warning.set_aside)
        self.contacts.show_people(view.people if is_act else ())
        self.facts.show_facts(view.facts)
        self.to_say.show_words(view.zone.to_say if is_act and view.zone else "")
        self.week_signs.show_line(view.signs_line, is_quiet=warning.level in _QUIET)
        self.answers.show_answer(view.answer)
        self.last.show_compared(view.last_compared)
        if warning.speaks:
            self.ticks.hide()
        if any(card.isHidden() for card in held):
            self.take_focus()

    def show_afterwards(self, asked: EpisodeRow | None, offer: Offer | None) -> None:
        """Ask what came of an earlier warning, and offer a new usual, where it is time."""
        held = self.outcome.row
        is_away = held is not None and self.outcome.isHidden() and asked is not None
        self.outcome.show_row(asked)
        if is_away and held is not None and asked is not None and held.id == asked.id:
            self.outcome.hide()  # put away for today
        self.offer.show_offer(offer)

    def _put_away(self) -> None:
        self.outcome.hide()
        self.take_focus()

    def forget(self) -> None:
        """Hold no value any more (on lock)."""
        self._view = None
        self.show_afterwards(None, None)
        self.clearest.forget()
        for findings in (self.small, self.others):
            findings.show_findings(())
        self.plan.forget()
        self.aside.show_aside(None)
        self.contacts.show_people(())
        self.facts.show_facts(())
        self.to_say.show_words("")
        self.week_signs.show_line("")
        self.last.show_compared(None)
        self.level.show_level(Level.LEARNING, "")
        self.days.show_days("", (), "")
        for words in (self.limits, self._usual_line, self._about_words):
            words.setText("")
        self._show_parts(None)

    def _holds_focus(self, card: QWidget) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and card.isAncestorOf(focus)

    def _show_parts(self, view: PanelView | None) -> None:
        """Show the cards that ``view`` has something for; none before the first one."""
        level = view.warning.level if view is not None else None
        speaks = view is not None and view.warning.speaks
        self._columns.setVisible(view is not None)
        self.clearest.setVisible(view is not None and view.clearest is not None)
        self.limits.setVisible(speaks)
        self._start.setVisible(level in _FEW)
        is_new = level is Level.LEARNING
        self._start.heading.setText(_("Nothing to set up") if is_new else _("Fill in one day"))
        self._about.setVisible(level is not None and self.limits.isHidden())
        self.usual.setVisible(level is Level.CALM)
        self.pause.setVisible(level is Level.NOT_ENOUGH_ENTRIES)
        self._show_answering(view)

    def _show_answering(self, view: PanelView | None) -> None:
        """What the person may say: of numbers what it is, of Act that it is Watch, set aside."""
        warning = view.warning if view is not None else None
        is_act = warning is not None and warning.level is Level.ACT
        asks = warning is not None and warning.numbers_spoke_on is not None and not is_act
        is_aside = warning is not None and warning.set_aside is not None
        self.answers.setVisible(asks)
        self.answers.aside_button.setVisible(not is_aside)
        if warning is not None and warning.speaks and not asks:
            self.not_right.show_for(is_act=is_act, is_aside=is_aside)
        else:
            self.not_right.hide()

    def _place_others(self) -> None:
        """The further small cards end the column that the first stand in, or the one there is."""
        beside = self._columns.are_beside
        column = self._columns.main if beside else self.body
        column.insertWidget(column.count() - 1, self.others)

    def _place_small(self) -> None:
        """One row of small cards beside the plan while the panel speaks, the others after all."""
        view = self._view
        if view is None:
            return
        few = view.warning.level in _FEW
        findings = () if few else view.small
        n_first = len(findings)
        if view.clearest is not None:
            n_first = self.small.columns_at(self.level.width())
        broad = view.clearest is None
        self.small.show_findings(findings[:n_first], broad=broad)
        self.others.show_findings(findings[n_first:], broad=broad)

    def _show_days(self, view: PanelView) -> None:
        if view.warning.level is Level.LEARNING:
            heading = _("The first 14 days")
            words = _(
                "Tick: a day with an entry. Dash: no entry, and that is fine. Learning ends when "
                "{days} days have passed and {n} of them have an entry."
            ).format(days=LEARNING_DAYS, n=view.warning.learning_entries[1])
        else:
            heading = _("The last seven days")
            words = _("Days without an entry change nothing, in either direction.")
        self.days.show_days(heading, strip_days(view), words)

    def _show_words(self, view: PanelView) -> None:
        warning = view.warning
        said = f"{warning.chance_sentence} {view.limits_sentence}".strip()
        self.limits.setText(said)
        self._about_words.setText(said)

    def _ask_number(self, one: Contact) -> None:
        zone = self._view.zone if self._view is not None else None
        self.number_requested.emit(one, zone.to_say if zone is not None else "")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Look anew how many small cards fit into the first row."""
        super().resizeEvent(event)
        self._place_small()


def _zone_word(view: PanelView) -> str:
    words = {PlanZone.CALM: _("Calm"), PlanZone.ACT: _("Act")}
    return words.get(view.zone.zone, _("Watch")) if view.zone is not None else _("Watch")
