"""Asks the whole application, middleware and all, thousands of times: without what the test client looks at beside the
answer (tests/house/hygiene.py), and so that nothing asked here changes anything for what is asked next."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Centre, Posting
from serai.centres.rules import NETWORK_ROLES
from serai.centres.tests.factories import PostingFactory
from tests.second_line import as_the_pages


class Answer(StrEnum):
    OPEN = "open"  # the page, the next one, or a sentence about what was sent
    REFUSED = "refused"  # not for this role
    NOTHING = "nothing"  # there is no such thing, or not for this posting: nobody can tell which
    NOT_SO = "not so"  # there is a page, and it takes no such request
    SIGN_IN = "sign in first"
    NO_POSTING = "no posting today"
    BROKEN = "broken"


@dataclass(frozen=True)
class Asker:
    """Who asks: a role at a centre or for the whole network, or somebody without a posting of today."""

    role: str
    place: str = "centre"  # centre, network, nowhere

    def __str__(self) -> str:
        return f"{self.role} ({self.place})"

    def posting(self, centre: Centre) -> Posting | None:
        """Its posting; ended, still to come, or of a closed account, where that is what is tried."""
        if self.role == "anonymous":
            return None
        today, role = timezone.localdate(), self.role if self.place != "nowhere" else Role.CASEWORKER
        made = PostingFactory(role=role, centre=None if self.place == "network" else centre)
        if self.role == "ended":
            Posting.objects.filter(pk=made.pk).update(ends_on=today - timedelta(days=1))
        if self.role == "not begun":
            Posting.objects.filter(pk=made.pk).update(starts_on=today + timedelta(days=1))
        return made


AT_WORK = [Asker(role) for role in Role.values] + [Asker(role, "network") for role in sorted(NETWORK_ROLES)]
NOT_AT_WORK = [Asker(role, "nowhere") for role in ("anonymous", "closed account", "ended", "not begun")]
ASKERS = [*AT_WORK, *NOT_AT_WORK]


@dataclass(frozen=True)
class Told:
    """What an answer tells: all that two answers may differ in."""

    answer: Answer
    status: int
    words: str
    headers: tuple[str, ...]
    queries: int


class Asking:
    """One asker with a session of their own. Whoever asks does so within `taken_back()`."""

    def __init__(self, posting: Posting | None, *, closes: bool = False) -> None:
        browser = Client()
        if posting is not None:
            browser.force_login(posting.user)
        if posting is not None and closes:
            posting.user.is_active = False
            posting.user.save()
        self.application, self.factory = WSGIHandler(), RequestFactory()
        self.cookie = "; ".join(f"{name}={cookie.value}" for name, cookie in browser.cookies.items())

    def __call__(self, method: str, url: str, *, to_the_byte: bool = True) -> Told:
        """The answer; its words only where they are to be compared."""
        request = self.factory.generic(method, url, headers={"Cookie": self.cookie})
        request._dont_enforce_csrf_checks = True  # as the test client; forged forms have a test of their own
        with counted() as queries:
            response = self.application.get_response(request)
        words = ""
        if to_the_byte:
            words = re.sub(UNLIKE, "", response.content.decode("utf-8", "replace").replace(url, "ADDRESS"))
        return Told(answer_of(response), response.status_code, words, tuple(sorted(response.headers)), queries[0])

    def each(self, asked: Iterable[tuple[str, str]], *, to_the_byte: bool) -> Iterator[Told]:
        """The answers of many, each as if it were the first."""
        with taken_back() as take_back:
            for method, url in asked:
                yield self(method, url, to_the_byte=to_the_byte)
                take_back()


@contextmanager
def taken_back() -> Iterator[Callable[[], None]]:
    """Here pages are asked for, by the account that serves them; what is given takes back all that they did so far."""
    with transaction.atomic(), as_the_pages():
        point = transaction.savepoint_create()

        def take_back() -> None:
            transaction.set_rollback(False)
            transaction.savepoint_rollback(point)

        yield take_back
        take_back()


# What is another one in every answer: the token against forgery, and ids as long as another.
UNLIKE = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
)
OPEN = {200, 204, 302, 400, 409, 413, 429}
LEADS = {"accounts:sign_in": Answer.SIGN_IN, "centres:choose_posting": Answer.NO_POSTING}
BY_STATUS = {403: Answer.REFUSED, 404: Answer.NOTHING, 405: Answer.NOT_SO}


def answer_of(response: HttpResponseBase) -> Answer:
    leads_to = response.headers.get("Location", "")
    for page, answer in LEADS.items() if leads_to else ():
        if leads_to.startswith(reverse(page)):
            return answer
    return Answer.OPEN if response.status_code in OPEN else BY_STATUS.get(response.status_code, Answer.BROKEN)


FRAME = "<title>{% block title %}{% endblock %}</title>{% block head %}{% endblock %}{% block main %}{% endblock %}"


def narrow_frame(settings: Any) -> None:
    """Eighty thousand pages without the frame that is around each of them, refusals without their page, and a session that
    is in its cookie instead of a table: all are the same whatever is asked for, have tests of their own, and are half
    of the work."""
    (templates,) = settings.TEMPLATES
    same = {"ui/base.html": FRAME, "ui/error_403.html": "refused"}
    loaders = [("django.template.loaders.locmem.Loader", same), *LOADERS]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    options = {**templates["OPTIONS"], "loaders": [("django.template.loaders.cached.Loader", loaders)]}
    settings.TEMPLATES = [{**templates, "APP_DIRS": False, "OPTIONS": options}]
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "serai.ui.middleware.NotThisWay"]


LOADERS = ["django.template.loaders.app_directories.Loader"]


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many questions the database is asked."""
    number = [0]

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        number[0] += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        yield number


@contextmanager
def unheard() -> Iterator[None]:
    """Thousands of refusals are no news for the log."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
