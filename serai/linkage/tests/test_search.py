"""What the search suggests, and of whom it says nothing. Splink itself compares here, on DuckDB, as it does at night."""

import sys

import pytest

from serai.audit.models import Entry
from serai.config.console import main
from serai.duplicates.operations.pairs import say_different
from serai.linkage.choices import Said
from serai.linkage.models import Suggestion
from serai.linkage.operations.searching import Sought, search
from serai.people import rules
from serai.people.models import Household, Membership, Person
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import How
from serai.people.rules.consent import Said as SaidOf
from serai.people.tests.factories import PersonFactory
from serai.teams.tests.factories import keep_to
from serai.watch.models import Decoy

LATIN = {"given": "Othman", "father": "Idris", "grandfather": "Jibril"}
ARABIC = {"given": "عثمان", "father": "إدريس", "grandfather": "جبريل"}
STRANGER = {"given": "Yonas", "father": "Tesfay", "grandfather": "Kidane"}
SISTER = {"given": "Maryam", "father": "Idris", "grandfather": "Jibril"}


def registered(centre, name, **changes):
    return PersonFactory(name=name, registered_at=centre, birth=rules.born_in_year(1995), **changes)


@pytest.fixture
def older(harbour):
    return registered(harbour, LATIN)


@pytest.fixture
def newer(harbour, older):
    return registered(harbour, ARABIC)


@pytest.fixture
def at_station(station, older):
    """The same man, at another centre."""
    return registered(station, ARABIC)


def lets_the_network_see(person, by):
    how = How("verbal", "eng", certified=True)
    record_consent(by=by, person=person, said=[SaidOf("network", "granted")], how=how)


def test_a_name_in_another_script_is_suggested_once(harbour, older, newer):
    """Whoever has another name, or is a sister, is not. What was found stays one question on the next night."""
    registered(harbour, STRANGER)
    registered(harbour, SISTER, sex="female")
    assert search() == Sought(likely=1, new=1, gone=0)
    assert search() == Sought(likely=1, new=0, gone=0)
    found = Suggestion.objects.get()
    assert (found.centre, found.first, found.second, found.is_elsewhere) == (harbour, newer, older, False)
    assert Entry.objects.filter(act="suggestions.sought").count() == 2


def test_what_was_answered_is_not_asked_again(rita, ruth, older, newer):
    search()
    Suggestion.objects.update(said=Said.DIFFERENT, answered_by=ruth.user)
    assert search() == Sought(likely=1, new=0, gone=0)
    Suggestion.objects.all().delete()
    say_different(by=rita, person=newer, others=[older.pk])
    assert search() == Sought(likely=1, new=0, gone=0)


def test_a_file_of_another_centre_is_suggested_if_both_let_the_network_see_it(
    harbour, station, rita, omar, older, at_station
):
    search()
    assert not Suggestion.objects.exists()
    lets_the_network_see(older, rita)
    search()
    assert not Suggestion.objects.exists()
    lets_the_network_see(at_station, omar)
    search()
    found = Suggestion.objects.order_by("centre").values_list("centre", "first", "second", "is_elsewhere")
    assert set(found) == {(harbour.pk, older.pk, at_station.pk, True), (station.pk, at_station.pk, older.pk, True)}


@pytest.mark.parametrize("why", ["kept to a team", "invented", "went into another", "in one household"])
def test_nothing_is_said_of(why, harbour, rita, ruth, older, newer):
    """And what was asked before is no longer asked."""
    search()
    assert Suggestion.objects.exists()
    if why == "kept to a team":
        keep_to(newer, ruth)
    elif why == "invented":
        Decoy.objects.create(person=newer, centre=harbour)
    elif why == "went into another":
        Person.objects.filter(pk=newer.pk).update(merged_into=older)
    else:
        home = Household.objects.create(centre=harbour)
        for person in (older, newer):
            Membership.objects.create(household=home, person=person, role="other", joined_on="2026-11-02")
    assert search().gone == 1
    assert not Suggestion.objects.exists()


def test_the_command_prints_numbers_and_leaves_nothing_on_the_disk(older, newer, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["link"]) == 0
    told = capsys.readouterr().out
    assert "Likely pairs: 1. Newly asked about: 1. No longer asked about: 0." in told
    assert "Othman" not in told
    assert older.code not in told
    assert not list(tmp_path.iterdir())


def test_without_the_extra_the_command_says_so(db, monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "serai.linkage.likeness", raising=False)
    monkeypatch.setitem(sys.modules, "splink", None)
    assert main(["link"]) == 1
    assert "serai[linkage]" in capsys.readouterr().err


def test_without_spark_the_command_says_so(older, newer, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert main(["link", "--on", "spark"]) == 1
    assert "serai[spark]" in capsys.readouterr().err
    assert not Suggestion.objects.exists()
