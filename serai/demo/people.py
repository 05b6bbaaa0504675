"""Invented people, drawn at random from a fixed seed, so that every demo has the same ones.

Shares follow the published yearly reports of the centres (docs/decisions/0011): nine in ten without a
document, almost all leaving for work, a quarter children, most from a few regions of Ethiopia.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from serai.demo.names import MEN, SCRIPT_OF, WOMEN
from serai.demo.network import CENTRES, Place
from serai.people import rules

SEASON = [0.080, 0.075, 0.080, 0.080, 0.085, 0.095, 0.100, 0.100, 0.085, 0.080, 0.070, 0.070]
A_YEAR = 10_067  # registrations in the twelve centres in 2021
STRANDED = ("MET", 12, 15, 312)  # 312 people came to Metema on one 15 December

ETHIOPIA = {"ET04": 0.55, "ET03": 0.19, "ET01": 0.14, "ET07": 0.06, "ET13": 0.02, "ET05": 0.03, "ET15": 0.01}
WHO: dict[str, dict[tuple[str, str], float]] = {
    "ethiopia": {("ETH", "orm"): 0.62, ("ETH", "amh"): 0.24, ("ETH", "tir"): 0.13, ("SOM", "som"): 0.01},
    "coast": {("ETH", "orm"): 0.68, ("ETH", "amh"): 0.17, ("ETH", "tir"): 0.13, ("YEM", "ara"): 0.01,
              ("SOM", "som"): 0.01},
    "families": {("ETH", "orm"): 0.80, ("ETH", "som"): 0.12, ("ETH", "amh"): 0.07, ("YEM", "ara"): 0.01},
    "somalia": {("ETH", "orm"): 0.55, ("SOM", "som"): 0.38, ("TZA", "other"): 0.05, ("YEM", "ara"): 0.02},
    "sudan": {("ETH", "amh"): 0.40, ("ETH", "tir"): 0.22, ("ERI", "tir"): 0.34, ("SOM", "som"): 0.04},
    "city": {("ETH", "amh"): 0.34, ("ERI", "tir"): 0.14, ("NGA", "other"): 0.12, ("NER", "other"): 0.09,
             ("BGD", "other"): 0.08, ("BFA", "other"): 0.07, ("SOM", "som"): 0.07, ("MRT", "ara"): 0.05,
             ("PHL", "other"): 0.04},
}  # fmt: skip
REASONS = {"economic": 0.95, "education": 0.22, "conflict": 0.12, "environment": 0.06, "family_reunification": 0.05}
HARDSHIPS = {"basic_services": 0.70, "food": 0.45, "water": 0.38, "robbery": 0.14, "extortion": 0.12, "sickness": 0.16,
             "detention": 0.09, "abandoned": 0.07, "distress": 0.18}  # fmt: skip
NEEDS = {"food": 0.62, "water": 0.55, "medical": 0.31, "shelter": 0.38, "call_family": 0.30, "clothes": 0.22,
         "information": 0.28, "return": 0.17, "documents": 0.12, "pss": 0.10}  # fmt: skip
DESTINATION = {"SAU": 0.68, "gulf": 0.08, "YEM": 0.05, "DJI": 0.04, "SDN": 0.04, "LBY": 0.03, "europe": 0.04,
               "SOM": 0.02, "home": 0.02}  # fmt: skip
STAY = {"under_1_week": 0.46, "1_to_4_weeks": 0.24, "1_to_6_months": 0.16, "6_to_12_months": 0.06,
        "over_12_months": 0.08}  # fmt: skip
INTENTION = {"continue": 0.66, "return": 0.17, "undecided": 0.11, "stay": 0.06}


@dataclass(frozen=True)
class Sketch:
    """An invented person on the day of arrival."""

    place: Place
    day: date
    sex: str
    birth: rules.Birth
    nationality: str
    language: str
    origin: str
    names: list[tuple[str, str, str]]  # (latin, original) of given, father, grandfather + script
    child_status: str
    has_document: str
    destination: str
    intention: str
    length_of_stay: str
    answers: dict[str, list[str]] = field(default_factory=dict)


def days_of(first: date, last: date) -> Iterator[tuple[date, float]]:
    """Each day with the registrations to expect in the whole network."""
    day = first
    while day <= last:
        yield day, A_YEAR * SEASON[day.month - 1] / 30.4
        day += timedelta(days=1)


def sketches(*, first: date, last: date, seed: int = 2026, times: float = 1.0) -> Iterator[Sketch]:
    """The people of the network between two days, day by day; `times` multiplies them for measuring."""
    chance = Random(seed)  # noqa: S311 - an invented population, not a secret
    for day, expected in days_of(first, last):
        for place in CENTRES:
            closed = place.site == "fixed" and day.weekday() == 4  # Friday
            mean = 0.0 if closed else expected * place.share * times
            for _ in range(_poisson(chance, mean)):
                yield sketch(chance, place, day)
            if (place.code, day.month, day.day) == STRANDED[:3]:
                for _ in range(int(STRANDED[3] * 0.6)):
                    yield sketch(chance, place, day)


def _poisson(chance: Random, mean: float) -> int:
    whole = int(mean)
    return max(0, round(chance.gauss(mean, mean**0.5))) if whole > 8 else _small_poisson(chance, mean)


def _small_poisson(chance: Random, mean: float) -> int:
    number, product, limit = 0, chance.random(), 2.718281828**-mean
    while product > limit:
        number, product = number + 1, product * chance.random()
    return number


def _one(chance: Random, shares: dict[str, float]) -> str:
    return chance.choices(list(shares), weights=list(shares.values()))[0]


def _some(chance: Random, shares: dict[str, float], most: int = 4) -> list[str]:
    picked = [code for code, share in shares.items() if chance.random() < share]
    chance.shuffle(picked)
    return picked[:most]


def sketch(chance: Random, place: Place, day: date) -> Sketch:
    nationality, language = chance.choices(list(WHO[place.people]), weights=list(WHO[place.people].values()))[0]
    is_child = chance.random() < place.children
    sex = "female" if chance.random() < (0.5 if place.people == "families" else 0.31) else "male"
    return Sketch(
        place=place,
        day=day,
        sex=sex,
        birth=_birth(chance, _age(chance, is_child=is_child, place=place), day),
        nationality=nationality,
        language=language if language != "other" else "eng",
        origin=_one(chance, ETHIOPIA) if nationality == "ETH" else "",
        names=_names(chance, language, sex),
        child_status=_child_status(chance, place) if is_child else "adult",
        has_document="yes" if chance.random() < 0.09 else "no",
        destination=_one(chance, DESTINATION),
        intention=_one(chance, INTENTION),
        length_of_stay=_one(chance, STAY),
        answers={
            "reason": _some(chance, REASONS),
            "hardship": _some(chance, HARDSHIPS),
            "need": _some(chance, NEEDS, most=3),
        },
    )


def _age(chance: Random, *, is_child: bool, place: Place) -> int:
    if is_child and place.people == "families":
        return chance.randint(0, 17)
    if is_child:
        return chance.choices([chance.randint(0, 9), chance.randint(10, 14), chance.randint(15, 17)], [1, 2, 7])[0]
    return min(75, 18 + int(chance.expovariate(1 / 8.5)))


def _child_status(chance: Random, place: Place) -> str:
    if chance.random() < place.alone:
        return "unaccompanied"
    return "separated" if chance.random() < 0.12 else "accompanied"


def _birth(chance: Random, age: int, day: date) -> rules.Birth:
    kind = chance.random()
    if kind < 0.15:
        return rules.born_on(rules.years_before(day, age) - timedelta(days=chance.randint(1, 360)))
    if kind < 0.45:
        return rules.born_in_year(day.year - age)
    if kind < 0.92:
        return rules.aged(age, on=day)
    return rules.in_band(rules.band_on(rules.aged(age, on=day), day), on=day)


def _names(chance: Random, language: str, sex: str) -> list[tuple[str, str, str]]:
    own = chance.choice((WOMEN if sex == "female" else MEN)[language])
    elders = [chance.choice(MEN[language]) for _ in range(2)]
    return [(latin, original, SCRIPT_OF[language]) for latin, original in (own, *elders)]
