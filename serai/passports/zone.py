"""Reads the zone as it was typed or as a scanner wrote it. What cannot be read, or does not fit its check digit, is
given as well, and named: it is for a person to compare with the document, and never to be believed."""

import re
from dataclasses import dataclass
from datetime import date

from serai.passports.layouts import MRV_A, MRV_B, TD1, TD2, TD3, Cell, Check, Layout

FILLER, UNREAD = "<", "?"
LONGEST = 400  # signs looked at
SHORTEST = 20  # a line with fewer is no line of a zone
WEIGHTS = (7, 3, 1)
_SPLIT = {90: 30, 88: 44, 72: 36}  # lines that came without their ends
_FOREIGN = str.maketrans({"«": "<", "‹": "<", "〈": "<", "≪": "<", "\u00a0": " "})
_AS_DIGITS = str.maketrans("ODQILZSGB", "000112568")
_AS_LETTERS = str.maketrans("01258", "OIZSB")
_FIRST_LINE = re.compile(r"[PVIAC][A-Z<?][A-Z<?]{3}[A-Z<?]+")

type Day = tuple[int, int | None, int | None]  # year, month, day, as far as they are known


@dataclass(frozen=True)
class Zone:
    """What the lines say. A field that could not be read is empty. `wrong` are the check digits that do not fit,
    `doubtful` the fields that must be compared with the document before they are used."""

    layout: str
    type: str = ""
    issuer: str = ""
    number: str = ""
    nationality: str = ""
    family: str = ""
    given: str = ""
    sex: str = ""
    birth: Day | None = None
    expiry: Day | None = None
    wrong: tuple[Check, ...] = ()
    doubtful: frozenset[str] = frozenset()


