#!/bin/sh
# Makes .venv from a bare machine: finds a Python, brings uv if there is none, installs what requirements/*.txt pin.
# usage: tools/bootstrap.sh run|dev|uv      (SERAI_PYTHON=/path/to/python chooses the Python; `uv` only prints a uv)
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
export UV_SYSTEM_CERTS=1 # a machine behind a proxy trusts its own certificates

say() { echo "serai: $*" >&2; }
give_up() { say "$*"; exit 1; }

# Every Python this machine may have, the best first. A pyenv shim fails when no version is chosen: ask pyenv itself.
pythons() {
    [ -z "${SERAI_PYTHON:-}" ] || echo "$SERAI_PYTHON"
    for root in "${PYENV_ROOT:-}" "$(pyenv root 2>/dev/null || true)" "${HOME:-/root}/.pyenv"; do
        [ -n "$root" ] && [ -d "$root/versions" ] || continue
        ls -d "$root/versions/$(cat .python-version)"*/bin/python 2>/dev/null || true
        ls -d "$root"/versions/3.1[2-9]*/bin/python 2>/dev/null || true
    done
    for name in python3.13 python3.12 python3.14 python3 python; do command -v "$name" 2>/dev/null || true; done
    if uv --version >/dev/null 2>&1; then uv python find --no-project '>=3.12' 2>/dev/null || true; fi
}

# $1: the oldest minor version that will do
find_python() {
    pythons | while read -r candidate; do
        if "$candidate" -c "import sys; sys.exit(sys.version_info < (3, $1))" >/dev/null 2>&1; then
            echo "$candidate"
            break
        fi
    done
}

# The uv of this machine if it works, else one of our own in .tools.
find_uv() {
    if uv --version >/dev/null 2>&1; then command -v uv; return; fi
    if [ ! -x .tools/uv/bin/uv ]; then
        any=$(find_python 8)
        [ -n "$any" ] || give_up "there is neither uv nor a Python 3 here. Install Python 3.12 or later, or uv, and try again."
        say "bringing uv into .tools"
        "$any" -m venv .tools/uv >/dev/null 2>&1 || {
            rm -rf .tools/uv
            "$any" -m pip --version >/dev/null 2>&1 ||
                give_up "$any can neither make a virtual environment nor run pip. Install uv, or python3-venv, and try again."
            "$any" -m pip install -q --target .tools/uv --require-hashes -r requirements/uv.txt >&2
        }
        if [ -x .tools/uv/bin/python ]; then
            .tools/uv/bin/python -m pip install -q --require-hashes -r requirements/uv.txt >&2
        fi
    fi
    echo "$PWD/.tools/uv/bin/uv"
}

uv=$(find_uv)
[ "$kind" != uv ] || { echo "$uv"; exit 0; }

if ! .venv/bin/python -c "import sys; sys.exit(sys.version_info < (3, 12))" >/dev/null 2>&1; then
    python=$(find_python 12)
    [ -n "$python" ] || python=$("$uv" python install 3.13 >&2 && "$uv" python find --no-project '>=3.12') ||
        give_up "no Python 3.12 or later was found, and uv could not bring one. Install one (for example with pyenv) and try again."
    say "making .venv with $python"
    rm -rf .venv
    "$uv" venv -q --no-project --python "$python" .venv
fi
say "installing what requirements/$kind.txt pins"
"$uv" pip install -q --python .venv/bin/python --require-hashes -r "requirements/$kind.txt"
"$uv" pip install -q --python .venv/bin/python --no-deps --no-build-isolation --editable .
touch .venv/run.stamp
[ "$kind" != dev ] || touch .venv/dev.stamp
