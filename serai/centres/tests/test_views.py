import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.accounts.models import CodeApp, RecoveryCode, User
from serai.accounts.tests.factories import UserFactory
from serai.audit.models import Entry
from serai.centres.choices import CentreStatus, Role
from serai.centres.models import Centre, Decision, Posting
from serai.centres.operations.postings import ask_for_posting
from serai.centres.rules import roles_that_may
from serai.centres.tests.factories import CentreFactory, OfferedServiceFactory, PostingFactory
from serai.centres.today import STEPS
from serai.config.doors import doors
from serai.people.models import Person


@pytest.fixture
def maya(posted, harbour) -> Posting:
    return posted("maya", Role.MANAGER, harbour)


@pytest.fixture
def admin(posted) -> Posting:
    return posted("admin", Role.ADMINISTRATOR, None)


def at(name: str, centre: Centre, *args: object) -> str:
    return reverse(f"centres:{name}", args=[centre.code, *args])


def heading(page: str) -> str:
    return re.sub(r"<.*?>", "", re.search(r"<h1>(.*?)</h1>", page)[1])


DETAILS = {
    "name": "Oasis",
    "country": "DJI",
    "place": "Dikhil",
    "facility_types": ["shelter", "multifunctional"],
    "site_kind": "fixed",
    "management": "iom_managed",
    "languages": ["amh", "fra"],
    "time_zone": "Africa/Djibouti",
}


class TestToday:
    @pytest.mark.parametrize("role", Role.values)
    def test_opens_for_every_role_with_the_place_and_the_day(self, at_work, posted, harbour, role):
        page = at_work(posted("sam", role, harbour)).get("/").text
        day = timezone.localdate()

        assert heading(page) == f"Harbour · {day:%A} {day.day} {day:%B} {day.year}"

    @pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DONOR, Role.ADMINISTRATOR])
    def test_opens_for_the_whole_network(self, at_work, posted, role):
        assert heading(at_work(posted("sam", role, None)).get("/").text).startswith("Whole network · ")

    def test_speaks_the_day_in_the_readers_language(self, at_work, ruth):
        browser = at_work(ruth)
        browser.cookies["serai_language"] = "fr"

        assert str(timezone.localdate().year) in heading(browser.get("/").text)
        assert "November" not in browser.get("/").text

    def test_the_day_is_that_of_the_centre(self, at_work, posted, noon_in_greenwich):
        far = CentreFactory(name="Far", time_zone="Pacific/Kiritimati")
        near = CentreFactory(name="Near", time_zone="America/Panama")

        assert "2 March 2026" in heading(at_work(posted("a", Role.GUARD, far)).get("/").text)
        assert "1 March 2026" in heading(at_work(posted("b", Role.GUARD, near)).get("/").text)

    def test_a_time_zone_that_no_longer_exists_does_not_break_the_page(self, at_work, posted):
        lost = CentreFactory(time_zone="Mars/Base")

        assert at_work(posted("a", Role.GUARD, lost)).get("/").status_code == 200

    @pytest.mark.parametrize("step", STEPS, ids=lambda step: step.url_name)
    def test_a_big_button_leads_only_where_the_role_may_go(self, step):
        door = next(door for door in doors() if door.name == step.url_name)
        assert step.roles <= set(roles_that_may(door.needs))


@pytest.fixture
def noon_in_greenwich():
    with time_machine.travel("2026-03-01T12:00:00+00:00", tick=False):
        yield


