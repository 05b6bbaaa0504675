"""Invented staff and people for the scratch installation."""

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.accounts.models import User
from serai.accounts.operations import SECOND_STEP
from serai.centres.models import Centre, Posting
from serai.centres.operations.centres import Details, open_centre
from serai.centres.operations.postings import give_posting
from serai.centres.rules import NETWORK_ROLES
from serai.demo.network import CENTRES

BEFORE = date(2019, 1, 1)


def centre(code: str) -> Centre:
    """A centre of the demo's network."""
    place = next(place for place in CENTRES if place.code == code)
    details = Details(name=place.name, country=place.country, place=place.place, languages=list(place.languages))
    return open_centre(by=None, code=code, details=details, on=BEFORE)


def posting(username: str, role: str, centre: Centre | None) -> Posting:
    """Somebody new, at this centre or, by their role, for the whole network."""
    made = User.objects.create_user(username, display_name=username.capitalize())
    where = None if role in NETWORK_ROLES else centre
    return give_posting(by=None, user=made, centre=where, role=role, starts_on=BEFORE)


def user(username: str) -> User:
    """The account of that name."""
    return User.objects.get(username=username)


def browser(user: User, **more: Any) -> Client:
    """A browser in which this user is signed in, with a second step where the role needs one."""
    made = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0], raise_request_exception=False, **more)
    made.force_login(user)
    session = made.session
    session[SECOND_STEP] = "passkey"
    session.save()
    return made


PLACE_IN_AN_ADDRESS = re.compile(r"<(?:(\w+):)?\w+>")
ENDS_THE_SESSION = {"accounts:sign_out", "accounts:sign_out_elsewhere", "vault:lock"}
FIELDS = ("typed", "q", "father", "family", "phone", "note", "words", "reason", "why", "username", "password", "code",
          "title", "name", "file_code", "detail", "place", "recipient")  # fmt: skip


def address(route: str, word: str) -> str:
    """An address of this route: of a file that is not there, with the word where words stand."""
    known = {"uuid": str(uuid4()), "int": "999999"}
    return "/" + PLACE_IN_AN_ADDRESS.sub(lambda found: known.get(found[1] or "str", word), route)


def typed(word: str) -> dict[str, str]:
    """A form of any page with this word in every field that takes words."""
    return {**dict.fromkeys(FIELDS, word), **form(uuid4(), given=word)}


def registering() -> str:
    """The address of the registration page."""
    return reverse("registration:register")


def searching() -> str:
    """The address of the page from which one comes to it."""
    return reverse("search:search")


def form(token: UUID, *, given: str = "") -> dict[str, str]:
    """What a receptionist types for somebody, at a desk that goes on: whoever is alike is compared later."""
    return {
        "consent_status": "given",
        "sex": "female",
        "age": "30",
        "nationality": "ETH",
        "given": given,
        "registered_on": timezone.localdate().isoformat(),
        "form_token": str(token),
        "decided": "later",
    }
