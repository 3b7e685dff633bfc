"""My usual and a new one, what was compared last, and a break, on the Warning signs page."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iop_companion.domain.early_warning import Level
from iop_companion.domain.records import UsualOffer
from tests.ui.open_pages import settle
from tests.ui.warning_signs.test_warning_signs_page import enter_usual


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def kept_offers(services):
    with services.session.vault.read() as journal:
        return journal.all(UsualOffer)


def test_a_new_usual_can_be_asked_for_while_it_is_calm(open_page, services):
    # given a calm day with a usual of eighty days
    enter_usual(services, range(80, -1, -1))
    opened = open_page("warning_signs", services)
    panel = opened.panel
    assert panel.usual.isVisible()
    # when a new one is asked for, then it is first said what that means
    click(panel.usual.new_button)
    assert "would hide the next one" in panel.offer.words.text()
    assert panel.offer.take.hasFocus()
    assert kept_offers(services) == []
    # and taking it learns the usual from the newest weeks
    click(panel.offer.take)
    settle()
    assert not panel.offer.isVisible()
    usual = services.early_warnings.evaluate().findings[0].usual
    assert usual.first >= services.clock.today() - timedelta(days=20)
    # and it can be taken back
    services.undo()
    usual = services.early_warnings.evaluate().findings[0].usual
    assert usual.first < services.clock.today() - timedelta(days=40)


def test_who_asked_and_keeps_the_usual_has_answered_nothing(open_page, services):
    enter_usual(services, range(80, -1, -1))
    panel = open_page("warning_signs", services).panel
    click(panel.usual.new_button)
    click(panel.offer.leave)
    settle()
    assert not panel.offer.isVisible()
    assert panel.usual.new_button.hasFocus()
    assert kept_offers(services) == []


def test_a_thin_week_says_what_was_compared_last_and_offers_fewer_questions(open_page, services):
    # given a calm day that was shown, and eight days without an entry after it
    enter_usual(services, range(40, 8, -1))
    shown_on = services.clock.today() - timedelta(days=9)
    assert services.early_warnings.evaluate(shown_on, shown=True).level is Level.CALM
    opened = open_page("warning_signs", services)
    panel = opened.panel
    assert services.early_warnings.evaluate().level is Level.NOT_ENOUGH_ENTRIES
    assert panel.last.isVisible()
    assert str(shown_on.day) in panel.last.day.text()
    assert not panel.usual.isVisible()
    # when fewer questions are wished for, then Settings opens, where the rows are chosen
    click(panel.pause.fewer_button)
    settle()
    assert opened.window.shell.page.title == "Settings"


def test_while_nothing_was_ever_compared_no_last_comparison_is_shown(open_page, services):
    panel = open_page("warning_signs", services).panel
    assert not panel.last.isVisible()
    assert not panel.pause.isVisible()
