"""Every page says who gets in, and says what the table written by hand says."""

from pathlib import Path

import pytest

from serai.centres.choices import Role
from serai.centres.rules import roles_that_may
from serai.config.doors import Door, doors

TABLE = Path(__file__).with_name("pages.txt")


def table() -> dict[str, set[str]]:
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    assert len({line[0] for line in lines}) == len(lines), "a page stands twice in pages.txt"
    return {name: set(Role.values) if roles == ["*"] else set(roles) for name, *roles in lines}


def who(door: Door) -> set[str]:
    return set(roles_that_may(door.needs)) if door.needs else {door.open_to.replace(" ", "-")}


@pytest.mark.parametrize("door", list(doors()), ids=lambda door: door.name)
def test_who_gets_in_is_what_the_table_says(door):
    assert who(door) == table().get(door.name), f"{door.name}: say in pages.txt who gets in"


def test_the_table_names_no_page_that_is_gone():
    assert table().keys() <= {door.name for door in doors()}
