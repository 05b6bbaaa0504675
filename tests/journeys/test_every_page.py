"""Every page that a role can reach by following links, and every form sent with nothing in it: axe, width, console.

On a telephone (360 pixels), left to right and right to left. A page of the same build (same elements, classes and
roles) is given to axe once for each direction; the width and the console are looked at on each page, for each role.
"""

import re
from collections import deque
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Centre, Posting
from serai.centres.rules import roles_that_may
from serai.config.doors import Door, doors
from serai.demo import stage
from serai.insights.operations import release_month
from serai.people.tests.factories import PersonFactory
from serai.sealed.demo import PASSPHRASE
from tests.house.hygiene import Page
from tests.journeys.mornings import Morning, what_happened
from tests.journeys.walks import Walk

TELEPHONE = 360
READERS = {"grace", "nadia"}  # of the demo's sealed files; Kadija, the other one, is met with hers locked
NOT_FOLLOWED = {
    "accounts:sign_out",  # ends the walk
    "accounts:sign_out_elsewhere",
    "accounts:alive",  # no page: an answer without a body
    "set_language",
    "insights:export",  # a file; the day's journey takes it
    "feeds:feed",  # a file; no page links to it
    "imports:answers",  # in the journey of an import
    "registration:register",  # after a search, in test_after_a_form.py
    "screening:thanks",  # after a screening, in test_a_day.py
    "imports:problems",  # a file
    "watch:release",  # in test_two_keys.py
    "watch:released",  # the same
    "",  # not an address of ours
}
ANY_VALUE = {"uuid": "00000000-0000-0000-0000-000000000000", "int": "0", "str": "x", "slug": "x"}
BUILT_BY = ("class", "role", "type", "lang", "dir", "aria-current", "aria-hidden", "disabled", "open")

# A field called "children" or "method" hides that property of its form: attributes and queries cannot be hidden.
FORMS = """() => [...document.querySelectorAll('main form[method=post]')].map((form, number) => ({
    number,
    action: new URL(form.getAttribute("action") || "", location).pathname,
    asks: [...form.querySelectorAll("input, select, textarea")].some(one => one.type !== "hidden"),
}))"""
SEND_EMPTY = """number => {
    const form = document.querySelectorAll('main form[method=post]')[number];
    for (const one of form.querySelectorAll("input:not([type=hidden]), select, textarea")) {
        if (one.type === "radio" || one.type === "checkbox") one.checked = false; else one.value = "";
    }
    HTMLFormElement.prototype.submit.call(form);
}"""


@dataclass
class Crawl:
    """One browser that goes wherever each role's links lead, and notes each fault instead of stopping at it."""

    walk: Walk
    reached: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    builds: set[frozenset[str]] = field(default_factory=set)
    sent: set[tuple[str, str]] = field(default_factory=set)

    def as_role(self, posting: Posting, starts: list[str]) -> None:
        """Each kind of address once for this role."""
        self.walk.is_let_in(posting)
        if posting.user.username in READERS:
            self.unlock()
        seen: set[str] = set()
        waiting = deque(starts)
        while waiting:
            path = waiting.popleft()
            name = _name_of(path)
            if name not in seen | NOT_FOLLOWED:
                seen.add(name)
                waiting.extend(self.links_of(path, posting.role))

    def unlock(self) -> None:
        """Whoever reads sealed files types their passphrase first."""
        self.walk.go(reverse("sealed:unlock"))
        self.look("who unlocks")
        self.walk.fill("passphrase", PASSPHRASE)
        with self.walk.page.expect_navigation():
            self.walk.page.keyboard.press("Enter")

    def links_of(self, path: str, role: str) -> list[str]:
        """Where this page leads. A page built as one seen before is read, but not drawn again."""
        answer = self.walk.page.context.request.get(self.walk.address + path)
        assert answer.status < 500, f"{role}: {path} answers {answer.status}"
        page = Page(answer.text())
        if (build := _build_of(page)) not in self.builds:
            self.builds.add(build)
            self.walk.go(path)
            self.look(role)
            self.send_forms(role, path)
        base = answer.url.removeprefix(self.walk.address)
        self.reached |= {_name_of(path), _name_of(base)} if answer.ok else set()
        return [urljoin(base, one.attrs["href"]) for one in page.named("a") if one.attrs.get("href")]

    def send_forms(self, role: str, path: str) -> None:
        """Each form that asks something, with nothing in it: the page that says so is a page too."""
        is_here = True
        for form in self.walk.page.evaluate(FORMS):
            kind = (_name_of(path), _name_of(form["action"]))
            if form["asks"] and kind not in self.sent and kind[1] not in NOT_FOLLOWED:
                self.sent.add(kind)
                if not is_here:
                    self.walk.go(path)
                is_here = False
                with self.walk.page.expect_navigation():
                    self.walk.page.evaluate(SEND_EMPTY, form["number"])
                self.look(f"{role}, the form for {kind[1]} sent empty")

    def look(self, who: str) -> None:
        try:
            self.walk.is_clean()
        except AssertionError as fault:
            self.faults.append(f"{who}: {fault}")
            self.walk.errors.clear()


def _build_of(page: Page) -> frozenset[str]:
    """What a page is made of: its kinds of element and where they stand, whatever is written in them."""
    return frozenset(
        "|".join([*one.inside, one.tag, *(f"{name}={one.attrs[name]}" for name in BUILT_BY if name in one.attrs)])
        for one in page.all
    )


def _name_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


@pytest.fixture
def obock(transactional_db, settings, tmp_path) -> Morning:
    """The demo's Obock this morning, with what else a page can show: partners, referrals, the figures of a month."""
    today = timezone.localdate()
    stage.network(on=date(2019, 1, 1))
    stage.today(today)
    centre = Centre.objects.get(code="OBO")
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    for number in range(13):
        told = {"sex": "female", "nationality": "YEM"} if number == 12 else {}
        PersonFactory(registered_at=centre, registered_at__registered_on=month, **told)
    release_month(by=None, month=month, today=today)
    settings.ERASED = tmp_path / "erased"
    return what_happened(centre)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_every_role_is_clean_on_a_telephone(walk_in, obock, language):
    crawl = Crawl(walk_in(language, width=TELEPHONE))
    for role in Role:
        posting = Posting.objects.filter(role=role).order_by("pk").first()
        assert posting, role
        crawl.as_role(posting, ["/", *obock.starts.get(role, []), reverse("people:file", args=[obock.child.public_id])])
    crawl.links_of("/no/such/page/", "anybody")
    assert not crawl.faults, f"{len(crawl.faults)} faults:\n" + "\n\n".join(crawl.faults)
    islands = {door.name for door in doors() if door.needs and takes_a_look(door)} - crawl.reached - NOT_FOLLOWED
    assert not islands, f"no link leads there: {sorted(islands)}"


def takes_a_look(door: Door) -> bool:
    """A page, and not only the end of a form."""
    parts = re.findall(r"<(\w+):\w+>", door.route)
    path = "/" + re.sub(r"<\w+:\w+>", "{}", door.route).format(*(ANY_VALUE[part] for part in parts))
    client = Client()
    client.force_login(Posting.objects.filter(role=roles_that_may(door.needs)[0]).order_by("pk").first().user)
    return client.get(path).status_code != 405
