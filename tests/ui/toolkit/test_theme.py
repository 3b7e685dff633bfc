"""The one look of the program."""

import gc
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid

from iop_companion.catalog.themes import PALETTES, palette
from iop_companion.charts.style import contrast
from iop_companion.foundation import assets
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.toolkit import icons, spacing, theme
from iop_companion.ui.toolkit.cards import button, text

pytestmark = pytest.mark.usefixtures("look")


@pytest.mark.parametrize("name", PALETTES)
def test_every_name_in_the_style_sheet_is_filled(name):
    assert "%" not in re.sub(r"/\*.*?\*/", "", theme.style_sheet(palette(name), 1.0), flags=re.S)


def test_lengths_follow_the_text_scale_and_hairlines_do_not():
    usual, double = (theme.style_sheet(palette("light"), scale) for scale in (1.0, 2.0))

    assert 'QLabel[role="h1"] { font-size: 26px' in usual
    assert 'QLabel[role="h1"] { font-size: 52px' in double
    assert "border: 1px solid" in double
    assert set(re.findall(r"border(?:-left|-top)?: (\d+)px", double)) >= {"1", "4"}


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_round_things_stay_round_at_every_text_size(scale):
    """Qt draws a square corner as soon as the radius is larger than half of the side."""
    sheet = theme.style_sheet(palette("light"), scale)
    radio = re.search(
        r"QRadioButton::indicator \{ width: (\d+)px; .*?border-radius: (\d+)px", sheet
    )
    chip = re.search(r'kind="chip"\] \{ min-height: (\d+)px; border-radius: (\d+)px', sheet)

    for found in (radio, chip):
        assert int(found[2]) <= (int(found[1]) + 2) / 2


def test_text_is_set_in_the_shipped_font(qtbot):
    label = text("Thursday 12 March", "h1")
    qtbot.addWidget(label)
    label.ensurePolished()

    assert QFontInfo(label.font()).family() == theme.FONT
    assert label.font().pixelSize() == 26


def test_a_label_forgets_its_least_height_of_larger_text(qtbot):
    # given a label that was measured while it had to be high
    label = text("Set off by", "small", wrap=False)
    qtbot.addWidget(label)
    spacing.at_least(label, height=72)
    assert label.sizeHint().height() == 72

    # when it may be lower
    spacing.at_least(label, height=36)

    # then
    assert label.sizeHint().height() == 36


def test_a_change_of_text_size_reaches_fonts_margins_sizes_and_icons(look, qtbot):
    # given
    box = QWidget()
    line = QHBoxLayout(box)
    spacing.margins(line, 20, 18, 20, 18)
    spacing.gap(line, 12)
    pressed = button("Hide", icon="hide")
    spacing.fixed(pressed, width=100)
    line.addWidget(pressed)
    qtbot.addWidget(box)
    box.show()
    # when
    look.use(Preferences(theme="light", text_scale=200))
    # then
    assert line.contentsMargins().left() == 40
    assert line.spacing() == 24
    assert pressed.width() == 200
    assert pressed.iconSize().height() == 40
    assert pressed.font().pixelSize() == 32


def test_icons_take_the_colour_of_the_theme(look, qtbot):
    pressed = button("Hide", icon="hide")
    qtbot.addWidget(pressed)

    def colours():
        image = pressed.icon().pixmap(20, 20).toImage()
        return {
            image.pixelColor(x, y).name().upper()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }

    assert palette("light")["text"] in colours()
    look.use(Preferences(theme="dark"))
    assert palette("dark")["text"] in colours()


def test_every_icon_can_be_drawn():
    for name in assets.names("icons", ".svg"):
        drawn = icons.pixmap(name.removeprefix("icons/").removesuffix(".svg"), "#123456", 20)
        image = drawn.toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20)), name


@pytest.mark.parametrize("name", PALETTES)
def test_the_coloured_icons_of_the_style_sheet_match_the_palette(name):
    assert palette(name)["on_primary"] in assets.read_text(f"icons/check-{name}.svg")
    assert palette(name)["text"] in assets.read_text(f"icons/down-{name}.svg")


def test_colours_of_the_window_come_from_the_palette(look, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    look.use(Preferences(theme="dark"))
    field.show()

    assert field.grab().toImage().pixelColor(30, 6).name().upper() == palette("dark")["surface"]


def test_a_theme_that_stays_as_it_is_tells_nobody(look, qtbot):
    with qtbot.assertNotEmitted(look.changed):
        look.use(Preferences(theme="light", region="GB"))


def test_as_the_system_follows_its_wish_for_contrast_and_a_fixed_choice_does_not(look, monkeypatch):
    wanted = [Qt.ContrastPreference.HighContrast]
    monkeypatch.setattr(theme, "system_contrast", lambda: wanted[-1])
    look.use(Preferences(theme="system"))
    assert look.palette.name == "contrast"
    wanted.append(Qt.ContrastPreference.NoPreference)
    look.follow_system()
    assert look.palette.name != "contrast"
    wanted.append(Qt.ContrastPreference.HighContrast)
    look.use(Preferences(theme="dark"))
    look.follow_system()
    assert look.palette.name == "dark"


def test_the_system_is_asked_and_heard_for_as_long_as_the_program_runs(look):
    gc.collect()
    assert theme.system_contrast() in set(Qt.ContrastPreference)
    assert all(isValid(one) for one in look._told_by)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("ground", ["bg", "surface", "sunken", "rail"])
def test_text_stands_out_from_every_ground(name, ground):
    colours = palette(name)
    hints = ("hint",) if ground in {"bg", "surface"} else ()
    for token in ("text", "text2", "link", *hints):
        assert contrast(colours[token], colours[ground]) >= 7


def test_high_contrast_draws_every_control_and_level_clearly():
    colours = palette("contrast")
    for token in ("control", "border", "focus", "calm_edge", "watch_edge", "act_edge", "axis"):
        assert contrast(colours[token], colours["surface"]) >= 7
    for on, ground in (
        ("on_primary", "primary"),
        ("on_support", "support"),
        ("watch", "watch_soft"),
    ):
        assert contrast(colours[on], colours[ground]) >= 7


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_no_rule_asks_for_a_state_that_is_off(name):
    """So a widget that never had the state need not be dressed for it."""
    sheet = theme.style_sheet(theme.palette(name), 1.0)
    assert '="true"]' in sheet
    assert '="false"]' not in sheet
    assert '=""]' not in sheet
