"""A canary in every field of every form of every address, and an error in the middle of what it does: it sings in no
header, cookie, message, address, log, error page or line of the trail."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Checkpoint, Entry
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.tests.factories import PostingFactory
from serai.config.doors import Door
from serai.config.logs import NoValues
from serai.people.models import Name
from serai.referrals.models import PartnerDesk, Referral
from serai.screening.models import Screening
from serai.watch.models import EmergencyOpening
from tests.insider.test_canary import CANARY, opened
from tests.insider.world import ALL, KNOWN, World, address, browser_of, enters

TYPED = {"text", "search", "tel", "email", "url", "password", ""}
EVERYWHERE = (
    "q",
    "typed",
    "name",
    "note",
    "reason",
    "words",
    "told",
    "codes",
    "label",
    "purpose",
    "why",
    "detail",
)
PREFERRED = [Role.CASEWORKER, Role.SUPERVISOR, Role.RECEPTIONIST, Role.MANAGER, Role.DATA_OFFICER, *Role.values]


class Forms(HTMLParser):
    """The fields of each form of a page, by where it sends them: with the canary wherever somebody types."""

    def __init__(self, page: str, url: str) -> None:
        super().__init__()
        self.url, self.found = url, {}
        self._body: dict[str, object] | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        had = {name: value or "" for name, value in attrs}
        if tag == "form":
            goes = (had.get("action") or self.url).split("?")[0]
            self._body = self.found.setdefault(goes, {}) if had.get("method", "").lower() == "post" else None
            return
        name = had.get("name", "")
        if self._body is None or (not name and tag != "option"):
            return
        if tag == "textarea":
            self._body[name] = CANARY
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and had.get("value"):
            self._body.setdefault(self._select, had["value"])
        elif tag == "input":
            self._body[name] = self._value(had, self._body.get(name))

    def handle_endtag(self, tag):
        if tag == "form":
            self._body = None
        if tag == "select":
            self._select = ""

    def _value(self, had, so_far):
        match had.get("type", ""):
            case "hidden":
                return had.get("value", "")
            case "radio" | "checkbox":
                return so_far or had.get("value", "on")
            case "number":
                return had.get("value") or "1"
            case "date" | "datetime-local":
                return had.get("value") or timezone.localdate().isoformat()
            case "file":
                return SimpleUploadedFile(f"{CANARY}.csv", f"name\n{CANARY}\n".encode())
            case kind:
                return CANARY if kind in TYPED else had.get("value", "")


@pytest.fixture
def postings(world: World, harbour) -> dict[str, Posting]:
    """One of each role at Harbour, and one of each of the network's."""
    found = {role: PostingFactory(centre=harbour, role=role) for role in Role.values}
    referral = Referral.objects.get(public_id=world.here.referral)
    PartnerDesk.objects.create(posting=found[Role.PARTNER], organization=referral.service.organization)
    return found


