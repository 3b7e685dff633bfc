"""The window of the process before stays until the next one has painted."""

import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from iop_companion.foundation.platform import old_window

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what is open")


@pytest.fixture
def desktop():
    """Stand for the X server: a program is connected to it, and it sees when that ends."""
    with tempfile.TemporaryDirectory() as folder:  # a short path: sockets have no room for more
        place = Path(folder) / ".X11-unix" / "X7"
        place.parent.mkdir()
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(place))
        server.listen()
        program = socket.socket(socket.AF_UNIX)
        program.connect(str(place))
        seen, _address = server.accept()
        yield program, seen
        for each in (seen, server, program):
            each.close()


def test_what_shows_the_window_is_handed_on_and_closed_by_the_next_process(desktop):
    program, seen = desktop
    number = program.fileno()
    option, told = old_window.keep_for_the_next()
    assert option == old_window.OPTION
    assert str(number) in told.split(",")
    assert os.get_inheritable(number)

    adopted = old_window.adopt(told)
    assert number in adopted
    assert not os.get_inheritable(number), "a worker must not hold the window open"
    old_window.take_away([program.detach()])
    assert seen.recv(1) == b""


def test_only_connections_of_a_desktop_are_taken_over(desktop, tmp_path):
    program, _seen = desktop
    with (tmp_path / "file").open("w") as file:
        told = f"{file.fileno()},{program.fileno()},987,-3,x"
        assert old_window.adopt(told) == (program.fileno(),)
    assert old_window.adopt("") == ()
