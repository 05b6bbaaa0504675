"""Start-up checks: the program does not start with an open door or with unsafe database settings."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.utils.translation import gettext as _

from serai.centres.choices import Role
from serai.config import commands, ways_out
from serai.config.doors import doors
from serai.config.environment import SQLITE_PRAGMAS
from serai.privacy import levels
from serai.privacy.keeping import without_a_rule, without_a_way


@register(Tags.security)
def every_page_says_who_gets_in(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [
        Error(
            _("The page {name} does not say who gets in.").format(name=f"{door.name} ({door.route})"), id="serai.E001"
        )
        for door in doors()
        if not door.needs and not door.open_to
    ]


@register(Tags.security)
def every_role_of_the_second_step_is_known(app_configs: Any, **kwargs: Any) -> list[Error]:
    """A role that is mistyped would go without one, and nobody would notice."""
    unknown = sorted(set(settings.SECOND_STEP_ROLES) - set(Role.values))
    words = _("SERAI_SECOND_STEP_ROLES names {roles}. The roles are: {known}.")
    said = words.format(roles=", ".join(unknown), known=", ".join(Role.values))
    return [Error(said, id="serai.E008")] if unknown else []


@register(Tags.database)
def sqlite_loses_nothing(app_configs: Any, **kwargs: Any) -> list[Error]:
    database: dict[str, Any] = settings.DATABASES["default"]
    if not database["ENGINE"].endswith(("sqlite3", "sqlcipher")):
        return []
    options: dict[str, Any] = database.get("OPTIONS", {})
    safe = (
        options.get("init_command") == SQLITE_PRAGMAS
        and options.get("transaction_mode") == "IMMEDIATE"
        and options.get("timeout", 0) >= 20
    )
    return [] if safe else [Error(_("SQLite must run with the settings of docs/guard.md."), id="serai.E002")]


@register(Tags.models)
def every_table_has_a_time(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [
        Error(_("Nobody said how long the table {name} is kept.").format(name=name), id="serai.E003")
        for name in without_a_rule()
    ]


@register(Tags.models)
def every_table_says_how_it_follows(app_configs: Any, **kwargs: Any) -> list[Error]:
    """When two files become one: a table that nobody thought of would be left behind."""
    said = _("Nobody said what becomes of the table {name} when two files become one.")
    return [Error(said.format(name=name), id="serai.E009") for name in without_a_way()]


@register(Tags.security)
def nobody_sees_more_than_the_policy_says(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Permissions, and so pages, panels and exports; and the tables."""
    opens = _("{name} opens more than the role may see, or nobody said what it opens.")
    level = _("Nobody said how sensitive the table {name} is.")
    return [Error(opens.format(name=name), id="serai.E004") for name in levels.disagreements()] + [
        Error(level.format(name=name), id="serai.E005") for name in levels.without_a_level()
    ]


@register(Tags.security)
def every_command_and_way_out_says_for_whom(app_configs: Any, **kwargs: Any) -> list[Error]:
    silent = _("Nobody said who may use the command {name} and what for, or there is no such command.")
    gone = _("The way out {name} is no page that needs a permission.")
    return [Error(silent.format(name=name), id="serai.E006") for name in commands.disagreements()] + [
        Error(gone.format(name=name), id="serai.E007") for name in ways_out.without_a_page()
    ]
