"""The page in its window over a real vault, of somebody who has saved a summary before."""

import pytest

from iop_companion.services.summarising import Summarising
from tests.ui.open_pages import demo, open_page, services

__all__ = ["demo", "open_page", "services"]


@pytest.fixture(autouse=True)
def has_saved_before(monkeypatch):
    """Leave the question before the first file to its own tests."""
    monkeypatch.setattr(Summarising, "is_first_save", lambda _self: False)
