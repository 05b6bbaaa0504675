"""The second part of a registration: what is asked when there is time, topic by topic. No question is required, and
each can stay unanswered with its reason: refused, does not know, not asked."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from serai.codes.words import Words


class Kind(StrEnum):
    """How a question is asked and kept."""

    CODE = "code"  # one code of a list; a reason for no answer is kept as the code itself
    YES_NO = "yes_no"
    TEXT = "text"
    LANGUAGES = "languages"
    CODES = "codes"  # several codes of a list, in no order
    RANKED = "ranked"  # several codes of a list: the first three in the person's own order
    NAME = "name"
    BIRTH = "birth"
    PLACE = "place"
    DOCUMENTS = "documents"
    JOURNEY = "journey"


class Home(StrEnum):
    """Whose answer it is: the person's, wherever they are, or this registration's at this centre."""

    PERSON = "person"
    REGISTRATION = "registration"


@dataclass(frozen=True)
class Question:
    """One question of the second part of a registration, and where its answer is kept."""

    name: str
    label: Words
    kind: Kind
    codes: str = ""  # a list of serai.codes
    home: Home = Home.PERSON
    hint: Words = ""


@dataclass(frozen=True)
class Topic:
    """Questions that are asked together, on one page."""

    name: str
    title: Words
    questions: tuple[Question, ...]
    hint: Words = ""


def _here(name: str, label: Words, kind: Kind, codes: str) -> Question:
    return Question(name, label, kind, codes, Home.REGISTRATION)


TOPICS: dict[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic(
            "names",
            _("Names"),
            (
                Question("latin", _("Name"), Kind.NAME),
                Question(
                    "original",
                    _("Name in its own script"),
                    Kind.NAME,
                    hint=_("As the person writes it, in Arabic, Ge’ez or another script."),
                ),
            ),
            _("Write what the person says. No part is required."),
        ),
        Topic(
            "birth",
            _("Birth and age"),
            (Question("birth", _("Birth or age"), Kind.BIRTH),),
            _("Write only what is known. An age is enough; do not make up a day."),
        ),
        Topic(
            "origin",
            _("Origin"),
            (
                Question("origin", _("Place of origin"), Kind.PLACE),
                Question("residence_country", _("Country of usual residence"), Kind.CODE, "country"),
                Question("nationality_2", _("Second nationality"), Kind.CODE, "country"),
            ),
        ),
        Topic(
            "languages",
            _("Languages"),
            (
                Question("mother_tongue", _("Mother tongue"), Kind.CODE, "language"),
                Question("other_languages", _("Other languages spoken"), Kind.LANGUAGES, "language"),
                Question("can_read", _("Can the person read?"), Kind.CODE, "literacy"),
                Question("preferred_channel", _("How to inform the person"), Kind.CODE, "preferred_channel"),
            ),
        ),
        Topic(
            "contact",
            _("Contact"),
            (
                Question("phone", _("Phone"), Kind.TEXT),
                Question("phone_is_shared", _("Is the phone shared with others?"), Kind.YES_NO, "yes_no"),
                Question("safe_to_call", _("Is it safe to call this number?"), Kind.YES_NO, "yes_no"),
            ),
            _("Call only if the person says that it is safe."),
        ),
        Topic(
            "family",
            _("Family and status"),
            (
                Question("marital_status", _("Marital status"), Kind.CODE, "marital_status"),
                Question("migration_status", _("Migration status"), Kind.CODE, "migration_status"),
            ),
            _("Basic help does not depend on these answers."),
        ),
        Topic(
            "documents",
            _("Documents"),
            (
                _here("has_document", _("Does the person have an identity document?"), Kind.CODE, "yes_no"),
                Question("documents", _("Documents held or lost"), Kind.DOCUMENTS),
            ),
            _("Never keep the document itself. It stays with the person."),
        ),
        Topic(
            "journey",
            _("Journey"),
            (Question("journey", _("Places passed through, in order"), Kind.JOURNEY),),
            _("Each date as the person knows it: a year, a month or a day, in their own calendar."),
        ),
        Topic(
            "reasons",
            _("Reasons for leaving"),
            (_here("reason", _("Why did the person leave?"), Kind.CODES, "reason"),),
            _("Tick all that the person says."),
        ),
        Topic(
            "hardships",
            _("Hardships on the way"),
            (_here("hardship", _("What happened on the way?"), Kind.CODES, "hardship"),),
            _("Write down what the person tells. Do not ask for details here."),
        ),
        Topic(
            "needs",
            _("Needs"),
            (_here("need", _("What does the person need?"), Kind.RANKED, "need"),),
            _("In the person’s own order: the most important first. All help is free of charge."),
        ),
        Topic(
            "plans",
            _("Plans"),
            (
                _here("intention", _("What does the person want to do?"), Kind.CODE, "intention"),
                _here("destination", _("Where does the person want to go?"), Kind.CODE, "destination"),
                _here("length_of_stay", _("How long in this country?"), Kind.CODE, "length_of_stay"),
                _here("information_wanted", _("Information wanted"), Kind.CODES, "information_wanted"),
            ),
        ),
        Topic(
            "work",
            _("Education and work"),
            (
                Question("education", _("Highest education"), Kind.CODE, "education"),
                Question("occupation", _("Occupation before leaving"), Kind.TEXT),
            ),
        ),
    )
}
NAME_PARTS = {
    "given": _("Given name"),
    "father": _("Father’s name"),
    "grandfather": _("Grandfather’s name"),
    "family": _("Family name"),
    "nickname": _("Also called"),
}
RANKS = (_("First need"), _("Second need"), _("Third need"))


def topics(*, registered_here: bool) -> list[Topic]:
    """The topics to ask. Without a registration at this centre, only those that are the person's own."""
    if registered_here:
        return list(TOPICS.values())
    return [t for t in TOPICS.values() if all(question.home == Home.PERSON for question in t.questions)]
