from threading import Thread

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.vault import control, snapshot

LOCK = "vault:lock"


@pytest.fixture
def mona(posted, harbour):
    return posted("mona", Role.MANAGER, harbour)


@pytest.fixture
def encrypted(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ENGINE", snapshot.CIPHER)


@pytest.fixture
def heard(settings, tmp_path):
    """What the process that holds the key is told, through its real socket."""
    settings.HOME = tmp_path
    told: list[control.Said] = []

    def hear() -> None:
        asking, _from = server.accept()
        with asking:
            told.append(control.hear(asking))
            control.say(asking, locked=True)

    with control.listen(tmp_path) as server:
        listening = Thread(target=hear, daemon=True)
        listening.start()
        yield told
        listening.join(0.1)


def test_one_button_signs_everybody_out_and_tells_the_server_to_forget(at_work, mona, ruth, encrypted, heard):
    at_work(ruth)
    browser = at_work(mona)
    assert "Lock everything now" in browser.get(reverse(LOCK)).content.decode()
    assert heard == []
    page = browser.post(reverse(LOCK))
    assert heard == [{"do": "lock"}]
    assert page.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "Only a passphrase, a security key or the recovery code opens the data again" in page.content.decode()
    assert not Session.objects.exists()
    assert Entry.objects.get(act="everything.locked").actor_id == mona.user_id


def test_an_open_installation_says_that_there_is_nothing_to_lock(at_work, mona, heard, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ENGINE", snapshot.PLAIN)
    browser = at_work(mona)
    for page in (browser.get(reverse(LOCK)), browser.post(reverse(LOCK))):
        assert "nothing to lock here" in page.content.decode()
    assert heard == []
    assert Session.objects.exists()


def test_a_receptionist_cannot_close_the_centre(at_work, rita):
    assert at_work(rita).get(reverse(LOCK)).status_code == 403


def test_administrators_are_told_on_their_day_what_is_wrong(at_work, posted, ruth, settings, tmp_path):
    settings.HOME = tmp_path
    words = "Nobody is named who could open a backup"
    assert words in at_work(posted("selam", Role.ADMINISTRATOR, None)).get("/").content.decode()
    assert words not in at_work(ruth).get("/").content.decode()
