from datetime import date

import pytest

from serai.centres.choices import Role
from serai.centres.rules import NETWORK_ROLES, NEUTRAL, is_neutral, roles_to_give


def test_a_manager_gives_the_roles_of_a_centre_and_none_above():
    given = roles_to_give(giver=Role.MANAGER, at_a_centre=True)

    assert {Role.CASEWORKER, Role.GBV, Role.MANAGER} <= set(given)
    assert not {Role.COORDINATOR, Role.ADMINISTRATOR, Role.DATA_PROTECTION, Role.DONOR} & set(given)
    assert roles_to_give(giver=Role.MANAGER, at_a_centre=False) == []


def test_a_coordinator_gives_every_role_but_the_administrator():
    assert set(roles_to_give(giver=Role.COORDINATOR, at_a_centre=True)) == set(Role.values) - {
        Role.ADMINISTRATOR,
        Role.PSEA,
    }
    assert set(roles_to_give(giver=Role.COORDINATOR, at_a_centre=False)) == set(NETWORK_ROLES) - {Role.ADMINISTRATOR}


def test_an_administrator_gives_every_role():
    assert set(roles_to_give(giver=Role.ADMINISTRATOR, at_a_centre=True)) == set(Role.values) - {Role.PSEA}


def test_nobody_gives_a_centre_its_own_focal_point_for_reports_about_staff():
    """Whoever reads them works outside the centre: two persons who agree cannot change it."""
    for giver in Role.values:
        assert Role.PSEA not in roles_to_give(giver=giver, at_a_centre=True)


@pytest.mark.parametrize("role", sorted(set(Role.values) - {Role.MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR}))
@pytest.mark.parametrize("at_a_centre", [True, False])
def test_nobody_else_gives_anything(role, at_a_centre):
    assert roles_to_give(giver=role, at_a_centre=at_a_centre) == []


def test_a_focal_point_is_named_to_nobody_but_themselves():
    then = [(date(2026, 1, 1), date(2026, 6, 30))]
    assert is_neutral(who=1, reader=2, focal=then, on=date(2026, 6, 30))
    assert not is_neutral(who=1, reader=2, focal=then, on=date(2026, 7, 1))
    assert not is_neutral(who=1, reader=1, focal=then, on=date(2026, 6, 30))
    assert not is_neutral(who=1, reader=2, focal=[], on=date(2026, 11, 22))
    assert is_neutral(who=1, reader=2, focal=[(date(2026, 11, 22), None)], on=date(2026, 11, 22))


def test_no_function_is_neutral_alone():
    """One that were would be known by it."""
    assert len(NEUTRAL) >= 4
