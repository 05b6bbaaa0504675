"""What a reader sees and does, what others see, and what happens after ten minutes."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.accounts.again import PROVED_AT
from serai.audit.models import Entry as TrailEntry
from serai.centres.choices import Role
from serai.centres.models import Decision, Posting
from serai.centres.rules import May, permissions_of
from serai.keys.envelope import unseal
from serai.keys.place import CannotOpen
from serai.people.tests.factories import PersonFactory
from serai.sealed import access, packing
from serai.sealed.choices import Kind
from serai.sealed.models import Admission, Compartment, Entry, Letter, Member, OwnKey, SealedFile, Share
from serai.sealed.operations import files
from serai.sealed.operations.files import Written
from serai.sealed.tests.conftest import WORDS
from serai.sealed.tests.test_operations import DAY, letter_about

TODAY = timezone.localdate
NOBODY = UUID(int=0)


def entry(**more):
    said = {"kind": "talk", "on": TODAY().isoformat(), "words": "She is safe tonight.", "next_step": "", "due_on": ""}
    return said | {"form_token": "5f0c0e0a-0000-4000-8000-000000000001"} | more


def file_url(person, kind=Kind.GBV):
    return reverse("sealed:file", args=[kind, person.public_id])


@pytest.fixture
def browser(gbv, unlocked, grace):
    return unlocked(grace)


def test_a_focal_point_makes_a_key_seals_the_class_and_writes(at_work, grace, bilal):
    browser = at_work(grace)
    assert "Make my key" in browser.get(reverse("sealed:home")).text
    browser.post(reverse("sealed:make_key"), {"passphrase": WORDS, "again": WORDS})
    assert OwnKey.objects.get().user == grace.user
    page = browser.get(reverse("sealed:set_up", args=[Kind.GBV])).text
    assert "You are the first reader" in page
    browser.post(reverse("sealed:set_up", args=[Kind.GBV]))
    assert browser.post(file_url(bilal), entry()).status_code == 302
    page = browser.get(file_url(bilal)).text
    assert "She is safe tonight." in page
    assert "Bilal Ahmed" in browser.get(reverse("sealed:caseload", args=[Kind.GBV])).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"passphrase": "short", "again": "short"}, "Use at least twenty characters."),
        ({"passphrase": WORDS, "again": WORDS + "x"}, "The two are not the same."),
        ({"passphrase": "x" * 30, "again": "x" * 30}, "four different words"),
        ({"passphrase": WORDS}, "This field is required."),
    ],
)
def test_a_weak_or_mistyped_passphrase_is_told(at_work, grace, typed, told):
    assert told in at_work(grace).post(reverse("sealed:make_key"), typed).text
    assert not OwnKey.objects.exists()


def test_a_wrong_passphrase_opens_nothing(gbv, at_work, grace):
    browser = at_work(grace)
    page = browser.post(reverse("sealed:unlock"), {"passphrase": "not the words at all"})
    assert "do not open your key" in page.text
    assert access.COOKIE not in page.cookies
    assert TrailEntry.objects.filter(act="sealed.refused").count() == 1


def test_unlocking_leads_back_to_where_one_wanted_to_go_and_nowhere_else(gbv, at_work, grace, bilal):
    browser = at_work(grace)
    asked = browser.get(file_url(bilal))
    assert asked.url.startswith(reverse("sealed:unlock"))
    assert browser.post(asked.url, {"passphrase": WORDS}).url == file_url(bilal)
    elsewhere = reverse("sealed:unlock", query={"next": "https://evil.example/"})
    assert browser.post(elsewhere, {"passphrase": WORDS}).url == reverse("sealed:home")


def test_the_key_lies_in_two_halves_neither_of_which_opens_anything(gbv, browser, grace, ring):
    """V5: with the session's row, and with the cookie, each alone."""
    private = ring(grace).private
    (kept,) = [found["sealed"] for s in Session.objects.all() if "sealed" in (found := s.get_decoded())]
    cookie = browser.cookies[access.COOKIE]
    held = packing.raw(access.SIGNER.unsign(cookie.value))
    assert private not in packing.raw(kept["private"])
    assert private != held
    with pytest.raises(CannotOpen):
        unseal(packing.raw(kept["private"]), key=b"\0" * 32, place=access._place(kept["id"]))
    assert unseal(packing.raw(kept["private"]), key=held, place=access._place(kept["id"])) == private
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["max-age"]) == ("Strict", 600)


