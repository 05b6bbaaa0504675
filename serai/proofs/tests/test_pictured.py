"""Promise 16."""

import pytest

from serai.files.choices import Form
from serai.files.rules.drawing import Drawn
from serai.proofs.operations import pictured
from serai.proofs.rules import State

pytestmark = pytest.mark.django_db


def test_the_promise_is_kept(ground):
    found = pictured.picture(ground)
    assert found.state == State.KEPT, found


def test_a_picture_that_is_kept_as_it_came_is_found(ground, monkeypatch):
    monkeypatch.setattr(pictured, "draw", lambda content: Drawn(Form.PICTURE, 1, content))
    assert pictured.picture(ground).state == State.BROKEN
