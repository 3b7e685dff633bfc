"""Nothing of this program may reach a network: a hook that Python itself asks, and that stays.

The source imports nothing that could connect, and a test reads every import. This guard is for what
a library might do one day: Python announces every socket to its audit hooks, and an audit hook
cannot be taken out again. What C libraries do by themselves is watched by a test with strace.
"""

from __future__ import annotations

import sys
from typing import Any

from iop_companion.foundation.errors import CompanionError

_LOOK_UPS = frozenset(
    {
        "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
        "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect",
        "imaplib.open", "poplib.connect", "nntplib.connect", "telnetlib.Telnet.open",
        "webbrowser.open",
    }
)  # fmt: skip
_ON_A_SOCKET = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_UNIX = 1
"""``AF_UNIX``, the same number on every system: X11, D-Bus, and pipes between our own processes."""

_is_on: list[bool] = []


class NetworkRefusedError(CompanionError):
    """Something tried to reach a network; this program never does."""


def refuse_network() -> None:
    """Raise :class:`NetworkRefusedError` at any internet socket, look-up or request from now on."""
    if not _is_on:
        _is_on.append(True)
        sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event[:7] not in _BEGINNINGS:
        return
    if event == "socket.__new__":
        is_refused = arguments[1] != _UNIX
    elif event in _ON_A_SOCKET:
        is_refused = int(arguments[0].family) != _UNIX
    else:
        is_refused = event in _LOOK_UPS
    if is_refused:
        raise NetworkRefusedError(event)


_BEGINNINGS = frozenset(name[:7] for name in (*_LOOK_UPS, *_ON_A_SOCKET))
