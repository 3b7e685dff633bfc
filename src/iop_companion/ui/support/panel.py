"""The sheet "Get support now": numbers in large type, nothing asked, nothing recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from iop_companion.domain.records import PlanStep
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.dates import short_day
from iop_companion.foundation.i18n import _
from iop_companion.services.views import InWords, SupportLine, SupportSheet
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.announce import announce
from iop_companion.ui.toolkit.cards import Card, at_edge, button, divider, page_head, text
from iop_companion.ui.toolkit.clipboard import copy_public
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.dialog import Dialog
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.icons import set_icon
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.toolkit.wrap_button import WrapButton
from iop_companion.ui.widgets.number_dialog import NumberDialog
from iop_companion.ui.widgets.people_editor import PeopleEditor
from iop_companion.ui.widgets.quiet_combo import QuietCombo


class SupportReader(Protocol):
    """What the sheet reads: ``services.support.Support``."""

    def regions(self) -> tuple[tuple[str, str], ...]:
        """Return (code, name) of each region."""

    def sheet(self, region: str) -> SupportSheet:
        """Return the sheet of a region."""


class SupportPanel(PageArea):
    """The whole sheet. ``region_chosen`` sends a code, ``close_wanted`` ends it."""

    close_wanted = Signal()
    region_chosen = Signal(str)
    people_changed = Signal(object)
    """My people as they are now, to be kept."""

    def __init__(self) -> None:
        """Build the frame; :meth:`show_sheet` fills it."""
        super().__init__(widest=1060)
        self.setAccessibleName(_("Get support now"))
        self.close_button = button(_("Close"))
        self.close_button.clicked.connect(self.close_wanted)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close_wanted.emit)
        self.region = QuietCombo()
        self.region.setAccessibleName(_("Region of the lines"))
        self.region.activated.connect(self._choose)
        self.copy_buttons: list[QPushButton] = []
        self.hide_button = button(_("Hide"), icon="hide")
        self.hide_button.hide()
        self._more: Card | None = None
        self._plan: Card | None = None
        self._people: Card | None = None
        self._own: dict[str, Callable[[], None]] = {}
        """What shows plan and people again after the lines of another region."""
        self._columns = Columns(side_width=368)
        self._columns.turned.connect(self._place_more)
        self.body.addLayout(
            page_head(
                text(_("Get support now"), "h1"),
                text(_("You do not have to sort this out alone. Pick whatever is easiest."), "sub"),
                self.hide_button,
                self.close_button,
            )
        )
        self.body.addWidget(self._columns)
        self.body.addWidget(
            text(
                _(
                    "This program cannot see or contact anyone for you. "
                    "Opening this page is not recorded."
                ),
                "hint",
            )
        )
        self.help = at_edge(button(_("Help with the app: list of keys"), "quiet", size="small"))
        self.help.hide()
        self.body.addWidget(self.help, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.presenter: object = None

    def offer_help(self, show_keys: Callable[[], None]) -> None:
        """Let the last line lead to help with the app, where that can be shown."""
        self.help.clicked.connect(lambda _on=False: show_keys())
        self.help.show()

    def offer_hide(self, hide_all: Callable[[], None]) -> None:
        """Let all be hidden by click, too, where no rail stands beside what is the person's own."""
        self.hide_button.clicked.connect(lambda _on=False: hide_all())
        self.hide_button.show()

    def show_sheet(self, sheet: SupportSheet, regions: Sequence[tuple[str, str]]) -> None:
        """Show the lines of ``sheet``; called once for a region."""
        for _step in self.showing(sheet, regions):
            pass

    def showing(self, sheet: SupportSheet, regions: Sequence[tuple[str, str]]) -> Iterator[None]:
        """As :meth:`show_sheet`, card by card."""
        had_focus = self.region.hasFocus()
        self.copy_buttons = []
        empty(self._columns.main)
        empty(self._columns.side)
        self._plan = None
        self._people = None
        self._more = None
        yield from self._fill_main(sheet, regions)
        yield from self._fill_side(sheet, regions)
        self._place_more()
        for show_again in tuple(self._own.values()):
            show_again()
        if had_focus:
            self.region.setFocus()

    def show_plan(self, steps: Sequence[PlanStep]) -> None:
        """Put the person's own plan at the top of the side column."""
        self.show_steps([step.text for step in steps])

    def show_steps(self, steps: Sequence[str]) -> None:
        """The same by its words alone, as they are shown while locked."""
        self._own["plan"] = partial(self.show_steps, steps)
        if self._plan is not None or not steps:
            return
        self._plan = Card(_("My plan"))
        for number, step in enumerate(steps, start=1):
            self._plan.add(text(_("{n}. {step}").format(n=number, step=step)))
        self._columns.side.insertWidget(0, self._plan)

    def show_people(self, people: Sequence[Contact]) -> None:
        """Put the person's own people under the first line, each with a number to show.

        Only ever called while unlocked; without people the card offers to add some.
        """
        self._own["people"] = partial(self.show_people, people)
        self._people = self._people_card(people)
        words = _("Change my people") if people else _("Add people")
        self.change_people = at_edge(button(words, "quiet", size="small", icon="edit"))
        self.change_people.clicked.connect(lambda _on=False: self._ask_people(people))
        self._people.layout_.addWidget(self.change_people, 0, Qt.AlignmentFlag.AlignLeft)

    def show_people_locked(self, people: Sequence[Contact]) -> None:
        """Put there those that the person ticked to be shown while locked."""
        self._own["people"] = partial(self.show_people_locked, people)
        if people:
            self._people = self._people_card(people)

    def _people_card(self, people: Sequence[Contact]) -> Card:
        """The card in its place, in that of the one before."""
        if self._people is not None:
            self._columns.main.removeWidget(self._people)
            self._people.hide()
            self._people.deleteLater()
        card = Card(_("My people"))
        for number, one in enumerate(people):
            if number:
                card.add(divider())
            card.layout_.addLayout(self._person_row(one))
        self._columns.main.insertWidget(min(1, self._columns.main.count()), card)
        return card

    def _ask_people(self, people: Sequence[Contact]) -> None:
        dialog = PeopleDialog(people, self)
        dialog.accepted.connect(lambda: self.people_changed.emit(dialog.editor.people))
        dialog.open()

    def _person_row(self, one: Contact) -> QHBoxLayout:
        words = QVBoxLayout()
        spacing.gap(words, 1)
        words.addWidget(text(one.name or _("No name"), "label"))
        if one.remark:
            words.addWidget(text(one.remark, "small"))
        line = QHBoxLayout()
        spacing.gap(line, 12)
        line.addLayout(words, 1)
        if one.number:
            line.addWidget(text(one.number, "title", wrap=False))
            # the number stands beside it already: the dialog shows it large enough to dial from
            show = button(_("Show large"), size="small", icon="phone")
            show.setAccessibleName(_("Show the number of {name}").format(name=one.name))
            show.clicked.connect(lambda _on=False: NumberDialog(one, self).open())
            line.addWidget(show)
        return line

    def on_shown(self) -> None:
        """Put the focus on the first number, so that Enter copies it and Tab reads on."""
        first = self.copy_buttons[0] if self.copy_buttons else self.region
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill_main(self, sheet: SupportSheet, regions: Sequence[tuple[str, str]]) -> Iterator[None]:
        main = self._columns.main
        if not sheet.region:
            main.addWidget(self._region_card(sheet, regions))
        if sheet.lines:
            main.addWidget(self._line_card(sheet.lines[0]))
        yield
        if sheet.emergency:
            main.addWidget(self._emergency_card(sheet))
        yield
        if sheet.lines[1:]:
            self._more = self._more_lines(sheet.lines[1:])
            main.addWidget(self._more)
        yield
        main.addStretch(1)

    def _fill_side(self, sheet: SupportSheet, regions: Sequence[tuple[str, str]]) -> Iterator[None]:
        side = self._columns.side
        if sheet.skills:
            card = Card(_("Something for the next few minutes"))
            for skill in sheet.skills:
                card.add(SkillOpener(skill))
            side.addWidget(card)
        yield
        if sheet.region:
            side.addWidget(self._region_card(sheet, regions))
        side.addStretch(1)

    def _place_more(self) -> None:
        """Further lines are many: in one column they come after the person's plan and the skills.

        The stretch at the end of a column stays its end.
        """
        if self._more is None:
            return
        main, side = self._columns.main, self._columns.side
        before, column = (side, main) if self._columns.are_beside else (main, side)
        if before.indexOf(self._more) >= 0:
            before.removeWidget(self._more)
            column.insertWidget(column.count() - 1, self._more)

    def _line_card(self, line: SupportLine) -> Card:
        card = Card()
        card.setProperty("kind", "support")
        sign = text("", wrap=False)
        set_icon(sign, "phone" if line.call else "chat", "text", size=24)
        words = QVBoxLayout()
        spacing.gap(words, 2)
        words.addWidget(text(line.name, "title"))
        for sentence in line_sentences(line):
            words.addWidget(text(sentence, "sub"))
        top = QHBoxLayout()
        spacing.gap(top, 16)
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        card.layout_.addLayout(top)
        for row in self._numbers(line, large=True):
            card.layout_.addLayout(row)
        return card

    def _emergency_card(self, sheet: SupportSheet) -> Card:
        card = Card()
        card.layout_.addLayout(
            self._number_row(
                sheet.emergency,
                sheet.emergency,
                _("If you are in danger right now"),
                large=True,
            )
        )
        if sheet.emergency_also:
            also = ", ".join(sheet.emergency_also)
            card.add(text(_("Also {numbers}").format(numbers=also), "hint"))
        return card

    def _more_lines(self, lines: Sequence[SupportLine]) -> Card:
        card = Card(_("More lines"))
        for number, line in enumerate(lines):
            if number:
                card.add(divider())
            words = QVBoxLayout()
            spacing.gap(words, 1)
            words.addWidget(text(line.name, "label"))
            for sentence in line_sentences(line):
                words.addWidget(text(sentence, "small"))
            card.layout_.addLayout(words)
            for row in self._numbers(line, large=False):
                card.layout_.addLayout(row)
        return card

    def _region_card(self, sheet: SupportSheet, regions: Sequence[tuple[str, str]]) -> Card:
        card = Card()
        self.region = QuietCombo()
        self.region.setAccessibleName(_("Region of the lines"))
        if not sheet.region:
            self.region.addItem(_("Choose your region"), "")
        for code, name in regions:
            self.region.addItem(name, code)
        self.region.setCurrentIndex(max(0, self.region.findData(sheet.region)))
        self.region.activated.connect(self._choose)
        card.setProperty("kind", "support" if sheet.advice else "")
        label = text(_("Lines for"), "label", wrap=False)
        label.setBuddy(self.region)
        line = QHBoxLayout()
        spacing.gap(line, 12)
        line.addWidget(label)
        line.addWidget(self.region, 1)
        if sheet.advice:
            card.add(text(sheet.advice))
        card.layout_.addLayout(line)
        if sheet.lines:
            oldest = min(line.checked_on for line in sheet.lines)
            card.add(text(_checked(oldest), "hint"))
        return card

    def _numbers(self, line: SupportLine, *, large: bool) -> list[QHBoxLayout]:
        rows = []
        both = bool(line.call) and line.call == line.text
        if line.call:
            what = _("Call or text") if both else _("Call")
            rows.append(self._number_row(line.call, line.tel or line.call, what, large=large))
        if line.text and not both:
            rows.append(self._number_row(line.text, line.text, _("Text"), large=large))
        return rows

    def _number_row(self, shown: str, copied: str, what: str, *, large: bool) -> QHBoxLayout:
        number = text(shown, "number" if large else "title")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        copy = button(_("Copy"), size="small", icon="copy")
        copy.setAccessibleName(_("Copy {number}").format(number=shown))
        copy.clicked.connect(lambda _on=False: self._copy(copy, copied))
        self.copy_buttons.append(copy)
        line = QHBoxLayout()
        spacing.gap(line, 12)
        line.addWidget(text(what, "label" if large else "sub"), 1)
        line.addWidget(number, 0)
        line.addWidget(copy)
        return line

    def _copy(self, pressed: QPushButton, number: str) -> None:
        copy_public(number)
        for other in self.copy_buttons:
            other.setText(_("Copied") if other is pressed else _("Copy"))
        announce(self, _("Copied"))

    def _choose(self) -> None:
        code = self.region.currentData()
        if code:
            self.region_chosen.emit(str(code))


