"""Reading the services of the Syrian refugee response in Jordan: two files of GeoJSON features, English and Arabic.

Pure: features and tables in, drafts of services and notes out. A note says, row by row, what was not understood or
not believed; nothing is guessed. The tables (data/jordan/*.csv) are made for people of the field to read and mend.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from serai.directory.choices import Problem, ReferralMethod
from serai.directory.rules.hours import read_hours
from serai.directory.rules.opening import Hours
from serai.directory.rules.words import is_arabic

NOT_FOR_PEOPLE = "not_for_people"
INTAKE, NATIONALITY, ACCESS = "3. Intake Criteria", "2. Nationality", "4. Accessibility"
METHOD, DOCUMENTS, COVERAGE = "10. Referral Method", "1. Registration Type Requirement", "5. Coverage"
AVAILABILITY = "6. Availability"
SHELTER_FOR_SURVIVORS = "SAFE_SHELTER_REF"
CHECKED_AGAINST_ARABIC = (INTAKE, NATIONALITY, ACCESS)
LATIN_WORD = re.compile(r"[A-Za-z]*[a-z]{3,}")

type Feature = dict[str, Any]


@dataclass(frozen=True)
class Tables:
    """`mapping`: (activity, line) to needs and types, or None if it is not for people. `values`: (question, answer) to
    codes. `arabic`: (question, answer) to its right Arabic. `mended`: words found, words meant."""

    mapping: dict[tuple[str, str], tuple[list[str], list[str]] | None]
    values: dict[tuple[str, str], list[str]]
    arabic: dict[tuple[str, str], str]
    mended: dict[str, str]
    digest: str = ""


@dataclass(frozen=True)
class Note:
    """Something in a source record that was not understood, to be looked at by somebody."""

    row: int
    source_id: str
    problem: str
    value: str = ""


@dataclass
class Draft:
    """A service as it was understood, before it is compared with what the directory has."""

    row: int
    source_id: str
    digest: str
    organization: str
    names: dict[str, str]
    descriptions: dict[str, str]
    area: dict[str, str]
    point: tuple[float, float] | None
    is_hidden: bool = False
    needs: list[str] = field(default_factory=list)
    service_types: list[str] = field(default_factory=list)
    eligibility: list[str] = field(default_factory=list)
    access: list[str] = field(default_factory=list)
    required_documents: dict[str, str] = field(default_factory=dict)
    coverage: dict[str, str] = field(default_factory=dict)
    opening_note: dict[str, str] = field(default_factory=dict)
    referral_method: str = ""
    accepts_referrals: bool | None = None
    ends_on: date | None = None
    hours: list[Hours] = field(default_factory=list)


def read_all(
    *, english: list[Feature], arabic: list[Feature], tables: Tables, today: date
) -> tuple[list[Draft], list[Note]]:
    """Join each English feature with its Arabic twin (same number, same activity) and read both as one service."""
    twins = {key_of(feature): feature for feature in arabic if key_of(feature)}
    times = Counter(feature.get("id") for feature in english if isinstance(feature, dict))
    drafts: list[Draft] = []
    notes: list[Note] = []
    seen: set[str] = set()
    for row, feature in enumerate(english, start=1):
        key = key_of(feature)
        if not key or key in seen:
            notes.append(Note(row, key, Problem.NOT_READABLE))
            continue
        seen.add(key)
        reading = Reading(row, key, feature["properties"], _properties(twins.get(key)), tables)
        if times[feature["id"]] > 1:
            reading.note(Problem.SAME_ID, str(feature["id"]))
        drafts.append(reading.draft(feature, twins.get(key), today))
        notes += reading.notes
    alone = [(row, key_of(f)) for row, f in enumerate(arabic, start=1) if key_of(f) not in seen]
    notes += [Note(row, key, Problem.MISSING_TWIN, "ar") for row, key in alone]
    return drafts, notes


def key_of(feature: Any) -> str:
    """Number and activity: the number alone is that of the site, and two services may share it. Empty if unreadable."""
    properties = _properties(feature)
    number, activity = feature.get("id") if isinstance(feature, dict) else None, properties.get("activity")
    readable = number is not None and activity is not None and properties.get("activityName")
    return f"{number}-{activity}" if readable and properties.get("partnerName") else ""


def _properties(feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def is_translated(text: str) -> bool:
    """Arabic without English words left in it (abbreviations in brackets are fine)."""
    return is_arabic(text) and LATIN_WORD.search(text) is None


class Reading:
    """One English record and its Arabic twin, with the notes made while reading them."""

    def __init__(self, row: int, key: str, english: dict[str, Any], arabic: dict[str, Any], tables: Tables) -> None:
        self.row, self.key, self.english, self.arabic, self.tables = row, key, english, arabic, tables
        self.notes: list[Note] = []

    def note(self, problem: str, value: str = "") -> None:
        self.notes.append(Note(self.row, self.key, problem, value[:300]))

    def draft(self, feature: Feature, twin: Feature | None, today: date) -> Draft:
        if not self.arabic:
            self.note(Problem.MISSING_TWIN, "en")
        draft = Draft(
            row=self.row,
            source_id=self.key,
            digest=digest_of([feature, twin, self.tables.digest]),
            organization=str(self.english["partnerName"]).strip(),
            names=self.both(str(self.english["activityName"]).strip(), str(self.arabic.get("activityName", ""))),
            area=self.both(str(self.english.get("locationName", "")).strip(), str(self.arabic.get("locationName", ""))),
            point=self.point(feature.get("geometry")),
            descriptions={},
        )
        self.offers(draft)
        self.conditions(draft)
        self.referrals(draft)
        self.opening(draft, today)
        if SHELTER_FOR_SURVIVORS in draft.service_types:
            draft.is_hidden = True
            self.note(Problem.ADDRESS_HIDDEN)
        return draft

    def both(self, english: str, arabic: str) -> dict[str, str]:
        """The text by language; Arabic only if it is Arabic all through."""
        meant = self.tables.mended.get(arabic, arabic).strip()
        if arabic and not is_translated(meant):
            self.note(Problem.NOT_TRANSLATED, arabic)
            meant = ""
        said = self.tables.mended.get(english, english)
        return {language: text for language, text in (("en", said), ("ar", meant)) if text}

    def answers(self, question: str) -> list[tuple[str, str]]:
        """The answers ticked, each with its Arabic at the same place in the twin."""
        number = re.match(r"\d+\.", question)
        ticked = [answer for answer, on in self._mapping(self.english.get(question)).items() if on]
        same = next((q for q in self.arabic if number and q.startswith(number[0])), question)
        twins = [answer for answer, on in self._mapping(self.arabic.get(same)).items() if on]
        return list(zip(ticked, twins if len(twins) == len(ticked) else [""] * len(ticked), strict=True))

    @staticmethod
    def _mapping(value: Any) -> dict[str, Any]:
        return value if isinstance(value, dict) else {}

    def codes(self, question: str) -> list[str]:
        found: list[str] = []
        for answer, arabic in self.answers(question):
            codes = self.tables.values.get((question, answer))
            if codes is None:
                self.note(Problem.UNKNOWN_VALUE, f"{question}: {answer}")
                continue
            right = self.tables.arabic.get((question, answer), "")
            if question in CHECKED_AGAINST_ARABIC and arabic and right and arabic != right:
                self.note(Problem.CONTRADICTION, f"{answer} / {arabic}")
            found += codes
        return list(dict.fromkeys(found))

    def offers(self, draft: Draft) -> None:
        """What is ticked with a number above nought is offered; its needs and types come from the table."""
        activity = str(self.english["activityName"])
        lines = self.answers("indicators")
        if not lines:
            self.note(Problem.NO_OFFER, activity)
        if (activity, "") not in self.tables.mapping:
            self.note(Problem.UNKNOWN_CATEGORY, activity)
        entries = [self.entry(activity, line) for line, _ in lines] or [self.tables.mapping.get((activity, ""))]
        known = [entry for entry in entries if entry] or [e for e in [self.fallback(activity, entries)] if e]
        draft.needs = list(dict.fromkeys(need for needs, _ in known for need in needs))
        draft.service_types = list(dict.fromkeys(kind for _, kinds in known for kind in kinds))
        said = [self.both(line, arabic) for line, arabic in lines]
        draft.descriptions = {"en": "\n".join(texts["en"] for texts in said)} if said else {}
        if any("ar" in texts for texts in said):
            draft.descriptions["ar"] = "\n".join(texts.get("ar", texts["en"]) for texts in said)

    def entry(self, activity: str, line: str) -> tuple[list[str], list[str]] | None:
        if (activity, line) not in self.tables.mapping:
            self.note(Problem.UNKNOWN_INDICATOR, line)
        return self.tables.mapping.get((activity, line))

    def fallback(self, activity: str, entries: list[Any]) -> tuple[list[str], list[str]] | None:
        """No line gave a need: the whole activity does, unless all that is offered is work for a place."""
        if any((activity, line) not in self.tables.mapping for line, _ in self.answers("indicators")):
            return self.tables.mapping.get((activity, ""))
        if (activity, "") in self.tables.mapping:
            self.note(Problem.NOT_FOR_PEOPLE, activity)
        return None

    def conditions(self, draft: Draft) -> None:
        draft.eligibility = self.codes(INTAKE) + self.codes(NATIONALITY)
        draft.access = self.codes(ACCESS)
        for question, texts in ((DOCUMENTS, draft.required_documents), (COVERAGE, draft.coverage)):
            for answer, arabic in self.answers(question)[:1]:
                texts.update(self.both(answer, arabic))

    def referrals(self, draft: Draft) -> None:
        codes = self.codes(METHOD)
        draft.referral_method = codes[0] if codes else ReferralMethod.UNKNOWN
        draft.accepts_referrals = draft.referral_method != ReferralMethod.NOT_ACCEPTED if codes else None
        if self.english.get("Referral required") == "Yes" and draft.referral_method in {
            ReferralMethod.NOT_ACCEPTED,
            ReferralMethod.NOT_NEEDED,
        }:
            self.note(Problem.CONTRADICTION, f"Referral required: Yes / {self.answers(METHOD)[0][0]}")

    def opening(self, draft: Draft, today: date) -> None:
        draft.hours, problems = read_hours(self.english, self.codes)
        for problem, value in problems:
            self.note(problem, value)
        if not draft.hours or any(problem == Problem.NOT_WEEKLY for problem, _ in problems):
            for answer, arabic in self.answers(AVAILABILITY)[:1]:
                draft.opening_note = self.both(answer, arabic)
        draft.ends_on = as_date(self.english.get("endDate"))
        if draft.ends_on and draft.ends_on < today:
            self.note(Problem.ENDED, draft.ends_on.isoformat())

    def point(self, geometry: Any) -> tuple[float, float] | None:
        """(latitude, longitude), if they are on the globe and not the empty point in the sea."""
        pair = self._mapping(geometry).get("coordinates")
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(n, int | float) for n in pair):
            longitude, latitude = pair
            if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0):
                return (round(latitude, 6), round(longitude, 6))
        self.note(Problem.COORDINATES_MISSING, str(pair or ""))
        return None


def as_date(value: Any) -> date | None:
    """The date that a source wrote, or None for anything that is not one."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def digest_of(parts: Iterable[Any]) -> str:
    """A fingerprint of a record: the same for the same content, so that an import can leave it alone."""
    text = json.dumps(list(parts), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
