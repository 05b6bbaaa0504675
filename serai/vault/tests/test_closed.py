import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client, override_settings

from serai.vault import closed, slots

WORDS = "Unlock with a security key"
SHOWN = slots.Shown(host="localhost", credential="AQID", salt=b"t" * 32, secret=b"s" * 32)


@pytest.fixture
def stranger():
    with override_settings(**closed.SETTINGS):
        yield Client()


@pytest.mark.parametrize("address", ["/", "/people/", "/accounts/sign-in/", "/static/ui/serai.css", "/x?y=z"])
def test_every_address_answers_with_the_same_neutral_page(stranger, address):
    page = stranger.get(address)
    assert page.status_code == 503
    text = page.content.decode()
    for words in ("closed at the moment", "fermé pour le moment", "cerrado por el momento", "مغلقة حاليًا"):
        assert words in text
    for told in ("Serai", "serai", "migra", "person", "centre"):
        assert told not in text
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_its_style_tells_nothing_either(stranger):
    assert b"erai" not in b"".join(stranger.get("/closed.css"))


def test_when_nobody_holds_the_key_a_passphrase_opens_nothing(stranger, settings, tmp_path):
    settings.HOME = Path(tmp_path)
    page = stranger.post("/", {"passphrase": "five goats drink at noon"})
    assert page.status_code == 503
    assert "Wait a quarter of an hour" in page.content.decode()
    assert "five goats" not in page.content.decode()


def test_another_site_cannot_make_a_browser_try(settings):
    with override_settings(**closed.SETTINGS):
        page = Client(enforce_csrf_checks=True).post("/", {"passphrase": "five goats drink at noon"})
    assert page.status_code == 503
    assert b"quarter" not in page.content


@pytest.fixture
def with_key(settings, monkeypatch, tmp_path):
    """A security key for each of two hosts."""
    database = tmp_path / "serai.sqlite3"
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(database))
    settings.HOME = tmp_path
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "serai.example.org", "other.example.org"]
    made = slots.with_key(slots.new(), SHOWN, name="Amina", key=bytes(range(32)), on=date(2026, 11, 22))
    far = slots.Shown(host="serai.example.org", credential="BAUG", salt=b"u" * 32, secret=b"s" * 32)
    slots.write(slots.with_key(made, far, name="Omar", key=bytes(range(32)), on=date(2026, 11, 22)), database)
    return slots.path_of(database)


def asked(page) -> list[list[str]]:
    found = re.search(r'data-keys="([^"]*)"', page.content.decode())
    return json.loads(unescape(found[1])) if found else []


def test_the_keys_of_this_host_are_offered_without_their_names(stranger, with_key):
    page = stranger.get("/", headers={"host": "localhost:8000"})
    assert asked(page) == [["AQID", slots.in_letters(b"t" * 32)]]
    for words in (WORDS, "Déverrouiller avec une clé de sécurité", "Desbloquear con una llave de seguridad"):
        assert words in page.content.decode()
    for told in ("Amina", "Omar", "BAUG", slots.read(with_key.with_suffix("")).keys[0].sealed):
        assert told not in page.content.decode()
    assert asked(stranger.get("/", headers={"host": "serai.example.org"}))[0][0] == "BAUG"


def test_where_no_key_works_none_is_offered(stranger, with_key):
    for host in ("other.example.org", "127.0.0.1:8000"):
        page = stranger.get("/", headers={"host": host})
        assert asked(page) == []
        assert "closed.js" not in page.content.decode()
    assert "http://localhost:8000/" in page.content.decode()
    slots.write(slots.new(), with_key.with_suffix(""))
    assert WORDS not in stranger.get("/", headers={"host": "localhost"}).content.decode()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"uid": "x", "slots": []}', '{"uid": 1}', '{"slots": [{}]}'])
def test_a_damaged_file_of_slots_leaves_the_page_as_it_was(stranger, with_key, damage):
    with_key.write_text(damage)
    page = stranger.get("/", headers={"host": "localhost"})
    assert page.status_code == 503
    assert "closed at the moment" in page.content.decode()
    assert WORDS not in page.content.decode()


def test_what_the_key_gave_is_not_in_the_answer(stranger, with_key):
    page = stranger.post("/", {"credential": "AQID", "secret": "c2VjcmV0"}, headers={"host": "localhost"})
    assert "Wait a quarter of an hour" in page.content.decode()  # nobody holds the gate here
    assert "c2VjcmV0" not in page.content.decode()


def test_its_script_tells_nothing_and_runs_under_the_same_rules(stranger):
    script = stranger.get("/closed.js")
    assert (script.status_code, script.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert b"erai" not in b"".join(script)
    assert "script-src 'self'" in script.headers["Content-Security-Policy"]
