"""docs/words.md names only what exists."""

import re
from pathlib import Path

from django.apps import apps

from serai.codes import lists

WORDS = (Path(__file__).parents[3] / "docs" / "words.md").read_text(encoding="utf-8")


def test_every_list_it_names_is_a_list():
    named = {
        name
        for names in re.findall(r"lists? ((?:`[a-z_]+`(?:, )?)+)", WORDS)
        for name in re.findall(r"`([a-z_]+)`", names)
    }
    assert len(named) > 10
    assert named <= {path.stem for path in lists.DATA.glob("*.csv")}


def test_every_model_it_names_is_a_model():
    rooms = {app.label for app in apps.get_app_configs() if app.name.startswith("serai.")}
    named = {(room, model) for room, model in re.findall(r"`([a-z]+)\.([A-Z]\w+)`", WORDS) if room in rooms}
    named -= {("centres", "Role")}  # a closed list, not a table
    assert len(named) > 10
    assert all(apps.get_model(room, model) for room, model in named)


def test_every_service_code_it_names_is_in_the_catalogue():
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)*)`", WORDS))
    assert named <= lists.entries("service_type").keys()
