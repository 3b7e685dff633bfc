"""Summary: for whom it is, and what becomes of the names of others in the person's own words."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iop_companion.domain.setting_values import Contact
from tests.ui.open_pages import cut_words, enter, nameless


@pytest.fixture
def opened(open_page, services):
    """The page of a person with two people, one of whom is named in their words."""
    enter(services, range(7), mood=5.0)
    services.people.keep([Contact("Anna", "", "my sister"), Contact("Dr. Okafor", "555 0101")])
    services.summarising.keep_talk_points(["Anna called, and Tom did not"])
    return open_page("summary", services)


def paper(opened, tmp_path):
    """The words of the file that would be saved now."""
    file = tmp_path / "now.pdf"
    opened.services.summarising.save(opened.page._preview.summary, file, True)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_one_of_the_people_or_the_person_can_be_chosen_by_keys(opened, tmp_path):
    field = opened.panel.about.for_whom
    assert [field.itemText(at) for at in range(field.count())] == ["myself", "Anna", "Dr. Okafor"]
    assert opened.panel.about.recipient.text() == ""

    field.setFocus()
    opened.press(Qt.Key.Key_Down)
    opened.panel.tell_choices()
    assert "For myself" in paper(opened, tmp_path)
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Down)
    opened.panel.tell_choices()
    assert "For Dr. Okafor" in paper(opened, tmp_path)


def test_anybody_else_can_be_typed_and_stays_when_the_list_comes_anew(opened):
    field = opened.panel.about.for_whom
    QTest.keyClicks(opened.panel.about.recipient, "Dana, my sponsor")
    field.show_people(["Anna"])
    assert opened.panel.about.recipient.text() == "Dana, my sponsor"


def test_names_of_people_are_roles_on_paper_and_that_is_said(opened, tmp_path):
    words = paper(opened, tmp_path)
    assert "[sister] called, and Tom did not" in words
    assert "Anna" not in words
    assert "Words in [brackets] stand for names." in words
    said = opened.panel.left_out.text()
    assert "The name of 1 person is written as a role;" in said
    assert "names that are not in your list of people stand as written." in said


def test_ticked_names_stand_as_written(opened, tmp_path):
    opened.click(opened.panel.include.names.box)
    words = paper(opened, tmp_path)
    assert "Anna called" in words
    assert "brackets" not in words
    assert "name" not in opened.panel.left_out.text()


def test_who_has_no_people_is_told_that_names_stand_as_written(open_page, services):
    services.summarising.keep_talk_points(["Anna called"])
    opened = open_page("summary", services)
    assert not opened.panel.include.names.isVisible()
    assert "your list of people is empty" in opened.panel.left_out.text()


def test_after_the_lock_no_name_stays(opened):
    opened.click(opened.panel.include.names.box)
    opened.window.hub.locking.emit()
    field = opened.panel.about.for_whom
    assert [field.itemText(at) for at in range(field.count())] == ["myself"]
    assert not opened.panel.include.with_names


@pytest.mark.parametrize(("size", "scale"), [((960, 640), 100), ((1280, 800), 200)])
def test_it_is_named_and_whole_when_narrow_or_large(open_page, services, size, scale):
    services.people.keep([Contact("Maximiliane von Hohenfels-Wittelsbach " * 3, "")])
    opened = open_page("summary", services, size=size, text_scale=scale)
    assert nameless(opened.panel) == []
    assert cut_words(opened.panel) == []
    assert opened.panel.horizontalScrollBar().maximum() == 0