def check_digit(signs: str) -> str:
    """The check digit of some signs: their values by 7, 3, 1, the last digit of the sum."""
    values = (0 if sign == FILLER else int(sign, 36) for sign in signs)
    return str(sum(value * WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def read(text: str, *, today: date) -> Zone | None:
    """What the zone says, or nothing when these are no lines of a zone. One line of two is enough for what it says."""
    found = _laid_out(_lines(text))
    if found is None:
        return None
    layout, lines = found
    reading = _Reading(layout, lines)
    number = reading.number()
    names = reading.letters("names")
    family, given = _names(names)
    return Zone(
        layout=layout.name,
        type=reading.letters("type").strip("<?"),
        issuer=country(reading.letters("issuer")),
        number=number,
        nationality=country(reading.letters("nationality")),
        family=family,
        given=given,
        sex={"M": "male", "F": "female", "X": "unknown", FILLER: "unknown"}.get(reading.cell("sex"), ""),
        birth=_day(reading.cell("birth"), today=today, is_past=True),
        expiry=_day(reading.cell("expiry"), today=today, is_past=False),
        wrong=reading.wrong(),
        doubtful=reading.doubtful(),
    )


def country(code: str) -> str:
    """ISO 3166 alpha-3 of a country as documents write it; `stateless`, or `unknown` for whatever is no nationality:
    unspecified (XXX), refugees (XXB, XXC), organisations."""
    letters = code.rstrip(FILLER)
    if letters in {"D", "DEU"}:
        return "DEU"
    if letters == "XXA":
        return "stateless"
    if letters in {"GBD", "GBN", "GBO", "GBP", "GBS"}:
        return "GBR"
    if letters in {"RKS", "XKX"}:
        return "XKX"
    is_country = re.fullmatch("[A-Z]{3}", letters) and letters[0] != "X" and letters[:2] != "UN" and letters != "EUE"
    return letters if is_country else "unknown"


class _Reading:
    """The fields of lines that are laid out, each with its check digit."""

    def __init__(self, layout: Layout, lines: list[str]) -> None:
        self.layout, self.lines = layout, lines
        for line, first, after in (layout.cells["birth"], layout.cells["expiry"], *layout.checks.values()):
            text = self.lines[line]
            self.lines[line] = text[:first] + text[first:after].translate(_AS_DIGITS) + text[after:]

    def at(self, cell: Cell) -> str:
        line, first, after = cell
        return self.lines[line][first:after]

    def cell(self, name: str) -> str:
        return self.at(self.layout.cells[name])

    def letters(self, name: str) -> str:
        return self.cell(name).translate(_AS_LETTERS)

    def _long_number(self) -> tuple[str, str] | None:
        """A number of more than nine signs goes on in the optional field, and its check digit with it."""
        rest = self.cell("optional").partition(FILLER)[0]
        if self.layout in (TD1, TD2) and self.at(self.layout.checks[Check.NUMBER]) == FILLER and len(rest) > 1:
            return self.cell("number") + rest[:-1], rest[-1]
        return None

    def number(self) -> str:
        long = self._long_number()
        signs = (long[0] if long else self.cell("number")).strip(FILLER)
        return "" if UNREAD in signs else signs.replace(FILLER, "")

    def _signs(self, check: Check) -> tuple[str, str]:
        """What a check digit is reckoned over, and the digit that stands there."""
        stands = self.at(self.layout.checks[check])
        if check == Check.NUMBER and (long := self._long_number()):
            return long[0], long[1].translate(_AS_DIGITS)
        if check == Check.WHOLE:
            return "".join(self.at(cell) for cell in self.layout.whole), stands
        return self.cell(check.value), stands

    def wrong(self) -> tuple[Check, ...]:
        return tuple(check for check in self.layout.checks if not self._fits(check))

    def _fits(self, check: Check) -> bool:
        signs, stands = self._signs(check)
        if UNREAD in signs:
            return False
        is_empty = not signs.strip(FILLER) and check in {Check.OPTIONAL, Check.EXPIRY}
        return stands == check_digit(signs) or (is_empty and stands == FILLER)

    def doubtful(self) -> frozenset[str]:
        unread = {name for name in self.layout.cells if UNREAD in self.cell(name)}
        digits = {name for name in ("names", "nationality", "issuer") if re.search(r"\d", self.cell(name))}
        cut = {"names"} if not self.cell("names").endswith((FILLER, UNREAD)) else set()
        return frozenset(unread | digits | cut | {check.value for check in self.wrong()} - {Check.WHOLE.value})


def _lines(text: str) -> list[str]:
    found = text[:LONGEST].upper().translate(_FOREIGN).splitlines()
    signs = (re.sub("[^A-Z0-9<]", UNREAD, re.sub(r"\s", "", line)) for line in found)
    lines = [line for line in signs if len(line.strip(UNREAD)) >= SHORTEST][:3]
    if len(lines) == 1 and len(lines[0]) in _SPLIT:
        step = _SPLIT[len(lines[0])]
        return [lines[0][start : start + step] for start in range(0, len(lines[0]), step)]
    return lines


def _laid_out(lines: list[str]) -> tuple[Layout, list[str]] | None:
    """The layout that these lines have, and the lines at its length: what is missing is unread."""
    longest = max((len(line) for line in lines), default=0)
    if not lines or longest > 50 or not any(FILLER in line or re.search(r"\d{6}", line) for line in lines):
        return None
    if len(lines) == 3:
        layout = TD1
    elif longest <= 32 and len(lines) == 2:
        layout, lines = TD1, [*lines, ""]
    else:
        is_visa = lines[0].startswith("V") and _FIRST_LINE.match(lines[0]) is not None
        layout = (MRV_A if is_visa else TD3) if longest > 40 else (MRV_B if is_visa else TD2)
    if len(lines) < layout.lines:
        is_first = _FIRST_LINE.fullmatch(lines[0]) is not None
        lines = [lines[0], ""] if is_first else ["", lines[0]]
    return layout, [line[: layout.length].ljust(layout.length, UNREAD) for line in lines]


def _names(field: str) -> tuple[str, str]:
    """Family name and given names, as one writes them. Where there is one name only, it is a given name."""
    family, _two, given = (field.rstrip(FILLER + UNREAD) + FILLER * 2).partition(FILLER * 2)
    parts = [" ".join(re.split(r"[<?]+", part.strip(FILLER + UNREAD))).title() for part in (family, given)]
    return (parts[0], parts[1]) if parts[1] else ("", parts[0])


def _day(field: str, *, today: date, is_past: bool) -> Day | None:
    """A day, a month or a year of a field of six digits; the century is the one in which it can be. Fillers stand for
    what the document does not say."""
    found = re.fullmatch(r"(\d\d)(\d\d|<<|00)(\d\d|<<|00)", field)
    if found is None:
        return None
    year = today.year - today.year % 100 + int(found[1])
    month, day = (int(part) if part.isdigit() and part != "00" else None for part in found.groups()[1:])
    if is_past and (year, month or 1, day or 1) > (today.year, today.month, today.day):
        year -= 100
    if not is_past and year > today.year + 50:
        year -= 100
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return (year, month, day if month else None)
