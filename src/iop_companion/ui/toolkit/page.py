"""What the window asks of a page, and how a page is announced to it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from iop_companion.foundation.vault_places import VaultPlaces
    from iop_companion.ui.toolkit.hub import Hub
    from iop_companion.ui.toolkit.notices import Notices
    from iop_companion.ui.toolkit.preferences import PreferenceKeeper
    from iop_companion.ui.toolkit.tasks import Tasks


class Page(Protocol):
    """One page of the rail. Its widget scrolls by itself if it must, downwards only."""

    @property
    def widget(self) -> QWidget:
        """The page itself; the window puts it beside the rail."""

    @property
    def title(self) -> str:
        """What stands in the rail and is read out when the page opens."""

    def refresh(self) -> None:
        """Read everything anew; called after unlocking and after every change while shown."""

    def on_shown(self) -> None:
        """The page came to the front: put the focus where work begins."""

    def main_action(self) -> None:
        """Do what Ctrl+Enter means here; nothing on a reading page."""


Making = Generator["QWidget | None", None, Page]
"""The making of a page; it stops after each part, so that the window can answer.

It hands out the page's widget as soon as there is one. What is already dressed is dressed anew when
it is put somewhere: the emptier the widget, the better.
"""


@runtime_checkable
class Beginning(Protocol):
    """A page that work can begin on from anywhere (Ctrl+M)."""

    def begin(self) -> None:
        """Go to the first question."""


@runtime_checkable
class GoingOn(Protocol):
    """A page that can be gone on with where it was left, for instance while locked."""

    def go_on(self) -> None:
        """Go to the first question without an answer."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What the window hands to a page's factory."""

    tasks: Tasks
    hub: Hub
    notices: Notices
    preferences: PreferenceKeeper
    go_to: Callable[[str], None]
    """Bring the page with this key to the front."""
    vaults: VaultPlaces | None = None
    """The vaults of this login; None where there is but this one."""
    leave_for: Callable[[Callable[[], None]], None] | None = None
    """Close the vault as a lock does, then call what replaces the process."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: key, words, icon, and how to make it when it is first shown.

    ``keys`` is its shortcut. ``at_bottom`` puts it above Get support now, with Settings; a page
    that is reached by a task alone (import) is not ``in_rail``, and the rail marks the page it is
    ``under``.
    """

    key: str
    title: str
    icon: str
    make: Callable[[PageContext], Making]
    keys: str = ""
    at_bottom: bool = False
    in_rail: bool = True
    under: str = ""
