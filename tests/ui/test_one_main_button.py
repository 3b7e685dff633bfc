"""A page has one filled button, or none: what to do next is never a choice between two of them."""

import pytest
from PySide6.QtWidgets import QPushButton

from tests.ui.open_pages import HeldDrawings, demo, open_page, services, settle  # noqa: F401
from tests.ui.test_walk_by_keys import PAGES


def _filled(opened):
    return [
        one.text()
        for one in opened.window.findChildren(QPushButton)
        if one.isVisible() and one.property("kind") == "primary"
    ]


@pytest.mark.parametrize("key", PAGES)
def test_a_page_with_entries_has_at_most_one_filled_button(demo, open_page, key):  # noqa: F811
    opened = open_page("today", demo, drawings=HeldDrawings())
    opened.go_to(key)
    settle()

    assert len(_filled(opened)) <= 1, _filled(opened)


@pytest.mark.parametrize("key", PAGES)
def test_a_page_of_a_new_vault_has_at_most_one_filled_button(services, open_page, key):  # noqa: F811
    opened = open_page("today", services, drawings=HeldDrawings())
    opened.go_to(key)
    settle()

    assert len(_filled(opened)) <= 1, _filled(opened)
