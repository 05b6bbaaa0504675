"""Promises 14 and 15: who sends twice, and who writes after a colleague."""

from itertools import islice

import pytest

from serai.assistance import operations as assistance
from serai.proofs.filled import form_with
from serai.proofs.operations import editors, once
from serai.proofs.rules import State
from serai.registration.operations import corrections, registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def only_one(monkeypatch):
    """One page and one act are enough to see whether a fault is found."""
    pages, acts = editors.pages_of, once.acts_of
    monkeypatch.setattr(editors, "pages_of", lambda: islice(pages(), 1))
    monkeypatch.setattr(once, "acts_of", lambda by: islice(acts(by), 1))


@pytest.mark.parametrize("act", [once.send, editors.edit])
def test_the_promise_is_kept(ground, act):
    found = act(ground)
    assert found.state == State.KEPT, found


def test_acts_that_do_not_look_whether_they_are_done_are_found(ground, monkeypatch):
    monkeypatch.setattr(registration, "already_sent", lambda *, by, form_token: None)
    monkeypatch.setattr(assistance.rules, "may_undo", lambda **asked: True)
    found = once.send(ground)
    assert found.state == State.BROKEN
    assert "effect: register, undo." in found.told


@pytest.mark.usefixtures("only_one")
def test_forms_that_all_count_as_one_prove_nothing(ground, monkeypatch):
    only = once.people.form(once.uuid4())
    monkeypatch.setattr(once.people, "form", lambda token: only)
    found = once.send(ground)
    assert found.state == State.BROKEN
    assert "It must not be so" in found.told


@pytest.mark.usefixtures("only_one")
def test_a_page_that_overwrites_is_found(ground, monkeypatch):
    def unlooked(rows, *, pk, version):
        return rows.get(pk=pk)

    monkeypatch.setattr(corrections, "locked_as_seen", unlooked)
    found = editors.edit(ground)
    assert found.state == State.BROKEN
    assert "Overwritten: 0" not in found.told


@pytest.mark.usefixtures("only_one")
def test_a_page_that_nobody_can_save_proves_nothing(ground, monkeypatch):
    monkeypatch.setattr(editors, "form_with", lambda field, *, page: {})
    found = editors.edit(ground)
    assert found.state == State.BROKEN
    assert "0 saved. It must not be so" in found.told


def test_a_form_is_sent_back_as_its_page_shows_it():
    page = """<form><input name=q value=x></form><form method=post><input type=hidden name=version value=3>
    <textarea name=words>\nOne &amp; two</textarea><input type=radio name=sex value=a><input type=radio name=sex value=b
    checked><select name=land><option value=ETH>E<option value=SOM selected>S</select></form>"""
    assert form_with("words", page=page) == {"version": "3", "words": "One & two", "sex": "b", "land": "SOM"}
    with pytest.raises(LookupError):
        form_with("absent", page=page)
