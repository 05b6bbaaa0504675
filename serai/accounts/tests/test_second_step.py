"""The second step: set up, asked, lost; and nothing tells who has one, or that a password alone was right."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.apps import apps
from django.contrib.auth import get_user
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.accounts.models import CodeApp, FailedSignIn, RecoveryCode, SignIn
from serai.accounts.tests.factories import UserFactory
from serai.audit.models import Entry
from serai.config.doors import doors

PASSWORD = "lantern river nine"
SIGN_IN, APP = "/accounts/sign-in/", "/accounts/second-step/app/"


class Telephone:
    """Reads the key from the page and shows codes, as an app does."""

    def __init__(self, page) -> None:
        key = re.search(r'<bdi dir="ltr">([A-Z2-7 ]+)</bdi>', page.text)[1]
        self.app = TOTP(b32decode(key.replace(" ", "")), 6, SHA1(), 30)  # noqa: S303

    def code(self, *, later: int = 0) -> str:
        return self.app.generate(int(timezone.now().timestamp()) + later).decode()


def set_up(browser) -> tuple[Telephone, list[str]]:
    page = browser.get(APP)
    telephone = Telephone(page)
    kept = re.search(r'name="kept" value="([^"]+)"', page.text)[1]
    done = browser.post(APP, {"kept": kept, "code": telephone.code()})
    return telephone, re.findall(r'<bdi dir="ltr">(\w{4} \w{4} \w{4})</bdi>', done.text)


@pytest.fixture
def ruth_user(ruth):
    ruth.user.set_password(PASSWORD)
    ruth.user.save()
    return ruth.user


@pytest.fixture
def browser(ruth_user, clock) -> Client:
    browser = Client()
    browser.force_login(ruth_user)
    return browser


@pytest.fixture
def clock(time_machine):
    """`clock(30)`: half a minute later."""
    now = [timezone.now()]

    def later(seconds: int) -> None:
        now[0] += timedelta(seconds=seconds)
        time_machine.move_to(now[0], tick=False)

    later(0)
    return later


def try_in(username="ruth", password=PASSWORD, code="", browser=None):
    browser = browser or Client()
    answer = browser.post(SIGN_IN, {"username": username, "password": password, "code": code})
    return answer, get_user(browser).is_authenticated


def said(answer) -> str:
    """The page without its keys, and without what was typed into it."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+|(name="(username|code)")( value="[^"]*")?', "", answer.text)


def test_an_app_is_set_up_by_a_code_that_it_shows(browser, ruth_user):
    telephone, codes = set_up(browser)

    assert CodeApp.objects.get().user == ruth_user
    assert len(set(codes)) == 10
    assert Entry.objects.get(act="user.second_step_added").detail == {"kind": "code"}
    assert telephone.code() not in str(Entry.objects.values_list())
    assert "Code from an app" in browser.get("/accounts/mine/").text


def test_what_a_password_alone_had_let_in_is_signed_out(browser, ruth_user):
    thief, owner = Client(), browser
    thief.force_login(ruth_user)
    set_up(owner)

    assert get_user(owner).is_authenticated
    assert not get_user(thief).is_authenticated


@pytest.mark.parametrize("code", ["", "000000", "nonsense"])
def test_a_wrong_code_sets_nothing_up_and_keeps_the_picture(browser, code):
    page = browser.get(APP)
    telephone = Telephone(page)
    assert code != telephone.code()
    again = browser.post(APP, {"kept": re.search(r'name="kept" value="([^"]+)"', page.text)[1], "code": code})

    assert Telephone(again).code() == telephone.code()
    assert not CodeApp.objects.exists()


def test_a_key_that_the_browser_made_up_is_not_taken(browser, rita, at_work):
    page = at_work(rita).get(APP)
    of_rita = {"kept": re.search(r'name="kept" value="([^"]+)"', page.text)[1], "code": Telephone(page).code()}

    for sent in (of_rita, {"kept": "AAAA", "code": "123456"}, {"code": "123456"}):
        assert browser.post(APP, sent)["Location"] == APP
    assert not CodeApp.objects.exists()


