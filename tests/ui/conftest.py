"""The look of the program for every test of the window, and a window to test with."""

from __future__ import annotations

import pytest

from iop_companion.foundation.settings import Preferences
from iop_companion.ui.toolkit import theme
from tests.ui.stage import Stage, make_stage


@pytest.fixture
def look(qapp):
    """Light at 100 %; the next test finds it so again."""
    plain = Preferences(theme="light", region="US")
    yield theme.install(qapp, plain)
    theme.install(qapp, plain)


@pytest.fixture
def stage(qtbot, look):  # noqa: ARG001 -- dressed first
    """Build a window over a vault of paper and bring it to the front."""

    def build(*args, size=(1280, 800), **more) -> Stage:
        made = make_stage(*args, **more)
        theme.current().use(made.preferences.now)
        qtbot.addWidget(made.window)
        made.window.resize(*size)
        with qtbot.waitActive(made.window):
            made.window.show()
        qtbot.waitUntil(lambda: made.window._commands is not None)
        return made

    return build
