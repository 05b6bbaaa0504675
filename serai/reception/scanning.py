"""What a scan at the desk leads to here: the open visit of a person, or that of a token of today."""

import re

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes.folding import western_digits
from serai.codes.keyboards import as_meant
from serai.people.models import Person
from serai.reception.queries import visits
from serai.search.places import Place, Reader

TOKEN = re.compile(r"[Tt]?\s?-?([0-9]{1,4})")


def number_of(typed: str) -> int | None:
    """The number of a token, as it is typed or as its slip is scanned; None if it is none."""
    text = western_digits(typed).strip()
    token = next(filter(None, map(TOKEN.fullmatch, [text, *as_meant(text)])), None)
    return int(token[1]) if token else None


def of_token(*, posting: Posting, typed: str) -> str:
    number = number_of(typed)
    visit = visits.visit_of_token(posting=posting, number=number, on=timezone.localdate()) if number else None
    return reverse("reception:visit", args=[visit.public_id]) if visit else ""


def of_person(*, posting: Posting, person: Person) -> str:
    visit = visits.open_visit_of(posting=posting, person=person)
    return reverse("reception:visit", args=[visit.public_id]) if visit else ""


SCANNED: list[Place | Reader] = [
    Place(name="queue", label=_("The visit and the queue"), needs=May.SEE_QUEUE, find=of_person, order=20),
    Reader(needs=May.SEE_QUEUE, find=of_token),
]
