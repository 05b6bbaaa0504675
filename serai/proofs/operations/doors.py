"""Promise 5: each page lets in the roles that it names. Promise 12: nobody out of reach learns who is here."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.rules import permissions_of
from serai.people.rules import aged
from serai.proofs import markers, people, scratch
from serai.proofs.ground import Ground, Page
from serai.proofs.rules import Found, judged
from serai.proofs.words import controlled
from serai.registration.operations.registration import Told, register_person

REFUSED = {403, 405}  # 405: this page takes no such request, from anybody
ABOUT_A_PERSON = re.compile(r"(^(people|registration|screening|teams)|/(people|person|of))/<uuid:public_id>")
SECRET_OF_A_FORM = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')

type Cell = tuple[str, str, str]  # the page, the role, the method


def walk(ground: Ground) -> Found:
    """Ask every page as every role, and as nobody, and compare each answer with the table of permissions."""
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        asked, wrong = walked(ground.pages)
    told = _(
        "Pages: {pages}, roles: {roles}, questions asked: {asked}. Answers that are not those of the table: {wrong}."
    )
    roles = len(Role.values) + 1
    said = told.format(pages=len(ground.pages), roles=roles, asked=asked, wrong=len(wrong))
    if wrong:
        said += " " + ", ".join(" ".join(cell) for cell in sorted(wrong)[:5])
    return judged(holds=asked > 0 and not wrong, told=said)


def walked(pages: Any, *, may: Callable[[str], Any] = permissions_of) -> tuple[int, set[Cell]]:
    """How many questions were asked, and those answered otherwise than the table says."""
    asked, wrong = 0, set()
    place = people.centre("OBO")
    for role in Role.values:
        browser = people.browser(people.posting(role, role, place).user)
        for page in pages:
            for method, holds in _questions(browser, page, role, is_let_in=page.needs in may(role)):
                asked += 1
                wrong |= set() if holds else {(page.name, role, method)}
    nobody = Client(SERVER_NAME="localhost", raise_request_exception=False)
    for page in pages:
        if page.open_to != "everybody":
            asked += 1
            status = nobody.get(people.address(page.route, "word")).status_code
            wrong |= set() if status in {302, 403, 405} else {(page.name, "", "GET")}
    return asked, wrong


def _questions(browser: Client, page: Page, role: str, *, is_let_in: bool) -> Iterator[tuple[str, bool]]:
    """Whether each answer is the one to expect. Nothing is sent where it would be done."""
    address = people.address(page.route, "word")
    if page.name in people.ENDS_THE_SESSION or not page.needs:
        return
    if is_let_in:
        status = browser.get(address).status_code
        yield "GET", status != 403 and status < 500
    else:
        yield "GET", browser.get(address).status_code in REFUSED
        yield "POST", browser.post(address, people.form(uuid4())).status_code in REFUSED


def ask_about(ground: Ground) -> Found:
    """As somebody of another centre, ask for a person who is here and for one who is nowhere: the same answer."""
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        omar = people.posting("omar", Role.CASEWORKER, people.centre("MET"))
        rita = people.posting("rita", Role.RECEPTIONIST, people.centre("OBO"))
        here = registered(rita, markers.marker(1))
        browser = people.browser(omar.user)
        pages = [page for page in ground.pages if is_about_a_person(page) and page.needs in permissions_of(omar.role)]
        told_apart = [page.name for page in pages if not _alike(browser, page, here)]
        searched = _found(browser, markers.marker(1)) == _found(browser, markers.marker(2))
        control = _alike(people.browser(rita.user), _file_of(ground), here)
    told = _(
        "Pages asked for a person of another centre and for one who does not exist: {asked}. Told apart by words, "
        "length or number of queries: {apart}. A search by name tells them apart: {searched}. Control, asked at the "
        "person’s own centre: {control}."
    )
    apart = len(told_apart)
    said = told.format(
        asked=len(pages),
        apart=apart,
        searched=_("no") if searched else _("yes"),
        control=_("not told apart") if control else _("told apart"),
    )
    return controlled(holds=bool(pages) and not apart and searched, told=said, control=not control)


def registered(by: Posting, word: str) -> UUID:
    """Somebody of that name at this posting's centre."""
    today = timezone.localdate()
    told = Told(sex="female", birth=aged(30, on=today), nationality="ETH", consent_status="given", name={"given": word})
    return UUID(str(register_person(by=by, told=told, on=today).public_id))


def is_about_a_person(page: Page) -> bool:
    """Whether the id in its address is a person's."""
    return ABOUT_A_PERSON.search(page.route) is not None


def _file_of(ground: Ground) -> Page:
    return next(page for page in ground.pages if page.name == "people:file")


def _alike(browser: Client, page: Page, person: UUID) -> bool:
    """Whether this page answers for the person as for nobody at all."""
    return _answer(browser, page, person) == _answer(browser, page, uuid4())


def _answer(browser: Client, page: Page, person: UUID) -> tuple[int, bytes, int]:
    address = people.address(page.route.replace("<uuid:public_id>", str(person)), "referral")
    with _counting() as queries:
        answer = browser.get(address)
    return answer.status_code, _tidy(answer, address, str(person)), queries["asked"]


def _found(browser: Client, word: str) -> tuple[int, bytes, int]:
    with _counting() as queries:
        answer = browser.post(people.searching(), {"typed": word})
    return answer.status_code, _tidy(answer, word), queries["asked"]


def _tidy(answer: Any, *asked: str) -> bytes:
    """Without what differs between any two answers: what was asked for and the secret of each form."""
    told: bytes = SECRET_OF_A_FORM.sub(b"", answer.content)
    for word in asked:
        told = told.replace(word.encode(), b"")
    return told


@contextmanager
def _counting() -> Iterator[Counter[str]]:
    number: Counter[str] = Counter()

    def count(execute: Callable[..., Any], *asked: Any) -> Any:
        number["asked"] += 1
        return execute(*asked)

    with connection.execute_wrapper(count):
        yield number
