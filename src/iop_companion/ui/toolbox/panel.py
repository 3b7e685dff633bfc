"""The Toolbox page: find a skill, see how it has gone, do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from iop_companion.domain.diary_entries import SkillUse
from iop_companion.foundation.dates import clock_time
from iop_companion.foundation.i18n import _
from iop_companion.services.skills import ToolboxView, ToolSkill
from iop_companion.ui.toolbox.own_skill_form import Families, OwnSkillForm
from iop_companion.ui.toolbox.said_of_skill import SaidOfSkill
from iop_companion.ui.toolbox.skill_card import SkillCard
from iop_companion.ui.toolbox.skill_list import ListHead, SkillList
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.fitting_scroll import FittingScroll
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.widgets.switch import Switch
from iop_companion.ui.widgets.wrapping_card import WrappingCard
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE, _BESIDE_FROM = 320, 880
_SHORT_MIN = 2


class ToolboxPanel(PageArea):
    """Shows a :class:`ToolboxView`; wishes leave by signals.

    Beside each other, the list and the skill scroll each by itself, and the page does not. Where
    there is room for one column only, it shows the list, or one skill in its place: so one thing
    scrolls, and it is the page.
    """

    start_requested = Signal(str, object)
    """Skill id, and the rating before or None."""

    go_on_requested = Signal()
    done_requested = Signal(str)
    not_used_requested = Signal(str)
    favourite_requested = Signal(str, bool)
    note_changed = Signal(str, str)
    own_saved = Signal(object)
    own_hidden = Signal(str)

    def __init__(self, *, whole: bool = True) -> None:
        """Build the page without skills."""
        super().__init__()
        self.build(self._parts(), whole=whole)

    def _parts(self) -> Iterator[None]:
        self._view = ToolboxView(())
        self._wanted = ""
        self._is_open = False  # a skill in place of the list, where there is one column
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a skill"))
        self.search.setAccessibleName(_("Find a skill"))
        self.search.setClearButtonEnabled(True)
        spacing.fixed(self.search, width=180)
        self.add_button = button(_("Add a skill"), icon="plus")
        choices = (
            ("all", _("All")),
            ("favourites", _("Favourites")),
            ("used", _("Used before")),
            ("short", _("Two minutes or less")),
        )
        self.filter = Switch(_("Which skills"), choices)
        yield
        self.family = Families(_("Family"), _("Every family"))
        self.list_card = Card()
        self.list = SkillList()
        self.head = ListHead(self.list)
        yield
        self.none = text("", "small")
        self.add_first = button(_("Add a skill"), icon="plus")
        self.all_button = button(_("All skills"), icon="previous")
        self.card = SkillCard()
        self.said = SaidOfSkill(self.card, self.choose)
        yield
        self.form = OwnSkillForm()
        yield
        self.under_way = WrappingCard(_("Under way"))
        self._under_way_words = text("", "small")
        self.go_on = button(_("Go on with it"))
        self._columns = Columns(_SIDE, _BESIDE_FROM, side_fills=True)
        self._side_box = QWidget()
        self._side = FittingScroll(self._side_box, is_modest=True)
        self._arrange()
        self._connect()

    @property
    def is_filled(self) -> bool:
        """Whether there are skills to choose from."""
        return bool(self._view.skills)

    def take_focus(self) -> None:
        """Put the keyboard on the list, or on the way back to it."""
        stop = self.all_button if self._is_alone else self.list
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: ToolboxView, modules: Sequence[tuple[str, str]]) -> None:
        """Show other skills, or the same with what came to them."""
        self._view = view
        self.family.offer(modules)
        self.form.family.offer(modules)
        self._filter()
        self._show_under_way(view.under_way)

    def close_form(self, wanted: str = "") -> None:
        """Put the card of a skill in the place of the form: ``wanted``, or the one before."""
        self.form.forget()
        self._wanted = wanted
        self._is_open = self._is_open and (bool(wanted) or self.card.skill is not None)
        self._show_card()
        self.take_focus()

    def forget(self) -> None:
        """Hold nothing any more (on lock)."""
        self._view = ToolboxView(())
        self.list.show_skills((), "")
        self.said.start_over()
        self.card.show_skill(None)
        self.card.note.setPlainText("")
        self.form.forget()
        self.search.clear()
        self.under_way.hide()
        self._is_open = False
        self._share_out()

    def choose(self, skill_id: str) -> None:
        """Show the card of a skill, whatever is filtered."""
        if all(skill.id != skill_id for skill in self.list.skills):
            self.search.clear()
            self.filter.choose("all")
            self.family.choose("")
            self._filter()
        self.list.choose(skill_id)
        self._open_card()

    def show_all_of(self, widget: QWidget) -> None:
        """Scroll the skill's column, too."""
        if self._side.isAncestorOf(widget):
            self._side.ensureWidgetVisible(widget, 0, current().px(16))
        super().show_all_of(widget)

    # --- inside

    @property
    def _is_alone(self) -> bool:
        """Whether a skill or the form stands in place of the list now."""
        return self._is_open and not self._columns.are_beside

    def _share_out(self) -> None:
        """Show both columns, or the one of them that is wanted."""
        beside = self._columns.are_beside
        self.list.show_whole(is_whole=not beside)
        self._side.show_whole(is_whole=not beside)
        self.list_card.setVisible(not self._is_alone)
        self.all_button.setVisible(self._is_alone)
        can_see_card = beside or self._is_open
        self.card.setVisible(can_see_card and self.form.isHidden() and self.card.skill is not None)

    def _open_card(self) -> None:
        self._is_open = True
        self._share_out()
        if self._is_alone:
            self.verticalScrollBar().setValue(0)

    def _pick_by_hand(self) -> None:
        """A click opens a skill where it has no room beside the list."""
        if self._columns.are_beside:
            return
        self._open_card()
        self.take_focus()

    def _go_back(self) -> None:
        """Put the list in place of the skill."""
        if not self.form.isHidden():
            self.form.left.emit()
        self._is_open = False
        self._share_out()
        self.take_focus()
        QTimer.singleShot(0, self, self._show_row)

    def _show_row(self) -> None:
        """Scroll to the chosen row, which the page and not the list has out of sight."""
        content = self.widget()
        if content is not None and not self._columns.are_beside and self.list.isVisible():
            row = self.list.row_in(content)
            self.ensureVisible(row.left(), row.top(), 0, row.height())
            self.ensureVisible(row.left(), row.bottom(), 0, row.height())

    def _find_anew(self) -> None:
        self._is_open = False
        self._filter()

    def _arrange(self) -> None:
        title = text(_("Toolbox"), "h1")
        sub = text(_("Skills you have learned, and how they have gone for you"), "sub")
        self.body.addWidget(WrappingHead(title, sub, self.family, self.search, self.add_button))
        card = self.list_card
        card.setProperty("region", "true")
        spacing.gap(card.layout_, 10)
        card.layout_.addWidget(self.filter, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.head, self.list, self.none):
            card.layout_.addWidget(part)
        card.layout_.setStretchFactor(self.list, 1)
        said = _(
            "Ring: before. Dot: after. Averages of your own ratings, from five uses on; feelings "
            "also ease with time, so read it as a hint."
        )
        self._hint = text(said, "small")
        card.add(self._hint)
        self.none.hide()
        card.layout_.addWidget(self.add_first, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_first.hide()
        card.layout_.addStretch(0)
        self._columns.main.addWidget(card, 1)
        self.under_way.add(self._under_way_words, self.go_on)
        self.under_way.hide()
        beside: tuple[QWidget, ...] = (self.under_way, self.form, self.card)
        self._columns.side.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        pile = QVBoxLayout(self._side_box)
        pile.setContentsMargins(0, 0, 0, 0)
        spacing.gap(pile, 16)
        for one in beside:
            pile.addWidget(one)
        pile.addStretch(1)
        self._columns.side.addWidget(self._side, 1)
        self.body.addWidget(self._columns, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._find_anew())
        self.search.returnPressed.connect(self.take_focus)
        self.filter.chosen.connect(lambda _key: self._find_anew())
        self.family.currentIndexChanged.connect(lambda _index: self._find_anew())
        self.list.picked.connect(lambda _id: self._show_card())
        self.list.picked.connect(lambda _id: self._show_row())
        self.list.clicked.connect(lambda _index: self._pick_by_hand())
        self.all_button.clicked.connect(self._go_back)
        self._columns.turned.connect(self._share_out)
        self.list.entered.connect(self._enter_card)
        self.list.left_top.connect(
            lambda: self.filter.chosen_button.setFocus(Qt.FocusReason.BacktabFocusReason)
        )
        for add in (self.add_button, self.add_first):
            add.clicked.connect(lambda: self._open_form(None))
        self.form.left.connect(self.close_form)
        self.form.brought_back.connect(self._show_form)
        self.form.saved.connect(self.own_saved)
        self.go_on.clicked.connect(self.go_on_requested)
        card = self.card
        card.note_left.connect(self.keep_note)
        card.start_requested.connect(self.start)
        card.done_requested.connect(lambda: self.done_requested.emit(self._id()))
        card.not_used_requested.connect(lambda: self.not_used_requested.emit(self._id()))
        card.favourite_requested.connect(lambda on: self.favourite_requested.emit(self._id(), on))
        card.change_requested.connect(lambda: self._open_form(card.skill))
        card.hide_requested.connect(lambda: self.own_hidden.emit(self._id()))
        QShortcut(QKeySequence("Ctrl+F"), self, self._find)

    def start(self) -> None:
        """Begin the skill that is shown."""
        if self._id():
            self.start_requested.emit(self._id(), self.card.rating())

    def _id(self) -> str:
        return self.card.skill.id if self.card.skill is not None else ""

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _filter(self) -> None:
        shown = [skill for skill in self._view.skills if self._is_wanted(skill)]
        self.list.show_skills(shown, self._wanted or self._id())
        if any(skill.id == self._wanted for skill in shown):
            self._wanted = ""
        has_any = bool(shown)
        for part in (self.list, self.head, self._hint):
            part.setVisible(has_any)
        is_none = not has_any and self.is_filled
        self.none.setVisible(is_none)
        self.add_first.setVisible(is_none and bool(self.search.text().strip()))
        words = self._why_none()
        if not has_any and self.none.text() != words:
            self.none.setText(words)
            announce(self, words)
        self._show_card()

    def _why_none(self) -> str:
        if self.search.text().strip():
            return _("No skill of that name. You can add it in your own words.")
        if self.filter.key == "favourites":
            return _("No favourites here yet. Tick “Among my favourites” beside a skill.")
        return _("Nothing here yet.")

    def _is_wanted(self, skill: ToolSkill) -> bool:
        typed = self.search.text().strip().casefold()
        said = " ".join((skill.label, skill.module_label, *skill.also_taught_as)).casefold()
        if typed not in said or self.family.module not in {"", skill.module}:
            return False
        return {
            "all": True,
            "favourites": skill.is_favourite,
            "used": skill.history.n_days > 0,
            "short": skill.minutes is not None and skill.minutes <= _SHORT_MIN,
        }[self.filter.key]

    def _show_card(self) -> None:
        index = self.list.currentIndex()
        skill = self.list.skills[index.row()] if index.isValid() else None
        if not self.list.skills:
            skill = None
        if self.form.isHidden():
            if skill is None or self.card.skill is None or skill.id != self.card.skill.id:
                self._side.verticalScrollBar().setValue(0)
            self.card.show_skill(skill)
        self._share_out()

    def _show_under_way(self, use: SkillUse | None) -> None:
        skill = self._view.skill(use.skill) if use is not None else None
        self.under_way.setVisible(skill is not None)
        if use is not None and skill is not None and use.moment is not None:
            self._under_way_words.setText(
                _("{skill}, begun {time}.").format(skill=skill.label, time=clock_time(use.moment))
            )

    def _enter_card(self) -> None:
        self._open_card()
        first: QWidget = self.card.before.tab_stop()
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self.show_all_of(first)

    def _open_form(self, skill: ToolSkill | None) -> None:
        if self.form.isHidden():
            self.form.begin(skill)
        else:  # words stand in it
            self.form.name.setFocus(Qt.FocusReason.TabFocusReason)
        self._show_form()

    def _show_form(self) -> None:
        self._is_open = True
        self._share_out()
        self.show_all_of(self.form.name)

    def keep_note(self) -> None:
        """Hand the note to the vault, if it is another one."""
        skill, words = self.card.skill, self.card.note.toPlainText()
        if skill is not None and words.strip() != skill.note:
            self.note_changed.emit(skill.id, words)
