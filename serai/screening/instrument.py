"""The instruments as data, one file a version: what was asked on the day stays readable after the wording changes.

Each question has its words in four languages, the set of answers it takes, whom it is asked, and the *area* (a kind of
flag) that guards its answer. The six Washington Group questions keep the group's English wording and order; the other
three languages are working translations to be tested with the people asked.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from serai.codes import lists
from serai.codes.words import Words
from serai.screening import rules

DATA = Path(__file__).parent / "data"
CURRENT = "quick_1"

PARTS: dict[str, Words] = {
    "safety": _("Safety and health now"),
    "company": _("Who is with the person"),
    "coping": _("How the person is"),
    "journey": _("On the way"),
    "return": _("Home and family"),
    "wg": _("Everyday activities"),
    "today": _("Today"),
    "tick": _("What you noticed"),
}
INTRODUCTIONS: dict[str, Words] = {
    "journey": _(
        "Ask yes or no only, not who, where or how. If the person starts to tell, listen and call a colleague."
    ),
    "wg": _(
        "Read out: the next questions ask about difficulties you may have doing certain activities because of a "
        "health problem."
    ),
    "tick": _("Do not ask about this. Tick it only if it happened."),
}


@dataclass(frozen=True)
class Question:
    """One question of the screening as it is asked, and of whom."""

    code: str
    part: str
    answers: str
    asked_of: str
    area: str
    words: dict[str, str]

    def label(self, language: str | None = None) -> str:
        return _in_language(self.words, language)


def _in_language(words: dict[str, str], language: str | None) -> str:
    return words[(language or get_language() or "en").split("-")[0]]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _words(row: dict[str, str]) -> dict[str, str]:
    return {language: row[language] for language in lists.LANGUAGES}


@cache
def questions(version: str = CURRENT) -> dict[str, Question]:
    return {
        row["code"]: Question(row["code"], row["part"], row["answers"], row["asked_of"], row["area"], _words(row))
        for row in _rows(version)
    }


@cache
def _answer_words(version: str) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["answers"], row["code"]): _words(row) for row in _rows(f"{version}_answers")}


def asked_of(facts: rules.Facts, version: str = CURRENT) -> list[Question]:
    """The questions that fit this person; the others are not on the page at all."""
    return [question for question in questions(version).values() if rules.is_asked(question.asked_of, facts)]


def answer_choices(question: Question, version: str = CURRENT) -> list[tuple[str, str]]:
    """The answers in the reader's language. Every question but a tick can be refused, not known or not asked."""
    given = [
        (code, _in_language(words, None))
        for (answers, code), words in _answer_words(version).items()
        if answers == question.answers
    ]
    return given if question.part == "tick" else given + lists.choices("not_answered")


def answer_label(question: str, answer: str, version: str = CURRENT) -> str:
    """The words for a stored answer; a code of another version shows as itself."""
    found = questions(version).get(question)
    words = _answer_words(version).get((found.answers, answer)) if found else None
    return _in_language(words, None) if words else lists.label("not_answered", answer)


@dataclass(frozen=True)
class Factor:
    """A risk or a protection that is looked at beside the answers."""

    code: str
    level: str
    type: str
    words: dict[str, str]

    def label(self) -> str:
        return _in_language(self.words, None)


@cache
def factors() -> dict[str, Factor]:
    """Risks and protections around a person (IOM DoMV model). Trafficking and violence stay with their focal points."""
    return {row["code"]: Factor(row["code"], row["level"], row["type"], _words(row)) for row in _rows("factors")}
