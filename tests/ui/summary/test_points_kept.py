"""Summary: what the person wants to talk about is kept, or it is said that it is not."""

import pytest
from PySide6.QtTest import QTest

from iop_companion.services.summarising import Summarising
from tests.ui.open_pages import settle


def _kept(monkeypatch):
    kept = []
    real = Summarising.keep_talk_points

    def keep(self, points):
        changes = real(self, points)
        kept.append(tuple(points))
        return changes

    monkeypatch.setattr(Summarising, "keep_talk_points", keep)
    return kept


def test_points_typed_just_before_the_lock_are_kept(open_page, services, monkeypatch):
    kept = _kept(monkeypatch)
    opened = open_page("summary", services)
    QTest.keyClicks(opened.panel.about.talk, "The very last words")
    opened.window.lock()

    assert kept == [("The very last words",)]
    assert not services.session.is_unlocked


def test_a_lock_before_the_page_was_filled_keeps_the_points_of_before(
    open_page, services, monkeypatch
):
    services.summarising.keep_talk_points(["One"])
    kept = _kept(monkeypatch)
    opened = open_page("summary", services)
    opened.window.lock()

    assert kept == []


def test_of_too_many_points_the_first_that_fit_are_kept_and_that_is_said(open_page, services):
    opened = open_page("summary", services)
    opened.panel.about.talk.setPlainText("\n".join(f"Point {n}" for n in range(7)))
    opened.panel.tell_choices()
    settle()

    wanted = tuple(f"Point {n}" for n in range(5))
    assert services.summarising.default_request().talk_points == wanted
    assert "the first points that fit are kept" in opened.panel.about.problem.text()


def test_too_many_points_are_said_when_their_section_is_left_out_too(open_page, services):
    opened = open_page("summary", services)
    opened.panel.include.set_sections(())
    opened.panel.about.talk.setPlainText("\n".join(f"Point {n}" for n in range(7)))
    opened.panel.tell_choices()
    settle()

    assert opened.panel.about.problem.isVisible()
    opened.panel.about.talk.setPlainText("One point")
    opened.panel.tell_choices()
    assert not opened.panel.about.problem.isVisible()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 800), (960, 640)])
def test_the_points_are_seen_whole_in_any_window(open_page, services, size):
    points = (
        "My nights have been short for about a week. What do I try first?",
        "The letter from the landlord, and why I have not answered it",
        "I have stopped going to choir",
    )
    services.summarising.keep_talk_points(points)
    opened = open_page("today", services, theme="dark")
    opened.window.resize(*size)
    opened.window.go_to("summary")
    settle()
    field = opened.panel.about.talk
    assert field.verticalScrollBar().maximum() == 0
    opened.window.resize(1100, 700)
    settle()
    assert field.verticalScrollBar().maximum() == 0
