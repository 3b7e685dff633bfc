"""The small parts that pages are made of."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from iop_companion.catalog.themes import palette
from iop_companion.domain.early_warning import Level
from iop_companion.foundation.errors import KnownProblem
from iop_companion.foundation.settings import Preferences, load_preferences
from iop_companion.ui.toolkit.cards import Card, text
from iop_companion.ui.toolkit.choice_card import ChoiceCard
from iop_companion.ui.toolkit.columns import Columns
from iop_companion.ui.toolkit.level_shape import LevelShape, level_pixmap, level_word
from iop_companion.ui.toolkit.notices import NoticeBar
from iop_companion.ui.toolkit.page_area import WIDEST, PageArea, made_in
from iop_companion.ui.toolkit.passphrase_field import LEAST, PassphraseField, length_words
from iop_companion.ui.toolkit.preferences import PreferenceKeeper
from iop_companion.ui.toolkit.theme import current
from iop_companion.ui.toolkit.wrap_button import WrapButton
from iop_companion.ui.warning_signs.aside_dialog import AsideDialog

pytestmark = pytest.mark.usefixtures("look")


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_five_levels_have_five_shapes(name):
    """Drawn in one colour they still differ: shape carries the level, not colour."""
    outlines = set()
    for level in Level:
        image = level_pixmap(level, 26, palette(name)).toImage()
        outlines.add(
            tuple(image.pixelColor(x, y).alpha() > 127 for x in range(26) for y in range(26))
        )

    assert len(outlines) == len(Level)


def test_a_level_shape_says_its_word_and_grows_with_the_text(look, qtbot):
    shape = LevelShape(Level.WATCH, 26)
    qtbot.addWidget(shape)
    assert shape.accessibleName() == "Watch" == level_word(Level.WATCH)

    look.use(Preferences(theme="light", text_scale=150))
    shape.show_level(Level.ACT)

    assert (shape.width(), shape.accessibleName()) == (39, "Act")


def test_a_number_is_not_parted_from_its_unit_at_the_end_of_a_line(qtbot):
    label = text("Asleep 7.3 h of 8 h 20 min, 88 % of it.")
    qtbot.addWidget(label)
    label.setText(label.text())

    shown = QLabel.text(label).replace("\N{NO-BREAK SPACE}", "_")

    assert label.text() == "Asleep 7.3 h of 8 h 20 min, 88 % of it."
    assert shown.split(" ") == ["Asleep", "7.3_h", "of", "8_h", "20_min,", "88_%", "of", "it."]


def test_a_notice_offers_one_thing_to_do_and_goes_once_it_is_done(qtbot):
    bar, done = NoticeBar(), []
    qtbot.addWidget(bar.widget)
    bar.show("Saved. Thanks for checking in.", "Undo", lambda: done.append(1))
    assert bar.words == "Saved. Thanks for checking in."

    QTest.mouseClick(bar._do, Qt.MouseButton.LeftButton)

    assert done == [1]
    assert bar.words == ""


def test_a_problem_says_what_happened_what_is_safe_and_what_to_do(qtbot):
    bar, tries = NoticeBar(), []
    qtbot.addWidget(bar.widget)
    bar.show_problem(KnownProblem("disk_full"), lambda: tries.append(1))

    assert bar.is_problem
    assert bar.words == (
        "This could not be saved: the disk is full. "
        "Your entry is still here. Free some space and try again."
    )
    QTest.mouseClick(bar._do, Qt.MouseButton.LeftButton)
    assert tries == [1]
    assert not bar.is_problem


def test_what_a_person_wrote_is_never_read_as_markup(qtbot):
    label = text("<b>not bold</b>")
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_page_grows_to_its_widest_and_then_its_margins_grow(qtbot):
    area = PageArea()
    area.body.addWidget(QLineEdit())
    qtbot.addWidget(area)
    area.resize(1920, 600)
    area.show()

    field = area.findChild(QLineEdit)
    assert field.width() == WIDEST
    assert field.mapTo(area, QPoint(0, 0)).x() == (1920 - WIDEST) // 2


@pytest.mark.parametrize("width", [320, 640, 1200])
def test_a_page_wraps_its_text_and_scrolls_downwards_only(qtbot, width):
    area = PageArea()
    cards = [Card("Heading") for _number in range(3)]
    labels = []
    for card in cards:
        labels.append(text("Sleep has been below your usual since Thursday 5 March. " * 8))
        card.add(labels[-1])
        area.body.addWidget(card)
    area.body.addStretch(1)
    qtbot.addWidget(area)
    area.resize(width, 300)
    area.show()

    assert area.widget().width() == area.viewport().width()
    for label in labels:
        assert label.height() >= label.heightForWidth(label.width())


def test_a_page_that_fits_does_not_scroll(qtbot):
    area = PageArea()
    card = Card("Heading")
    card.add(text("A sentence of two lines at most when it is as narrow as this page is. " * 2))
    area.body.addWidget(card)
    area.body.addStretch(1)
    qtbot.addWidget(area)
    area.resize(700, 400)
    area.show()

    assert area.verticalScrollBar().maximum() == 0


def test_the_side_column_drops_under_the_main_one(qtbot):
    columns = Columns(side_width=300)
    columns.main.addWidget(Card("Main"))
    columns.side.addWidget(Card("Side"))
    qtbot.addWidget(columns)
    columns.resize(1000, 400)
    columns.show()
    assert columns.are_beside

    columns.resize(700, 400)
    qtbot.waitUntil(lambda: not columns.are_beside)


def test_a_secret_is_masked_until_show_is_pressed(qtbot):
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    QTest.keyClicks(field.edit, "six words")
    assert field.edit.displayText() == "•" * 9

    QTest.mouseClick(field.show_button, Qt.MouseButton.LeftButton)
    assert field.edit.displayText() == "six words"

    field.forget()
    assert len(field.secret) == 0
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password


def test_the_length_of_a_passphrase_is_said_in_words():
    assert length_words(0).startswith(f"At least {LEAST} characters.")
    assert length_words(14) == "1 more character to go."
    assert length_words(9) == "6 more characters to go."
    assert length_words(15) == "Long enough."
    assert length_words(40) == "Long."


def test_the_whole_card_of_a_choice_is_its_target(qtbot):
    parent = QWidget()
    column = QVBoxLayout(parent)
    cards = [ChoiceCard(title, "Some words about it") for title in ("Shared", "Only mine")]
    for card in cards:
        column.addWidget(card)
    qtbot.addWidget(parent)
    parent.resize(500, 200)
    with qtbot.waitActive(parent):
        parent.show()

    far_corner = QPoint(cards[1].width() - 5, cards[1].height() - 5)
    QTest.mouseClick(cards[1], Qt.MouseButton.LeftButton, pos=far_corner)
    assert cards[1].isChecked()
    QTest.keyClick(cards[1], Qt.Key.Key_Up)
    assert cards[0].isChecked()
    assert not cards[1].isChecked()


def test_a_changed_preference_is_kept_shown_and_told(look, qtbot, tmp_path):
    file = tmp_path / "config" / "preferences.toml"
    keeper = PreferenceKeeper(Preferences(theme="light"), file)

    with qtbot.waitSignal(keeper.changed):
        keeper.change(text_scale=150, theme="dark")

    assert load_preferences(file).text_scale == 150
    assert look.scale == 1.5
    assert look.palette.is_dark


def test_a_preference_that_is_not_allowed_changes_nothing(qtbot):
    keeper = PreferenceKeeper(Preferences(theme="light"))

    with qtbot.assertNotEmitted(keeper.changed):
        keeper.change(text_scale=117)


def test_a_button_breaks_its_words_rather_than_cut_them(qtbot):
    pressed = WrapButton("Five senses check-in, 3 minutes")
    qtbot.addWidget(pressed)
    pressed.resize(400, 40)
    pressed.show()
    assert pressed.text() == "Five senses check-in, 3 minutes"

    pressed.resize(200, 60)

    lines = pressed.text().split("\n")
    assert len(lines) == 2
    assert max(map(pressed.fontMetrics().horizontalAdvance, lines)) <= 200 - 32
    assert pressed.accessibleName() == pressed.words == "Five senses check-in, 3 minutes"


@pytest.mark.parametrize("scale", [100, 200])
def test_a_dialog_opens_high_enough_for_what_wraps_in_it(qtbot, scale):
    current().use(Preferences(theme="light", text_scale=scale))
    below = QWidget()
    qtbot.addWidget(below)
    dialog = AsideDialog(below, is_act=False)

    dialog.show()
    qtbot.waitUntil(dialog.isVisible)

    lowest = max(
        chip.mapTo(dialog, QPoint(0, chip.height())).y() for chip in dialog.reasons.values()
    )
    assert lowest <= dialog.words.mapTo(dialog, QPoint(0, 0)).y()


def test_a_page_is_made_where_it_will_be_shown(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    room.show()
    with made_in(room):
        inside = PageArea()
    outside = PageArea()
    qtbot.addWidget(outside)

    assert inside.parent() is room
    assert inside.isHidden()
    assert outside.parent() is None
