"""What stops the program at its start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from serai.centres.choices import Role
from serai.config import environment
from serai.config import settings as shipped
from serai.config.checks import every_role_of_the_second_step_is_known


def test_a_mistyped_role_of_the_second_step_stops_the_start(settings):
    settings.SECOND_STEP_ROLES = ["manager", "admin", "gbv"]
    (stop,) = every_role_of_the_second_step_is_known(None)

    assert "names admin." in stop.msg
    assert "administrator" in stop.msg


@pytest.mark.parametrize("roles", [[], ["manager", "gbv", "administrator"]])
def test_roles_that_are_known_start(settings, roles):
    settings.SECOND_STEP_ROLES = roles

    assert not every_role_of_the_second_step_is_known(None)


def test_who_enters_with_a_password_alone_is_written_down():
    """Everybody else needs a second step as shipped: partners too, who sign in from outside."""
    alone = "guard receptionist caseworker returns interpreter government donor"
    assert set(Role.values) - set(shipped.SECOND_STEP_ROLES) == set(alone.split())


@pytest.mark.parametrize(("value", "number"), [("", 10), ("5", 5), ("0", 0)])
def test_a_number_is_read(monkeypatch, value, number):
    monkeypatch.setenv("SERAI_LOCK_AFTER_MINUTES", value)

    assert environment.number("SERAI_LOCK_AFTER_MINUTES", 10) == number


@pytest.mark.parametrize("value", ["ten", "-1", "1.5", " 5"])
def test_what_is_no_number_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("SERAI_LOCK_AFTER_MINUTES", value)
    with pytest.raises(ImproperlyConfigured):
        environment.number("SERAI_LOCK_AFTER_MINUTES", 10)