def aged(browser, *, minutes):
    """The browser's half as it was left so long ago, while its user worked on other pages."""
    held = access.SIGNER.unsign(browser.cookies[access.COOKIE].value)
    with time_machine.travel(timezone.now() - timedelta(minutes=minutes)):
        browser.cookies[access.COOKIE] = access.SIGNER.sign(held)


def test_ten_idle_minutes_lock_and_what_was_typed_stays(browser, bilal):
    """Nothing typed is lost: the words come back, with the passphrase below them."""
    aged(browser, minutes=11)
    page = browser.post(file_url(bilal), entry(words="A long talk."))
    assert "Locked while you were writing" in page.text
    assert "A long talk." in page.text
    assert browser.get(file_url(bilal)).status_code == 302
    assert not Entry.objects.exists()
    wrong = browser.post(file_url(bilal), entry(words="A long talk.", passphrase="wrong words of mine"))
    assert "do not open your key" in wrong.text
    assert "A long talk." in wrong.text
    assert browser.post(file_url(bilal), entry(words="A long talk.", passphrase=WORDS)).status_code == 302
    assert "A long talk." in browser.get(file_url(bilal)).text


def test_working_keeps_it_open(browser, bilal):
    for _ in range(3):
        aged(browser, minutes=8)
        assert browser.get(file_url(bilal)).status_code == 200


def test_locking_and_signing_out_drop_both_halves(browser, bilal, grace):
    held = browser.cookies[access.COOKIE].value
    assert browser.post(reverse("sealed:lock")).cookies[access.COOKIE]["max-age"] == 0
    browser.cookies[access.COOKIE] = held
    assert browser.get(file_url(bilal)).status_code == 302
    browser.post(reverse("sealed:unlock"), {"passphrase": WORDS})
    held = browser.cookies[access.COOKIE].value
    browser.post(reverse("accounts:sign_out"))
    again = Client()
    again.force_login(grace.user)
    again.cookies[access.COOKIE] = held
    assert again.get(file_url(bilal)).status_code == 302


def test_another_users_half_opens_nothing(browser, at_work, ruth, bilal, ring):
    ring(ruth)
    other = at_work(ruth)
    other.cookies[access.COOKIE] = browser.cookies[access.COOKIE].value
    assert other.get(file_url(bilal)).status_code == 302


@pytest.mark.parametrize("page", ["caseload", "readers", "trail"])
def test_whoever_does_not_read_finds_nothing_there(gbv, unlocked, ruth, page):
    browser = unlocked(ruth)
    answers = [browser.get(reverse(f"sealed:{page}", args=[kind])) for kind in (Kind.GBV, Kind.MEDICAL, "nonsense")]
    assert [answer.status_code for answer in answers] == [404] * 3


def test_somebody_out_of_reach_and_nobody_are_the_same(browser, station):
    elsewhere = PersonFactory(registered_at=station)
    for person in (elsewhere, PersonFactory.build()):
        assert browser.get(file_url(person)).status_code == 404
        assert browser.post(file_url(person), entry()).status_code == 404


def test_a_reader_at_another_centre_reads_nothing_there(browser, grace, station, bilal):
    """The key is of a centre; a posting elsewhere does not carry it along."""
    grace.centre = station
    grace.save()
    assert browser.get(reverse("sealed:caseload", args=[Kind.GBV])).status_code == 404


def test_bad_input_is_told_and_kept(browser, bilal):
    page = browser.post(file_url(bilal), entry(on="yesterday", words="Kept all the same."))
    assert "Enter a valid date." in page.text
    assert "Kept all the same." in page.text
    assert not Entry.objects.exists()


