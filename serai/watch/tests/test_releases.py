"""In an emergency a sealed file takes two: one asks, a reader of that class lets them read. Nobody alone; and nobody learns
by asking whether there is anything."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.accounts.models import User
from serai.accounts.tests.factories import put_in_hand
from serai.audit.models import Entry as TrailEntry
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.keys.boxes import new_pair
from serai.keys.envelope import unseal
from serai.keys.place import CannotOpen
from serai.people.models import Person
from serai.people.tests.factories import PersonFactory
from serai.sealed import packing, passing
from serai.sealed.choices import Kind
from serai.sealed.operations import compartments, files
from serai.sealed.operations.files import Written
from serai.sealed.queries.files import file_and_key, notes_passed_on
from serai.watch import operations, rules
from serai.watch.models import Asking, EmergencyOpening
from serai.watch.tests.factories import AskingFactory, EmergencyOpeningFactory

SAID = {"reason": "life", "why": "She lost consciousness in the night."}
WORDS = "Her brother must not learn where she is."


def in_an_emergency(browser: Client, person: Person) -> str:
    page = browser.post(reverse("watch:begin", args=[person.public_id]), SAID)
    assert page.status_code == 302
    return page.url


def ask(browser: Client, person: Person, kind: str = Kind.GBV) -> Asking:
    url = in_an_emergency(browser, person)
    assert browser.post(f"{url}sealed/", {"kind": kind}).url == url
    return Asking.objects.latest("asked_at")


def answer(browser: Client, asking: Asking, said: str = "let") -> int:
    return browser.post(reverse("watch:release", args=[asking.pk]), {"answer": said}).status_code


def read(browser: Client, asking: Asking) -> str:
    page = browser.get(reverse("watch:released", args=[asking.pk]))
    return page.text if page.status_code == 200 else ""


@pytest.fixture
def sealed(gbv, grace, opened, bilal) -> Person:
    """Bilal has a sealed file that Grace reads."""
    files.write(by=grace, opened=opened(grace), person=bilal, written=Written("talk", WORDS, timezone.localdate()))
    return bilal


@pytest.fixture
def night(at_work, hana) -> Client:
    return at_work(hana)


@pytest.fixture
def reader(unlocked, grace) -> Client:
    return unlocked(grace)


def acts(*names: str) -> list[tuple[str, str]]:
    lines = TrailEntry.objects.filter(act__in=names).select_related("actor").order_by("pk")
    return [(line.act, line.actor.username) for line in lines if line.actor]


def test_a_reader_lets_a_colleague_read_one_file_for_the_hour(night, reader, sealed, hana, grace):
    """V31: a reason, an alarm, the hour, and for what is sealed a second person with a key."""
    asking = ask(night, sealed)
    assert read(night, asking) == ""
    assert "Asked of you in an emergency" in reader.get("/").text
    page = reader.get(reverse("watch:release", args=[asking.pk])).text
    assert "Hana" in page
    assert sealed.code in page
    assert SAID["why"] in page

    assert answer(reader, asking) == 302

    page = read(night, asking)
    assert WORDS in page
    assert "Grace" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    expected = [("release.asked", "hana"), ("sealed.released", "grace"), ("release.given", "grace")]
    assert acts("release.asked", "sealed.released", "release.given", "release.read") == [
        *expected,
        ("release.read", "hana"),
    ]
    assert TrailEntry.objects.get(act="release.given").detail == {"asked_by": hana.user_id}
    own = reader.get(reverse("sealed:trail", args=[Kind.GBV])).text
    assert "Let somebody read a sealed file in an emergency: <bdi>Hana</bdi>" in own
    assert "Asked of you in an emergency" not in reader.get("/").text


def test_the_reader_sees_who_asks_whatever_they_call_themselves(night, reader, sealed, hana):
    User.objects.filter(pk=hana.user_id).update(display_name="Dr Nadia")
    page = reader.get(reverse("watch:release", args=[ask(night, sealed).pk])).text
    assert '<bdi>Dr Nadia</bdi> (<bdi dir="ltr">hana</bdi>), ' + str(Role(hana.role).label) in page


def test_who_looks_first_finds_the_way_back_to_who_asks(night, reader, sealed):
    """Also after unlocking, and after writing something there."""
    asking = ask(night, sealed)
    release = reverse("watch:release", args=[asking.pk])
    link = re.search(r'href="([^"]+\?asked=[^"]+)"', reader.get(release).text)[1]
    assert f'href="{release}"' in reader.get(link).text
    said = {"form_token": uuid4(), "kind": "note", "on": timezone.localdate(), "words": "She called."}
    written = reader.post(link, said, follow=True)
    assert "Written and sealed." in written.text
    assert f'href="{release}"' in written.text
    reader.post(reverse("sealed:lock"))
    assert reader.get(link)["Location"] == reverse("sealed:unlock", query={"next": link})


@pytest.mark.parametrize("other", ["", "?asked=x", "?asked=/elsewhere"])
def test_nothing_else_in_the_address_leads_anywhere(reader, sealed, other):
    page = reader.get(reverse("sealed:file", args=[Kind.GBV, sealed.public_id]) + other)
    assert "Back to the colleague" not in page.text


def test_an_account_in_other_hands_does_not_ask(night, sealed, hana, posted, harbour):
    maya = posted("maya", Role.MANAGER, harbour)
    put_in_hand(hana.user, by=maya.user, at=timezone.now())
    url = in_an_emergency(night, sealed)
    assert "A password was made for you lately" in night.post(f"{url}sealed/", {"kind": Kind.GBV}, follow=True).text
    assert not Asking.objects.exists()


class TestNobodyAlone:
    def test_who_asks_answers_nothing_a_reader_neither(self, gbv, unlocked, grace, sealed):
        browser = unlocked(grace)
        asking = ask(browser, sealed)
        assert browser.get(reverse("watch:release", args=[asking.pk])).status_code == 404
        assert answer(browser, asking) == 404
        with pytest.raises(operations.AlreadyAnswered):
            operations.refuse_to_let_read(by=grace, asking=asking, now=timezone.now())

    @pytest.mark.parametrize("change", [{"answered_by": "hana"}, {"is_released": True}])
    def test_the_database_refuses_one_person_for_both_and_a_release_by_nobody(self, night, sealed, hana, change):
        asking = ask(night, sealed)
        change = {name: hana.user if value == "hana" else value for name, value in change.items()}
        with pytest.raises(IntegrityError):
            Asking.objects.filter(pk=asking.pk).update(**change)

    def test_the_whole_database_and_ones_own_browser_open_nothing_before_a_reader_has_answered(self, night, sealed):
        asking = ask(night, sealed)
        assert bytes(asking.box) == b""
        Asking.objects.update(is_released=True, answered_by=EmergencyOpeningFactory().opened_by)
        assert WORDS not in read(night, asking)

    @pytest.mark.parametrize("who", ["ruth", "selam", "rita"])
    def test_who_does_not_read_the_class_is_not_asked_and_cannot_answer(self, night, at_work, sealed, who, request):
        asking = ask(night, sealed)
        other = at_work(request.getfixturevalue(who))
        assert "Asked of you" not in other.get("/").text
        assert answer(other, asking) in {403, 404}
        assert not Asking.objects.get().is_released

    def test_nor_a_reader_of_another_class_or_at_another_centre(
        self, night, sealed, posted, harbour, unlocked, grace, station
    ):
        mental = posted("meron", Role.MHPSS, harbour)
        browser = unlocked(mental)
        compartments.set_up(by=mental, kind=Kind.MHPSS)
        asking = ask(night, sealed)
        assert answer(browser, asking) == 404
        Posting.objects.filter(pk=grace.pk).update(centre=station)
        assert answer(unlocked(grace), asking) == 404

    def test_nor_without_unlocking(self, night, at_work, sealed, grace):
        asking = ask(night, sealed)
        assert answer(at_work(grace), asking) == 302
        assert not Asking.objects.get().is_released

    @pytest.mark.parametrize("who", ["rita", "ruth"])
    def test_only_focal_points_and_supervisors_ask(self, at_work, sealed, who, request):
        posting = request.getfixturevalue(who)
        opening = EmergencyOpeningFactory(centre=posting.centre, person=sealed, opened_by=posting.user)
        browser = at_work(posting)
        url = reverse("watch:ask_sealed", args=[opening.public_id])
        assert browser.post(url, {"kind": Kind.GBV}).status_code == 403
        assert (
            "Sealed files of other functions"
            not in browser.get(reverse("watch:emergency", args=[opening.public_id])).text.partition("<main")[2]
        )

    def test_nor_without_an_emergency_that_runs(self, night, sealed):
        url = in_an_emergency(night, sealed)
        EmergencyOpening.objects.update(until=timezone.now())
        assert night.post(f"{url}sealed/", {"kind": Kind.GBV}).status_code == 404
        assert not Asking.objects.exists()


PLAIN = re.compile(
    r'[0-9a-f]{8}-[0-9a-f-]{27}|name="csrfmiddlewaretoken" value="\w+"|[A-Z]{3}-\d\d-\d{5}-\w|\d\d?:\d\d( [ap]\.m\.)?'
)


def everything_told(browser: Client, person: Person, kind: str) -> tuple[list[str], list[int]]:
    """Every page that the asker sees, and how much each asked of the database."""
    pages, queries = [], []

    def note(method: str, url: str, **sent: object) -> None:
        with CaptureQueriesContext(connection) as asked:
            page = getattr(browser, method)(url, **sent)
        pages.append(PLAIN.sub("", page.text))
        queries.append(len(asked))

    url = in_an_emergency(browser, person)
    note("get", url)
    note("post", f"{url}sealed/", data={"kind": kind}, follow=True)
    note("get", url)
    note("get", reverse("watch:released", args=[Asking.objects.latest("asked_at").pk]))
    note("get", reverse("people:file", args=[person.public_id]) + "?why=follow_up")
    note("get", "/")
    return pages, queries


@pytest.mark.parametrize("other", ["no file", "no compartment"])
def test_asking_looks_and_takes_the_same_whether_there_is_a_sealed_file_or_not(at_work, hana, sealed, harbour, other):
    nobody = PersonFactory(registered_at=harbour)
    Person.objects.filter(pk=nobody.pk).update(sex=sealed.sex)
    nobody.names.all().delete()
    sealed.names.all().delete()
    kind = Kind.GBV if other == "no file" else Kind.TRAFFICKING
    at_work(hana).get("/")
    with_one, without = (everything_told(at_work(hana), *whom) for whom in ((sealed, Kind.GBV), (nobody, kind)))
    assert with_one[1] == without[1]
    if other == "no file":
        for one, two in zip(with_one[0], without[0], strict=True):
            assert one.splitlines() == two.splitlines()
    lines = TrailEntry.objects.filter(act="release.asked").values_list("detail", "purpose", "subject_type")
    assert len(set(map(str, lines))) == 1


def test_every_class_is_offered_to_everybody_and_complaints_to_nobody(night, sealed):
    page = night.get(in_an_emergency(night, sealed)).text
    for kind in rules.ASKED_FOR:
        assert str(kind.label) in page
    assert str(Kind.PSEA.label) not in page
    url = in_an_emergency(night, sealed)
    told = night.post(f"{url}sealed/", {"kind": Kind.PSEA}, follow=True).text
    assert "Choose what you need to read." in told
    assert not Asking.objects.exists()


def test_that_there_is_none_is_passed_on_in_as_many_bytes_and_with_the_same_lines(night, reader, sealed, harbour):
    nobody = PersonFactory(registered_at=harbour)
    for person in (sealed, nobody):
        asking = ask(night, person)
        assert answer(reader, asking) == 302
    assert "There is no sealed file of this class" in read(night, asking)
    assert len({len(asking.box) for asking in Asking.objects.all()}) == 1
    given = TrailEntry.objects.filter(act__in=["sealed.released", "release.given"]).order_by("pk")
    lines = [(line.act, line.detail.keys(), len(line.detail.get("box", ""))) for line in given]
    assert lines[:2] == lines[2:]


class TestOneFileForTheHour:
    @pytest.fixture
    def asking(self, night, reader, sealed) -> Asking:
        found = ask(night, sealed)
        answer(reader, found)
        found.refresh_from_db()
        return found

    def test_it_opens_in_the_browser_that_asked_and_in_no_other(self, asking, night, at_work, hana):
        assert WORDS in read(night, asking)
        assert "asked for in another browser" in read(at_work(hana), asking)

    def test_neither_half_of_the_one_time_key_opens_anything_alone(self, asking, night):
        """V5: the session's row, or the cookie."""
        (kept,) = [found["asked"] for s in Session.objects.all() if "asked" in (found := s.get_decoded())]
        cookie = night.cookies[passing.COOKIE]
        held = packing.raw(passing.SIGNER.unsign(cookie.value))
        place = packing.release_place(asking.pk, asking.kind, half="private")
        private = unseal(packing.raw(kept[str(asking.pk)]), key=held, place=place)
        assert private not in packing.raw(kept[str(asking.pk)])
        box = packing.release_place(asking.pk, asking.kind, half="box")
        assert notes_passed_on(boxed=bytes(asking.box), private=private, place=box)
        for wrong in (held, new_pair().private):
            with pytest.raises(CannotOpen):
                notes_passed_on(boxed=bytes(asking.box), private=wrong, place=box)
        assert cookie["httponly"]
        assert (cookie["samesite"], cookie["max-age"]) == ("Strict", 3600)

    def test_the_key_opens_no_other_file_and_the_box_stands_for_no_other_asking(
        self, asking, night, grace, opened, amina
    ):
        files.write(by=grace, opened=opened(grace), person=amina, written=Written("note", "x", timezone.localdate()))
        other = ask(night, amina)
        Asking.objects.filter(pk=other.pk).update(box=asking.box, is_released=True, answered_by=grace.user)
        assert "does not open here" in read(night, other)
        one, two = (file_and_key(opened=opened(grace), person=person) for person in (asking.opening.person, amina))
        for file, key in ((one[0], two[1]), (two[0], one[1])):
            with pytest.raises(CannotOpen):
                packing.read_entry(file.entries.get(), file, key=key)

    def test_it_ends_with_the_emergency_and_its_box_is_emptied(self, asking, night, hana):
        night.post(reverse("watch:end", args=[asking.opening.public_id]))
        assert night.get(reverse("watch:released", args=[asking.pk])).status_code == 404
        asking.refresh_from_db()
        assert bytes(asking.box) == b""
        assert "asked" not in night.session
        assert night.cookies[passing.COOKIE]["max-age"] == 0

    def test_it_ends_after_the_hour_and_is_emptied_with_the_next_act(self, asking, night, hana, amina):
        EmergencyOpening.objects.update(until=timezone.now() - timedelta(seconds=1))
        assert night.get(reverse("watch:released", args=[asking.pk])).status_code == 404
        ask(night, amina)
        asking.refresh_from_db()
        assert bytes(asking.box) == b""

    def test_a_colleague_in_an_emergency_of_their_own_reads_nothing_of_it(
        self, asking, at_work, posted, harbour, sealed
    ):
        meron = at_work(posted("meron", Role.MHPSS, harbour))
        in_an_emergency(meron, sealed)
        assert meron.get(reverse("watch:released", args=[asking.pk])).status_code == 404

    def test_another_key_of_the_files_ends_it_too(self, asking, night, grace, opened):
        compartments.change_key(by=grace, opened=opened(grace))
        assert "its key was changed since" in read(night, asking)

    def test_who_is_erased_leaves_nothing_of_it(self, asking, sealed):
        sealed.delete()
        assert not Asking.objects.exists()


