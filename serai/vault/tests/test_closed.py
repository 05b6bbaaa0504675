from pathlib import Path

import pytest
from django.test import Client, override_settings

from serai.vault import closed


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
