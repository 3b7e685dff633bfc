#!/bin/sh
# Open the window, or, where there is no display, show what it does.
set -eu
cd "$(dirname "$0")/.."
case "$(uname)" in
    Linux | *BSD) has_display=${DISPLAY:-}${WAYLAND_DISPLAY:-} ;;
    *) has_display=yes ;;
esac
if [ -n "$has_display" ] || [ $# -gt 0 ]; then
    exec .venv/bin/iop-companion "$@"
fi
# The program itself says in one sentence that there is no display (and ends with status 2).
.venv/bin/iop-companion || [ $? -eq 2 ]
exec .venv/bin/python -m scripts.headless_tour