class TestChoosingAPosting:
    def test_somebody_with_one_never_sees_the_page(self, at_work, ruth):
        assert at_work(ruth).get("/posting/")["Location"] == "/"
        assert reverse("centres:choose_posting") not in at_work(ruth).get("/").text

    def test_somebody_with_two_chooses_and_may_change(self, at_work, ruth, station):
        second = PostingFactory(user=ruth.user, centre=station, role=Role.SUPERVISOR)
        browser = at_work(ruth)
        assert browser.get("/")["Location"] == "/posting/"
        assert "Station" in browser.get("/posting/").text

        browser.post("/posting/", {"posting": second.pk})
        page = browser.get("/").text

        assert heading(page).startswith("Station · ")
        assert 'href="/posting/"' in page

    @pytest.mark.parametrize("wanted", ["", "x", "-1", "9" * 30, "٣"])
    def test_a_posting_of_somebody_else_or_none_is_not_found(self, at_work, ruth, omar, wanted):
        browser = at_work(ruth)

        assert browser.post("/posting/", {"posting": omar.pk}).status_code == 404
        assert browser.post("/posting/", {"posting": wanted}).status_code == 404

    def test_a_posting_that_has_ended_is_followed_by_no_other_unasked(self, at_work, ruth, station):
        browser = at_work(ruth)
        PostingFactory(user=ruth.user, centre=station)
        Posting.objects.filter(pk=ruth.pk).update(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))

        answer = browser.post(reverse("registration:register"), {"given": "Typed at Harbour"})

        assert answer["Location"] == "/posting/"
        assert "Station" in browser.get("/posting/").text
        assert not Person.objects.exists()

    def test_a_form_opened_at_one_centre_is_not_sent_at_another(self, ruth, station):
        second = PostingFactory(user=ruth.user, centre=station)
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(ruth.user)
        first = browser.get("/posting/")
        browser.post("/posting/", {"posting": ruth.pk, "csrfmiddlewaretoken": first.context["csrf_token"]})
        at_harbour = str(browser.get("/posting/").context["csrf_token"])
        browser.post("/posting/", {"posting": second.pk, "csrfmiddlewaretoken": at_harbour})

        answer = browser.post(
            reverse("registration:register"),
            {"given": "Typed at Harbour", "csrfmiddlewaretoken": at_harbour},
            headers={"origin": "http://testserver"},
        )

        assert answer.status_code == 403
        assert "Station" in answer.text
        assert not Person.objects.exists()

    def test_a_posting_that_has_ended_gives_nothing(self, at_work, ruth):
        Posting.objects.update(ends_on=date(2020, 1, 2))
        page = at_work(ruth).get("/", follow=True).text

        assert "You have no posting today." in page


class TestTheCentresPage:
    def test_shows_the_services_free_of_charge_with_the_minimum_package_marked(self, at_work, ruth, harbour):
        OfferedServiceFactory(centre=harbour, service_type="FIRST_AID")
        OfferedServiceFactory(centre=harbour, service_type="MEAL")
        page = at_work(ruth).get(at("centre", harbour)).text

        assert re.search(r"First aid.*?minimum package", page)
        assert not re.search(r"Meal[^<]*<span class=\"tag", page)
        assert "Every service is free of charge." in page
        assert at("edit", harbour) not in page

    def test_another_centre_and_none_look_the_same(self, at_work, ruth, station):
        browser = at_work(ruth)
        answers = [browser.get(at("centre", station)), browser.get("/centres/at/NONE/")]

        assert [answer.status_code for answer in answers] == [404, 404]
        assert len({re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}) == 1

    @pytest.mark.parametrize(("who", "where"), [("ruth", "centres:centre"), ("dima", "centres:network")])
    def test_the_menu_leads_to_ones_own_place(self, at_work, who, where, request):
        answer = at_work(request.getfixturevalue(who)).get("/centres/", follow=True)

        assert answer.resolver_match.view_name == where


@pytest.mark.parametrize("name", ["edit", "status", "services", "desks", "staff", "add_account", "give_posting"])
def test_a_caseworker_manages_nothing_and_a_manager_nothing_elsewhere(at_work, ruth, maya, harbour, station, name):
    assert at_work(ruth).get(at(name, harbour)).status_code == 403
    assert at_work(maya).get(at(name, harbour)).status_code == 200
    assert at_work(maya).get(at(name, station)).status_code == 404


