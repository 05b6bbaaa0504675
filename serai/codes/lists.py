"""Closed lists kept as CSV files, one a list: `code,en,fr,es,ar` and columns of the list's own."""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.functional import lazy
from django.utils.translation import get_language

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "fr", "es", "ar")
NOT_ANSWERED = ("refused", "unknown", "not_asked")


@dataclass(frozen=True)
class Code:
    """One entry of a list: its words by language, and its own columns."""

    code: str
    labels: dict[str, str]
    more: dict[str, str] = field(default_factory=dict)

    def label(self, language: str | None = None) -> str:
        """In the asked or the reader's language; English where the site speaks a language the list does not."""
        return self.labels.get((language or get_language() or "en").split("-")[0]) or self.labels["en"]


@cache
def entries(name: str) -> dict[str, Code]:
    """The codes of a list, in the file's order. Raises FileNotFoundError for a list that does not exist."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Code(
                code=row["code"],
                labels={language: row[language] for language in LANGUAGES},
                more={k: v for k, v in row.items() if k not in LANGUAGES and k != "code"},
            )
            for row in csv.DictReader(lines)
        }


def label(name: str, code: str, language: str | None = None) -> str:
    """The words for a code in the reader's language; a code of an older version of the list shows as itself."""
    found = entries(name).get(code) or entries("not_answered").get(code)
    return found.label(language) if found else code


def choices(name: str, *, not_answered: bool = False, **own: str) -> list[tuple[str, str]]:
    """Pairs for a form field, labels translated when shown. With `not_answered`: refused, unknown, not asked.

    `own` keeps the codes whose own columns hold these values: `choices("service_type", anonymous="yes")`.
    """
    pairs = [(code, _lazy(name, code)) for code, entry in entries(name).items() if own.items() <= entry.more.items()]
    if not_answered:
        pairs += [(code, _lazy("not_answered", code)) for code in entries("not_answered")]
    return pairs


def grouped(name: str, *, by: str, titles: str, **own: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices under headings: `grouped("service_type", by="group", titles="service_group")`. No empty heading."""
    under = {title: choices(name, not_answered=False, **own, **{by: title}) for title in entries(titles)}
    return [(_lazy(titles, title), pairs) for title, pairs in under.items() if pairs]


_lazy = lazy(label, str)  # translated when it is shown; to its user it is a string
