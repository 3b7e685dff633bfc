"""The Summary page: the preview is the file, nothing typed is lost, a failed save can be tried."""

import threading

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iop_companion.domain.summary import Section
from iop_companion.foundation.errors import KnownProblem
from iop_companion.services.summarising import Summarising
from iop_companion.ui.summary import desk
from iop_companion.ui.toolkit.drawing import DrawingThread
from tests.ui.open_pages import THURSDAY, HeldDrawings, cut_words, enter, nameless, settle


@pytest.fixture
def week(services):
    """A week of entries with a session in it, and a note."""
    enter(services, range(10, -1, -1), mood=lambda n: 4.0 + n % 3, sleep_duration=7.0)
    enter(services, [1], note="the letter from the landlord")
    services.sessions.add(THURSDAY.replace(day=8))
    return services


@pytest.fixture
def file_of(monkeypatch):
    """Answer the question where to save; the paths that were asked for are kept."""

    def answer(path):
        asked = []

        def ask(_parent, _title, suggested, *_more):
            asked.append(suggested)
            return path

        monkeypatch.setattr(desk, "ask_where_to_save", ask)
        return asked

    return answer


def words_of(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_the_days_since_the_last_session_are_previewed(open_page, week):
    opened = open_page("summary", week)
    panel = opened.panel
    assert panel.about.period.key == "since_session"
    assert panel.about.period_words.text() == "8 to 12 March, 5 days"
    assert panel.preview.n_pages == opened.page.n_pages == 1
    assert panel.preview.where.text() == "Page 1 of 1"
    assert panel.left_out.text() == "Left out: Notes."
    assert panel.about.recipient.hasFocus()


def test_without_a_session_it_says_why_it_shows_a_week(open_page, services):
    enter(services, [0], mood=5.0)
    opened = open_page("summary", services)
    words = opened.panel.about.period_words.text()
    assert words == "6 to 12 March, 7 days. No session is noted in these days."


def test_an_empty_vault_makes_a_page_too(open_page, services):
    opened = open_page("summary", services)
    assert opened.panel.preview.n_pages >= 1


def test_another_period_is_previewed_at_once(open_page, week):
    opened = open_page("summary", week)
    opened.click(opened.panel.about.period.button_of("28"))
    assert opened.panel.about.period_words.text() == "13 February to 12 March, 28 days"


def test_the_saved_file_holds_what_was_chosen_and_nothing_else(open_page, week, file_of, tmp_path):
    asked = file_of(tmp_path / "summary.pdf")
    opened = open_page("summary", week)
    panel = opened.panel
    QTest.keyClicks(panel.about.recipient, "Dr. Okafor")
    QTest.keyClicks(panel.about.talk, "Short nights since Monday")
    opened.click(panel.include.rows[Section.SLEEP].box)
    opened.click(panel.save_button)

    words = words_of(tmp_path / "summary.pdf")
    assert asked == ["summary-2026-03-12.pdf"]
    assert "Dr. Okafor" in words
    assert "Short nights since Monday" in words
    assert "Sleep (hours" not in words
    assert "landlord" not in words
    assert panel.left_out.text().startswith("Left out: Sleep, Notes. Names in your own words")
    assert opened.said == "Saved summary.pdf, 1 page."


def test_what_is_typed_last_is_in_the_file_and_in_the_preview(open_page, week, file_of, tmp_path):
    """Save is pressed before typing has settled."""
    file_of(tmp_path / "summary.pdf")
    opened = open_page("summary", week)
    QTest.keyClicks(opened.panel.about.talk, "The very last words")
    assert opened.panel.is_waiting
    QTest.keyClick(opened.panel.about.talk, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert "The very last words" in words_of(tmp_path / "summary.pdf")
    assert "The very last words" in opened.page._preview.summary.talk_points


def test_the_preview_is_the_pages_of_the_file(open_page, week, file_of, tmp_path):
    file_of(tmp_path / "summary.pdf")
    opened = open_page("summary", week)
    opened.click(opened.panel.include.rows[Section.NOTES].box)
    opened.click(opened.panel.save_button)
    assert "the letter from the landlord" in words_of(tmp_path / "summary.pdf")
    assert len(PdfReader(tmp_path / "summary.pdf").pages) == opened.panel.preview.n_pages
    assert opened.panel.left_out.text().startswith("Nothing is left out.")


def test_a_save_that_fails_keeps_everything_and_can_be_tried_again(
    open_page, week, file_of, tmp_path
):
    folder = tmp_path / "gone"
    file_of(folder / "summary.pdf")
    opened = open_page("summary", week)
    QTest.keyClicks(opened.panel.about.talk, "My own words")
    opened.click(opened.panel.save_button)
    assert opened.window.shell.notices.is_problem
    assert opened.said.startswith("The file could not be written there.")
    assert opened.panel.about.talk.toPlainText() == "My own words"
    assert opened.panel.preview.n_pages == 1

    folder.mkdir()
    opened.click_notice()
    assert "My own words" in words_of(folder / "summary.pdf")
    assert opened.said.startswith("Saved summary.pdf, 1 page.")


def test_changing_ones_mind_in_the_dialog_saves_nothing(open_page, week, file_of, tmp_path):
    file_of(None)
    opened = open_page("summary", week)
    opened.click(opened.panel.save_button)
    assert opened.said == ""
    assert list(tmp_path.rglob("*.pdf")) == []


def test_talk_points_are_kept_and_there_again_after_another_page(open_page, week, qtbot):
    opened = open_page("summary", week)
    QTest.keyClicks(opened.panel.about.talk, "One")
    QTest.keyClick(opened.panel.about.talk, Qt.Key.Key_Return)
    QTest.keyClicks(opened.panel.about.talk, "Two")
    qtbot.waitUntil(lambda: week.summarising.default_request().talk_points == ("One", "Two"))

    opened.go_to("trends")
    opened.go_to("summary")
    assert opened.panel.about.talk.toPlainText() == "One\nTwo"
    fresh = open_page("summary", week)
    assert fresh.panel.about.talk_points == ("One", "Two")


def test_more_than_the_page_has_room_for_is_said_under_the_field_and_stays(
    open_page, week, file_of, tmp_path
):
    file_of(tmp_path / "summary.pdf")
    opened = open_page("summary", week)
    before = opened.page._preview
    opened.panel.about.talk.setPlainText("\n".join(f"Point {n}" for n in range(9)))
    opened.click(opened.panel.save_button)

    assert "Keep it to 5 points" in opened.panel.about.problem.text()
    assert opened.panel.about.problem.isVisible()
    assert opened.panel.about.talk.toPlainText().endswith("Point 8")
    assert opened.panel.about.talk.hasFocus()
    assert opened.page._preview is before
    assert not (tmp_path / "summary.pdf").exists()

    opened.panel.about.talk.setPlainText("One point")
    opened.click(opened.panel.save_button)
    assert not opened.panel.about.problem.isVisible()
    assert "One point" in words_of(tmp_path / "summary.pdf")


def test_the_old_pages_stay_while_new_ones_are_made(open_page, week):
    drawings = HeldDrawings()
    opened = open_page("summary", week, drawings=drawings)
    drawings.draw_all()
    before = opened.panel.preview.paper.grab().toImage()
    opened.click(opened.panel.include.rows[Section.CHARTS].box)
    opened.click(opened.panel.include.rows[Section.NUMBERS].box)
    assert opened.panel.preview.paper.grab().toImage() == before

    drawings.draw_all()
    assert opened.panel.preview.paper.grab().toImage() != before


def test_saving_waits_for_the_pages_that_are_being_made(open_page, week, file_of, tmp_path):
    drawings = HeldDrawings()
    file_of(tmp_path / "summary.pdf")
    opened = open_page("summary", week, drawings=drawings)
    opened.click(opened.panel.save_button)
    assert not (tmp_path / "summary.pdf").exists()
    drawings.draw_all()
    assert (tmp_path / "summary.pdf").exists()


def test_typesetting_runs_away_from_the_gui_thread(open_page, week, monkeypatch, qtbot):
    seen = []
    real = Summarising.preview

    def watch(self, summary, width_px):
        seen.append(threading.current_thread())
        return real(self, summary, width_px)

    monkeypatch.setattr(Summarising, "preview", watch)
    drawings = DrawingThread()
    opened = open_page("summary", week, drawings=drawings)
    qtbot.waitUntil(lambda: opened.panel.preview.n_pages == 1, timeout=10_000)
    drawings.close()
    assert threading.main_thread() not in seen


def test_pages_that_cannot_be_typeset_are_said_and_can_be_tried_again(open_page, week, monkeypatch):
    opened = open_page("summary", week)

    def fail(_self, _summary, _width):
        raise KnownProblem("summary_unfit")

    with monkeypatch.context() as broken:
        broken.setattr(Summarising, "preview", fail)
        opened.click(opened.panel.include.rows[Section.CHARTS].box)
    assert opened.said.startswith("The pages could not be typeset.")
    assert opened.panel.preview.n_pages == 1

    opened.click_notice()
    assert "Charts" in opened.panel.left_out.text()


def test_pages_are_turned_and_made_sharp_when_larger(open_page, demo, qtbot):
    opened = open_page("summary", demo)
    preview = opened.panel.preview
    opened.click(preview.next)
    assert preview.where.text() == "Page 2 of 2"
    assert not preview.next.isEnabled()

    small = preview.page_px
    opened.click(preview.larger)
    settle()
    assert preview.page_px > small
    qtbot.waitUntil(lambda: preview._pages[0].width() == preview.page_px)
    assert preview.where.text() == "Page 2 of 2"


def test_large_text_makes_a_larger_sharp_page(open_page, week, qtbot):
    opened = open_page("summary", week, text_scale=200)
    preview = opened.panel.preview
    qtbot.waitUntil(lambda: preview._pages[0].width() == preview.page_px)
    assert preview.page_px >= 800


def test_nothing_of_the_person_stays_after_locking(open_page, week):
    opened = open_page("summary", week)
    QTest.keyClicks(opened.panel.about.recipient, "Dr. Okafor")
    QTest.keyClicks(opened.panel.about.talk, "My own words")
    panel = opened.panel
    opened.window.hub.locking.emit()
    assert panel.preview.n_pages == 0
    assert panel.about.talk.toPlainText() == panel.about.recipient.text() == ""
    assert panel.left_out.text() == panel.about.period_words.text() == ""
    assert not panel.is_waiting


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((1280, 800), 200)])
def test_everything_is_named_and_whole_on_small_windows_and_with_large_text(
    open_page, week, size, scale
):
    opened = open_page("summary", week, size=size, text_scale=scale)
    opened.panel.about.show_problem("That is more than the page has room for. " * 3)
    assert nameless(opened.panel) == []
    assert cut_words(opened.panel) == []
    assert opened.panel.horizontalScrollBar().maximum() == 0
