"""Who may unlock: the list, taking away, and what is refused before and after a key is touched."""

import json
from datetime import date
from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.vault import control, held, operations, security_keys, slots, snapshot

LIST, ADD = "vault:unlocking", "vault:add_key"
KEY = bytes(range(32))
PASSPHRASE = "five goats drink at noon"
SHOWN = slots.Shown(host="localhost", credential="AQID", salt=b"t" * 32, secret=b"s" * 32)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def office():
    return slots.with_slot(slots.new(), name="office", passphrase=PASSPHRASE, key=KEY, on=TODAY)


@pytest.fixture
def database(office, settings, tmp_path, monkeypatch):
    """The pages believe that they work on an encrypted file with a passphrase and a key; its slots are real."""
    settings.HOME, path = tmp_path, tmp_path / "serai.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "ENGINE", snapshot.CIPHER)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    slots.write(slots.with_key(office, SHOWN, name="The blue key", key=KEY, on=TODAY), path)
    return path


@pytest.fixture
def selam(posted, at_work):
    return at_work(posted("selam", Role.ADMINISTRATOR, None))


@pytest.fixture
def answering(database):
    """The process that holds the key, at its real socket: it answers one question."""

    threads: list[Thread] = []

    def answer(**said) -> None:
        def hear() -> None:
            with server, server.accept()[0] as asking:
                control.hear(asking)
                control.say(asking, **said)

        server = control.listen(database.parent)
        threads.append(Thread(target=hear, daemon=True))
        threads[-1].start()

    yield answer
    for thread in threads:
        thread.join(5)


def text(page) -> str:
    return page.content.decode()


def code_of(page, name: str) -> str:
    return next(way.code for way in page.context["ways"] if way.name == name)


def test_the_list_says_who_and_of_which_kind(selam, database):
    page = text(selam.get(reverse(LIST)))
    for words in ("office", "passphrase", "The blue key", "security key", "localhost", "The last passphrase stays"):
        assert words in page


def test_taking_away_is_asked_twice_and_noted_without_a_name(selam, database):
    page = selam.get(reverse(LIST))
    slot = code_of(page, "The blue key")
    assert "It will not open this machine any more" in text(selam.post(reverse(LIST), {"slot": slot}))
    assert slots.read(database).keys
    assert selam.post(reverse(LIST), {"slot": slot, "sure": "yes"}).status_code == 302
    assert slots.read(database).keys == ()
    line = Entry.objects.get(act="slot.removed")
    assert line.detail == {"kind": "security_key"}
    assert slots.read(database).slots[0].name == "office"


def test_the_last_passphrase_stays_whatever_is_sent(selam, database):
    slot = code_of(selam.get(reverse(LIST)), "office")
    page = selam.post(reverse(LIST), {"slot": slot, "sure": "yes"})
    assert page.status_code == 409
    assert "That is the last passphrase" in text(page)
    assert slots.read(database).slots
    assert not Entry.objects.filter(act="slot.removed").exists()


@pytest.mark.parametrize("sent", [{}, {"slot": "nothing", "sure": "yes"}, {"sure": "yes"}])
def test_what_names_no_slot_takes_none_away(selam, database, sent):
    assert selam.post(reverse(LIST), sent).status_code == 200
    assert len(slots.read(database).keys) == len(slots.read(database).slots) == 1


def test_a_damaged_file_of_slots_is_said(selam, database):
    slots.path_of(database).write_text("{")
    page = selam.get(reverse(LIST))
    assert page.status_code == 409
    assert "The file of slots is damaged" in text(page)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"refused": "wrong"}, "This does not open it"),
        ({"refused": "wait"}, "Wait a quarter of an hour"),
        ({"locked": True}, "This does not open it"),
    ],
)
def test_without_a_passphrase_of_today_no_key_is_asked(selam, database, answering, said, words):
    """An account in other hands must not leave a key behind that opens everything later."""
    answering(**said)
    page = text(selam.post(reverse(ADD), {"name": "red", "passphrase": "x"}, headers={"host": "localhost"}))
    assert words in page
    assert "data-make" not in page
    assert 'value="red"' in page
    assert 'value="x"' not in page


