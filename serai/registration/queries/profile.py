"""The second part of a registration: what is stored, as a form wants it and as a page shows it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from serai.calendars.words import stay_words
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import lists, places
from serai.people.choices import BirthPrecision, Sex
from serai.people.models import Answer, Document, JourneyLeg, Name, Person, Registration
from serai.people.words import birth_words, said_words
from serai.registration.questions import NAME_PARTS, TOPICS, Home, Kind, Question, Topic, topics
from serai.registration.rules.births import as_typed

LATIN = "latin"
LEG_FIELDS = ("country", "place", "arrived", "left", "transport")
DOCUMENT_FIELDS = ("kind", "state", "country", "number", "expires_on", "detail")


@dataclass
class Stored:
    """All that the topics ask about, read at once."""

    person: Person
    registration: Registration | None
    answers: dict[str, list[str]] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    journey: list[JourneyLeg] = field(default_factory=list)
    origin_name: str = ""

    def name(self, question: Question) -> Name | None:
        return next((n for n in self.names if (n.script == LATIN) == (question.name == LATIN)), None)

    def holder(self, question: Question) -> Person | Registration | None:
        return self.person if question.home == Home.PERSON else self.registration


def registration_here(*, posting: Posting, person: Person) -> Registration | None:
    """The latest registration of this person at the posting's centre; the answers belong to it."""
    mine = person.registrations.filter(centre_id=posting.here)
    return mine.order_by("-registered_on", "-pk").first()


def stored(*, posting: Posting, person: Person) -> Stored:
    """What is kept of this person, and of the latest registration here, read once for every topic."""
    found = Stored(person, registration_here(posting=posting, person=person))
    found.names = list(person.names.filter(is_other=False).order_by("pk"))
    found.documents = list(person.documents.order_by("pk"))
    found.journey = list(person.journey.order_by("position"))
    for answer in Answer.objects.filter(registration=found.registration).order_by("position", "pk"):
        found.answers.setdefault(answer.question, []).append(answer.code)
    found.origin_name = places.path(person.origin_place)
    return found


def parts_known(person: Person) -> set[str]:
    """What the file has already, of what a travel document speaks for: a name in Latin letters, a day of birth, a sex,
    a nationality."""
    known = {
        "name": person.names.filter(script=LATIN, is_other=False).exists(),
        "birth": person.birth_precision == BirthPrecision.EXACT,
        "sex": person.sex != Sex.UNKNOWN,
        "nationality": person.nationality != "unknown",
    }
    return {part for part, is_known in known.items() if is_known}


# --- as a form wants it -----------------------------------------------------------------------------------------
def _code(q: Question, s: Stored) -> dict[str, Any]:
    return {q.name: getattr(s.holder(q), q.name, "")}


def _yes_no(q: Question, s: Stored) -> dict[str, Any]:
    said = getattr(s.person, q.name)
    return {q.name: s.person.unanswered.get(q.name, "") if said is None else "yes" if said else "no"}


def _text(q: Question, s: Stored) -> dict[str, Any]:
    return {q.name: getattr(s.person, q.name), f"{q.name}_why": s.person.unanswered.get(q.name, "")}


def _languages(q: Question, s: Stored) -> dict[str, Any]:
    return {q.name: list(getattr(s.person, q.name))}


def _codes(q: Question, s: Stored) -> dict[str, Any]:
    return {q.name: sorted(s.answers.get(q.name, []))}


def _ranked(q: Question, s: Stored) -> dict[str, Any]:
    said = s.answers.get(q.name, [])
    first = {f"{q.name}_rank_{place}": (said[place - 1 : place] or [""])[0] for place in (1, 2, 3)}
    return {**first, q.name: sorted(said[3:])}


def _name(q: Question, s: Stored) -> dict[str, Any]:
    name = s.name(q)
    values = {f"{q.name}_{part}": getattr(name, part, "") for part in NAME_PARTS}
    return {**values, f"{q.name}_why": s.person.unanswered.get(q.name, "")}


def _birth(q: Question, s: Stored) -> dict[str, Any]:
    since = s.person.age_disputed_since
    return {
        **as_typed(s.person.birth, s.person.birth_said, told_on=s.person.age_told_on),
        "birth_why": s.person.unanswered.get("birth", ""),
        "age_disputed_by": s.person.age_disputed_by,
        "age_disputed_since": since.isoformat() if since else "",
    }


def _place(q: Question, s: Stored) -> dict[str, Any]:
    person = s.person
    return {
        "origin_place": person.origin_place,
        "origin_detail": person.origin_detail,
        "origin_why": person.unanswered.get("origin", ""),
    }


def _rows(rows: list[Any], fields: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{name: str(getattr(row, name) or "") for name in fields} for row in rows]


def _documents(q: Question, s: Stored) -> dict[str, Any]:
    return {q.name: _rows(s.documents, DOCUMENT_FIELDS), f"{q.name}_why": s.person.unanswered.get(q.name, "")}


