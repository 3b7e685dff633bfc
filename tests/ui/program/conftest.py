"""The pages of Program in their window over a real vault."""

from tests.ui.open_pages import demo, open_page, services

__all__ = ["demo", "open_page", "services"]
