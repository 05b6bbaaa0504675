"""What this room tells a person who asks what is held about them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.codes import languages, lists
from serai.people.models import Person, Registration
from serai.people.telling import Entry, Telling, lines
from serai.registration.queries.profile import shown, stored
from serai.registration.questions import TOPICS, Kind

TOLD_ELSEWHERE = {Kind.NAME, Kind.BIRTH, Kind.DOCUMENTS, Kind.JOURNEY}


def _registrations(*, posting: Posting, person: Person) -> list[Entry]:
    here = person.registrations.filter(centre_id=posting.here).order_by("registered_on", "pk")
    return [
        lines(
            (_("Registered here on"), date_format(one.registered_on)),
            (_("Being recorded"), one.get_consent_status_display()),
            (_("Who told us of you"), lists.label("source", one.source) if one.source else ""),
            (_("Language of the conversation"), languages.name(one.interview_language)),
            (_("Interpreter"), lists.label("interpreter_mode", one.interpreter_mode) if one.interpreter_mode else ""),
        )
        for one in here
    ]


def _profile(*, posting: Posting, person: Person) -> list[Entry]:
    found = stored(posting=posting, person=person)
    asked = [question for topic in TOPICS.values() for question in topic.questions]
    skipped = {question.label for question in asked if question.kind in TOLD_ELSEWHERE}
    told = (
        [
            (line["label"], " · ".join(line["words"]))
            for line in shown(topic, found, on=timezone.localdate())
            if line["label"] not in skipped
        ]
        for topic in TOPICS.values()
    )
    return [lines(*pairs) for pairs in told if pairs]


TOLD = [
    Telling(_("Registration"), (Registration,), _registrations, 20),
    Telling(_("What you told us"), (), _profile, 25),
]