def test_searching_is_in_memory_and_never_in_an_address(browser, grace, opened, bilal, amina):
    for person, words in ((bilal, "The clinic in Ébo"), (amina, "The school")):
        files.write(by=grace, opened=opened(grace), person=person, written=Written("note", words, DAY))
    url = reverse("sealed:caseload", args=[Kind.GBV])
    found = browser.post(url, {"typed": "ebo clinic"}).text
    assert str(bilal.public_id) in found
    assert str(amina.public_id) not in found
    assert "These words stand in no sealed file here." in browser.post(url, {"typed": "nowhere"}).text


def test_a_letter_waits_and_is_put_into_the_file(browser, grace, bilal):
    files.send_letters(centre_id=grace.here, said={Kind.GBV: letter_about(bilal)})
    page = browser.get(reverse("sealed:caseload", args=[Kind.GBV])).text
    assert "Bilal Ahmed" in page
    assert "Overdue" in page
    letter = Letter.objects.get()
    moved = browser.post(reverse("sealed:take_letter", args=[Kind.GBV, letter.pk]))
    assert moved.url == file_url(bilal)
    assert browser.post(reverse("sealed:take_letter", args=[Kind.GBV, letter.pk])).status_code == 404


def test_unlocking_clears_away_the_letters_that_say_nothing(gbv, at_work, grace, bilal):
    files.send_letters(centre_id=grace.here, said={})
    files.send_letters(centre_id=grace.here, said={Kind.GBV: letter_about(bilal)})
    browser = at_work(grace)
    assert "2 letters since somebody last unlocked" in browser.get(reverse("centres:today")).text
    browser.post(reverse("sealed:unlock"), {"passphrase": WORDS})
    assert "1 letter since" in browser.get(reverse("centres:today")).text


def test_readers_are_proposed_agreed_to_and_given_the_key(browser, grace, selam, ruth, ring, at_work):
    ring(ruth)
    page = reverse("sealed:readers", args=[Kind.GBV])
    browser.post(reverse("sealed:propose", args=[Kind.GBV]), {"user": ruth.user_id})
    supervisor = at_work(selam)
    asked = supervisor.get(reverse("centres:decisions")).text
    assert "A new reader of sealed files" in asked
    decision = reverse("centres:decision", args=[Decision.objects.get().public_id])
    assert "Ruth" in supervisor.get(decision).text
    supervisor.post(decision, {"answer": "agree"})
    assert "Agreed, waits for the key" in browser.get(page).text
    browser.post(reverse("sealed:hand_over", args=[Kind.GBV, Admission.objects.get().pk]))
    assert Member.objects.filter(user=ruth.user).exists()
    browser.post(reverse("sealed:remove", args=[Kind.GBV, Member.objects.get(user=ruth.user).pk]))
    assert Compartment.objects.get().epoch == 2
    assert not Member.objects.filter(user=ruth.user).exists()


def test_leaving_and_changing_the_key(gbv, browser, reads_too, ruth, unlocked):
    unlocked(reads_too(ruth)).post(reverse("sealed:leave", args=[Kind.GBV]))
    assert "Somebody no longer reads here" in browser.get(reverse("sealed:readers", args=[Kind.GBV])).text
    browser.post(reverse("sealed:change_key", args=[Kind.GBV]))
    assert Compartment.objects.get().epoch == 2
    assert "Changed the key of sealed files" in browser.get(reverse("sealed:trail", args=[Kind.GBV])).text


