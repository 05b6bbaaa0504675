from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from serai.audit.models import Entry
from serai.codes import lists
from serai.directory.models import Location, Organization, Service, ServiceTerm, ServiceWord, SourceNote
from serai.directory.operations.imports import import_services, read_features, read_tables

TODAY = date(2026, 11, 22)


def some(language: str, size: int = 3):
    return read_features(language)[:size]


@pytest.fixture
def imported(db):
    return import_services(by=None, today=TODAY, english=some("en"), arabic=some("ar"))


def test_importing_twice_changes_nothing(imported):
    before = list(Service.objects.order_by("pk").values())
    lines = Entry.objects.count()

    again = import_services(by=None, today=TODAY, english=some("en"), arabic=some("ar"))

    assert (imported["added"], again["added"], again["changed"], again["unchanged"]) == (3, 0, 0, 3)
    assert list(Service.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == lines == 1
    assert Organization.objects.count() == len({f["properties"]["partnerName"].strip() for f in some("en")})


def test_a_changed_source_changes_its_service_alone(imported):
    english = some("en")
    english[1]["properties"]["10. Referral Method"] = {"Telephone on a per case basis": True}

    again = import_services(by=None, today=TODAY, english=english, arabic=some("ar"))

    assert (again["added"], again["changed"], again["unchanged"]) == (0, 1, 2)
    assert Service.objects.filter(referral_method="phone").count() == 1


def test_what_was_edited_by_hand_stays(imported):
    Service.objects.update(is_free=True, alert={"en": "Ring first"})

    import_services(by=None, today=TODAY, english=some("en"), arabic=some("ar"))

    assert set(Service.objects.values_list("is_free", flat=True)) == {True}


def test_a_place_that_was_hidden_by_hand_stays_hidden(imported):
    Location.objects.update(is_hidden=True, area=None, address="", latitude=None, longitude=None)
    Service.objects.update(source_digest="")

    assert import_services(by=None, today=TODAY, english=some("en"), arabic=some("ar"))["changed"] == 3

    assert set(Location.objects.values_list("is_hidden", "area")) == {(True, None)}
    assert set(SourceNote.objects.values_list("value", flat=True)) == {""}


def test_languages_spoken_are_left_unknown(imported):
    assert not ServiceTerm.objects.filter(taxonomy="language").exists()


def test_each_note_knows_its_row_and_service(imported):
    assert SourceNote.objects.exists()
    assert all(note.service_id and note.row in {1, 2, 3} for note in SourceNote.objects.all())


def test_the_words_of_a_hidden_place_are_not_searched(db):
    english, arabic = [
        [f for f in read_features(language) if f["id"] == 1708786865 and f["properties"]["activity"] == 5606]
        for language in ("en", "ar")
    ]
    arabic[0]["properties"]["locationName"] = "مخيم Azraq"
    import_services(by=None, today=TODAY, english=english, arabic=arabic)

    assert Service.objects.get().at_locations.get().location.is_hidden
    assert not SourceNote.objects.filter(value__contains="Azraq").exists()
    assert not ServiceWord.objects.filter(word="amman").exists()


def test_every_code_of_the_tables_is_in_our_lists():
    tables = read_tables()
    used = [entry for entry in tables.mapping.values() if entry]
    assert {need for needs, _ in used for need in needs} <= lists.entries("need").keys()
    assert {kind for _, kinds in used for kind in kinds} <= lists.entries("service_type").keys()
    for question, name in (("3. ", "eligibility"), ("2. ", "eligibility"), ("4. ", "access")):
        codes = {c for (q, _), found in tables.values.items() if q.startswith(question) for c in found}
        assert codes <= lists.entries(name).keys()


def test_the_command_says_what_it_did(db):
    out = StringIO()
    call_command("import_services", stdout=out)
    assert "562 added, 0 changed, 0 unchanged" in out.getvalue()
    assert "136  It is not open every week" in out.getvalue()