def test_when_nobody_holds_the_key_it_is_said(selam, database):
    page = selam.post(reverse(ADD), {"name": "red", "passphrase": PASSPHRASE}, headers={"host": "localhost"})
    assert "does not answer" in text(page)


def test_a_name_that_is_taken_is_said_before_the_key_is_touched(selam, database, answering):
    answering(proved=True)
    page = selam.post(reverse(ADD), {"name": "office", "passphrase": PASSPHRASE}, headers={"host": "localhost"})
    assert "Another has that name already" in text(page)


def test_the_browser_is_asked_for_a_key_that_knows_its_owner(selam, database, answering):
    answering(proved=True)
    page = selam.post(reverse(ADD), {"name": "red", "passphrase": PASSPHRASE}, headers={"host": "localhost"})
    asked = json.loads(page.context["options"])["publicKey"]
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["authenticatorAttachment"] == "cross-platform"
    assert asked["extensions"] == {"prf": {}, "credentialProtectionPolicy": "userVerificationRequired"}
    assert [one["id"] for one in asked["excludeCredentials"]] == ["AQID"]
    assert len(slots.of_letters(page.context["salt"])) == 32
    assert page.context["salt"] != slots.in_letters(SHOWN.salt)
    again = selam.session
    assert again[security_keys.ASKED]["name"] == "red"


@pytest.mark.parametrize("sent", ["", "{}", "[]", "null", '{"id": "AQID"}', "x" * 50])
def test_an_answer_that_is_none_adds_nothing(selam, database, answering, sent):
    answering(proved=True)
    selam.post(reverse(ADD), {"name": "red", "passphrase": PASSPHRASE}, headers={"host": "localhost"})
    page = selam.post(reverse(ADD), {"made": sent, "secret": "c2VjcmV0"}, headers={"host": "localhost"}, follow=True)
    assert "Begin again" in text(page)
    assert len(slots.read(database).keys) == 1
    assert security_keys.ASKED not in selam.session


def test_an_answer_that_nobody_asked_for_adds_nothing(selam, database):
    page = selam.post(reverse(ADD), {"made": "{}", "secret": "c2VjcmV0"}, headers={"host": "localhost"}, follow=True)
    assert "Begin again" in text(page)
    assert len(slots.read(database).keys) == 1


def test_after_a_panic_no_file_of_slots_comes_back(posted, database):
    slots.path_of(database).unlink()
    with pytest.raises(slots.NoSuchSlot):
        operations.add_security_key(by=posted("selam", Role.ADMINISTRATOR, None), name="red", shown=SHOWN)
    assert not slots.path_of(database).exists()


def test_a_number_is_no_address_for_a_key(selam, database):
    page = text(selam.get(reverse(ADD), headers={"host": "127.0.0.1:8000"}))
    assert "http://localhost:8000/vault/unlocking/security-key/" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]


def test_an_open_installation_has_nothing_to_unlock(selam, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ENGINE", snapshot.PLAIN)
    for page in (LIST, ADD):
        assert "nothing to unlock here" in text(selam.get(reverse(page)))


def test_who_may_lock_may_not_say_who_unlocks(at_work, posted, harbour, database):
    mona = at_work(posted("mona", Role.MANAGER, harbour))
    assert mona.get(reverse(LIST)).status_code == mona.get(reverse(ADD)).status_code == 403


def test_it_is_asked_again_who_is_there(selam, database):
    session = selam.session
    session["proved_at"] = 0
    session.save()
    assert selam.get(reverse(LIST)).status_code == selam.get(reverse(ADD)).status_code == 403


def test_the_key_of_the_data_seals_the_slot(posted, database):
    before = held.main_key() if held.is_held() else b""
    held.hold(KEY)
    red = slots.Shown(host="localhost", credential="BAUG", salt=b"u" * 32, secret=b"r" * 32)
    try:
        operations.add_security_key(by=posted("selam", Role.ADMINISTRATOR, None), name="red", shown=red)
    finally:
        held.hold(before) if before else held.let_go()
    assert slots.key_by(slots.read(database), credential="BAUG", secret=b"r" * 32) == KEY
    assert Entry.objects.get(act="slot.added").detail == {"kind": "security_key"}
