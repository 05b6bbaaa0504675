"""A room is one word: its package, its addresses, its templates, its permissions; and it says what it is not."""

import ast
import configparser
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import URLResolver, get_resolver

from serai.centres.rules import May
from serai.config.catalogues import PACKAGE, rooms
from tests.house.test_sizes import sources

ROOT = PACKAGE.parent
ADDRESSES = {
    "centres": "",  # the first page is *today at this centre*
    "search": "people/",  # where people are found, and their files below it
}


def is_open(room: str) -> bool:
    """A room is opened with its first model or page."""
    return any((PACKAGE / room / name).exists() for name in ("models.py", "models", "views.py", "views", "settings.py"))


@pytest.mark.parametrize("room", [room for room in rooms() if is_open(room)])
def test_a_room_says_what_it_is_and_what_is_not_here(room):
    words = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "Not here:" in words, f"{room}/__init__.py: say what is not here, and where it is"
    assert "Words:" in words, f"{room}/__init__.py: say its words"
    assert 3 <= len(words.splitlines()) <= 14, f"{room}/__init__.py: between 3 and 14 lines"


@pytest.mark.parametrize("room", rooms())
def test_a_rooms_templates_and_static_files_bear_its_name(room):
    for kind in ("templates", "static"):
        found = {path.name for path in (PACKAGE / room / kind).glob("*")}
        assert found <= {room} | ({"django"} if room == "ui" else set()), f"{room}/{kind} holds {found}"


def test_a_rooms_addresses_bear_its_name():
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver):
            room = str(resolver.app_name)
            assert room in rooms()
            assert str(resolver.pattern) == ADDRESSES.get(room, f"{room}/")


def test_a_permission_begins_with_its_room():
    assert {may.value.split(":")[0] for may in May} <= set(rooms())


def test_the_map_shows_the_floors_as_the_import_contract_has_them():
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    floors = contract["importlinter:contract:floors"]["layers"].split("\n")
    drawn = (ROOT / "docs/map.md").read_text(encoding="utf-8").split("```")[1].strip().splitlines()
    assert [line.split("  ")[0].strip() for line in drawn] == [floor.strip() for floor in floors if floor.strip()]


def test_the_map_has_one_line_a_room():
    text = (ROOT / "docs/map.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE) == sorted(rooms())


AS_PUBLISHED = ROOT / "serai/search/static/search/qr"  # written by others, and kept as they wrote it


def files_of_the_house() -> list[Path]:
    places = [ROOT / name for name in ("serai", "tests", "tools", "docs", "lint", "requirements")]
    found = [path for place in places for path in place.rglob("*") if path.suffix not in {".mo", ".pyc"}]
    everything = [*found, *ROOT.glob("*.*"), ROOT / "Makefile"]
    return [path for path in everything if path.is_file() and AS_PUBLISHED not in path.parents]


def test_no_promise_is_left_in_the_code():
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b")
    left = [path for path in files_of_the_house() if marks.search(path.read_text(encoding="utf-8", errors="ignore"))]
    assert not left, left


def test_no_file_names_a_package_registry():
    hosts = re.compile(
        r"py" + r"pi\.org|python" + r"hosted\.org|registry\.npm" + r"js|--(extra-)?index-" + r"url|find-" + r"links"
    )
    named = [path for path in files_of_the_house() if hosts.search(path.read_text(encoding="utf-8", errors="ignore"))]
    assert not named, named


@pytest.mark.parametrize("room", rooms())
def test_every_module_of_a_room_can_be_read_alone(room):
    for path in (PACKAGE / room).glob("*.py"):
        assert import_module(f"serai.{room}" if path.stem == "__init__" else f"serai.{room}.{path.stem}")


def spoken_of() -> Iterator[tuple[str, str]]:
    """Each public function of the drawers that other rooms and pages ask, with what it says of itself."""
    for path in sources():
        room, drawer = path.relative_to(PACKAGE).parts[:2] if len(path.relative_to(PACKAGE).parts) > 1 else ("", "")
        if drawer.removesuffix(".py") in {"access", "operations", "queries", "rules"}:
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield f"{room}: {path.name}: {node.name}", ast.get_docstring(node) or ""


def test_what_others_ask_for_says_what_it_answers():
    silent = [name for name, words in spoken_of() if len(words.split()) < 4]
    assert not silent, f"say in one line what it answers or promises: {silent}"
