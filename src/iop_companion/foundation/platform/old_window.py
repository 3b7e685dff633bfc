"""The window of a process that is being replaced stays on the screen until the next one paints.

A desktop takes a window away when the connection of its program closes. Handed on open to the
process that comes after, and closed once that has painted, there is no moment without a window, and
nobody sees the desk between the blank page and the lock screen. Nothing is ever read from it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

OPTION = "--old-window"
"""The option that names the connections: numbers of open descriptors, with commas between."""

_PLACES = (b".X11-unix/", b"wayland-")
_LONGEST_ADDRESS = 128
_DESCRIPTORS = Path("/proc/self/fd")


def keep_for_the_next() -> list[str]:
    """Return what the next process is told so that this one's window stays; [] where it cannot."""
    kept = [each for each in _open_descriptors() if _is_of_a_desktop(each)]
    for descriptor in kept:
        os.set_inheritable(descriptor, True)  # noqa: FBT003 -- its only form
    return [OPTION, ",".join(map(str, kept))] if kept else []


def adopt(told: str) -> tuple[int, ...]:
    """Return the descriptors of ``told`` that really are an old window's, kept to this process."""
    numbers = [int(each) for each in told.split(",") if each.isdecimal()]
    found = tuple(each for each in numbers if _is_of_a_desktop(each))
    for descriptor in found:
        os.set_inheritable(descriptor, False)  # noqa: FBT003
    return found


def take_away(descriptors: Sequence[int]) -> None:
    """Let the old window go; the new one stands in its place."""
    for descriptor in descriptors:
        with suppress(OSError):
            os.close(descriptor)


def _open_descriptors() -> Iterable[int]:
    try:
        return sorted(int(each.name) for each in _DESCRIPTORS.iterdir())
    except OSError:
        return ()  # not Linux


def _is_of_a_desktop(descriptor: int) -> bool:
    """Ask the C library who is at the other end: this program has no module of sockets at all."""
    import ctypes

    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):
        return False  # Windows
    address = ctypes.create_string_buffer(_LONGEST_ADDRESS)
    length = ctypes.c_uint32(_LONGEST_ADDRESS)
    if library.getpeername(descriptor, address, ctypes.byref(length)) != 0:
        return False  # a file, a pipe, the other end of a pair
    return any(place in address.raw[: length.value] for place in _PLACES)