class TestManaging:
    def test_what_is_said_of_the_centre_is_corrected(self, at_work, maya, harbour):
        page = at_work(maya).post(at("edit", harbour), DETAILS | {"version": "1"}, follow=True).text

        harbour.refresh_from_db()
        assert "The centre’s page is up to date." in page
        assert (harbour.name, harbour.languages) == ("Oasis", ["amh", "fra"])

    def test_the_second_editor_is_told_keeps_the_words_and_may_save_again(self, at_work, maya, harbour):
        Centre.objects.update(version=2, name="Quay")
        browser = at_work(maya)
        page = browser.post(at("edit", harbour), DETAILS | {"version": "1"}).text

        assert "Somebody else saved this centre" in page
        assert 'value="Oasis"' in page
        assert Centre.objects.get(pk=harbour.pk).name == "Quay"
        version = re.search(r'name="version" value="(\d+)"', page)[1]
        assert browser.post(at("edit", harbour), DETAILS | {"version": version}).status_code == 302

    def test_the_status_changes_with_a_day_and_a_reason(self, at_work, maya, harbour):
        typed = {"status": "suspended", "since": "2026-03-01", "reason": "Flood in the store", "version": "1"}
        page = at_work(maya).post(at("status", harbour), typed, follow=True).text

        harbour.refresh_from_db()
        assert harbour.status == CentreStatus.SUSPENDED
        assert "Flood in the store" in page

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"since": "2999-01-01"}, "This day is still to come."),
            ({"since": "yesterday"}, "Enter a valid date."),
            ({"status": "gone"}, "Select a valid choice."),
            ({"reason": ""}, "This field is required."),
        ],
    )
    def test_a_status_that_cannot_be_gets_a_sentence(self, at_work, maya, harbour, typed, sentence):
        start = {"status": "suspended", "since": "2026-03-01", "reason": "Flood in the store", "version": "1"}
        answer = at_work(maya).post(at("status", harbour), start | typed)

        assert answer.status_code == 200
        assert sentence in answer.text
        assert Centre.objects.get(pk=harbour.pk).status == CentreStatus.OPEN

    def test_a_service_is_offered_and_withdrawn(self, at_work, maya, harbour):
        browser = at_work(maya)
        browser.post(at("services", harbour), {"service_type": "MEAL", "is_offered": "1"})
        assert harbour.offered_services.get().until is None
        browser.post(at("services", harbour), {"service_type": "MEAL", "is_offered": "0"})
        assert harbour.offered_services.get().until == timezone.localdate()

    @pytest.mark.parametrize("typed", [{}, {"service_type": "NO", "is_offered": "1"}, {"service_type": "MEAL"}])
    def test_a_service_that_does_not_exist_is_not_offered(self, at_work, maya, harbour, typed):
        assert at_work(maya).post(at("services", harbour), typed).status_code == 400
        assert not harbour.offered_services.exists()

    def test_desks_are_added_closed_and_opened(self, at_work, maya, harbour):
        browser = at_work(maya)
        browser.post(at("desks", harbour), {"code": "a", "kind": "reception"})
        twice = browser.post(at("desks", harbour), {"code": "A", "kind": "health"})
        assert "already has a desk with this letter" in twice.text
        browser.post(at("set_desk", harbour, "A"), {"open": "0"})
        assert not harbour.desks.get().is_open
        browser.post(at("set_desk", harbour, "A"), {"open": "1"})
        assert harbour.desks.get().is_open
        assert browser.post(at("set_desk", harbour, "Z"), {"open": "1"}).status_code == 404


