"""Prints docs/pages.md: every page, its address and who gets in, from tests/house/pages.txt and the code.

python tools/print_pages.py          (or `make pages`)
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]

HEAD = """# Who gets in where

Printed by `make pages`; do not edit it here. The table is written by hand in `tests/house/pages.txt`, from the
need-to-know matrix of the field; a test compares it with the code, page by page. A role enters only with a posting of
today, and sees only its own centre; a person's file is opened through one door, which writes the trail.

| page | address | who |
|---|---|---|
"""


def pages() -> str:
    """The whole file."""
    from serai.centres.choices import Role  # noqa: PLC0415 - settings come first
    from serai.config.doors import doors  # noqa: PLC0415

    lines = (ROOT / "tests/house/pages.txt").read_text(encoding="utf-8").splitlines()
    table = dict(line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    words = {"*": "every role", "everybody": "everybody, signed in or not", "signed-in": "whoever is signed in"}
    rows = []
    for door in doors():
        roles = table[door.name].split()
        who = words.get(roles[0]) or ", ".join(str(Role(role).label).lower() for role in roles)
        rows.append(f"| `{door.name}` | `/{door.route}` | {who} |\n")
    return HEAD + "".join(rows)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "serai.config.settings_test")
    django.setup()
    (ROOT / "docs/pages.md").write_text(pages(), encoding="utf-8")


if __name__ == "__main__":
    main()
