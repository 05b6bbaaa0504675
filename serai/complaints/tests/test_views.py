"""What whoever writes sees, what the focal point sees, and that nobody else sees anything."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry as TrailEntry
from serai.centres.choices import Role
from serai.centres.rules import NETWORK_ROLES
from serai.complaints import queries, rules
from serai.complaints.tests.conftest import MARK, SAID
from serai.sealed.models import Letter

WRITE, REPORTS = reverse("complaints:write"), reverse("complaints:reports")
TICKET = re.compile(r'<p class="token"><bdi dir="ltr">([0-9A-Z-]+)</bdi>')
TOKEN = UUID("5f0c0e0a-0000-4000-8000-000000000001")


TOLD_NOTHING = [
    Role.GUARD, Role.RECEPTIONIST, Role.CASEWORKER, Role.SUPERVISOR, Role.MANAGER, Role.DATA_PROTECTION, Role.PSEA,
    Role.COORDINATOR, Role.ADMINISTRATOR,
]  # fmt: skip


def typed(**more):
    return {"form_token": str(TOKEN), "what": f"{MARK} She told me of a man at the gate."} | more


def report_url(number=1):
    return reverse("complaints:report", args=[rules.row_of(UUID(int=number))])


@pytest.mark.parametrize("role", Role.values)
def test_whoever_works_somewhere_can_write_and_sees_the_ticket_once(
    begun, posted, harbour, at_work, role, nadia, opened
):
    browser = at_work(posted("somebody", role, None if role in NETWORK_ROLES else harbour))
    assert WRITE in browser.get("/").text
    page = browser.get(WRITE).text
    assert "Do not look into it" in page
    assert "They lose no help" in page
    assert nadia.user.display_name in page
    lines = TrailEntry.objects.count()
    sent = browser.post(WRITE, typed())
    (ticket,) = TICKET.findall(sent.text)
    assert "no-store" in sent["Cache-Control"]
    assert TrailEntry.objects.count() == lines
    kept = [str(session.get_decoded()) for session in Session.objects.all()] + [str(browser.cookies)]
    assert not any(ticket in told or MARK in told for told in kept)
    assert ticket not in browser.get(WRITE).text
    (report,) = queries.reports(opened=opened(nadia))
    assert report.told["ticket"] == rules.mark_of(ticket)
    assert report.told["named"] is None


def test_everything_that_is_asked_arrives(begun, rita, at_work, nadia, opened, unlocked):
    said = {name: getattr(SAID, name) for name in SAID.__dataclass_fields__}
    assert at_work(rita).post(WRITE, typed(**said, named="on")).status_code == 200
    (report,) = queries.reports(opened=opened(nadia))
    assert {name: report.told[name] for name in said} == said
    page = unlocked(nadia).get(reverse("complaints:report", args=[report.pk])).text
    for words in ("Female", "15–17", "Amharic", "Tuesday", "A doctor or nurse", rita.user.display_name):
        assert words in page


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"what": ""}, "This field is required."),
        ({"what": "x" * 2001}, "at most 2000 characters"),
        ({"what": "𐎠" * 2000}, "longer than can be sealed"),
        ({"sex": "zebra"}, "Select a valid choice"),
        ({"form_token": "zebra"}, ""),
    ],
)
def test_what_cannot_be_taken_is_told_and_stays_typed(begun, rita, at_work, more, told):
    page = at_work(rita).post(WRITE, typed(where="Behind the store", **more)).text
    assert told in page
    assert "Behind the store" in page
    assert not TICKET.findall(page)
    assert not Letter.objects.exists()


def test_before_a_focal_point_begins_nothing_is_asked_and_nothing_kept(rita, at_work):
    browser = at_work(rita)
    assert "No focal point reads reports here yet" in browser.get(WRITE).text
    assert "No focal point reads reports here yet" in browser.post(WRITE, typed()).text
    assert not Letter.objects.exists()


def test_the_focal_point_begins_unlocks_reads_and_writes(nadia, gabriel, at_work, unlocked, ring):
    ring(nadia)
    browser = unlocked(nadia)
    assert "Nobody can report anything yet" in browser.get("/").text
    browser.post(reverse("sealed:set_up", args=["psea"]))
    assert "Nobody can report anything yet" not in browser.get("/").text
    assert "No report was written" in browser.get(REPORTS).text
    at_work(gabriel).post(WRITE, typed())
    assert "Acknowledge" in browser.get(REPORTS).text
    url = reverse("complaints:report", args=[rules.row_of(TOKEN)])
    assert "Nothing yet. Acknowledge it first." in browser.get(url).text
    said = {"form_token": str(UUID(int=9)), "kind": "acknowledged", "words": "Called the nurse."}
    assert browser.post(url, said).url == url
    page = browser.get(url).text
    assert "Called the nurse." in page
    assert "Say how it stands" in page
    assert browser.get(reverse("sealed:caseload", args=["psea"])).url == REPORTS
    trail = browser.get(reverse("sealed:trail", args=["psea"])).text
    assert "Wrote in a sealed file" in trail
    assert "Opened a sealed file" in trail


def test_what_is_overdue_says_so(reported, nadia, unlocked):
    with time_machine.travel(timezone.now() - timedelta(hours=25)):
        reported(1)
    reported(2)
    assert unlocked(nadia).get(REPORTS).text.count("Overdue") == 1


def test_a_ticket_is_looked_up_without_standing_in_an_address(reported, nadia, unlocked):
    ticket = reported(1)
    reported(2)
    browser = unlocked(nadia)
    assert browser.post(REPORTS, {"ticket": rules.shown(ticket).lower()}).url == report_url(1)
    wrong = browser.post(REPORTS, {"ticket": "0000-0000-0000"}).text
    assert "No report has this ticket" in wrong
    assert "0000-0000-0000" in wrong


def test_locked_while_writing_nothing_is_lost(reported, nadia, at_work, unlocked):
    """Writing needs no key. What cannot be taken stays typed, and shows nothing of the report."""
    reported()
    browser = at_work(nadia)
    assert browser.get(report_url()).url.startswith(reverse("sealed:unlock"))
    assert browser.get(REPORTS).url.startswith(reverse("sealed:unlock"))
    wrong = browser.post(report_url(), {"form_token": str(UUID(int=9)), "kind": "zebra", "words": "Half a word"}).text
    assert "Half a word" in wrong
    assert MARK not in wrong
    browser.post(report_url(), {"form_token": str(UUID(int=9)), "kind": "done", "words": "Half a word"})
    assert "Half a word" in unlocked(nadia).get(report_url()).text


def test_a_focal_point_who_reads_nothing_finds_nothing_and_writes_nothing(reported, posted, unlocked):
    reported()
    browser = unlocked(posted("lila", Role.PSEA, None))
    said = {"form_token": str(UUID(int=9)), "kind": "done", "words": "Mine"}
    assert browser.get(REPORTS).status_code == 404
    assert browser.get(report_url()).status_code == 404
    assert browser.post(report_url(), said).status_code == 404
    assert Letter.objects.count() == 1


def test_what_is_not_there_is_not_there(reported, nadia, unlocked):
    reported()
    assert unlocked(nadia).get(report_url(7)).status_code == 404


def test_the_list_asks_as_often_for_five_as_for_one(reported, nadia, unlocked):
    reported(1)
    browser = unlocked(nadia)
    browser.get(REPORTS)
    with CaptureQueriesContext(connection) as one:
        browser.get(REPORTS)
    for number in range(2, 6):
        reported(number)
    with CaptureQueriesContext(connection) as five:
        page = browser.get(REPORTS).text
    assert all(report_url(number) in page for number in range(1, 6))
    assert len(five) == len(one)


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.PSEA])
def test_nobody_but_the_focal_point_enters(reported, posted, harbour, at_work, role):
    """Statement 45: whoever administers reads none of it."""
    reported()
    browser = at_work(posted("somebody", role, None if role in NETWORK_ROLES else harbour))
    for url in (REPORTS, report_url()):
        assert browser.get(url).status_code == 403


@pytest.mark.parametrize("role", TOLD_NOTHING)
def test_every_page_is_the_same_to_the_last_byte_with_and_without_a_report(reported, posted, harbour, at_work, role):
    """Statement 45: the manager who is named in a report, and everybody else, is told nothing; nor is the writer."""
    browser = at_work(posted("somebody", role, None if role in NETWORK_ROLES else harbour))
    pages = ["centres:today", "centres:decisions", "centres:here", "sealed:home", "sealed:held", "oversight:review"]
    pages += ["oversight:checkpoint", "watch:alarms", "insights:month", "privacy:requests", "privacy:retention"]
    pages += ["complaints:write", "complaints:reports", "screening:tasks", "reception:queues", "vault:lock"]

    def told():
        return [CHANGES.sub("", browser.get(reverse(page)).text) for page in pages]

    told()
    before = told()
    reported()
    for now, then in zip(told(), before, strict=True):
        assert now.splitlines() == then.splitlines()


# Each form's own token, and the reader's own openings.
CHANGES = re.compile(r'name="(csrfmiddlewaretoken|form_token)" value="[^"]+"|<tr><td class="nowrap">[^\n]+</tr>')
