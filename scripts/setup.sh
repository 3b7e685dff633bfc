#!/bin/sh
# Make .venv ready: packages from the hashed pins, the program itself (editable), byte-code, Qt's
# system libraries. Safe to run as often as you like: nothing changed costs a fraction of a second.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
python=$venv/bin/python
stamp=$venv/set-up-for
qt_libraries="libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
x11_libraries="libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"

say() { echo "setup: $*"; }
stop() {
    echo "setup: $*" >&2
    exit 1
}

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; }

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null 2>&1 && fits "$name"; then
            echo "$name"
            return
        fi
    done
    stop "Python 3.11 to 3.14 is needed; name it with: make setup PYTHON=/path/to/python3"
}

# As root or with a sudo that asks nothing; otherwise say the one line to run.
install_debian() {
    if command -v apt-get >/dev/null 2>&1; then
        if [ "$(id -u)" = 0 ]; then root=""; else root="sudo -n"; fi
        if [ -z "$root" ] || $root true 2>/dev/null; then
            say "installing $*"
            # shellcheck disable=SC2086  # words on purpose
            { DEBIAN_FRONTEND=noninteractive $root apt-get install -qq -y --no-install-recommends "$@" ||
                { $root apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
                    $root apt-get install -qq -y --no-install-recommends "$@"; }; } >/dev/null 2>&1 && return 0
        fi
        echo "setup: please run once: sudo apt-get install $*" >&2
    else
        echo "setup: these system libraries (Debian's names) are missing: $*" >&2
    fi
    return 1
}

make_venv() {
    chosen=$(find_python)
    say "making $venv with $("$chosen" --version)"
    "$chosen" -m venv "$venv" 2>/dev/null && return
    rm -rf "$venv"
    install_debian python3-venv || exit 1
    "$chosen" -m venv "$venv"
}

install_packages() {
    say "installing the pinned packages (the first time takes a few minutes)"
    "$python" -m pip install -qq --disable-pip-version-check --no-compile --only-binary=:all: \
        --require-hashes -r requirements.txt -r requirements-dev.txt
    "$python" -m pip install -qq --disable-pip-version-check --no-compile --no-deps \
        --no-build-isolation --editable .
    # Without byte-code every start takes twice as long. Templates inside packages do not compile.
    "$python" -m compileall -q -j 2 "$venv"/lib/python*/site-packages >/dev/null 2>&1 || true
}

qt_works() {
    QT_QPA_PLATFORM=offscreen "$python" -c \
        'from PySide6.QtWidgets import QApplication; QApplication([])' >/dev/null 2>&1
}

check_qt() {
    if qt_works; then return; fi
    # shellcheck disable=SC2086  # a list of names
    install_debian $qt_libraries $x11_libraries || exit 1
    qt_works || stop "Qt still does not start; see what this says: $python -c 'import PySide6.QtWidgets'"
}

# xcb has libraries of its own; a computer without a display does not need them.
check_x11() {
    plugin=$(echo "$venv"/lib/python*/site-packages/PySide6/Qt/plugins/platforms/libqxcb.so)
    if [ -f "$plugin" ] && command -v ldd >/dev/null 2>&1 && ldd "$plugin" | grep -q "not found"; then
        # shellcheck disable=SC2086
        install_debian $x11_libraries || say "without them the window does not open under X11"
    fi
}

fits "$python" || { rm -rf "$venv" && make_venv; }
wanted=$("$python" - <<'END'
import hashlib, pathlib, sys, tomllib

project = tomllib.loads(pathlib.Path("pyproject.toml").read_text(encoding="utf-8"))
files = ("requirements.txt", "requirements-dev.txt", "scripts/setup.sh")
pins = b"".join(pathlib.Path(name).read_bytes() for name in files)
told = repr((project["build-system"], project["project"], project["tool"]["hatch"])).encode()
print(hashlib.sha256(pins + told).hexdigest(), sys.version.split()[0], pathlib.Path.cwd())
END
)
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    install_packages
    check_qt
    check_x11
    echo "$wanted" >"$stamp"
    say "done"
fi
"$python" -m compileall -q src/iop_companion
"$python" scripts/locales.py compile