def test_a_reader_says_no_and_the_asker_is_told(night, reader, sealed):
    asking = ask(night, sealed)
    answer(reader, asking, "refuse")
    assert (
        "They did not let you read it." in night.get(reverse("watch:emergency", args=[asking.opening.public_id])).text
    )
    assert read(night, asking) == ""
    assert acts("release.refused") == [("release.refused", "grace")]


def test_asked_again_the_first_no_longer_waits(night, reader, sealed):
    ask(night, sealed)
    asking = ask(night, sealed)
    assert Asking.objects.get() == asking


def test_the_review_says_what_was_asked_and_who_let_it_be_read(night, reader, sealed, at_work, selam):
    asking = ask(night, sealed)
    ask(night, sealed, Kind.TRAFFICKING)
    answer(reader, asking)
    page = at_work(selam).get(reverse("watch:review_opening", args=[asking.opening.public_id])).text
    assert "Let to read by" in page
    assert "Grace" in page
    assert "Nobody answered" in page
    assert sealed.code not in page


def test_a_readers_day_asks_as_many_queries_for_five_as_for_one(reader, sealed, harbour, django_assert_num_queries):
    def more(count: int) -> None:
        for _ in range(count):
            AskingFactory(opening=EmergencyOpeningFactory(centre=harbour, person=sealed))

    more(1)
    with CaptureQueriesContext(connection) as counted:
        reader.get("/")
    more(4)
    with django_assert_num_queries(len(counted)):
        assert reader.get("/").text.count("/watch/release/") == 5