class PeopleDialog(Dialog):
    """My people, to be changed; an emptied line is taken out."""

    def __init__(self, people: Sequence[Contact], parent: QWidget) -> None:
        """Begin with ``people``."""
        super().__init__(_("My people"), parent)
        self.editor = PeopleEditor()
        self.editor.show_people(people)
        self.body.addWidget(self.editor)
        self.body.addWidget(text(_("A line that is emptied is taken out of the list."), "hint"))
        cancel, self.keep = button(_("Cancel")), button(_("Keep"), "primary")
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.accept)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.keep)
        self.prefer(width=680)
        self.editor.enter()


class SkillOpener(QWidget):
    """A short skill: its name as a button, its steps below once pressed."""

    def __init__(self, skill: InWords) -> None:
        """Build it closed."""
        super().__init__()
        self.opener = WrapButton(skill.label)
        self.opener.setCheckable(True)
        set_icon(self.opener, "play")
        self.words = text(skill.sentence)
        self.words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        spacing.gap(column, 8)
        column.addWidget(self.opener)
        column.addWidget(self.words)
        self.opener.toggled.connect(self._open)

    def _open(self, is_open: bool) -> None:  # noqa: FBT001 -- Qt's own signature
        self.words.setVisible(is_open)
        if is_open:
            announce(self, self.words.text())


def line_sentences(line: SupportLine) -> tuple[str, ...]:
    """Return what to know about a line before calling: hours, cost, for whom, languages."""
    facts = [part for part in (line.hours, line.cost) if part]
    sentences = [
        _("{facts}.").format(facts=", ".join(facts)) if facts else "",
        _("Hours may have changed.") if line.hours_may_have_changed else "",
        _("For {whom}.").format(whom=line.for_whom) if line.for_whom else "",
        _("Languages: {languages}.").format(languages=line.languages) if line.languages else "",
        line.note,
    ]
    first = " ".join(part for part in sentences if part)
    rest = [_("Chat: {address}").format(address=line.chat)] if line.chat else []
    return tuple(part for part in (first, *rest, line.caution) if part)


def _checked(day: date) -> str:
    return _("Numbers checked on {day}.").format(
        day=short_day(day, today=date.min)  # always with its year
    )
