"""How much speaks for two files being one person, and in what words. A person decides; this only asks them to look.

Each thing that agrees or does not weighs as much as it tells: a number that is hardly anybody else's much, a sex that
half of all share little. Nothing weighs more than it was told: an age group is no year, 1 January is a day that nobody
said. The weights were set by hand, before anything was measured.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from serai.duplicates.choices import Reason
from serai.names.alike import How, Likeness, alike
from serai.names.parts import Part, parts
from serai.people.choices import BirthPrecision
from serai.people.rules import Birth

NOT_KNOWN = Birth(BirthPrecision.UNKNOWN)
UNKNOWN = frozenset({"", "unknown", "refused", "not_asked"})
YEAR = 365.25
A_TOLD_AGE = 400  # days of a span that somebody told as an age or a year; a longer one is an age group
A_WORD, PLAIN = 13.0, 0.7  # what a word of the name weighs, and the likeness that tells nothing
MOST_WORDS = 4
ALIKE = 0.9  # of a companion's name


AGAINST = frozenset({Reason.AGE_FEW, Reason.AGE_FAR, Reason.SEX, Reason.NATIONALITY_OTHER, Reason.TOGETHER})
_HOW = {
    How.SAME: Reason.NAME,
    How.PART: Reason.NAME_PART,
    How.ORDER: Reason.NAME_ORDER,
    How.SPELLING: Reason.NAME_SPELLING,
    How.SOME: Reason.NAME_SOME,
}
WEIGHS = {
    Reason.BORN_SAME_DAY: 6.0,
    Reason.AGE_AGREES: 3.0,
    Reason.AGE_ONE: 2.0,
    Reason.AGE_FEW: -1.0,
    Reason.AGE_FAR: -7.0,
    Reason.SEX: -8.0,
    Reason.NATIONALITY: 1.5,
    Reason.NATIONALITY_OTHER: -3.0,
    Reason.ORIGIN: 3.0,
    Reason.NUMBER: 9.0,
    Reason.COMPANIONS: 4.0,
    Reason.TOGETHER: -8.0,
    Reason.JOURNEY: 1.5,
}
IN_A_WIDE_SPAN = 0.5  # what an age group adds when it agrees


@dataclass(frozen=True)
class Facts:
    """What is known of one person. Empty is not known, and weighs nothing."""

    names: tuple[str, ...]
    sex: str = ""
    birth: Birth = NOT_KNOWN
    nationality: str = ""
    origin: str = ""
    numbers: frozenset[str] = frozenset()
    companions: frozenset[str] = frozenset()
    household: int | None = None
    journey: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Comparison:
    """The weight of everything that was compared, and the reasons, those for it first."""

    weight: float
    reasons: tuple[Reason, ...]


def compare(one: Facts, other: Facts) -> Comparison:
    """How much speaks for these being one person. The order of the two does not matter."""
    name, how = _names(one.names, other.names)
    found = [(how, name)] if how else []
    found += [(reason, weight) for reason, weight in (*_birth(one.birth, other.birth), *_plain(one, other))]
    ordered = sorted(found, key=lambda pair: pair[0] in AGAINST)
    return Comparison(sum(weight for _reason, weight in found), tuple(reason for reason, _weight in ordered))


def _names(one: Iterable[str], other: Iterable[str]) -> tuple[float, Reason | None]:
    """The likest of the names that both are known by. Of a longer name only as much is compared as the other has."""
    pairs = [(parts(a)[:MOST_WORDS], parts(b)[:MOST_WORDS]) for a in one for b in other]
    weighed = [_name(short, long) for short, long in (sorted(pair, key=len) for pair in pairs) if short]
    return max(weighed, key=lambda pair: pair[0], default=(0.0, None))


def _name(short: list[Part], long: list[Part]) -> tuple[float, Reason | None]:
    likeness: Likeness = alike(short, long)
    return A_WORD * len(short) * (likeness.score - PLAIN), _HOW[likeness.how]


def _birth(one: Birth, other: Birth) -> list[tuple[Reason, float]]:
    """Spans that meet agree; a day is the same day only if both were said to be that day."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return []
    exact = one.precision == other.precision == BirthPrecision.EXACT
    if exact and one.latest == other.latest and not _is_stand_in(one.latest):
        return [(Reason.BORN_SAME_DAY, WEIGHS[Reason.BORN_SAME_DAY])]
    apart = max((one.earliest - other.latest).days, (other.earliest - one.latest).days, 0) / YEAR
    if apart == 0 and max(_span(one), _span(other)) > A_TOLD_AGE:
        return [(Reason.AGE_AGREES, IN_A_WIDE_SPAN)]
    steps = ((0.0, Reason.AGE_AGREES), (1.5, Reason.AGE_ONE), (4.0, Reason.AGE_FEW))
    reason = next((reason for most, reason in steps if apart <= most), Reason.AGE_FAR)
    return [(reason, WEIGHS[reason])]


def _is_stand_in(day: date) -> bool:
    """1 January is written where only the year was known."""
    return (day.month, day.day) == (1, 1)


def _span(birth: Birth) -> int:
    return (birth.latest - birth.earliest).days if birth.latest and birth.earliest else 0


def _plain(one: Facts, other: Facts) -> Iterable[tuple[Reason, float]]:
    if UNKNOWN.isdisjoint({one.sex, other.sex}) and one.sex != other.sex:
        yield Reason.SEX, WEIGHS[Reason.SEX]
    if UNKNOWN.isdisjoint({one.nationality, other.nationality}):
        same = one.nationality == other.nationality
        reason = Reason.NATIONALITY if same else Reason.NATIONALITY_OTHER
        yield reason, WEIGHS[reason]
    if one.origin and one.origin == other.origin:
        yield Reason.ORIGIN, WEIGHS[Reason.ORIGIN]
    if one.numbers & other.numbers:
        yield Reason.NUMBER, WEIGHS[Reason.NUMBER]
    if len(one.journey & other.journey) > 1:
        yield Reason.JOURNEY, WEIGHS[Reason.JOURNEY]
    if one.household is not None and one.household == other.household:
        yield Reason.TOGETHER, WEIGHS[Reason.TOGETHER]
    elif any(_is_alike(mine, theirs) for mine in one.companions for theirs in other.companions):
        yield Reason.COMPANIONS, WEIGHS[Reason.COMPANIONS]


def _is_alike(mine: str, theirs: str) -> bool:
    short, long = sorted((parts(mine), parts(theirs)), key=len)
    return len(short) > 1 and alike(short, long).score >= ALIKE