class TestStaff:
    NOOR = {"username": "noor", "display_name": "Noor", "language": "ar", "role": "guard"}

    def test_an_account_is_made_and_its_password_shown_once(self, at_work, maya, harbour):
        page = at_work(maya).post(at("add_account", harbour), self.NOOR).text
        password = re.search(r'<code><bdi dir="ltr">([\w-]+)</bdi>', page)[1]

        assert User.objects.get(username="noor").check_password(password)
        browser = Client()
        browser.post("/accounts/sign-in/", {"username": "noor", "password": password})
        assert browser.get("/")["Location"] == "/accounts/password/"

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"username": "ruth"}, "There is already an account with this user name."),
            ({"username": "Noor El"}, "Use small letters, digits, dot and dash, nothing else."),
            ({"role": "administrator"}, "Select a valid choice."),
            ({"language": "xx"}, "Select a valid choice."),
        ],
    )
    def test_an_account_that_cannot_be_gets_a_sentence(self, at_work, maya, ruth, harbour, typed, sentence):
        answer = at_work(maya).post(at("add_account", harbour), self.NOOR | typed)

        assert sentence in answer.text
        assert 'value="Noor"' in answer.text
        assert not User.objects.filter(username="noor").exists()

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [("Ruth", "called so already"), ("R\u0443th", "letters of two scripts"), ("Mamia", "looks the same")],
    )
    def test_no_account_is_made_that_colleagues_take_for_another(self, at_work, maya, ruth, posted, name, sentence):
        User.objects.filter(pk=posted("marnia", "guard", maya.centre).user_id).update(display_name="Marnia")
        page = at_work(maya).post(at("add_account", maya.centre), self.NOOR | {"display_name": name})
        assert sentence in page.text
        assert not User.objects.filter(username="noor").exists()

    def test_a_posting_is_given_to_somebody_who_has_an_account(self, at_work, maya, omar, harbour):
        browser = at_work(maya)
        browser.post(at("give_posting", harbour), {"username": "Omar", "role": "interpreter"})

        assert harbour.postings.filter(user=omar.user).exists()
        unknown = browser.post(at("give_posting", harbour), {"username": "nobody", "role": "interpreter"})
        assert "There is no account with this user name." in unknown.text
        oneself = browser.post(at("give_posting", harbour), {"username": "maya", "role": "gbv"})
        assert "This posting is not yours to give." in oneself.text

    def test_a_posting_waits_for_a_second_person_who_sees_what_it_is(self, at_work, maya, dima, omar, harbour):
        browser, second = at_work(maya), at_work(dima)
        asked = browser.post(at("give_posting", harbour), {"username": "Omar", "role": "interpreter"}, follow=True)
        assert "The posting begins when a second person agrees." in asked.text
        assert not harbour.postings.filter(user=omar.user).exists()
        url = reverse("centres:decision", args=[Decision.objects.get().public_id])
        assert url in second.get("/").text
        assert url not in browser.get("/").text
        page = second.get(url).text
        assert "Interpreter" in page
        assert "(omar)" in page
        assert "Agree: do it" not in browser.get(url).text
        assert browser.post(url, {"answer": "agree"}).status_code == 409

        assert "You agreed, and it is done." in second.post(url, {"answer": "agree"}, follow=True).text
        assert harbour.postings.filter(user=omar.user).exists()
        assert "was decided meanwhile" in second.post(url, {"answer": "refuse"}).text
        assert "Decided lately" in second.get(reverse("centres:decisions")).text

    def test_what_waits_elsewhere_is_as_if_it_did_not_exist(self, at_work, posted, maya, dima, ruth, harbour, station):
        asked_by = at_work(maya)
        asked_by.post(at("give_posting", harbour), {"username": "ruth", "role": "gbv"})
        url = reverse("centres:decision", args=[Decision.objects.get().public_id])
        for posting in (posted("sami", Role.MANAGER, station), ruth):
            assert at_work(posting).get(url).status_code == 404
            assert url not in at_work(posting).get(reverse("centres:decisions")).text

    def test_more_that_waits_costs_no_more_queries(self, at_work, maya, dima, harbour, django_assert_num_queries):
        browser = at_work(dima)
        for _ in range(4):
            user = UserFactory()
            ask_for_posting(by=maya, user=user, centre=harbour, role="guard", starts_on=timezone.localdate())
            with django_assert_num_queries(5):  # session, user, postings, what waits, what was decided
                browser.get(reverse("centres:decisions"))

    def test_a_posting_ends_after_being_asked(self, at_work, maya, ruth, harbour):
        browser = at_work(maya)
        url = reverse("centres:end_posting", args=[ruth.pk])
        assert "End this posting?" in browser.get(url).text
        page = browser.post(url, follow=True).text

        assert "The posting has ended." in page
        assert "ruth" not in page
        assert at_work(ruth).get("/")["Location"] == "/posting/"

    @pytest.mark.parametrize("name", ["centres:end_posting", "centres:renew_password", "centres:forget_second_step"])
    def test_postings_elsewhere_and_of_the_network_are_out_of_reach(self, at_work, maya, omar, dima, name):
        for held in (omar, dima):
            assert at_work(maya).post(reverse(name, args=[held.pk])).status_code == 404

    def test_ones_own_posting_and_password_are_not_in_ones_own_hands(self, at_work, maya):
        browser = at_work(maya)

        assert "not yours to end" in browser.post(reverse("centres:end_posting", args=[maya.pk])).text
        for name in ("centres:renew_password", "centres:forget_second_step"):
            assert "Ask the network coordinator" in browser.post(reverse(name, args=[maya.pk])).text

    def test_a_forgotten_password_is_renewed(self, at_work, maya, ruth):
        page = at_work(maya).post(reverse("centres:renew_password", args=[ruth.pk])).text
        password = re.search(r'<code><bdi dir="ltr">([\w-]+)</bdi>', page)[1]

        assert User.objects.get(pk=ruth.user_id).check_password(password)

    def test_a_lost_second_step_is_taken_away_and_every_device_signed_out(self, at_work, maya, ruth):
        telephone = at_work(ruth)
        RecoveryCode.objects.create(user=ruth.user, mark="x")
        CodeApp.objects.create(user=ruth.user, secret=b"x", made_at=timezone.now())
        page = at_work(maya).post(reverse("centres:forget_second_step", args=[ruth.pk]), follow=True).text

        assert "The second step is taken away." in page
        assert not CodeApp.objects.exists()
        assert not RecoveryCode.objects.exists()
        assert telephone.get("/").status_code == 302
        line = Entry.objects.get(act="user.second_step_forgotten")
        assert line.actor == maya.user
        assert line.subject_type == "accounts.user"

    def test_what_gives_a_right_asks_who_is_there(self, at_work, maya, ruth, harbour, time_machine):
        browser = at_work(maya)
        time_machine.move_to(timezone.now() + timedelta(minutes=6))
        for name in ("end_posting", "renew_password", "forget_second_step"):
            assert browser.post(reverse(f"centres:{name}", args=[ruth.pk])).status_code == 403
        for name in ("add_account", "give_posting"):
            assert browser.get(reverse(f"centres:{name}", args=[harbour.code])).status_code == 403
        assert browser.get(reverse("centres:staff", args=[harbour.code])).status_code == 200

    def test_the_networks_own_staff_is_seen_by_the_network_only(self, at_work, maya, dima):
        assert at_work(maya).get("/centres/network/staff/").status_code == 404
        assert "dima" in at_work(dima).get("/centres/network/staff/").text

    def test_a_longer_list_costs_no_more_queries(self, at_work, maya, harbour, django_assert_num_queries):
        browser = at_work(maya)
        browser.get(at("staff", harbour))
        for _ in range(4):
            PostingFactory(centre=harbour)
            with django_assert_num_queries(5):  # session, user, postings of the reader, the centre, its staff
                browser.get(at("staff", harbour))


