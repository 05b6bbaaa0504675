"""Importing registrations as Kobo exports them."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from serai.audit.models import Entry
from serai.cards.operations.cards import issue_card
from serai.centres.choices import Role
from serai.imports import queries
from serai.imports.choices import ImportState, RowState
from serai.imports.models import ImportBatch, ImportRow
from serai.imports.operations import batches as operations
from serai.imports.tests.tables import HEADER, LETTERS, ROWS, as_csv, as_xlsx
from serai.people.models import Answer, Consent, NumberToken, Person, Registration
from serai.privacy.emptying import empty_the_log
from serai.privacy.operations.erasing import erase
from serai.registration.operations.registration import register_again
from serai.search.queries import matching
from serai.ui.exports import harmless


@pytest.fixture
def dora(posted, harbour):
    return posted("dora", Role.DATA_OFFICER, harbour)


@pytest.fixture
def browser(at_work, dora) -> Client:
    return at_work(dora)


def upload(browser, centre, content, name="kobo.csv"):
    file = SimpleUploadedFile(name, content)
    return browser.post(reverse("imports:new"), {"file": file, "centre": centre.pk})


def here(name, batch):
    return reverse(f"imports:{name}", args=[batch.pk])


def map_all(browser, batch, **more):
    chosen = {f"column-{place}": name for place, name in queries.suggested_mapping(batch).items()}
    typed = {"consent_form": "written", "year_only": "on", **chosen, **more}
    return browser.post(here("columns", batch), typed)


def run(browser, batch):
    """Press Continue until there is nothing left to do."""
    for _ in range(200):
        batch.refresh_from_db()
        if batch.state not in operations.WORK:
            return
        browser.post(here("file", batch))
    pytest.fail("the import never ends")


def imported(browser, centre, content, name="kobo.csv", *, values=None, rows=""):
    upload(browser, centre, content, name)
    batch = ImportBatch.objects.latest("pk")
    map_all(browser, batch)
    batch.refresh_from_db()
    if batch.state == ImportState.VALUES:
        browser.post(here("answers", batch), values or {})
    run(browser, batch)
    browser.post(here("take", batch), {"rows": rows})
    run(browser, batch)
    batch.refresh_from_db()
    return batch


# --- the whole way --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("content", [as_csv(), as_xlsx()], ids=["csv", "xlsx"])
def test_a_kobo_file_becomes_people_with_the_day_and_age_of_then(browser, harbour, content):
    batch = imported(browser, harbour, content)

    assert batch.state == ImportState.TAKEN
    dawit = Person.objects.get(names__given="Dawit")
    registration = dawit.registrations.get()
    assert (registration.registered_on, registration.age_band) == (date(2024, 3, 5), "18-29")
    assert (dawit.sex, dawit.nationality, dawit.birth_told_on) == ("male", "ETH", date(2024, 3, 5))
    assert dawit.code.startswith("HAR-24-")
    assert set(Answer.objects.filter(registration=registration).values_list("code", flat=True)) == {
        "economic",
        "conflict",
    }
    assert Consent.objects.get(person=dawit).decision == "granted"
    assert Person.objects.get(names__given="Hana").nationality == "ETH"
    assert Entry.objects.filter(act="person.registered").count() == 2


def test_who_did_not_agree_is_counted_and_nothing_of_theirs_is_kept(browser, harbour):
    batch = imported(browser, harbour, as_csv())
    assert queries.counts(batch)[RowState.NO_CONSENT] == 1
    assert not Person.objects.filter(names__given="Secret").exists()
    assert not any("Secret" in row.cells for row in batch.rows.all())


def test_what_is_wrong_is_said_by_row_and_column(browser, harbour):
    batch = imported(browser, harbour, as_csv())
    page = browser.get(here("file", batch)).text
    assert Entry.objects.latest("pk").act == "import.read"
    assert "This is not an age in years" in page
    assert "grp/age" in page
    assert "martian" in page
    read = Entry.objects.filter(act="import.read")
    before = read.count()
    report = browser.get(here("problems", batch))
    assert read.count() == before + 1
    lines = list(csv.reader(io.StringIO(report.content.decode("utf-8-sig"))))
    assert ["5", "grp/age", "abc", "This is not an age in years, from 0 to 120."] in lines


def test_values_that_are_not_known_are_asked_once_and_kept(browser, harbour):
    upload(browser, harbour, as_csv())
    batch = ImportBatch.objects.get()
    map_all(browser, batch)
    page = browser.get(here("answers", batch)).text
    assert "martian" in page
    assert "fame" in page
    batch.refresh_from_db()
    unknown = queries.unknown_values(batch)
    chosen = {f"value-{n}": {"sex": "other", "reason": "-"}[v["target"].name] for n, v in enumerate(unknown)}
    browser.post(here("answers", batch), chosen)
    run(browser, batch)
    assert [problem["column"] for problem in queries.wrong_rows(batch)] == ["grp/age"]

    upload(browser, harbour, as_csv(rows=[["2024-04-01", "yes", "martian", "20", "SOM", "Zed", "fame", "u9"]]))
    again = ImportBatch.objects.latest("pk")
    assert queries.suggested_mapping(again) == queries.mapping_of(batch)
    map_all(browser, again)
    again.refresh_from_db()
    assert again.state == ImportState.CHECKING


def test_only_the_chosen_rows_are_imported(browser, harbour):
    imported(browser, harbour, as_csv(), rows="3")
    assert list(Person.objects.values_list("names__given", flat=True)) == ["Hana"]


def test_running_the_same_file_twice_adds_nothing(browser, harbour):
    imported(browser, harbour, as_csv())
    second = imported(browser, harbour, as_csv())
    assert Person.objects.count() == 2
    assert queries.counts(second)[RowState.KNOWN] == 2


def test_the_same_rows_are_recognised_even_when_the_number_is_left_out(browser, harbour):
    imported(browser, harbour, as_csv())
    upload(browser, harbour, as_csv())
    batch = ImportBatch.objects.latest("pk")
    map_all(browser, batch, **{"column-7": ""})
    browser.post(here("answers", batch), {})
    run(browser, batch)
    assert queries.counts(batch)[RowState.KNOWN] == 2


def test_two_people_with_the_same_answers_are_two_people(browser, harbour):
    rows = [["2024-03-05", "yes", "male", "25", "ETH", "", "", ""]] * 2
    imported(browser, harbour, as_csv(rows=rows))
    imported(browser, harbour, as_csv(rows=rows))
    assert Person.objects.count() == 2


@settings(
    max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.tuples(
            st.just("2024-03-05"),
            st.sampled_from(["yes", "no", "", "oui"]),
            st.text(LETTERS, max_size=6),
            st.text(LETTERS, max_size=4),
            st.text(LETTERS, max_size=6),
            st.text(LETTERS, max_size=12),
            st.text(LETTERS, max_size=12),
            st.sampled_from(["", "a", "b", "c"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_rows_crash_the_import_and_running_twice_adds_nothing(browser, harbour, rows):
    with transaction.atomic():
        content = as_csv(rows=[list(row) for row in rows])
        first = imported(browser, harbour, content)
        people = Person.objects.count()
        imported(browser, harbour, content)
        assert first.state == ImportState.TAKEN
        assert Person.objects.count() == people
        transaction.set_rollback(True)


def test_a_chunk_that_fails_leaves_nothing_and_the_next_goes_on(browser, dora, harbour, monkeypatch):
    upload(browser, harbour, as_csv())
    batch = ImportBatch.objects.get()
    map_all(browser, batch)
    browser.post(here("answers", batch), {})
    run(browser, batch)
    browser.post(here("take", batch), {"rows": ""})
    monkeypatch.setattr(operations, "TAKE_AT_ONCE", 1)
    browser.post(here("file", batch))
    assert Person.objects.count() == 1
    with transaction.atomic():
        operations.work(by=dora, batch=batch)
        transaction.set_rollback(True)  # the power cut
    assert Person.objects.count() == 1
    run(browser, batch)
    assert Person.objects.count() == 2


# --- undo -----------------------------------------------------------------------------------------------------
def test_one_click_undoes_what_nobody_touched_and_says_what_it_kept(browser, at_work, dora, ruth, harbour):
    batch = imported(browser, harbour, as_csv())
    hana = Person.objects.get(names__given="Hana")
    issue_card(by=ruth, person=hana)
    browser.post(here("undo", batch))
    run(browser, batch)

    assert list(Person.objects.all()) == [hana]
    assert not Registration.objects.exclude(person=hana).exists()
    assert not Consent.objects.exclude(person=hana).exists()
    page = browser.get(here("file", batch)).text
    assert hana.code in page
    assert "Something was recorded about this person since." in page
    assert Entry.objects.get(act="import.undone").detail == {"kept": 1}

    again = imported(browser, harbour, as_csv())
    assert queries.counts(again)[RowState.TAKEN] == 1


def test_whoever_stops_before_the_last_step_of_undoing_has_left_a_line(browser, harbour, dora, monkeypatch):
    """Files go step by step: else all but the last few are gone and nobody can tell by whom."""
    batch = imported(browser, harbour, as_csv())
    monkeypatch.setattr(operations, "TAKE_AT_ONCE", 1)
    before = Person.objects.count()
    browser.post(here("undo", batch))
    browser.post(here("file", batch))
    assert Person.objects.count() == before - 1
    assert Entry.objects.get(act="import.undo_begun").actor == dora.user


def test_a_telephone_of_the_file_finds_its_person_until_the_import_is_undone(browser, harbour, rita):
    header, rows = [*HEADER, "phone"], [[*row, "+251 911 22 33 44"] for row in ROWS[:1]]
    batch = imported(browser, harbour, as_csv(header, rows))
    assert [line.code for line in matching(posting=rita, text="+251911223344").people] == [Person.objects.get().code]
    browser.post(here("undo", batch))
    run(browser, batch)
    assert not Person.objects.exists()
    assert not NumberToken.objects.exists()


def test_an_import_that_is_being_matched_again_can_still_be_undone(browser, harbour):
    batch = imported(browser, harbour, as_csv())
    map_all(browser, batch)
    browser.post(here("discard", batch))
    batch.refresh_from_db()
    assert batch.state == ImportState.TAKEN
    map_all(browser, batch)
    run(browser, batch)
    browser.post(here("undo", batch))
    run(browser, batch)
    assert batch.state == ImportState.UNDONE
    assert not Person.objects.exists()
    assert not batch.rows.exclude(cells=[]).exists()


def test_who_came_again_since_is_kept_with_both_registrations(browser, harbour, rita):
    batch = imported(browser, harbour, as_csv())
    hana = Person.objects.get(names__given="Hana")
    register_again(by=rita, person=hana, on=date(2026, 11, 20))
    browser.post(here("undo", batch))
    run(browser, batch)
    assert list(Person.objects.all()) == [hana]
    assert hana.registrations.count() == 2


def test_a_row_names_what_it_made_until_that_is_taken_back(browser, harbour):
    batch = imported(browser, harbour, as_csv())
    made = batch.rows.filter(state=RowState.TAKEN).order_by("number")
    assert [row.registration.person for row in made] == [row.person for row in made] != []
    browser.post(here("undo", batch))
    run(browser, batch)
    assert not batch.rows.exclude(person=None, registration=None).exists()


def test_a_corrected_file_is_kept(browser, harbour):
    batch = imported(browser, harbour, as_csv())
    Person.objects.filter(names__given="Dawit").update(version=2)
    browser.post(here("undo", batch))
    run(browser, batch)
    assert Person.objects.get().names.get().given == "Dawit"


@pytest.mark.django_db
def test_the_page_does_not_say_whose_row_was_erased(browser, harbour, settings, tmp_path):
    """Whoever has the list reads in it who row 3 was."""
    settings.ERASED = tmp_path / "erased"
    batch = imported(browser, harbour, as_csv())
    before = queries.counts(batch)
    erase(by=None, person=Person.objects.get(names__given="Hana"))

    page = browser.get(here("file", batch))

    assert page.status_code == 200
    assert "<h2>Kept</h2>" not in page.text
    assert queries.counts(batch) == before


def test_a_line_of_consent_cannot_leave_before_its_person(browser, harbour):
    imported(browser, harbour, as_csv())
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.all()._raw_delete("default")
    assert Consent.objects.count() == 2


# --- who may, and what goes wrong -----------------------------------------------------------------------------
def test_a_caseworker_may_not_import(at_work, ruth):
    assert at_work(ruth).get(reverse("imports:files")).status_code == 403


def test_another_centres_import_is_not_found(browser, at_work, posted, station, harbour):
    upload(browser, harbour, as_csv())
    other = at_work(posted("olga", Role.DATA_OFFICER, station))
    batch = ImportBatch.objects.get()
    for name in ("file", "columns", "answers", "problems"):
        assert other.get(here(name, batch)).status_code == 404
    for name in ("take", "undo", "discard"):
        assert other.post(here(name, batch)).status_code == 404


def test_a_network_officer_chooses_the_centre_and_sees_no_file(at_work, posted, harbour):
    nadia = at_work(posted("nadia", Role.DATA_OFFICER, None))
    imported(nadia, harbour, as_csv())
    person = Person.objects.get(names__given="Dawit")
    assert person.registrations.get().centre == harbour
    assert nadia.get(reverse("registration:profile", args=[person.public_id])).status_code == 403
    assert "Dawit" not in nadia.get(here("file", ImportBatch.objects.get())).text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "empty"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is not a table."),
        ("broken.xlsx", b"PK\x03\x04oops", "damaged or protected"),
        ("head.csv", b"sex,age\n", "only a header"),
    ],
)
def test_a_wrong_file_gets_a_sentence(browser, harbour, name, content, sentence):
    answer = upload(browser, harbour, content, name)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert not ImportBatch.objects.exists()


def test_without_a_column_of_consent_nothing_goes_on(browser, harbour):
    upload(browser, harbour, as_csv())
    batch = ImportBatch.objects.get()
    answer = map_all(browser, batch, **{"column-1": ""})
    assert "Without consent nobody can be imported" in answer.text
    twice = map_all(browser, batch, **{"column-0": "sex"})
    assert "was chosen for several columns" in twice.text


def test_a_step_taken_out_of_turn_goes_to_where_the_file_stands(browser, harbour):
    upload(browser, harbour, as_csv())
    batch = ImportBatch.objects.get()
    for name in ("take", "undo"):
        answer = browser.post(here(name, batch), {"rows": ""})
        assert answer.url == here("columns", batch)
    assert browser.get(here("answers", batch)).url == here("columns", batch)


def test_discarding_forgets_every_cell(browser, harbour, django_capture_on_commit_callbacks):
    """Also in the log beside the database."""
    upload(browser, harbour, as_csv())
    batch = ImportBatch.objects.get()
    with django_capture_on_commit_callbacks() as then:
        browser.post(here("discard", batch))
    assert empty_the_log in then
    batch.refresh_from_db()
    assert batch.state == ImportState.DISCARDED
    assert not ImportRow.objects.exclude(cells=[]).exists()


def test_after_a_month_the_next_sign_in_forgets_what_was_not_imported(browser, harbour, at_work, rita):
    upload(browser, harbour, as_csv())
    at_work(rita)
    assert ImportRow.objects.exclude(cells=[]).exists()
    ImportBatch.objects.update(uploaded_at=timezone.now() - timedelta(days=31))
    at_work(rita)
    assert not ImportRow.objects.exclude(cells=[]).exists()
    assert ImportBatch.objects.get().state == ImportState.DISCARDED
    assert Entry.objects.filter(act="import.discarded", actor_id=None).count() == 1
    at_work(rita)
    assert Entry.objects.filter(act="import.discarded").count() == 1


def test_what_was_imported_stays_so_and_can_be_undone_after_a_month(browser, harbour, at_work, rita):
    batch = imported(browser, harbour, as_csv())
    ImportBatch.objects.update(uploaded_at=timezone.now() - timedelta(days=31))
    at_work(rita)
    batch.refresh_from_db()
    assert batch.state == ImportState.TAKEN
    assert not ImportRow.objects.exclude(cells=[]).exists()
    assert ImportRow.objects.filter(state=RowState.TAKEN).exists()


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-2", "@x", "\t=1", "  =1"])
def test_what_was_typed_never_runs_as_a_formula(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless("Oromia") == "Oromia"


def test_the_list_of_imports_costs_the_same_for_more(browser, dora, harbour, django_assert_num_queries):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    upload(browser, harbour, as_csv())
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("imports:files"))
        number = len(few)
    for _ in range(4):
        upload(browser, harbour, as_csv())
    with django_assert_num_queries(number):
        browser.get(reverse("imports:files"))


def test_a_network_officer_reads_no_rows_that_a_centre_brought(browser, at_work, posted, harbour):
    upload(browser, harbour, as_csv())
    batch = ImportBatch.objects.get()
    nadia = at_work(posted("nadia", Role.DATA_OFFICER, None))
    assert batch.file_name not in nadia.get(reverse("imports:files")).text
    for name in ("file", "columns", "problems"):
        assert nadia.get(here(name, batch)).status_code == 404
