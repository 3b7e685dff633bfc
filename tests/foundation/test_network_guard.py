"""Every way from Python to a network raises, once the program has started; none is left open."""

import subprocess
import sys

import pytest

from iop_companion.foundation import network_guard

ATTEMPTS = {
    "an internet socket": "socket.socket(socket.AF_INET)",
    "an internet socket of version 6": "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "a socket of no named kind": "socket.socket()",
    "a listening socket": "socket.create_server(('127.0.0.1', 0))",
    "a connection": "socket.create_connection(('127.0.0.1', 9), timeout=1)",
    "a look-up": "socket.getaddrinfo('localhost', 80)",
    "an old look-up": "socket.gethostbyname('localhost')",
    "a request": "urllib.request.urlopen('http://127.0.0.1:9/')",
}


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def test_no_way_to_a_network_is_left_once_the_program_started():
    attempts = "\n".join(
        f"try:\n    {attempt}\nexcept NetworkRefusedError:\n    print('refused')\n"
        f"except Exception as error:\n    print({name!r}, type(error).__name__)"
        for name, attempt in ATTEMPTS.items()
    )
    code = (
        "import socket, urllib.request\n"
        "from iop_companion.foundation.network_guard import NetworkRefusedError\n"
        "from iop_companion.bootstrap import start\n"
        "start(['--vault', '/none', 'no-such-command'])\n"
    ) + attempts

    assert run(code).split("\n")[:-1] == ["refused"] * len(ATTEMPTS)


def test_sockets_between_processes_of_one_computer_go_on():
    code = (
        "import socket\n"
        "from iop_companion.foundation.network_guard import refuse_network\n"
        "refuse_network(); refuse_network()\n"
        "one, other = socket.socketpair(); one.sendall(b'heard'); print(other.recv(9).decode())\n"
        "one.close(); other.close()\n"
    )

    assert run(code) == "heard\n"


@pytest.mark.parametrize("event", ["open", "import", "os.listdir", "socket.gethostname"])
def test_other_events_pass(event):
    assert network_guard._refuse(event, ()) is None  # it did not raise