def who_enters(door: Door, postings: dict[str, Posting], world: World) -> Posting:
    """Somebody whom the page lets in, and whom what it shows concerns."""
    if door.name in {"watch:emergency", "watch:end"}:
        opening = EmergencyOpening.objects.get(public_id=world.here.emergency)
        return Posting.objects.filter(user=opening.opened_by).first() or postings[Role.RECEPTIONIST]
    if door.name == "screening:thanks":
        asked = Screening.objects.get(public_id=world.here.screening)
        return PostingFactory(user=asked.filled_by, centre=asked.centre, role=Role.CASEWORKER)
    return next(postings[role] for role in PREFERRED if enters(postings[role], door))


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """What the handlers of the house write, as they write it, down to the smallest note."""
    written, loggers = io.StringIO(), [logging.getLogger(), logging.getLogger("django")]
    handler = logging.StreamHandler(written)
    handler.addFilter(NoValues())
    handler.setFormatter(logging.Formatter("{asctime} {levelname} {name} {message}", style="{"))
    before = [(logger, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    try:
        yield written
    finally:
        for logger, level in before:
            logger.removeHandler(handler)
            logger.setLevel(level)


def trail() -> str:
    lines = Entry.objects.values_list("act", "subject_type", "subject", "person", "purpose", "request", "detail")
    return json.dumps([*lines, *Checkpoint.objects.values_list("heads")])


def leaks(response) -> list[str]:
    """Where the canary sings that is not the page itself."""
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    places = {
        "a header": str(response.headers.items()),
        "a cookie": opened(response.cookies.output()),
        "a message": said,
        "the trail": trail(),
    }
    if response.status_code >= 500:
        places["the page of an error"] = response.text
    return [f"{place}: {text}" for place, text in places.items() if CANARY in text]


def bodies(url: str, forms: dict[str, dict[str, object]]) -> list[dict[str, object]]:
    """The form as it is meant, with the canary where one types; the canary in every field; and in fields it has not."""
    own = forms.get(url, {})
    typed = [name for name in own if name != "next"]  # an address to go back to, which nobody types
    return [own, dict.fromkeys([*typed, *EVERYWHERE], CANARY), {**own, **dict.fromkeys(EVERYWHERE, CANARY)}]


def signed_in_once() -> Callable[[Posting], Client]:
    """A browser of its own for each request, with the session of one sign-in: a sign-in is a third of a request."""
    sessions: dict[int, str] = {}

    def browser(posting: Posting) -> Client:
        if posting.pk not in sessions:
            sessions[posting.pk] = browser_of(posting).cookies[settings.SESSION_COOKIE_NAME].value
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[posting.pk]
        return client

    return browser


def all_forms(world: World, postings: dict[str, Posting]) -> dict[str, dict[str, object]]:
    forms: dict[str, dict[str, object]] = {}
    browser_at = signed_in_once()
    for door in KNOWN:
        browser, url = browser_at(who_enters(door, postings, world)), address(door, world.here, world.service)
        with transaction.atomic():
            response = browser.get(url, {"why": "follow_up"})
            transaction.set_rollback(True)
        if response.status_code == 200 and "html" in response.headers["Content-Type"]:
            for goes, body in Forms(response.text, url).found.items():
                forms.setdefault(goes, body)
    return forms


def got_in(response) -> bool:
    """Whether the page itself answered, and not the guard before it."""
    leads = response.headers.get("Location", "")
    away = (reverse("accounts:sign_in"), reverse("centres:choose_posting"))
    return response.status_code not in {403, 405} and not (response.status_code == 302 and leads.startswith(away))


def test_a_canary_in_every_field_of_every_address_sings_nowhere_else(world, postings):
    """Promise 17. 19 of 20 addresses at least answer by themselves, by looking and by sending."""
    forms, answered, kept = all_forms(world, postings), set(), 0
    browser_at = signed_in_once()
    for door in KNOWN:
        posting, url = who_enters(door, postings, world), address(door, world.here, world.service)
        with logged() as log:
            looked = browser_at(posting).get(url, dict.fromkeys(EVERYWHERE, CANARY) | {"why": "follow_up"})
            sent = []
            for body in bodies(url, forms):
                with transaction.atomic():
                    sent.append(browser_at(posting).post(url, body))
                    assert leaks(sent[-1]) == [], door.name
                    transaction.set_rollback(True)
        assert leaks(looked) == [], door.name
        assert CANARY not in log.getvalue(), door.name
        assert all(response.status_code < 500 for response in (looked, *sent)), door.name
        answered |= {door.name} if any(map(got_in, (looked, *sent))) else set()
        kept += sent[0].status_code == 302 and got_in(sent[0])
    silent = {door.name for door in ALL} - answered
    assert len(silent) * 20 <= len(ALL), silent
    assert kept >= 30


class FailsAtTheTrail:
    """The database refuses in the middle of an operation, and tells every value it was given, as PostgreSQL does."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self.failed = False

    def __call__(self, execute, sql, params, many, context):
        self.values.append(str(params))
        if sql.startswith('INSERT INTO "audit_entry"') and any(CANARY in values for values in self.values):
            self.failed = True
            raise IntegrityError(f"Failing row contains ({self.values}).")
        return execute(sql, params, many, context)


def test_an_error_in_the_middle_of_what_is_sent_tells_no_value(world, postings):
    forms, failed = all_forms(world, postings), set()
    browser_at = signed_in_once()
    for door in KNOWN:
        url, browser = address(door, world.here, world.service), browser_at(who_enters(door, postings, world))
        browser.raise_request_exception = False
        error = FailsAtTheTrail()
        with logged() as log, transaction.atomic():
            with connection.execute_wrapper(error):
                response = browser.post(url, forms.get(url, {}))
            transaction.set_rollback(True)
        if error.failed:
            failed.add(door.name)
            assert response.status_code == 500, door.name
            assert "IntegrityError" in log.getvalue()
            assert CANARY not in response.text
            assert CANARY not in str(response.headers.items())
        assert CANARY not in log.getvalue(), door.name
    assert len(failed) >= 10, failed


REFUSE = {
    "sqlite": ["CREATE TRIGGER refuse BEFORE INSERT ON people_name BEGIN SELECT RAISE(ABORT, 'no names'); END"],
    "postgresql": [
        "SET CONSTRAINTS ALL IMMEDIATE",
        "ALTER TABLE people_name ADD CONSTRAINT refuse CHECK (given <> 'Zanzibird') NOT VALID",
    ],
}


def test_an_error_of_the_database_itself_tells_no_name(world, postings):
    """PostgreSQL writes the whole row into the error of a constraint."""
    given, person = {"given": CANARY, "father": CANARY}, postings[Role.RECEPTIONIST]
    told = {"sex": "male", "age": 30, "nationality": "ETH", "consent_status": "given", **given}
    told |= {"registered_on": timezone.localdate(), "form_token": world.here.person}
    browser = browser_of(person)
    browser.raise_request_exception = False
    with logged() as log, transaction.atomic():
        with connection.cursor() as cursor:
            for sql in REFUSE[connection.vendor]:
                cursor.execute(sql)
        response = browser.post(reverse("registration:register"), told)
        transaction.set_rollback(True)
    assert response.status_code == 500
    assert "IntegrityError" in log.getvalue()
    assert CANARY not in log.getvalue() + response.text
    assert not Name.objects.filter(given=CANARY).exists()


def test_an_address_that_somebody_made_up_is_not_written_down(harbour, postings):
    """A name pasted into the address bar leads nowhere and stays nowhere."""
    with logged() as log:
        for url in (f"/{CANARY}/", f"/people/{CANARY}/", f"/people/?q={CANARY}", f"/reception/queue/{CANARY}/"):
            browser_of(postings[Role.RECEPTIONIST]).get(url)
            Client().get(url)
    assert CANARY not in log.getvalue()
    assert CANARY not in trail()


def test_the_canary_would_be_heard():
    """These tests listen to what the house writes: a line with a name in its own words would be found."""
    with logged() as log:
        logging.getLogger("django.request").error("Registered %s", CANARY)
        assert CANARY in log.getvalue()
        log.truncate(0)
        try:
            raise ValueError(CANARY)
        except ValueError:
            logging.getLogger("django.request").exception("Internal Server Error: /people/?q=%s", CANARY)
    assert "ValueError at" in log.getvalue()
    assert CANARY not in log.getvalue()
