"""The canvas: old pictures stay until new ones are there, days are read, nothing blocks."""

import threading
import time
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iop_companion.charts.raster import PlotArea
from iop_companion.foundation.settings import Preferences
from iop_companion.ui.toolkit.drawing import DrawingThread, ImmediateDrawings
from iop_companion.ui.widgets.chart_canvas import ChartCanvas, ChartOnCanvas
from tests.ui.open_pages import HeldDrawings

FIRST = date(2026, 3, 1)
DAYS = tuple(FIRST + timedelta(days=n) for n in range(10))


def draw_plain(figure, *, palette, scale, colour="#112233", pause=0.0):  # noqa: ARG001
    """A figure of one colour; its ten days lie between 10 and 210 px."""
    time.sleep(pause)
    figure.set_facecolor(colour)
    start = FIRST.toordinal() - 0.5
    return (PlotArea(10.0, 5.0, 200.0, 80.0, start, start + 10),)


def chart(colour="#112233", **more):
    return ChartOnCanvas(partial(draw_plain, colour=colour, **more), "Chart: Mood", "Fine.", DAYS)


def colour_of(canvas):
    return canvas.grab().toImage().pixelColor(300, 50).name()


@pytest.fixture
def canvas(qtbot, look):  # noqa: ARG001 -- dressed first
    """Put a canvas into a window."""

    def build(drawings=None, **more):
        window, made = QWidget(), ChartCanvas(drawings or ImmediateDrawings(), 90, **more)
        pile = QVBoxLayout(window)
        pile.setContentsMargins(0, 0, 0, 0)
        pile.addWidget(made)
        made.holder, made.read = window, []
        made.day_read.connect(made.read.append)
        qtbot.addWidget(window)
        window.resize(400, 90)
        with qtbot.waitActive(window):
            window.show()
        return made

    return build


@pytest.fixture
def thread():
    made = DrawingThread()
    yield made
    made.close()


def test_the_chart_is_drawn_and_can_be_heard(canvas):
    made = canvas()
    made.show_chart(chart())
    assert made.is_drawn
    assert colour_of(made) == "#112233"
    assert (made.accessibleName(), made.accessibleDescription()) == ("Chart: Mood", "Fine.")


def test_the_old_picture_stays_until_the_new_one_is_drawn(canvas):
    drawings = HeldDrawings()
    made = canvas(drawings)
    made.show_chart(chart("#112233"))
    drawings.draw_all()

    made.show_chart(chart("#445566"))
    assert not made.is_drawn
    assert colour_of(made) == "#112233"

    drawings.draw_all()
    assert made.is_drawn
    assert colour_of(made) == "#445566"


def test_only_the_newest_size_is_drawn(canvas, qtbot):
    drawings = HeldDrawings()
    made = canvas(drawings)
    made.show_chart(chart())
    for width in (420, 460, 500):
        made.window().resize(width, 90)
        qtbot.wait(2)
    assert len(drawings.asked) == 1
    drawings.draw_all()
    assert made.is_drawn
    assert made._picture.width() == 500


def test_a_picture_for_an_older_chart_is_never_shown(canvas):
    drawings = HeldDrawings()
    made = canvas(drawings)
    made.show_chart(chart("#112233"))
    stale = dict(drawings.asked)
    made.show_chart(chart("#445566"))
    drawings.draw_all()
    for deliver_late in stale.values():
        deliver_late()
    assert colour_of(made) == "#445566"


def test_the_window_goes_on_while_a_slow_chart_is_drawn(canvas, thread, qtbot):
    made = canvas(thread)
    ticks = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
    clock.start(5)
    made.show_chart(chart(pause=0.3))
    qtbot.waitUntil(lambda: made.is_drawn, timeout=5000)
    clock.stop()
    waits = [later - earlier for earlier, later in pairwise(ticks)]
    assert len(ticks) > 10
    assert max(waits) < 0.2


def test_resizing_while_drawing_ends_with_a_picture_of_the_last_size(canvas, thread, qtbot):
    made = canvas(thread)
    made.show_chart(chart(pause=0.05))
    for width in (420, 460, 520, 480):
        made.window().resize(width, 90)
        qtbot.wait(20)
    qtbot.waitUntil(lambda: made.is_drawn, timeout=5000)
    assert made._picture.width() == 480


