"""What one room declares to the others is whole: tables about people, refusals, permissions, verbs of the trail."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.http import Http404
from django.utils.functional import Promise

from serai.audit import acts
from serai.centres.rules import PERMISSIONS, May
from serai.config.catalogues import PACKAGE
from serai.config.doors import doors
from serai.people import holdings, telling
from serai.people.models import Person
from tests.house.test_sizes import sources

OURS = [model for model in apps.get_models() if model.__module__.startswith("serai.")]

# Enums of rules that are answers, not refusals: nothing has to be said about their members.
NOT_REFUSALS = {"May", "Reach", "Kind"}


def about_people() -> list[type[models.Model]]:
    return [model for model in OURS if any(f.related_model is Person for f in model._meta.get_fields() if f.concrete)]


def test_every_table_about_a_person_is_declared():
    leads_to_another = {Person}
    assert {holding.model for holding in holdings.declared()} == set(about_people()) - leads_to_another


def test_a_person_is_told_of_every_table_about_them_or_it_says_why_not():
    told, quiet = telling.told_tables(), telling.quiet_tables()
    forgotten = [model.__name__ for model in about_people() if model not in told | quiet.keys()]
    assert not forgotten, f"tell of it in the room's told.py, or say there why not (people/telling.py): {forgotten}"
    assert Person in told
    assert not told & quiet.keys()
    assert all(len(why) > 20 for why in quiet.values())


def source_text() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sources()}


def test_every_permission_is_granted_to_a_role():
    assert set(May) == {may for permissions in PERMISSIONS.values() for may in permissions}


def test_every_permission_is_used_by_a_page_or_a_part_of_one():
    by_door = {door.needs for door in doors()}
    text = "\n".join(text for path, text in source_text().items() if path != PACKAGE / "centres/rules.py")
    used = {may.name for may in May if may.value in by_door or re.search(rf"\bMay\.{may.name}\b", text)}
    unused = {may.name for may in May} - used
    assert not unused, sorted(unused)


def verbs() -> Iterator[tuple[str, Path]]:
    for path, text in source_text().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.keyword) and node.arg == "act" and isinstance(node.value, ast.Constant):
                yield str(node.value.value), path


def test_every_verb_of_the_trail_is_declared_by_its_room():
    undeclared = {(verb, path.name) for verb, path in verbs() if verb not in acts.declared()}
    assert not undeclared, f"add to the room's choices.ACTS: {undeclared}"


def test_a_verb_is_a_noun_and_a_past_with_words_that_can_be_translated():
    for verb, words in acts.declared().items():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", verb), verb
        assert isinstance(words, Promise), f"{verb}: wrap its words in gettext_lazy"


def modules(room: Path, *drawers: str) -> Iterator[object]:
    for drawer in drawers:
        for path in [*room.glob(f"{drawer}.py"), *room.glob(f"{drawer}/*.py")]:
            dotted = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
            yield import_module(dotted)


ROOMS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_reason_for_refusing_has_its_sentence(room):
    reasons = {
        kind
        for module in modules(room, "rules")
        for _name, kind in getmembers(module, isclass)
        if issubclass(kind, StrEnum) and kind.__module__ == module.__name__ and kind.__name__ not in NOT_REFUSALS
    }
    tables = [
        value
        for module in modules(room, "words", "forms", "views", "panels", "queries", "choices")
        for value in vars(module).values()
        if isinstance(value, dict)
    ]
    for kind in reasons:
        assert any(set(kind) <= set(table) for table in tables), (
            f"{room.name}: {kind.__name__} has no table with a sentence for each of {[str(member) for member in kind]}"
        )


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_refusal_of_an_operation_is_turned_into_a_sentence(room):
    refusals = {
        kind.__name__
        for module in modules(room, "operations")
        for _name, kind in getmembers(module, isclass)
        if issubclass(kind, Exception) and not issubclass(kind, Http404) and kind.__module__ == module.__name__
    } - {"UnknownAct"}
    doors_ = [
        text
        for path, text in source_text().items()
        if {"views", "forms", "commands", "config"} & {*path.parts, path.stem}
    ]
    for refusal in refusals:
        caught = re.compile(rf"except[^:]*\b{refusal}\b|\b{refusal}\b\s*:|isinstance\([^)]*{refusal}")
        assert any(caught.search(text) for text in doors_), f"{room.name}: no page answers {refusal} with a sentence"


@pytest.mark.parametrize("model", [Person, *about_people()], ids=lambda model: model.__name__)
def test_a_row_about_a_person_is_written_down_without_a_name(model):
    """`__str__` goes to logs and error reports. It may not ask the database either: it is called when that fails."""
    row = model(pk=1)
    for field in model._meta.concrete_fields:
        if field.is_relation:
            setattr(row, field.attname, 1)
        elif isinstance(field, models.CharField | models.TextField) and free_text(field):
            setattr(row, field.attname, "Zahra Bekele")
    assert "Zahra" not in str(row), f"{model.__name__}.__str__ tells {row}"


def free_text(field: models.Field) -> bool:
    told = re.search("name|phone|address|note|detail", field.name) is not None
    return not field.choices and (told or isinstance(field, models.TextField) or (field.max_length or 0) >= 60)
