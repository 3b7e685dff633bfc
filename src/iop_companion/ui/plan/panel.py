"""My plan: three zones at the left; people, going through it together and paper at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from iop_companion.domain.records import PlanZone
from iop_companion.domain.setting_values import Contact
from iop_companion.foundation.i18n import _
from iop_companion.services.my_plan import ZoneDraft, ZoneView
from iop_companion.ui.plan.zone_card import ZoneCard
from iop_companion.ui.toolkit import spacing
from iop_companion.ui.toolkit.cards import Card, at_edge, button, text
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.emptying import empty
from iop_companion.ui.toolkit.page_area import PageArea
from iop_companion.ui.widgets.at_once import at_once
from iop_companion.ui.widgets.flow_layout import FlowLayout
from iop_companion.ui.widgets.wrapping_head import WrappingHead

_SIDE, _SIDE_WIDE, _BESIDE_FROM = 380, 460, 860


class PlanPanel(PageArea):
    """Shows the zones; wishes leave by signals."""

    edit_requested = Signal(str)
    save_requested = Signal(str)
    close_requested = Signal(str)
    typed = Signal()
    reviewed = Signal(str)
    signs_requested = Signal()
    support_requested = Signal()
    print_requested = Signal()
    pdf_requested = Signal()
    wallet_print_requested = Signal()
    wallet_pdf_requested = Signal()

    def __init__(self, *, whole: bool = True) -> None:
        """Build the page without data."""
        super().__init__()
        self.build(self._parts(), whole=whole)

    def _parts(self) -> Iterator[None]:
        self.print_button = button(_("Print"), icon="print")
        self.print_button.clicked.connect(self.print_requested)
        self.pdf_button = button(_("Save PDF"))
        self.pdf_button.clicked.connect(self.pdf_requested)
        self.zones: dict[PlanZone, ZoneCard] = {}
        for zone in PlanZone:
            self.zones[zone] = ZoneCard(zone)
            yield
        zones = Card(_("My zones"))
        zones.add(text(_("The app only compares. You decide which zone you are in."), "small"))
        for zone, card in self.zones.items():
            self._follow(zone, card)
            zones.add(card)
            yield
        self._people = PeopleCard()
        self._people.change.clicked.connect(self.support_requested)
        self.review = ReviewCard()
        self.review.reviewed.connect(self.reviewed)
        signs = Card(_("My signs"))
        self.signs_button = button(_("Open my signs"))
        self.signs_button.clicked.connect(self.signs_requested)
        signs.add(
            text(
                _("Each sign belongs to a zone. Write and change them beside the panel."), "small"
            ),
            self.signs_button,
        )
        signs.layout_.setAlignment(self.signs_button, Qt.AlignmentFlag.AlignLeft)
        self._columns = Columns(_SIDE, _BESIDE_FROM, _SIDE_WIDE)
        self._columns.main.addWidget(zones)
        self._columns.main.addStretch(1)
        self.wallet = WalletCard()
        self.wallet.print_button.clicked.connect(self.wallet_print_requested)
        self.wallet.pdf_button.clicked.connect(self.wallet_pdf_requested)
        for beside in (self._people, signs, self.review, self.wallet):
            self._columns.side.addWidget(beside)
        sub = text(_("In your own words. Nothing here is graded."), "sub")
        self.body.addWidget(
            WrappingHead(text(_("My plan"), "h1"), sub, self.print_button, self.pdf_button)
        )
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        self._columns.hide()

    @property
    def is_filled(self) -> bool:
        """Whether the zones are shown."""
        return not self._columns.isHidden()

    def show_zones(self, zones: Sequence[ZoneView], people: Sequence[Contact]) -> None:
        """Show what is written; an open form stays as it is."""
        self._columns.show()
        names = [one.name or one.number for one in people]
        for view in zones:
            card = self.zones[view.zone]
            card.show_zone(view)
            card.form.offer(names)
        self._people.show_people(people)

    def open_zone(self, draft: ZoneDraft) -> None:
        """Open the form of a zone, and close the others."""
        for zone, card in self.zones.items():
            if zone is not draft.zone:
                card.close_form()
        self.zones[draft.zone].open_form(draft)

    def show_problem(self, zone: PlanZone, words: str) -> None:
        """Say in the form of ``zone`` what is wrong."""
        self.zones[zone].form.show_problem(words)

    def take_focus(self, zone: PlanZone) -> None:
        """Put the keyboard on ``zone`` and bring it into sight."""
        card = self.zones[zone]
        card.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_all_of(card)

    def show_zone(self, zone: PlanZone) -> None:
        """Bring the open form of ``zone`` into sight and go on in it."""
        first = self.zones[zone].form.how_i_know
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_all_of(first)

    def forget(self) -> None:
        """Hold no word any more (on lock)."""
        for card in self.zones.values():
            card.forget()
            card.form.offer(())
        self._people.show_people(())
        self.review.field.clear()
        self._columns.hide()

    def _follow(self, zone: PlanZone, card: ZoneCard) -> None:
        card.edit_requested.connect(lambda: self.edit_requested.emit(zone.value))
        card.form.save_requested.connect(lambda: self.save_requested.emit(zone.value))
        card.form.close_requested.connect(lambda: self.close_requested.emit(zone.value))
        card.form.changed.connect(self.typed)


class PeopleCard(Card):
    """My people with their numbers; they are changed where they are shown in need."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__(_("My people"))
        self._shown: tuple[Contact, ...] | None = None
        self._pile = QVBoxLayout()
        spacing.gap(self._pile, 6)
        self.change = at_edge(button(_("Open Get support now"), "quiet", size="small"))
        self.layout_.addLayout(self._pile)
        self.add(text(_("They are shown, and changed, with Get support now."), "hint"), self.change)
        self.layout_.setAlignment(self.change, Qt.AlignmentFlag.AlignLeft)

    def show_people(self, people: Sequence[Contact]) -> None:
        """Show ``people``, or that there is nobody yet."""
        if tuple(people) == self._shown:
            return
        self._shown = tuple(people)
        empty(self._pile)
        with at_once(self):
            for one in people:
                self._pile.addWidget(_person(one))
            if not people:
                self._pile.addWidget(text(_("Nobody yet."), "small"))


