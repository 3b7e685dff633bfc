"""What is said of a field that takes no more stands below it and covers nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from iop_companion.ui.toolkit.cards import text
from iop_companion.ui.toolkit.limit_sentence import LimitSentence

SAID = "This field holds up to 5 characters. What goes beyond that was left out."


@pytest.fixture
def form(qtbot, look):  # noqa: ARG001 -- dressed first
    """Two fields beside each other, and a line of words right below them."""
    window = QWidget()
    column, across = QVBoxLayout(window), QHBoxLayout()
    window.fields = [QLineEdit(), QLineEdit()]
    for field in window.fields:
        field.setMaxLength(5)
        across.addWidget(field)
    column.addLayout(across)
    window.below = text("What stands below the fields.")
    column.addWidget(window.below)
    column.addStretch(1)
    window.limits = LimitSentence(window)
    qtbot.addWidget(window)
    window.resize(600, 300)
    with qtbot.waitActive(window):
        window.show()
    return window


def _said(form):
    return [one for one in form.findChildren(QLabel, "limit_sentence") if one.isVisible()]


def _place(form, part):
    return QRect(part.mapTo(form, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("which", [0, 1])
def test_the_sentence_of_a_full_field_covers_neither_field_nor_words(form, qtbot, which):
    form.fields[which].setFocus()
    QTest.keyClicks(form.fields[which], "too long")
    qtbot.waitUntil(lambda: len(_said(form)) == 1)
    QApplication.processEvents()
    (label,) = _said(form)

    assert label.text() == SAID
    here = _place(form, label)
    assert here.top() > _place(form, form.fields[which]).bottom()
    for other in (*form.fields, form.below):
        assert not here.intersects(_place(form, other))


def test_the_sentence_goes_when_there_is_room_again(form, qtbot):
    form.fields[0].setFocus()
    QTest.keyClicks(form.fields[0], "too long")
    qtbot.waitUntil(lambda: len(_said(form)) == 1)
    for _letter in range(3):
        QTest.keyClick(form.fields[0], Qt.Key.Key_Backspace)

    assert _said(form) == []


def test_a_field_without_a_column_around_it_is_told_about_all_the_same(qtbot, look):  # noqa: ARG001
    window = QWidget()
    field = QLineEdit(window)
    field.setMaxLength(5)
    window.limits = LimitSentence(window)
    qtbot.addWidget(window)
    window.resize(600, 300)
    with qtbot.waitActive(window):
        window.show()
    field.setFocus()
    QTest.keyClicks(field, "too long")
    qtbot.waitUntil(lambda: len(_said(window)) == 1)

    (label,) = _said(window)
    assert label.text() == SAID
    assert not _place(window, label).intersects(_place(window, field))