class TestSigningIn:
    @pytest.fixture
    def telephone(self, browser, clock) -> Telephone:
        telephone, self.codes = set_up(browser)
        clock(60)
        return telephone

    def test_takes_password_and_code_together(self, telephone):
        assert not try_in()[1]
        assert not try_in(password="wrong", code=telephone.code())[1]
        assert try_in(code=telephone.code())[1]
        assert SignIn.objects.filter(second_step="code").count() == 2  # where it was set up, and here

    def test_a_code_opens_once(self, telephone, clock):
        code = telephone.code()
        assert try_in(code=code)[1]
        assert not try_in(code=code)[1]
        clock(30)
        assert not try_in(code=code)[1]
        assert try_in(code=telephone.code())[1]

    def test_a_recovery_code_opens_once(self, telephone):
        assert try_in(code=self.codes[3].upper().replace(" ", "-"))[1]
        assert not try_in(code=self.codes[3])[1]
        assert RecoveryCode.objects.count() == 9
        assert Entry.objects.filter(act="user.recovery_code_used").count() == 1
        assert SignIn.objects.filter(second_step="recovery").count() == 1

    def test_new_recovery_codes_end_the_old(self, telephone, browser, clock):
        page = browser.post("/accounts/second-step/recovery-codes/")
        fresh = re.findall(r'<bdi dir="ltr">(\w{4} \w{4} \w{4})</bdi>', page.text)

        assert not try_in(code=self.codes[0])[1]
        assert try_in(code=fresh[0])[1]

    def test_the_recovery_codes_of_another_open_nothing(self, telephone, rita, at_work):
        _, of_rita = set_up(at_work(rita))

        assert not try_in(code=of_rita[0])[1]

    def test_a_telephone_that_is_taken_away_is_asked_no_more(self, telephone, browser):
        browser.post("/accounts/second-step/app/remove/")

        assert try_in()[1]
        assert not RecoveryCode.objects.exists()

    def test_whoever_knows_the_password_guesses_ten_codes_an_hour_and_the_owner_is_told(self, telephone, clock):
        for n in range(10):
            assert not try_in(code=f"{n:06}", browser=Client(REMOTE_ADDR=f"10.0.0.{n}"))[1]
        assert not try_in(code=telephone.code())[1]  # the right one, too late
        assert Entry.objects.filter(act="user.code_refused").count() == 11
        owner = Client()
        assert try_in(code=self.codes[0], browser=owner)[1]  # paper is not guessed
        assert "your password was typed 11 times with a wrong code" in owner.get("/accounts/mine/").text
        clock(3601)

        assert try_in(code=telephone.code())[1]

    def test_wrong_passwords_of_strangers_close_nobodys_telephone(self, telephone):
        for n in range(12):
            try_in(password="wrong", code="123456", browser=Client(REMOTE_ADDR=f"10.0.0.{n}"))

        assert not FailedSignIn.objects.exclude(user=None).exists()
        assert try_in(code=telephone.code())[1]


class Counted(MD5PasswordHasher):
    """What costs time at the door is the hash: this one counts how often it was made."""

    times = 0

    def encode(self, *args, **kwargs):
        Counted.times += 1
        return super().encode(*args, **kwargs)


def test_known_unknown_with_and_without_a_second_step_look_and_cost_the_same(browser, settings, clock):
    settings.PASSWORD_HASHERS = ["serai.accounts.tests.test_second_step.Counted"]
    set_up(browser)
    clock(60)
    plain = UserFactory(username="plain")
    closed = UserFactory(username="closed", is_active=False)
    for user in (get_user(browser), plain, closed):
        user.set_password(PASSWORD)
        user.save()
    answers, costs = [], []
    for username, password, code in [
        ("nobody", "wrong", ""),
        ("nobody", "wrong", "123456"),
        ("plain", "wrong", ""),
        ("plain", "wrong", "123456"),
        ("closed", PASSWORD, ""),
        ("ruth", "wrong", ""),
        ("ruth", "wrong", "123456"),
        ("ruth", PASSWORD, ""),  # the password is right, and nothing says so
        ("ruth", PASSWORD, "123456"),
        ("ruth", PASSWORD, "abcdefghijkl"),
    ]:
        Counted.times = 0
        answer, is_in = try_in(username, password, code)
        assert not is_in
        answers.append((answer.status_code, said(answer)))
        costs.append(Counted.times)

    assert len(set(answers)) == 1
    assert set(costs) == {1}


def test_the_table_alone_gives_no_code(browser):
    """What stands there is sealed with the installation's key, or hashed with it."""
    telephone, codes = set_up(browser)
    kept = bytes(CodeApp.objects.get().secret)
    rows = str([list(model.objects.values_list()) for model in apps.get_models()])

    assert telephone.app._hotp._key not in kept
    assert not [code for code in codes if code.replace(" ", "") in rows or code in rows]


def test_every_page_of_the_second_step_asks_who_is_there(browser, clock):
    set_up(browser)
    clock(301)
    for name in ["code_app", "passkey"]:
        assert browser.get(reverse(f"accounts:{name}")).status_code == 403
    for name in ["code_app", "remove_code_app", "passkey", "passkey_offer", "recovery_codes"]:
        assert browser.post(reverse(f"accounts:{name}")).status_code == 403
    assert browser.post(reverse("accounts:remove_passkey", args=[1])).status_code == 403
    assert CodeApp.objects.exists()


class TestARoleThatNeedsOne:
    @pytest.fixture(autouse=True)
    def _needed(self, settings):
        settings.SECOND_STEP_ROLES = ["caseworker"]

    def test_enters_no_page_before_it_is_set_up(self, browser):
        assert browser.get("/")["Location"] == reverse("accounts:second_step")
        assert "Your role opens what could put people in danger" in browser.get("/accounts/second-step/").text

        set_up(browser)

        assert browser.get("/").status_code == 200
        assert "Your role opens" not in browser.get("/accounts/second-step/").text

    def test_enters_no_page_after_it_is_taken_away(self, browser):
        set_up(browser)
        browser.post("/accounts/second-step/app/remove/")

        assert browser.get("/")["Location"] == reverse("accounts:second_step")

    def test_finds_every_door_closed_but_those_of_its_own_account(self, browser):
        open_doors = set()
        for door in doors():
            if "<" not in door.route and not browser.get(reverse(door.name)).get("Location", "").endswith(
                "/second-step/"
            ):
                open_doors.add(door.name)

        assert {name for name in open_doors if not name.startswith("accounts:")} == {
            "set_language",
            "centres:choose_posting",
        }

    def test_another_role_works_on(self, at_work, rita):
        assert at_work(rita).get("/").status_code == 200