class WalletCard(Card):
    """The zone Act and the numbers, small enough to be carried."""

    def __init__(self) -> None:
        """Build it."""
        super().__init__(_("For the wallet"))
        self.print_button = button(_("Print"), icon="print")
        self.print_button.setAccessibleName(_("Print the card for the wallet"))
        self.pdf_button = button(_("Save PDF"))
        self.pdf_button.setAccessibleName(_("Save the card for the wallet as PDF"))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=12, line_gap=8)
        flow.addWidget(self.print_button)
        flow.addWidget(self.pdf_button)
        words = _("Act in short, and the numbers to call, on a card to cut out and fold.")
        self.add(text(words, "small"), buttons)


class ReviewCard(Card):
    """Going through the plan with someone: a name, and that it was today."""

    reviewed = Signal(str)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__(_("Go through it together"))
        self.field = QLineEdit()
        self.field.setAccessibleName(_("With whom"))
        self.field.setPlaceholderText(_("With whom, if you like"))
        self.field.setMaxLength(80)
        self.button = button(_("Gone through today"))
        self.button.clicked.connect(self._tell)
        self.field.returnPressed.connect(self._tell)
        words = _(
            "With your therapist or someone you trust: what showed early, which step helped, what "
            "has changed. The day is kept with each zone."
        )
        self.add(text(words, "small"), self.field, self.button)
        self.layout_.setAlignment(self.button, Qt.AlignmentFlag.AlignLeft)

    def _tell(self) -> None:
        self.reviewed.emit(self.field.text())
        self.field.clear()


def _person(one: Contact) -> QWidget:
    line = QWidget()
    pile = QVBoxLayout(line)
    pile.setContentsMargins(0, 0, 0, 0)
    spacing.gap(pile, 0)
    name = ", ".join(part for part in (one.name, one.remark) if part)
    if name:
        pile.addWidget(text(name, "small"))
    pile.addWidget(text(one.number or _("No number yet."), "label"))
    return line
