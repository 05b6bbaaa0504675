"""What is printed for a person, in their language."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from serai.centres.models import Centre, Posting
from serai.people.models import Person
from serai.people.telling import everything
from serai.people.words import paper_language
from serai.privacy.models import Controller, DataRequest
from serai.privacy.registers import controller

LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Sheet:
    """What is printed for a person: in their language, part by part."""

    language: str
    direction: str
    centre: Centre | None
    parts: list[dict[str, Any]]
    controller: Controller


def language_for(person: Person, *, asked: str) -> str:
    """The language asked for, or the person's, or the reader's: then the sheet is read aloud."""
    if asked in LANGUAGES:
        return asked
    return paper_language(person, otherwise=translation.get_language() or "en")


def direction_of(language: str) -> str:
    return "rtl" if language == "ar" else "ltr"


def my_data(*, posting: Posting, person: Person, language: str) -> Sheet:
    """All that the centre holds about this person and this posting may know of, in that language."""
    with translation.override(language):
        parts = everything(posting=posting, person=person)
    return Sheet(language, direction_of(language), posting.centre, parts, controller())


def day(on: date) -> str:
    return str(date_format(on))


def letter(request: DataRequest, *, language: str) -> Sheet:
    """The frame of the answer: the language, where it comes from, and whom to complain to."""
    return Sheet(language, direction_of(language), request.centre, [], controller())
