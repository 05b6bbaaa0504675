import csv
import gzip
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from serai.codes import lists, places
from serai.codes.models import Place, PlaceWord
from serai.codes.operations import load_places, shipped_places

HORN = {"ETH", "DJI", "SOM"}


def some(*codes: str) -> list[dict[str, str]]:
    return [row for row in shipped_places() if row["pcode"] in codes]


@pytest.fixture
def horn(db):
    load_places(row for row in shipped_places() if row["country"] in HORN)


def found(*args, **kwargs) -> list[str]:
    return [places.path_of(place) for place in places.search(*args, **kwargs)]


def test_the_shipped_places_are_whole():
    rows = list(shipped_places())
    level_1 = {row["pcode"]: row["country"] for row in rows if row["level"] == "1"}
    assert len(rows) == len({row["pcode"] for row in rows}) == 33363
    assert {row["country"] for row in rows} <= lists.entries("country").keys()
    for row in rows:
        assert row["name"].strip()
        assert (row["level"], row["parent"]) == ("1", "") or level_1[row["parent"]] == row["country"]


def test_loading_twice_changes_nothing(db):
    rows = some("ET04", "ET0404", "ET0405")
    assert load_places(rows).added == 3
    before = list(Place.objects.order_by("pk").values()), list(PlaceWord.objects.order_by("pk").values())
    again = load_places(rows)
    assert (again.added, again.changed, again.same) == (0, 0, 3)
    assert before == (list(Place.objects.order_by("pk").values()), list(PlaceWord.objects.order_by("pk").values()))


def test_a_new_name_replaces_the_old_one_in_search_too(db):
    rows = some("ET04", "ET0404")
    load_places(rows)
    number = Place.objects.get(pcode="ET0404").pk
    renamed = [row | {"name": "Djimma Zone"} if row["pcode"] == "ET0404" else row for row in rows]
    loaded = load_places(renamed)
    assert (loaded.added, loaded.changed, loaded.same) == (0, 1, 1)
    assert Place.objects.get(pk=number).name == "Djimma Zone"
    assert found("djim") == ["Djimma Zone, Oromia, Ethiopia"]
    assert found("jimma") == []


def test_a_place_gone_from_the_source_stays(db):
    load_places(some("ET04", "ET0404"))
    load_places(some("ET04"))
    assert places.name("ET0404") == "Jimma"


def test_the_command_says_what_it_did(db, tmp_path):
    edition = tmp_path / "places.csv.gz"
    with gzip.open(edition, "wt", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["pcode", "country", "level", "name", "parent"])
        writer.writeheader()
        writer.writerows(some("ET04", "ET0404"))
    said = StringIO()
    call_command("load_places", str(edition), stdout=said)
    call_command("load_places", str(edition), stdout=said)
    assert said.getvalue().splitlines() == [
        "Places: 2 added, 0 changed, 0 unchanged.",
        "Places: 0 added, 0 changed, 2 unchanged.",
    ]


@pytest.mark.parametrize("text", ["jimma", "JIM", "Jīmmà", " jim ", "jimma oro", "Jimma, Oromia"])
def test_search_forgives_case_accents_and_a_named_region(horn, text):
    assert "Jimma, Oromia, Ethiopia" in found(text)


def test_search_finds_the_beginning_of_any_word_and_only_the_beginning(horn):
    assert "Dire Dawa, Ethiopia" in found("dawa")
    assert not [path for path in found("awa") if "Dawa" in path]


def test_the_nearest_name_comes_first_and_a_region_before_its_parts(horn):
    assert found("obock")[:2] == ["Obock, Djibouti", "Obock, Obock, Djibouti"]
    assert found("somali")[0] == "Somali, Ethiopia"


def test_search_keeps_to_a_country_and_to_its_limit(horn):
    assert {place.country for place in places.search("ad", "ETH")} == {"ETH"}
    assert len(places.search("ba", limit=3)) == 3


@pytest.mark.parametrize("text", ["جيما", "ጅማ", "Jima"])
def test_another_script_or_spelling_finds_what_sounds_so(horn, text):
    assert "Jimma, Oromia, Ethiopia" in found(text, "ETH")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("አዲስ አበባ", "Addis Ababa, Ethiopia"),
        ("أوروميا", "Oromia, Ethiopia"),
        ("هرجيسا", "Hargeysa, Woqooyi Galbeed, Somalia"),
    ],
)
def test_a_name_in_its_own_script_is_found(horn, text, path):
    assert path in found(text)


def test_a_sound_of_two_consonants_asks_for_the_country(horn):
    assert found("جيما") == []


@pytest.mark.parametrize("text", ["", " ", "j", "?!", "zzzzzz", "x" * 500, "jimma zzz"])
def test_search_for_nothing_finds_nothing(horn, text):
    assert found(text) == []


def test_a_pasted_page_is_searched_by_its_first_words(horn):
    assert found("jimma oromia " * 300) == ["Jimma, Oromia, Ethiopia"]


def test_a_country_reads_in_the_readers_language(horn):
    assert places.path("ET0404", "fr") == "Jimma, Oromia, Éthiopie"
    with translation.override("ar"):
        assert places.path("ET0404") == "Jimma، Oromia، إثيوبيا"


def test_a_code_that_is_not_known_shows_as_itself(horn):
    assert places.name("XX99") == "XX99"
    assert places.path("XX99") == "XX99"
    assert places.path("") == ""
    assert places.admin1_of("XX99") == ""
    assert not places.exists("XX99")


def test_admin1_is_the_region_a_place_lies_in(horn):
    assert places.admin1_of("ET0404") == "ET04"
    assert places.admin1_of("ET04") == "ET04"


@pytest.mark.parametrize("codes", [["ET0404"], ["ET0401", "ET0402", "ET0403", "ET0404", "ET04"]])
def test_a_table_of_places_asks_once_however_many(horn, django_assert_num_queries, codes):
    with django_assert_num_queries(1):
        assert set(places.paths(codes)) == set(codes)
    with django_assert_num_queries(1):
        assert set(places.names(codes)) == set(codes)


@pytest.mark.parametrize("limit", [1, 5])
def test_a_search_asks_once_however_much_it_finds(horn, django_assert_num_queries, limit):
    with django_assert_num_queries(1):
        assert len(found("ba", limit=limit)) == limit


def test_a_search_reads_the_index_never_the_table(horn):
    with CaptureQueriesContext(connection) as asked:
        places.search("jimma oro", "ETH")
    explain = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # a small table is read whole unless told otherwise
        cursor.execute(explain + asked.captured_queries[0]["sql"])
        plan = "\n".join(str(line) for line in cursor.fetchall())
    assert "places_by_word" in plan
    assert "SCAN " not in plan
    assert "Seq Scan" not in plan