def _journey(q: Question, s: Stored) -> dict[str, Any]:
    return {q.name: _rows(s.journey, LEG_FIELDS), f"{q.name}_why": s.person.unanswered.get(q.name, "")}


READ: dict[Kind, Callable[[Question, Stored], dict[str, Any]]] = {
    Kind.CODE: _code,
    Kind.YES_NO: _yes_no,
    Kind.TEXT: _text,
    Kind.LANGUAGES: _languages,
    Kind.CODES: _codes,
    Kind.RANKED: _ranked,
    Kind.NAME: _name,
    Kind.BIRTH: _birth,
    Kind.PLACE: _place,
    Kind.DOCUMENTS: _documents,
    Kind.JOURNEY: _journey,
}


def values_of(topic: Topic, found: Stored) -> dict[str, Any]:
    """What is stored for a topic, by the names of the form's fields."""
    values: dict[str, Any] = {}
    for question in topic.questions:
        values |= READ[question.kind](question, found)
    return values


def is_answered(question: Question, found: Stored) -> bool:
    """An answer, or the reason why there is none."""
    return any(READ[question.kind](question, found).values())


# --- as a page shows it -----------------------------------------------------------------------------------------
def progress(found: Stored) -> list[dict[str, Any]]:
    """The topics, each with how many of its questions have an answer."""
    shown = []
    for topic in topics(registered_here=found.registration is not None):
        done = sum(is_answered(question, found) for question in topic.questions)
        total = len(topic.questions)
        state = "done" if done == total else "some" if done else "none"
        shown.append({"topic": topic, "done": done, "total": total, "state": state})
    return shown


def _words(question: Question, found: Stored, on: date) -> list[str]:
    """What was answered, in the reader's words: one text a line."""
    values = READ[question.kind](question, found)
    if why := values.get(f"{question.name}_why"):
        return [lists.label("not_answered", why)]
    if question.kind in SHOWN_AS:
        return [text for text in SHOWN_AS[question.kind](question, found, on) if text]
    said = found.answers.get(question.name, []) if question.kind == Kind.RANKED else values[question.name]
    return [lists.label(question.codes, code) for code in (said if isinstance(said, list) else [said]) if code]


def _name_words(question: Question, found: Stored, on: date) -> list[str]:
    name = found.name(question)
    return [name.full, name.nickname] if name else []


def _birth_words(question: Question, found: Stored, on: date) -> list[str]:
    person, birth = found.person, found.person.birth
    known = [birth_words(birth, on=on, told_on=person.age_told_on)] if birth.latest is not None else []
    return [*known, *said_words(person), *_dispute_words(person)]


def _dispute_words(person: Person) -> list[str]:
    if not person.age_disputed_by:
        return []
    words = {"who": lists.label("age_disputed_by", person.age_disputed_by)}
    if person.age_disputed_since is None:
        return [_("Age disputed: %(who)s") % words]
    return [_("Age disputed since %(day)s: %(who)s") % {**words, "day": date_format(person.age_disputed_since)}]


def _document_words(document: Document) -> str:
    return " · ".join([lists.label("document_kind", document.kind), lists.label("document_state", document.state)])


def _leg_words(leg: JourneyLeg) -> str:
    words = [leg.place, lists.label("country", leg.country), stay_words(leg.arrived, leg.left)]
    return " · ".join(word for word in words if word)


SHOWN_AS: dict[Kind, Callable[[Question, Stored, date], list[str]]] = {
    Kind.NAME: _name_words,
    Kind.BIRTH: _birth_words,
    Kind.PLACE: lambda question, found, on: [found.origin_name, found.person.origin_detail],
    Kind.TEXT: lambda question, found, on: [getattr(found.person, question.name)],
    Kind.DOCUMENTS: lambda question, found, on: [_document_words(document) for document in found.documents],
    Kind.JOURNEY: lambda question, found, on: [_leg_words(leg) for leg in found.journey],
}


def name_of(found: Stored) -> str:
    """The name as it is said, or the one in its own script, or the code of the file."""
    said = sorted(found.names, key=lambda name: name.script != LATIN)
    return next((name.full or name.nickname for name in said), "") or found.person.code


def shown(topic: Topic, found: Stored, *, on: date) -> list[dict[str, Any]]:
    """The questions of a topic that have an answer, in words."""
    return [
        {"label": question.label, "words": words, "is_ordered": question.kind == Kind.RANKED}
        for question in topic.questions
        if (words := _words(question, found, on))
    ]


def summary(*, posting: Posting, person: Person, on: date) -> list[dict[str, Any]]:
    """What the person's page shows of the second part: questions that have an answer, topic by topic."""
    found = stored(posting=posting, person=person)
    topics_shown = ({"topic": topic, "lines": shown(topic, found, on=on)} for topic in TOPICS.values())
    return [topic for topic in topics_shown if topic["lines"]]


def panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """The second part of the registration, on the person's page."""
    topics_shown = summary(posting=posting, person=person, on=timezone.localdate())
    return {"topics": topics_shown, "person": person, "may_edit": posting.may(May.EDIT_PROFILE)}
