"""Who may see how much, for what: pages, panels, commands and ways out keep to the policy (privacy/levels.py)."""

import inspect
import re
import sys
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from serai.centres import today
from serai.centres.choices import Role
from serai.centres.rules import PERMISSIONS, May, roles_that_may
from serai.codes.levels import Level
from serai.config import checks, commands, console
from serai.config.catalogues import PACKAGE
from serai.config.doors import Door, doors
from serai.config.ways_out import WAYS_OUT
from serai.people import panels
from serai.people.holdings import declared
from serai.privacy import levels
from serai.privacy.levels import OPENS, Aim, highest, may_see
from serai.screening.choices import Kind
from serai.screening.rules import NORMAL, readers_of
from serai.ui import nav

# By hand, from the matrix of the field: who may see what would put somebody in danger, and what could cost a life.
STRICT = {"caseworker", "child_protection", "gbv", "trafficking", "health", "mhpss", "supervisor", "manager", "psea"}
CRITICAL = {"child_protection", "gbv", "trafficking", "supervisor", "manager", "psea"}
OF_NO_FILE = {"guard", "interpreter", "coordinator", "government", "donor", "administrator"}


def test_who_sees_how_much_is_what_the_field_says():
    assert {role for role in Role.values if highest(role) >= Level.STRICT} == STRICT
    assert {role for role in Role.values if highest(role) >= Level.CRITICAL} == CRITICAL
    assert {role for role in Role.values if highest(role) < Level.CONFIDENTIAL} == OF_NO_FILE


@pytest.mark.parametrize("door", [door for door in doors() if door.needs], ids=lambda door: door.name)
def test_a_page_is_open_only_to_roles_that_may_see_what_it_shows(door: Door):
    aim, level = OPENS[May(door.needs)]
    assert all(may_see(role=role, aim=aim, level=level) for role in roles_that_may(door.needs))


def test_so_is_every_panel_block_and_line_of_the_menu():
    parts = [*panels._panels, *today._blocks, *nav.declared()]
    assert len(parts) > 20
    for part in parts:
        aim, level = OPENS[May(part.needs)]
        assert all(may_see(role=role, aim=aim, level=level) for role in roles_that_may(part.needs)), part


@pytest.mark.parametrize("kind", Kind)
def test_a_flag_is_read_only_by_roles_that_may_see_its_kind(kind):
    level = Level.CONFIDENTIAL if kind in NORMAL else Level.STRICT
    assert all(may_see(role=role, aim=Aim.PROTECT, level=level) for role in readers_of(kind))


def test_nothing_about_a_person_is_less_than_confidential():
    assert {holding.level for holding in declared()} <= {Level.CONFIDENTIAL, Level.STRICT, Level.CRITICAL}


def test_a_role_that_is_given_too_much_keeps_the_program_from_starting(monkeypatch):
    more = PERMISSIONS[Role.RECEPTIONIST] | {May.SEE_SCREENING}
    monkeypatch.setitem(PERMISSIONS, Role.RECEPTIONIST, more)
    (error,) = checks.nobody_sees_more_than_the_policy_says(None)
    assert error.id == "serai.E004"
    assert "receptionist screening:see" in error.msg


def test_a_permission_that_is_silent_keeps_the_program_from_starting(monkeypatch):
    monkeypatch.setattr(levels, "OPENS", {may: row for may, row in OPENS.items() if may != May.ISSUE_CARD})
    assert [error.id for error in checks.nobody_sees_more_than_the_policy_says(None)] == ["serai.E004"]


def test_a_table_that_is_silent_keeps_the_program_from_starting(monkeypatch):
    monkeypatch.setattr(levels, "OTHERS", {name: one for name, one in levels.OTHERS.items() if name != "insights"})
    assert {error.id for error in checks.nobody_sees_more_than_the_policy_says(None)} == {"serai.E005"}


def test_a_command_that_is_silent_keeps_the_program_from_starting(monkeypatch):
    without = {name: row for name, row in commands.COMMANDS.items() if name != "backup"}
    monkeypatch.setattr(commands, "COMMANDS", {**without, "gone": commands.COMMANDS["backup"]})
    found = [error.msg for error in checks.every_command_and_way_out_says_for_whom(None)]
    assert len(found) == 2
    assert "backup" in found[0]
    assert "gone" in found[1]


def test_every_command_is_looked_for():
    assert {"backup", "restore", "verify-promises", "seed", "import_services"} <= set(commands.known())
    assert console.parser().prog == "serai"


def test_a_way_out_that_is_gone_or_open_to_anybody_keeps_the_program_from_starting(monkeypatch):
    monkeypatch.setitem(WAYS_OUT, "people:gone", WAYS_OUT["cards:card"])
    monkeypatch.setitem(WAYS_OUT, "accounts:mine", WAYS_OUT["cards:card"])
    assert [error.id for error in checks.every_command_and_way_out_says_for_whom(None)] == ["serai.E007"] * 2


FILE = re.compile(r"\bcsv_response\(|Content-Disposition")
FOR_PAPER = re.compile(r"screen-only|print-only")


def views(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, str(pattern.namespace or space))
        else:
            yield f"{space}:{pattern.name}", inspect.unwrap(pattern.callback)


def leaves(view: object, printed: set[str]) -> bool:
    """Whether this view, or a helper beside it that it calls, makes a file; or its template is made for paper."""
    source, module = inspect.getsource(view), sys.modules[view.__module__]
    helpers = [
        name
        for name, helper in inspect.getmembers(module, inspect.isfunction)
        if helper.__module__ == module.__name__ and not hasattr(helper, "needs")
    ]
    made = [name for name in helpers if FILE.search(inspect.getsource(getattr(module, name)))]
    calls = any(re.search(rf"\b{name}\(", source) for name in made)
    return bool(FILE.search(source)) or calls or any(template in source for template in printed)


def test_every_page_that_makes_a_file_or_a_sheet_is_a_way_out():
    templates = PACKAGE.glob("*/templates/*/*.html")
    printed = {
        str(path.relative_to(path.parents[1])) for path in templates if FOR_PAPER.search(path.read_text("utf-8"))
    }
    found = {name for name, view in views(get_resolver().url_patterns) if leaves(view, printed)}
    assert found - WAYS_OUT.keys() == {
        "feeds:feed"
    }  # open to a secret, which feeds:make gives: that one is the way out
