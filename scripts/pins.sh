#!/bin/sh
# Pin every package anew: hashes for all systems, no address of any host.
#   make pins        needs uv on the path or in .venv
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)

pin() {
    out=$1
    shift
    "$uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --output-file "$out" "$@" >/dev/null
}

rm -f requirements.txt requirements-dev.txt
pin requirements.txt pyproject.toml
pin requirements-dev.txt --group dev --group build --constraint requirements.txt
if grep -nE '://|file:|^/' requirements.txt requirements-dev.txt; then
    echo "An address slipped into the pins (above): do not commit them." >&2
    exit 1
fi
