"""One's own password and settings."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.accounts import operations
from serai.accounts.models import User
from serai.audit.models import Entry

OLD, NEW = "lantern river nine", "copper sandal twelve"
PASSWORD = "/accounts/password/"


@pytest.fixture
def browser(ruth) -> Client:
    ruth.user.display_name = "Ruth Hamilton"
    ruth.user.set_password(OLD)
    ruth.user.save()
    browser = Client()
    browser.force_login(ruth.user)
    return browser


def change(browser, current=OLD, new=NEW, again=NEW):
    return browser.post(PASSWORD, {"current": current, "new": new, "again": again}, follow=True)


def test_a_new_password_keeps_this_device_and_ends_the_others(browser, ruth):
    other = Client()
    other.force_login(ruth.user)
    page = change(browser)

    assert "Your new password is set." in page.text
    assert get_user(browser).is_authenticated
    assert get_user(browser).check_password(NEW)
    assert other.get(PASSWORD).status_code == 302
    assert Entry.objects.filter(act="user.password_changed").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"current": "wrong"}, "This is not your password now."),
        ({"again": "copper sandal thirteen"}, "The two new passwords differ."),
        ({"new": "short", "again": "short"}, "at least 10 characters"),
        ({"new": "password1234", "again": "password1234"}, "too common"),
        ({"new": OLD, "again": OLD}, "differs from the one you have now"),
        ({"new": "ruth.hamilton", "again": "ruth.hamilton"}, "too similar"),
        ({"new": "Harbour-2026!", "again": "Harbour-2026!"}, "must not be made of the name of this place"),
        ({"new": "هاربر serai 26", "again": "هاربر serai 26"}, "must not be made of the name of this place"),
        ({"new": "", "again": ""}, "This field is required."),
    ],
)
def test_a_password_that_will_not_do_gets_a_sentence(browser, ruth, typed, sentence):
    page = change(browser, **typed)

    assert sentence in page.text
    ruth.user.refresh_from_db()
    assert ruth.user.check_password(OLD)


@pytest.mark.parametrize(
    "typed", ["  nine goats  by the well  ", "تسعة جمال عند البئر", "zq" * 60, "aAaA lantern 🐪 river"]
)
def test_a_password_of_any_letters_and_length_is_taken_as_typed(browser, ruth, typed):
    """No rule about kinds of letters; nothing cut off, trimmed or made small; hidden while it is typed."""
    assert 'type="password"' in browser.get(PASSWORD).text
    change(browser, new=typed, again=typed)
    user = User.objects.get(pk=ruth.user_id)
    assert user.check_password(typed)
    assert not any(user.check_password(other) for other in (typed.strip() + "x", typed[:-1], typed.swapcase() + "x"))


def test_a_temporary_password_must_be_changed_before_anything_else(browser, ruth, rita, harbour):
    assert browser.get("/").status_code == 200
    temporary = operations.give_temporary_password(by=rita, user=ruth.user)
    assert browser.get("/")["Location"].startswith("/accounts/sign-in/")  # every device of theirs is signed out
    browser = Client()
    browser.post("/accounts/sign-in/", {"username": "ruth", "password": temporary})

    assert browser.get("/")["Location"] == PASSWORD
    assert "Your password was made by somebody else." in browser.get(PASSWORD).text
    change(browser, current=temporary)
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(("days", "opens"), [(0, True), (2, True), (4, False)])
def test_a_temporary_password_that_nobody_used_runs_out(ruth, rita, time_machine, days, opens):
    temporary = operations.give_temporary_password(by=rita, user=ruth.user)
    time_machine.move_to(timezone.now() + timedelta(days=days))
    browser = Client()
    page = browser.post("/accounts/sign-in/", {"username": "ruth", "password": temporary})

    assert get_user(browser).is_authenticated is opens
    if not opens:
        assert "The user name, the password or the code is not right." in page.text


def test_a_password_of_ones_own_does_not_run_out(ruth, rita, time_machine):
    temporary = operations.give_temporary_password(by=rita, user=ruth.user)
    browser = Client()
    browser.post("/accounts/sign-in/", {"username": "ruth", "password": temporary})
    change(browser, current=temporary)
    time_machine.move_to(timezone.now() + timedelta(days=400))
    later = Client()
    later.post("/accounts/sign-in/", {"username": "ruth", "password": NEW})

    assert get_user(later).is_authenticated


def test_an_account_is_made_with_a_password_of_its_own_that_is_shown_once(ruth):
    user, temporary = operations.create_user(by=ruth, username="Nadia", display_name="Nadia", language="fr")

    assert user.username == "nadia"
    assert user.must_change_password
    assert user.check_password(temporary)
    assert len(temporary) == 19
    assert temporary not in str(Entry.objects.get(act="user.created").detail)


def test_a_given_password_need_not_be_changed(db):
    user, _ = operations.create_user(by=None, username="admin", display_name="Admin", language="en", password=OLD)

    assert not user.must_change_password


def test_settings_are_saved_and_the_language_is_spoken_at_once(browser, ruth):
    page = browser.post("/accounts/mine/", {"display_name": "Ruth A.", "language": "ar"}, follow=True)

    assert '<html lang="ar" dir="rtl">' in page.text
    assert User.objects.get(pk=ruth.user_id).display_name == "Ruth A."
    assert Entry.objects.get(act="user.preferences_changed").detail == {"language": "ar"}


@pytest.mark.parametrize("name", ["Grace", " grace ", "GRA CE", "Grace.", "Gra\u200bce"])
def test_nobody_takes_a_colleagues_name(browser, ruth, posted, harbour, name):
    own = ruth.user.display_name
    grace = posted("grace", "gbv", harbour)
    User.objects.filter(pk=grace.user_id).update(display_name="Grace")
    page = browser.post("/accounts/mine/", {"display_name": name, "language": "en"})
    assert "A colleague is called so already" in page.text
    assert User.objects.get(pk=ruth.user_id).display_name == own
    User.objects.filter(pk=grace.user_id).update(display_name=own)  # from before: the rest is saved all the same
    browser.post("/accounts/mine/", {"display_name": own, "language": "fr"})
    assert User.objects.get(pk=ruth.user_id).language == "fr"
    User.objects.filter(pk=grace.user_id).update(display_name="Grace", is_active=False)
    browser.post("/accounts/mine/", {"display_name": "Grace", "language": "en"})
    assert User.objects.get(pk=ruth.user_id).display_name == "Grace"


def test_no_name_mixes_the_letters_of_two_scripts(browser, ruth):
    own = ruth.user.display_name
    page = browser.post("/accounts/mine/", {"display_name": "Gr\u0430ce", "language": "en"})
    assert "letters of two scripts" in page.text
    assert User.objects.get(pk=ruth.user_id).display_name == own
    User.objects.filter(pk=ruth.user_id).update(display_name="Gr\u0430ce")  # from before
    browser.post("/accounts/mine/", {"display_name": "Gr\u0430ce", "language": "fr"})
    assert User.objects.get(pk=ruth.user_id).language == "fr"


def test_a_name_that_looks_like_a_colleagues_is_asked_about(browser, ruth, posted, harbour):
    other = posted("other", "gbv", harbour)
    User.objects.filter(pk=other.user_id).update(display_name="Lan")
    said = {"display_name": "Ian", "language": "en"}
    page = browser.post("/accounts/mine/", said)
    assert "The name of a colleague looks the same" in page.text
    assert 'name="two_people"' in page.text
    browser.post("/accounts/mine/", said | {"two_people": "on"})
    assert User.objects.get(pk=ruth.user_id).display_name == "Ian"
    assert 'name="two_people"' not in browser.get("/accounts/mine/").text


def test_a_language_that_is_not_spoken_is_refused(browser, ruth):
    page = browser.post("/accounts/mine/", {"display_name": "", "language": "xx"})

    assert page.status_code == 200
    assert "This field is required." in page.text
    assert User.objects.get(pk=ruth.user_id).language == "en"


@pytest.mark.parametrize("page", ["accounts:mine", "accounts:password"])
def test_a_stranger_sees_nothing(client, db, page):
    assert client.get(reverse(page)).status_code == 302