def test_holders_are_chosen_and_bring_a_lost_key_back(
    browser, grace, selam, dima, posted, harbour, station, ring, unlocked
):
    daniel = posted("daniel", Role.DATA_PROTECTION, None)
    gloria = posted("gloria", Role.GBV, harbour)
    for one in (selam, dima, daniel, gloria):
        ring(one)
    chosen = {"users": [selam.user_id, dima.user_id, daniel.user_id]}
    browser.post(reverse("sealed:choose_holders", args=[Kind.GBV]), chosen)
    assert Share.objects.count() == 6
    url = reverse("sealed:help_recover", args=[Compartment.objects.get().pk])
    first, second = unlocked(dima), unlocked(selam)
    assert "Give my part for this colleague" in first.get(reverse("sealed:held")).text
    first.post(url, {"user": gloria.user_id})
    assert "It waits for a second holder" in first.get(reverse("sealed:held")).text
    Posting.objects.filter(user=gloria.user).update(role=Role.CASEWORKER)
    second.post(url, {"finish": "1"})
    assert "Give my part for this colleague" in second.get(reverse("sealed:held")).text
    assert not Member.objects.filter(user=gloria.user).exists()
    Posting.objects.filter(user=gloria.user).update(role=Role.GBV)
    second.post(url, {"finish": "1"})
    assert Member.objects.filter(user=gloria.user).exists()
    who_reads = reverse("sealed:readers", args=[Kind.GBV])
    assert "No longer works here" not in browser.get(who_reads).text
    Posting.objects.filter(user=selam.user).update(centre=station)
    assert browser.get(who_reads).text.count("No longer works here") == 1


def test_another_passphrase_is_taken_only_while_it_is_open(browser, at_work, grace):
    new = "nine blue doors in the wind"
    assert at_work(grace).post(reverse("sealed:passphrase"), {"passphrase": new, "again": new}).status_code == 302
    assert browser.post(reverse("sealed:unlock"), {"passphrase": WORDS}).status_code == 302
    browser.post(reverse("sealed:passphrase"), {"passphrase": new, "again": new})
    assert browser.post(reverse("sealed:unlock"), {"passphrase": WORDS}).status_code == 200
    assert browser.post(reverse("sealed:unlock"), {"passphrase": new}).status_code == 302


def six_minutes_later(browser):
    """The password was given too long ago for what weighs most; the sealed files are still open."""
    session = browser.session
    session[PROVED_AT] -= 360
    session.save()


ACTS_ON_KEYS = ["propose", "change_key", "choose_holders", "leave"]


@pytest.mark.parametrize("act", [*ACTS_ON_KEYS, "set_up", "hand_over", "remove", "help_recover"])
def test_an_act_on_keys_asks_again_who_is_there(browser, posted, harbour, unlocked, act):
    """A machine that is left open with the files unlocked lets nobody in for good."""
    if act == "help_recover":
        browser = unlocked(posted("selam", Role.SUPERVISOR, harbour))
    more = {"remove": [Member.objects.get().pk], "hand_over": [NOBODY]}.get(act, [])
    url = reverse(f"sealed:{act}", args=[NOBODY] if act == "help_recover" else [Kind.GBV, *more])
    six_minutes_later(browser)
    page = browser.post(url)
    assert page.status_code == 403
    assert "again_password" in page.text
    assert Compartment.objects.get().epoch == 1
    assert Member.objects.count() == 1


@pytest.mark.parametrize("page", ["make_key", "passphrase"])
def test_ones_own_key_asks_again_too(browser, page):
    six_minutes_later(browser)
    assert browser.get(reverse(f"sealed:{page}")).status_code == 403


def test_to_read_and_to_write_the_passphrase_is_enough(browser, bilal):
    six_minutes_later(browser)
    assert browser.get(file_url(bilal)).status_code == 200
    assert browser.post(file_url(bilal), entry()).status_code == 302


def test_changed_rows_are_told_and_break_no_page(browser, grace, opened, bilal):
    files.write(by=grace, opened=opened(grace), person=bilal, written=Written("note", "words", DAY))
    Entry.objects.update(body=b"changed")
    assert "changed outside the program" in browser.get(file_url(bilal)).text
    assert "changed outside the program" in browser.get(reverse("sealed:caseload", args=[Kind.GBV])).text


