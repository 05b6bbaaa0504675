"""No page that is only looked at reads a row that is more sensitive than its reader may see: tables are watched, not
permissions (privacy/levels.py)."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from serai.centres.choices import Role
from serai.codes.levels import Level
from serai.privacy.keeping import ours
from serai.privacy.levels import highest, level_of
from tests.insider.asking import Answer, Asker, Asking, narrow_frame, taken_back, unheard
from tests.insider.policy import WHO
from tests.insider.states import furnish
from tests.insider.world import KNOWN, address

LOW = [role for role in Role.values if highest(role) < Level.STRICT]
# What is sealed is opened by a key, and no page has one here.
STRICT = {
    model._meta.db_table
    for model in ours()
    if (level_of(model) or Level.OPEN) >= Level.STRICT and model._meta.app_label != "sealed"
}
# Flags and tasks of one's own function, of kinds that are no more than confidential (screening/tests), and of a
# screening what to do now, told to whoever asked.
OWN_KINDS = {"screening_flag", "screening_task", "screening_screening"}
ALLOWED = {"returns": OWN_KINDS, "shelter": OWN_KINDS, "receptionist": {"screening_screening"}}
READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')


@contextmanager
def tables_read() -> Iterator[set[str]]:
    found: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        found.update(READ.findall(sql))
        return execute(sql, *arguments)

    with connection.execute_wrapper(note):
        yield found


@pytest.mark.parametrize("role", LOW)
def test_no_page_reads_what_its_reader_may_not_see(world, harbour, settings, role):
    narrow_frame(settings)
    posting = Asker(role).posting(harbour)
    furnish(world, posting)
    ask, wrong, looked = Asking(posting), {}, 0
    for door in (door for door in KNOWN if role in WHO[door.name]):
        url = address(door, world.here, world.service) + ("?why=follow_up" if door.name == "people:file" else "")
        with unheard(), taken_back(), tables_read() as read:
            told = ask("GET", url)
        looked += told.answer == Answer.OPEN
        if too_much := read & STRICT - ALLOWED.get(role, set()):
            wrong[door.name] = too_much
    assert not wrong
    assert looked >= 2


def test_what_is_strict_is_known():
    assert {"screening_flag", "screening_task", "screening_screening", "screening_screeninganswer"} <= STRICT