def test_drawing_happens_away_from_the_gui_thread(canvas, thread, qtbot):
    seen = []

    def draw(figure, *, palette, scale):
        seen.append(threading.current_thread())
        return draw_plain(figure, palette=palette, scale=scale)

    made = canvas(thread)
    made.show_chart(ChartOnCanvas(draw, "Chart", "", DAYS))
    qtbot.waitUntil(lambda: made.is_drawn, timeout=5000)
    assert threading.main_thread() not in seen


def test_a_drawing_that_fails_reaches_the_hook_and_the_next_one_is_drawn(canvas, thread, qtbot):
    def fail(_figure, **_look):
        raise ZeroDivisionError

    made = canvas(thread)
    with qtbot.captureExceptions() as raised:
        made.show_chart(ChartOnCanvas(fail, "Chart", "", DAYS))
        qtbot.waitUntil(lambda: bool(raised), timeout=5000)
    assert raised[0][0] is ZeroDivisionError

    made.show_chart(chart())
    qtbot.waitUntil(lambda: made.is_drawn, timeout=5000)


def test_a_canvas_that_is_gone_takes_no_picture(canvas):
    drawings = HeldDrawings()
    made = canvas(drawings)
    made.show_chart(chart())
    made.setParent(None)
    made.deleteLater()
    QTest.qWait(10)
    asked = len(drawings.asked)
    drawings.draw_all()  # would raise if it painted onto a freed widget

    assert asked <= 1
    assert not drawings.asked


def test_forgetting_leaves_no_picture_no_words_and_no_day(canvas):
    drawings = HeldDrawings()
    made = canvas(drawings)
    made.show_chart(chart())
    drawings.draw_all()
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_End)
    made.show_chart(chart("#445566"))
    late = dict(drawings.asked)

    made.forget()
    for deliver in late.values():
        deliver()

    assert made._picture.isNull()
    assert made.accessibleDescription() == ""
    assert made.day is None
    assert drawings.asked == {}


def test_arrows_home_end_and_escape_read_days(canvas):
    made = canvas()
    made.show_chart(chart())
    made.setFocus()
    made.read.clear()
    for key in (
        Qt.Key.Key_Left,
        Qt.Key.Key_Left,
        Qt.Key.Key_Home,
        Qt.Key.Key_Left,
        Qt.Key.Key_End,
        Qt.Key.Key_Right,
        Qt.Key.Key_Escape,
    ):
        QTest.keyClick(made, key)
    assert made.read == [DAYS[-1], DAYS[-2], DAYS[0], DAYS[-1], None]


def test_the_day_under_the_pointer_is_read_and_let_go(canvas, qtbot):
    made = canvas()
    made.show_chart(chart())
    QTest.mouseMove(made, QPoint(10 + 5 + 20 * 3, 40))
    qtbot.waitUntil(lambda: made.day == DAYS[3])
    QTest.mouseMove(made, QPoint(350, 40))
    qtbot.waitUntil(lambda: made.day is None)


def test_a_line_stands_at_the_day_that_is_read(canvas, look):
    made = canvas()
    made.show_chart(chart())
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Home)
    picture = made.grab().toImage()
    line = look.colour("text2").name()
    assert line in {picture.pixelColor(x, 50).name() for x in (19, 20, 21)}


def test_a_small_chart_is_no_stop_for_the_keyboard(canvas):
    assert canvas().focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert canvas(is_stop=False).focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_chart_is_drawn_anew_in_another_theme(canvas, look):
    drawings = HeldDrawings()
    made = canvas(drawings)
    made.show_chart(chart())
    drawings.draw_all()
    look.use(Preferences(theme="dark"))
    assert not made.is_drawn
    drawings.draw_all()
    assert made.is_drawn


def test_a_hidden_chart_is_drawn_when_it_is_shown(canvas):
    drawings = HeldDrawings()
    made = canvas(drawings)
    made.hide()
    made.show_chart(chart())
    assert drawings.asked == {}
    made.show()
    drawings.draw_all()
    assert made.is_drawn


def test_the_height_can_follow_the_width(canvas, qtbot):
    made = canvas()
    made.set_height(lambda width, scale: round(width / 4 * scale))
    made.window().resize(600, 400)
    qtbot.wait(5)
    assert made.heightForWidth(made.width()) == 150
