"""Prints docs/pages.md: every page, its address, who gets in, how sensitive it is and what for; every way out; every
command. From tests/house/pages.txt and the code.

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

How sensitive what it shows is at most, from P0 (open) to P4 (could cost a life), and what it is seen for, are those of
its permission (`privacy/levels.py`): the program does not start while a role holds a permission that opens more than
the role may see. What is confidential for one function alone is narrower still.

| page | address | who | at most | what for |
|---|---|---|---|---|
"""
OUT = """
## What is made to leave the screen

Each with the roles and the level of its page. Nothing else makes a file or a sheet (`tests/house/test_levels.py`).

| page | by | at most | what for |
|---|---|---|---|
"""
COMMANDS = """
## What is typed at the machine

Nobody at a desk types these. The program does not start while one stands in no row (`config/commands.py`).

| command | who | at most | what for |
|---|---|---|---|
"""
TABLES = """
## How sensitive each table is, and until when it is kept

As sensitive as the worst of its columns (`privacy/levels.py`), and kept as its rule says (`people/holdings.py`,
`privacy/keeping.py`): the program does not start while a table has no level or no rule.

- **P0** may leave the program: published figures, once small numbers are hidden.
- **P1** is read inside the network, by those whose work it is.
- **P2** is read by who has a posting at the person's centre, through one door that writes the trail; it leaves only
  through the gate of consent and agreement, and goes when its time is over.
- **P3** as well, and only by the functions that need it.
- **P4** is sealed to its readers: neither the database nor a backup tells it to who runs the machine.

All of it lies encrypted in the file of SQLite or on the disk under PostgreSQL, and in backups that open elsewhere only;
[guard.md](guard.md) says where that ends.

| table | at most | kept |
|---|---|---|
"""


def pages() -> str:
    """The whole file."""
    from serai.centres.choices import Role  # noqa: PLC0415 - settings come first
    from serai.config.commands import COMMANDS as COMMAND_ROWS  # noqa: PLC0415
    from serai.config.doors import doors  # noqa: PLC0415
    from serai.config.ways_out import WAYS_OUT  # noqa: PLC0415
    from serai.privacy.levels import OPENS  # noqa: PLC0415

    lines = (ROOT / "tests/house/pages.txt").read_text(encoding="utf-8").splitlines()
    table = dict(line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    words = {"*": "every role", "everybody": "everybody, signed in or not", "signed-in": "whoever is signed in"}
    opens = {str(may): row for may, row in OPENS.items()}
    rows, needs = [], {door.name: door.needs for door in doors()}
    for door in doors():
        roles = table[door.name].split()
        who = words.get(roles[0]) or ", ".join(str(Role(role).label).lower() for role in roles)
        aim, level = opens.get(door.needs, ("", ""))
        rows.append(f"| `{door.name}` | `/{door.route}` | {who} | {level or '–'} | {aim or 'one’s own account'} |\n")
    out = [f"| `{n}` | {by} | {opens[needs[n]][1]} | {why} |\n" for n, (by, why) in WAYS_OUT.items()]
    typed = [f"| `{name}` | {row.who} | {row.level} | {row.aim} |\n" for name, row in COMMAND_ROWS.items()]
    return HEAD + "".join(rows) + OUT + "".join(out) + COMMANDS + "".join(typed) + TABLES + "".join(_tables())


def _tables() -> list[str]:
    from serai.privacy.keeping import holding_of, ours, why_kept  # noqa: PLC0415
    from serai.privacy.levels import level_of  # noqa: PLC0415

    rows = []
    for model in sorted(ours(), key=lambda model: model._meta.label_lower):
        holding = holding_of(model)
        years = f"{holding.keep_for.days / 365:g} years after the last contact" if holding and holding.keep_for else ""
        why = why_kept(model)
        kept = years or (str(why.label) if why else "with the person")
        rows.append(f"| `{model._meta.label_lower}` | {level_of(model)} | {kept} |\n")
    return rows


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "serai.config.settings_test")
    django.setup()
    (ROOT / "docs/pages.md").write_text(pages(), encoding="utf-8")


if __name__ == "__main__":
    main()