@pytest.mark.parametrize("changed", [Entry, SealedFile])
def test_a_changed_row_keeps_nobody_from_taking_a_key_away(
    browser, reads_too, ruth, grace, opened, bilal, amina, changed
):
    """Else a reader with a hand on the database could not be got rid of; and it goes on being told."""
    for person in (bilal, amina):
        files.write(by=grace, opened=opened(grace), person=person, written=Written("note", "words", DAY))
    about = SealedFile.objects.get(token=opened(grace).token(bilal.public_id))
    rows = Entry.objects.filter(file=about) if changed is Entry else SealedFile.objects.filter(pk=about.pk)
    rows.update(body=b"changed")
    member = Member.objects.get(user=reads_too(ruth).user)
    browser.post(reverse("sealed:remove", args=[Kind.GBV, member.pk]))
    browser.post(reverse("sealed:change_key", args=[Kind.GBV]))
    assert not Member.objects.filter(user=ruth.user).exists()
    assert Compartment.objects.get().epoch == 3
    assert "changed outside the program" in browser.get(reverse("sealed:caseload", args=[Kind.GBV])).text
    assert "words" in browser.get(file_url(amina)).text
    if changed is Entry:  # a file that does not say whose it is cannot be told on anybody's page
        assert "changed outside the program" in browser.get(file_url(bilal)).text
        assert "This does not open with your key." in browser.post(file_url(bilal), entry()).text


def test_the_list_asks_as_many_queries_for_five_as_for_one(browser, grace, opened, harbour, django_assert_num_queries):
    def write(count):
        for person in PersonFactory.create_batch(count, registered_at=harbour):
            files.write(by=grace, opened=opened(grace), person=person, written=Written("note", "words", DAY))

    url = reverse("sealed:caseload", args=[Kind.GBV])
    write(1)
    with django_assert_num_queries(13) as counted:
        browser.get(url)
    write(4)
    with django_assert_num_queries(len(counted)):
        browser.get(url)


@pytest.mark.parametrize("role", Role.values)
def test_a_file_and_the_day_are_byte_for_byte_the_same_with_and_without(
    gbv, grace, opened, harbour, posted, at_work, bilal, role
):
    """Statement 26: for whoever does not read it, a person with a sealed file is a person without one."""
    files.write(
        by=grace, opened=opened(grace), person=PersonFactory(registered_at=harbour), written=Written("note", "x", DAY)
    )
    browser = at_work(posted("somebody", role, harbour))

    def told():
        pages = [reverse("centres:today"), reverse("sealed:home"), reverse("centres:decisions")]
        pages += [reverse("people:file", args=[bilal.public_id]) + "?why=follow_up", reverse("screening:tasks")]
        pages += [reverse("insights:month"), reverse("insights:export", args=["csv"]), reverse("oversight:review")]
        found = browser.post(reverse("search:search"), {"typed": "Bilal"})
        return [found.content, *(browser.get(page).content for page in pages)]

    before = _plain(told())
    files.write(by=grace, opened=opened(grace), person=bilal, written=Written("note", "words", DAY))
    files.send_letters(centre_id=harbour.pk, said={Kind.GBV: letter_about(bilal)})
    for now, then in zip(_plain(told()), before, strict=True):
        assert now.splitlines() == then.splitlines()
    if May.SEE_BASIC_FILE in permissions_of(role):
        assert "violence" not in before[4].lower() or role == Role.GBV


# Each form's own token, and the reader's own openings.
CHANGES = re.compile(r'name="(csrfmiddlewaretoken|client_token)" value="[^"]+"|<tr><td class="nowrap">[^\n]+</tr>')


def _plain(pages):
    return [CHANGES.sub("", page.decode()) for page in pages]


def test_no_look_at_a_sealed_file_leaves_no_line(browser, bilal):
    """Not the one of a form that cannot be kept, nor the list with its next steps, nor words looked for in it."""
    browser.post(file_url(bilal), entry(next_step="Call the clinic"))
    listed = reverse("sealed:caseload", args=[Kind.GBV])
    lines = TrailEntry.objects.filter(act="sealed.opened")
    looks = [
        lambda: browser.post(file_url(bilal), entry(words="", form_token="")),
        lambda: browser.get(listed),
        lambda: browser.post(listed, {"typed": "clinic"}),
    ]
    for look in looks:
        before = lines.count()
        assert "Call the clinic" in look().text
        assert lines.count() == before + 1
    assert set(lines.latest("pk").detail) == {"box"}
    page = browser.get(reverse("sealed:trail", args=[Kind.GBV])).text
    assert page.count("Looked through the list of sealed files") == 2
