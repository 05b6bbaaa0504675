"""Every word of every page in four languages: nothing missing, fuzzy or stale, no placeholder lost."""

import csv
from pathlib import Path

import pytest

from serai.codes.lists import DATA, LANGUAGES
from serai.config import catalogues


@pytest.mark.parametrize("room", catalogues.rooms())
def test_a_rooms_catalogues_are_whole(room):
    wrong = list(catalogues.problems(room, catalogues.extracted(room)))
    assert not wrong, "\n" + "\n".join(wrong[:40])


def test_the_same_words_are_translated_alike_in_every_room():
    differ = list(catalogues.differences())
    assert not differ, "\n" + "\n".join(differ[:40])


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.stem)
def test_a_code_list_speaks_four_languages(path: Path):
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if "code" in rows[0] or "en" in rows[0]:
        empty = [
            (row.get("code"), language)
            for row in rows
            for language in LANGUAGES
            if not (row.get(language) or "").strip()
        ]
        assert not empty, f"{path.name}: {empty[:20]}"