class TestTheNetwork:
    def test_a_centre_is_added_with_the_minimum_package(self, at_work, dima):
        page = at_work(dima).post(reverse("centres:add_centre"), DETAILS | {"code": "oas"}, follow=True).text

        assert heading(page) == "Oasis"
        assert "minimum package" in page

    def test_a_code_that_is_taken_or_wrong_gets_a_sentence(self, at_work, dima, harbour):
        url = reverse("centres:add_centre")

        assert "Another centre has this code." in at_work(dima).post(url, DETAILS | {"code": "HAR"}).text
        assert "Use two to eight letters" in at_work(dima).post(url, DETAILS | {"code": "H/R"}).text
        assert Centre.objects.count() == 1

    def test_a_posting_to_one_centre_sees_that_one_only(self, at_work, ruth, station):
        assert "Station" not in at_work(ruth).get("/centres/network/").text

    def test_a_bigger_network_costs_no_more_queries(self, at_work, dima, django_assert_num_queries):
        browser = at_work(dima)
        browser.get("/centres/network/")
        for _ in range(4):
            PostingFactory(centre=CentreFactory())
            with django_assert_num_queries(4):  # session, user, postings, centres
                browser.get("/centres/network/")

    def test_the_counts_are_right(self, at_work, dima, harbour, ruth, rita):
        PostingFactory(user=ruth.user, centre=harbour, role=Role.SUPERVISOR)
        PostingFactory(centre=harbour, ends_on=date(2020, 2, 1))
        for service_type in ("MEAL", "WATER", "CFS"):
            OfferedServiceFactory(centre=harbour, service_type=service_type)
        OfferedServiceFactory(centre=harbour, service_type="AVR", until=date(2020, 2, 1))
        page = at_work(dima).get("/centres/network/").text

        assert re.findall(r'<td class="number">(\d+)</td>', page) == ["3", "2"]
